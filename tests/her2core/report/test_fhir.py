"""A case leaves as FHIR R4B and comes back as it was entered; what is no such bundle is named and never guessed at."""

import copy
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.assessment import assess, counted, stained
from her2core.case import NUMBERS, VOCABULARIES, check
from her2core.errors import InputError
from her2core.evidence import version
from her2core.language import using
from her2core.report.fhir import case_from_fhir, fhir_bundle
from her2core.report.fhir_codes import OWN, code_systems
from her2core.report.summary import Item, Summary, summarise
from her2core.terms import IhcScore, IshResult

MADE = datetime(2026, 11, 26, 9, 30, tzinfo=timezone(timedelta(hours=8)))
LISTED = {"18474-7", "31150-6", "49683-6", "74860-8", "74861-6", "74885-5", "48676-1"}
ANSWERS = {"0": "LA6111-4", "1+": "LA11841-6", "2+": "LA11842-4", "3+": "LA11843-2"}
COUNTED = {"ihc": "2+", "ratio": "2.0", "her2_copies": "3.980", "nuclei": "40", "specimen": "biopsy", "cps": "5"}


def summary_of(case: dict[str, str], language: str = "en") -> Summary:
    with using(language):
        return summarise(assess(case), MADE, "http://board.example")


def bundle_of(case: dict[str, str], language: str = "en") -> Any:
    return json.loads(fhir_bundle(summary_of(case, language)), parse_float=Decimal)


def resources(bundle: Any, kind: str) -> list[Any]:
    return [each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind]


def observation(bundle: Any, code: str) -> Any:
    """The only observation with this code, or None."""
    found = [each for each in resources(bundle, "Observation") if each["code"]["coding"][0]["code"] == code]
    assert len(found) <= 1
    return found[0] if found else None


def parts(tree: Any) -> Iterator[Any]:
    yield tree
    for each in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from parts(each)


def codings(bundle: Any) -> list[Any]:
    return [each for each in parts(bundle) if isinstance(each, dict) and {"system", "code"} <= set(each)]


def notes(observation: Any) -> str:
    return " ".join(each["text"] for each in observation["note"])


def read(bundle: Any) -> dict[str, str]:
    return case_from_fhir(json.dumps(bundle, default=float).encode())


def some(values: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([each.value for each in values])


def decimals(most: int) -> st.SearchStrategy[str]:
    places = st.sampled_from(["", ".0", ".5", ".25", ".99", ".000000001", "."])
    return st.builds("{}{}".format, st.integers(0, most - 1), places)


whole = st.integers(1, 100_000).map(str)
agreeing = st.integers(1, 4000).map(
    lambda hundredths: {
        "ratio": f"{Decimal(hundredths) / 100:f}",
        "her2_copies": f"{Decimal(hundredths) / 50:f}",
        "cep17_copies": "2.00",
    }
)
counts = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"ratio": decimals(100)}, optional={"nuclei": whole}),
    st.fixed_dictionaries(
        {"her2_copies": decimals(1000), "cep17_copies": st.sampled_from(["1", "2.40", "2.9", "１.5"])}
    ),
    st.fixed_dictionaries({"her2_copies": decimals(1000), "probe": st.just("single")}),
    st.fixed_dictionaries({"clusters": st.just("yes")}, optional={"controls": some(VOCABULARIES["controls"])}),
    st.fixed_dictionaries({"controls": st.just("failed")}, optional={"clusters": some(VOCABULARIES["clusters"])}),
    agreeing,
)
staining = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {
            "specimen": some(VOCABULARIES["specimen"]),
            "intensity": some(VOCABULARIES["intensity"]),
            "percent": decimals(100),
            "cluster": whole,
        }
    ),
)
rest = st.fixed_dictionaries(
    {},
    optional={
        "ihc": some(IhcScore),
        "ish": some(IshResult),
        "cps": decimals(100),
        "clusters": st.just("no"),
        "controls": st.just("passed"),
        **{
            field: some(VOCABULARIES[field])
            for field in ("probe", "copy_rule", "recount_zone", "specimen", "setting", "prior_trastuzumab")
        },
    },
)
cases = st.builds(
    lambda *groups: {field: text for group in groups for field, text in group.items()}, rest, counts, staining
)


def usable(case: dict[str, str]) -> bool:
    assessment = assess(case)
    return bool(assessment.ihc or not stained(case)) and bool(assessment.ish or not counted(case))


cases = cases.filter(usable)


@settings(max_examples=60)
@given(cases, st.sampled_from(["en", "zh"]))
def test_every_case_comes_back_whole(case: dict[str, str], language: str) -> None:
    assert case_from_fhir(fhir_bundle(summary_of(case, language))) == case


@settings(max_examples=40)
@given(
    rest,
    st.dictionaries(st.sampled_from(list(NUMBERS)), st.one_of(decimals(2000), st.text(max_size=8))),
    st.dictionaries(st.sampled_from(["intensity", "clusters"]), st.sampled_from(["strong", "yes", "no"])),
)
def test_what_cannot_be_used_is_left_out_and_the_tier_stays_as_it_was(
    usual: dict[str, str], numbers: dict[str, str], words: dict[str, str]
) -> None:
    before = summary_of({**usual, **numbers, **words})
    after = case_from_fhir(fhir_bundle(before))
    assert assess(after).csco == before.assessment.csco
    assert after.items() <= {field: text.strip() for field, text in before.assessment.case.items()}.items()


@pytest.mark.parametrize(
    ("case", "back"),
    [
        ({"specimen": "biopsy", "intensity": "strong", "cluster": "7", "percent": "abc"}, {"specimen": "biopsy"}),
        ({"ihc": "2+", "specimen": "biopsy", "intensity": "strong"}, {"specimen": "biopsy"}),
        ({"ihc": "2+", "ish": "amplified", "ratio": "2.5", "nuclei": "many"}, {"ihc": "2+"}),
        ({"ihc": "2+", "ratio": "2.5", "her2_copies": "3", "cep17_copies": "3", "probe": "dual"}, {"ihc": "2+", "probe": "dual"}),
        ({"ihc": "2+", "ish": "amplified", "cps": "5,0"}, {"ihc": "2+", "ish": "amplified"}),
    ],
)  # fmt: skip
def test_counts_or_staining_with_a_fault_are_left_out_with_all_that_hangs_on_them(
    case: dict[str, str], back: dict[str, str]
) -> None:
    assert case_from_fhir(fhir_bundle(summary_of(case))) == back


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

    monkeypatch.setattr("her2core.report.fhir.code_systems", broken)
    with pytest.raises(ValueError, match="content"):
        fhir_bundle(summary_of(COUNTED))


@pytest.mark.parametrize(("score", "answer"), ANSWERS.items())
def test_an_ihc_score_is_its_loinc_answer(score: str, answer: str) -> None:
    found = observation(bundle_of({"ihc": score}), "18474-7")
    assert found["valueCodeableConcept"] == {"coding": [{"system": "http://loinc.org", "code": answer}], "text": score}


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
    found = observation(bundle, "csco-2025-tier")["valueCodeableConcept"]["coding"][0]
    assert (found["system"], found["code"]) == (OWN + "csco-2025-tier", tier)
    assert observation(bundle, "48676-1")["valueCodeableConcept"]["coding"][0]["code"] == status


def test_an_undetermined_tier_is_absent_and_says_which_are_possible() -> None:
    bundle = bundle_of({"ihc": "2+"})
    found = observation(bundle, "csco-2025-tier")
    assert "valueCodeableConcept" not in found and found["dataAbsentReason"]["coding"][0]["code"] == "unknown"
    assert "Possible: High / Intermediate" in notes(found)
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
    for said in (summary.data_version, summary.link, summary.warning, summary.intended_use, "2026-11-26"):
        assert said in report["conclusion"]
        assert said in "".join(ElementTree.fromstring(report["text"]["div"]).itertext())
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


def changed(path: str, value: Any) -> Any:
    """The bundle of COUNTED with one place changed: "49683-6.valueQuantity.code" in the observation of that code."""
    bundle = bundle_of(COUNTED)
    first, *rest = path.split(".")
    place = observation(bundle, first)
    for name in rest[:-1]:
        place = place[int(name) if name.isdigit() else name]
    place[rest[-1]] = value
    return bundle


@pytest.mark.parametrize(
    ("path", "value", "field", "given"),
    [
        ("18474-7.valueCodeableConcept.coding", [{"system": "http://loinc.org", "code": "LA1-1"}], "ihc", "LA1-1"),
        ("18474-7.valueCodeableConcept.coding", [{"system": "http://x.org", "code": "LA6111-4"}], "ihc", "LA6111-4"),
        ("18474-7.dataAbsentReason", {"text": "?"}, "ihc", "reason"),
        ("49683-6.valueQuantity.code", "%", "ratio", "%"),
        ("49683-6.valueQuantity.system", "http://x.org", "ratio", "1"),
        ("49683-6.valueQuantity.value", 1e30, "ratio", "1000000"),
        ("49683-6.valueQuantity.value", "1e999999999", "ratio", "999999999"),
        ("49683-6.valueQuantity.value", -2, "ratio", "-2"),
        ("49683-6.valueQuantity.comparator", ">", "ratio", ">2"),
        ("49683-6.valueQuantity", None, "ratio", "nothing"),
        ("49683-6.status", None, "entry.", "status"),
        ("case.component.0.valueQuantity", {"value": 5, "system": OWN, "code": "mg"}, "nuclei", "mg"),
        ("case.component.0.code", {"coding": [{"system": OWN + "entry", "code": "grade"}]}, "code", "grade"),
    ],
)  # fmt: skip
def test_a_value_that_is_not_understood_is_named(path: str, value: Any, field: str, given: str) -> None:
    with pytest.raises(InputError) as fault:
        read(changed(path, value))
    assert fault.value.field.startswith(field)
    assert given in str(fault.value) and "accepted" in str(fault.value)


def with_another(code: str, **parts: Any) -> Any:
    bundle = bundle_of({"ihc": "2+", "ish": "amplified"})
    other = copy.deepcopy(observation(bundle, code))
    bundle["entry"].append({"resource": {**other, **parts}})
    return bundle


ONE_PLUS = {"coding": [{"system": "http://loinc.org", "code": "LA11841-6"}]}


def test_two_scores_for_one_specimen_are_refused() -> None:
    with pytest.raises(InputError, match=r"ihc: 2\+ and 1\+ given"):
        read(with_another("18474-7", valueCodeableConcept=ONE_PLUS))


def test_the_same_score_twice_is_one_score() -> None:
    assert read(with_another("18474-7"))["ihc"] == "2+"


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_an_observation_that_was_withdrawn_is_not_read(status: str) -> None:
    assert read(with_another("18474-7", valueCodeableConcept=ONE_PLUS, status=status))["ihc"] == "2+"


def test_a_result_that_is_absent_for_another_reason_is_not_entered() -> None:
    bundle = bundle_of({"ihc": "2+", "ish": "not done"})
    observation(bundle, "31150-6")["dataAbsentReason"]["coding"][0]["code"] = "masked"
    assert read(bundle) == {"ihc": "2+"}


def test_a_result_that_refers_to_something_else_than_counts_is_read_as_entered() -> None:
    bundle = bundle_of({"ihc": "2+", "ish": "amplified"})
    ihc = next(each["fullUrl"] for each in bundle["entry"] if each["resource"] is observation(bundle, "18474-7"))
    observation(bundle, "31150-6")["derivedFrom"] = [{"reference": ihc}, {"display": "an image"}]
    assert read(bundle) == {"ihc": "2+", "ish": "amplified"}


def test_an_overall_status_alone_is_no_case() -> None:
    bundle = bundle_of({"ihc": "3+"})
    bundle["entry"] = [each for each in bundle["entry"] if each["resource"] is not observation(bundle, "18474-7")]
    with pytest.raises(InputError, match="overall status alone"):
        read(bundle)


def test_results_of_another_system_are_read_from_components_too() -> None:
    ratio = {
        "code": {"coding": [{"system": "http://loinc.org", "code": "49683-6"}]},
        "valueQuantity": {"value": 1.4, "unit": "{ratio}"},
    }
    panel = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "31150-6"}]},
        "component": [ratio],
    }
    assert read({"resourceType": "Bundle", "type": "message", "entry": [{"resource": panel}]}) == {"ratio": "1.4"}


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", "file"),
        (b"\xff\xfe{", "file"),
        (b"{" * 100_000, "file"),
        (b"[" * 100_000, "file"),
        (b'{"a":' * 200 + b"1" + b"}" * 200, "resourceType"),
        (b'{"resourceType":"Bundle","x":' + b"[" * 200 + b"]" * 200 + b"}", "file"),
        (b'{"resourceType":"Bundle","total":' + b"9" * 5000 + b"}", "file"),
        (b'{"resourceType":"Bundle","total":NaN}', "file"),
        (b'{"resourceType":"Bundle","total":1e999999999}', "file"),
        (b" " * 1_000_001, "size"),
        (b"null", "resourceType"),
        (b'{"resourceType":"Patient"}', "resourceType"),
        (b'{"resourceType":"Bundle"}', "type"),
        (b'{"resourceType":"Bundle","type":"collection"}', "entry"),
        (b'{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Nope"}}]}', "Bundle"),
        (b'{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":["x"]}}]}', "Bundle"),
        (b'{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Basic","code":{}}}]}', "entry"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_bundle_is_named(content: bytes, field: str) -> None:
    with pytest.raises(InputError, match="accepted") as fault:
        case_from_fhir(content)
    assert fault.value.field == field


def case_or_named_error(content: bytes) -> None:
    try:
        case = case_from_fhir(content)
    except InputError as fault:
        assert fault.field and str(fault).encode()
    else:
        for field, text in case.items():
            check(field, text)


scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20))
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


@given(st.one_of(st.binary(max_size=200), trees.map(json.dumps).map(str.encode)))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    case_or_named_error(content)


WHOLE = bundle_of({**COUNTED, "ish": "amplified", "intensity": "strong", "cluster": "7", "ihc": "1+"})


@settings(max_examples=300)
@given(st.data())
def test_no_change_of_a_bundle_breaks_the_reader(data: st.DataObject) -> None:
    bundle = copy.deepcopy(WHOLE)
    places = [part for part in parts(bundle) if isinstance(part, (dict, list)) and part]
    for _change in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from(places))
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
        other = data.draw(st.sampled_from(places))
        part = other if data.draw(st.booleans()) else data.draw(trees)
        place[key] = copy.deepcopy(part)
    case_or_named_error(json.dumps(bundle, default=float).encode())


def test_a_bundle_of_many_observations_is_read_in_time() -> None:
    bundle = bundle_of({"ihc": "2+"})
    other = {**observation(bundle, "18474-7"), "derivedFrom": [{"reference": "urn:x"}]}
    bundle["entry"] += [{"fullUrl": f"urn:x:{n}", "resource": other} for n in range(1200)]
    began = time.process_time()
    assert read(bundle) == {"ihc": "2+"}
    assert time.process_time() - began < 5


def test_a_bundle_is_built_well_within_two_seconds_and_the_models_are_loaded_only_for_it() -> None:
    script = """
import sys, time
from datetime import UTC, datetime
from her2core.assessment import assess, counted, stained
from her2core.report.summary import summarise
import her2core.report.fhir
assert not [name for name in sys.modules if name.startswith("fhir.")]
summary = summarise(assess({"ihc": "2+", "ratio": "2.0"}), datetime.now(UTC), "http://board.example")
began = time.process_time()
her2core.report.fhir.fhir_bundle(summary)
print(time.process_time() - began)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 2


def test_the_same_export_is_the_same_file() -> None:
    summary = summary_of(COUNTED)
    assert fhir_bundle(summary) == fhir_bundle(replace(summary))
