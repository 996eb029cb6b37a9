"""What a bundle of FHIR R4B says of a case, and how."""

import json
import subprocess
import sys
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.evidence import version
from her2core.language import using
from her2core.report.fhir.bundle import case_from_fhir, fhir_bundle
from her2core.report.fhir.codes import OWN, code_systems
from her2core.report.summary import Item, summarise
from her2core.status.assessment import assess
from tests.her2core.report.fhir.bundles import (
    COUNTED,
    MADE,
    bundle_of,
    cases,
    codings,
    notes,
    observation,
    parts,
    read,
    resources,
    summary_of,
)

LISTED = {"18474-7", "31150-6", "49683-6", "74860-8", "74861-6", "74885-5", "48676-1"}
ANSWERS = {"0": "LA6111-4", "1+": "LA11841-6", "2+": "LA11842-4", "3+": "LA11843-2"}


@settings(max_examples=30)
@given(cases, st.sampled_from(["en", "zh"]))
def test_every_code_and_reference_in_a_bundle_is_explained_in_it(case: dict[str, str], language: str) -> None:
    bundle = bundle_of(case, language)
    defined = {
        (each["url"], concept["code"]): concept["display"]
        for each in resources(bundle, "CodeSystem")
        for concept in each["concept"]
    }
    own = [each for each in codings(bundle) if each["system"].startswith(OWN)]
    assert own and all(
        each.get("display", shown) == shown for each in own if (shown := defined[each["system"], each["code"]])
    )
    addresses = [each["fullUrl"] for each in bundle["entry"]]
    assert len(set(addresses)) == len(addresses)
    assert {each["reference"] for each in parts(bundle) if isinstance(each, dict) and "reference" in each} <= set(
        addresses
    )


@settings(max_examples=30)
@given(cases)
def test_no_loinc_code_stands_in_it_but_those_agreed(case: dict[str, str]) -> None:
    used = {each["code"] for each in codings(bundle_of(case)) if each["system"] == "http://loinc.org"}
    assert used <= LISTED | set(ANSWERS.values())


def test_what_is_written_passes_the_r4b_models() -> None:
    written = fhir_bundle(summary_of(COUNTED))
    bundle = Bundle.model_validate_json(written)
    assert type(bundle.entry[0].resource).__module__.startswith("fhir.resources.R4B.")
    assert json.loads(bundle.model_dump_json()) == json.loads(written)


def test_a_bundle_that_the_models_refuse_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*given: Any) -> list[Any]:
        return [{**each, "content": 5} for each in code_systems(*given)]

    monkeypatch.setattr("her2core.report.fhir.bundle.code_systems", broken)
    with pytest.raises(ValueError, match="content"):
        fhir_bundle(summary_of(COUNTED))


@pytest.mark.parametrize(("score", "answer"), ANSWERS.items())
def test_an_ihc_score_is_its_loinc_answer(score: str, answer: str) -> None:
    result = observation(bundle_of({"ihc": score}), "18474-7")
    assert result["valueCodeableConcept"] == {"coding": [{"system": "http://loinc.org", "code": answer}], "text": score}


def test_counts_and_the_result_made_from_them_are_told_apart() -> None:
    bundle = bundle_of(COUNTED)
    ish = observation(bundle, "31150-6")
    assert ish["valueCodeableConcept"]["coding"][0]["code"] == "amplified"
    by_address = {each["fullUrl"]: each["resource"] for each in bundle["entry"]}
    sources = [by_address[each["reference"]]["code"]["coding"][0]["code"] for each in ish["derivedFrom"]]
    assert sources == ["49683-6", "74860-8", "case"]
    assert "ish" not in read(bundle)


def test_an_entry_that_the_counts_stand_for_is_not_the_result_but_is_kept() -> None:
    bundle = bundle_of({**COUNTED, "ish": "not amplified"})
    assert observation(bundle, "31150-6")["valueCodeableConcept"]["coding"][0]["code"] == "amplified"
    assert read(bundle)["ish"] == "not amplified"


def test_a_score_from_staining_is_not_taken_as_entered() -> None:
    case = {"specimen": "biopsy", "intensity": "strong", "cluster": "7"}
    bundle = bundle_of(case)
    assert observation(bundle, "18474-7")["valueCodeableConcept"]["coding"][0]["code"] == "LA11843-2"
    assert read(bundle) == case


@pytest.mark.parametrize("text", ["2.0", "1.99", "2.000", "0.100000000000000005", "2"])
def test_a_number_keeps_every_digit(text: str) -> None:
    written = fhir_bundle(summary_of({"ratio": text}))
    assert f'"value":{text},'.encode() in written
    assert case_from_fhir(written)["ratio"] == text


@pytest.mark.parametrize(("field", "code"), [("ihc", "18474-7"), ("ish", "31150-6")])
def test_not_done_is_a_reason_and_not_a_value_and_differs_from_not_entered(field: str, code: str) -> None:
    done = observation(bundle_of({field: "not done"}), code)
    assert done["dataAbsentReason"]["coding"][0]["code"] == "not-performed"
    assert not [name for name in done if name.startswith("value")]
    assert observation(bundle_of({}), code) is None


@pytest.mark.parametrize(
    ("case", "tier", "status"),
    [
        ({"ihc": "3+"}, "high", "positive"),
        ({"ihc": "2+", "ish": "not amplified"}, "intermediate", "negative"),
        ({"ihc": "1+"}, "low", "negative"),
        ({"ihc": "0"}, "none", "negative"),
    ],
)
def test_tier_and_overall_status_are_coded(case: dict[str, str], tier: str, status: str) -> None:
    bundle = bundle_of(case)
    result = observation(bundle, "csco-2025-tier")["valueCodeableConcept"]["coding"][0]
    assert (result["system"], result["code"]) == (OWN + "csco-2025-tier", tier)
    assert observation(bundle, "48676-1")["valueCodeableConcept"]["coding"][0]["code"] == status


def test_an_undetermined_tier_is_absent_and_says_which_are_possible() -> None:
    bundle = bundle_of({"ihc": "2+"})
    result = observation(bundle, "csco-2025-tier")
    assert "valueCodeableConcept" not in result and result["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert "Possible: High / Intermediate" in notes(result)
    assert observation(bundle, "48676-1")["valueCodeableConcept"]["coding"][0]["code"] == "equivocal"


@pytest.mark.parametrize("case", [{"ihc": "3+"}, {"ihc": "2+"}, {}])
def test_nothing_claims_to_be_a_verified_report(case: dict[str, str]) -> None:
    bundle = bundle_of(case)
    assert {each["status"] for kind in ("DiagnosticReport", "Observation") for each in resources(bundle, kind)} == {
        "preliminary"
    }
    assert "not the report of the laboratory" in resources(bundle, "DiagnosticReport")[0]["conclusion"]


def test_no_person_and_nothing_of_a_meetings_list_is_in_it() -> None:
    item = Item("Wang 4711", question="Mrs W.?", note="born 1950", conclusion="see Dr Li")
    with using("en"):
        summary = summarise(assess(COUNTED), MADE, "http://board.example", item=item)
    text = fhir_bundle(summary).decode()
    assert not [word for word in ("4711", "Mrs", "1950", "Dr Li", '"Patient"', '"identifier"') if word in text]


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-CN")])
def test_a_bundle_carries_what_every_export_carries(language: str, tag: str) -> None:
    summary = summary_of(COUNTED, language)
    with using("en" if language == "zh" else "zh"):
        bundle = json.loads(fhir_bundle(summary))
    report = resources(bundle, "DiagnosticReport")[0]
    for text in (summary.data_version, summary.link, summary.warning, summary.intended_use, "2026-11-26"):
        assert text in report["conclusion"]
        assert text in "".join(ElementTree.fromstring(report["text"]["div"]).itertext())
    assert {bundle["language"], *(each["resource"]["language"] for each in bundle["entry"])} == {tag}
    assert report["issued"] == bundle["timestamp"] == "2026-11-26T09:30:00+08:00"
    assert report["presentedForm"][0]["url"] == summary.link
    assert {each["version"] for each in resources(bundle, "CodeSystem")} == {version().version}
    status = observation(bundle, "48676-1")["valueCodeableConcept"]
    assert status["text"] == summary.binary


def test_method_and_specimen_are_named() -> None:
    bundle = bundle_of({"ihc": "2+", "ish": "amplified", "specimen": "biopsy"})
    assert resources(bundle, "Specimen")[0]["type"]["coding"][0]["code"] == "biopsy"
    assert "IHC" in observation(bundle, "18474-7")["method"]["text"]
    assert "ISH" in observation(bundle, "31150-6")["method"]["text"]
    address = next(each["fullUrl"] for each in bundle["entry"] if each["resource"]["resourceType"] == "Specimen")
    assert observation(bundle, "31150-6")["specimen"]["reference"] == address


def test_what_was_left_out_is_said_and_cannot_break_the_page_it_is_said_on() -> None:
    hostile = "<script>alert(1)</script>"
    bundle = bundle_of({"ihc": "2+", "ratio": hostile, "nuclei": "40"})
    report = resources(bundle, "DiagnosticReport")[0]
    assert "<script" not in report["text"]["div"]
    assert hostile in "".join(ElementTree.fromstring(report["text"]["div"]).itertext())
    assert "Nuclei counted: 40" in notes(observation(bundle, "csco-2025-tier"))
    assert read(bundle) == {"ihc": "2+"}


def test_too_few_nuclei_are_a_result_that_is_not_evaluable_and_come_back() -> None:
    case = {"ihc": "2+", "ratio": "2.5", "nuclei": "12"}
    bundle = bundle_of(case)
    assert observation(bundle, "31150-6")["valueCodeableConcept"]["coding"][0]["code"] == "not evaluable"
    assert read(bundle) == case


def test_the_models_are_loaded_only_when_a_bundle_is_made() -> None:
    script = """
import sys
import her2core.report.fhir.bundle
assert not [name for name in sys.modules if name.startswith("fhir.")]
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_same_export_is_the_same_file() -> None:
    summary = summary_of(COUNTED)
    assert fhir_bundle(summary) == fhir_bundle(replace(summary))
