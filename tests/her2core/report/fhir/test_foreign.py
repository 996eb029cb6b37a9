"""Bundles of other houses are read for what they say, and what in them is not used is named."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from her2core.__main__ import main
from her2core.errors import InputError
from her2core.report.fhir.reading import read_case, read_fhir
from her2core.status.assessment import assess

CASES = Path(__file__).parents[3] / "cases"
OTHERS = yaml.load((CASES / "cases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["fhir"]
LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"


def coded(*codes: tuple[str, str], text: str | None = None) -> dict[str, Any]:
    concept: dict[str, Any] = {"coding": [{"system": system, "code": code} for system, code in codes]} if codes else {}
    return {**concept, "text": text} if text else concept


def observation(code: str, value: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"resourceType": "Observation", "status": "final", "code": coded((LOINC, code)), **value, **more}


def bundle(*resources: dict[str, Any]) -> bytes:
    entries = [{"fullUrl": f"urn:uuid:{number}", "resource": each} for number, each in enumerate(resources)]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()


def concept(*codes: tuple[str, str], text: str | None = None) -> dict[str, Any]:
    return {"valueCodeableConcept": coded(*codes, text=text)}


IHC = observation("18474-7", concept((LOINC, "LA11842-4")))


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["file"])
def test_the_command_reads_what_others_send(case: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["classify", "--fhir", str(CASES / "files" / case["file"]), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["tier"] or "undetermined", answer["state"]) == (case["answer"], case["state"])
    assert answer["unused"] == []


@pytest.mark.parametrize("code", ["31150-6", "96893-3"])
@pytest.mark.parametrize(
    ("value", "result"),
    [
        (concept((LOINC, "LA6576-8")), "amplified"),
        (concept((LOINC, "LA6577-6")), "not amplified"),
        (concept((LOINC, "LA11885-3")), "equivocal"),
        (concept((LOINC, "LA11884-6")), "not evaluable"),
        (concept((SNOMED, "260385009")), "not amplified"),
        (concept((SNOMED, "42425007")), "equivocal"),
        (concept(("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS")), "amplified"),
        (concept(text="HER2基因无扩增"), "not amplified"),
        (concept(("http://hospital.example/codes", "17"), text="FISH: amplified"), "amplified"),
        ({"valueString": "not amplified"}, "not amplified"),
    ],
)
def test_an_ish_result_in_the_codes_and_words_of_others(code: str, value: dict[str, Any], result: str) -> None:
    assert read_case(bundle(IHC, observation(code, value)))[0] == {"ihc": "2+", "ish": result}


@pytest.mark.parametrize(
    "value",
    [concept(text="2+ (Equivocal)"), {"valueString": "HER2 2+"}, {"valueInteger": 2}, concept(("http://x.org", "a"), text="2+")],
)  # fmt: skip
def test_an_ihc_score_in_the_words_of_others(value: dict[str, Any]) -> None:
    assert read_case(bundle(observation("18474-7", value)))[0] == {"ihc": "2+"}


def test_an_overall_status_that_holds_an_ihc_score_is_that_score() -> None:
    assert read_case(bundle(observation("48676-1", concept((LOINC, "LA11842-4")))))[0] == {"ihc": "2+"}


@pytest.mark.parametrize(
    "value",
    [concept((LOINC, "LA6576-8")), concept(text="positive"), {"valueString": "negative"}, {"valueBoolean": True}],
)
def test_a_category_alone_is_no_ihc_score(value: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"^ihc:"):
        read_case(bundle(observation("18474-7", value)))


@pytest.mark.parametrize(
    "quantity",
    [
        {"value": 1.2, "unit": "#"},
        {"value": 1.2, "code": "{ratio}", "system": "http://unitsofmeasure.org"},
        {"value": 1.2, "unit": "ratio"},
        {"value": 1.2, "code": "1", "system": "http://unitsofmeasure.org"},
        {"value": 1.2, "code": "{#}/{#}", "system": "http://unitsofmeasure.org"},
        {"value": 1.2},
    ],
)
def test_a_plain_number_in_the_units_of_others(quantity: dict[str, Any]) -> None:
    assert read_case(bundle(observation("49683-6", {"valueQuantity": quantity})))[0] == {"ratio": "1.2"}


@pytest.mark.parametrize(("ratio", "text"), [((1.2, 1), "1.2"), ((52, 40), "1.3"), ((64, 34), "1.882353")])
def test_a_ratio_of_two_quantities_is_one_number(ratio: tuple[float, float], text: str) -> None:
    value = {"valueRatio": {"numerator": {"value": ratio[0]}, "denominator": {"value": ratio[1]}}}
    assert read_case(bundle(observation("49683-6", value)))[0] == {"ratio": text}


def test_observations_contained_in_a_report_are_read_and_refer_to_each_other_there() -> None:
    inner = [
        {**IHC, "id": "a"},
        observation("49683-6", {"valueQuantity": {"value": 1.4}}, id="b"),
        observation("31150-6", concept((LOINC, "LA6577-6")), id="c", derivedFrom=[{"reference": "#b"}]),
    ]
    report = {
        "resourceType": "DiagnosticReport",
        "status": "final",
        "code": coded((LOINC, "60568-3")),
        "contained": inner,
        "result": [{"reference": f"#{each['id']}"} for each in inner],
    }
    assert read_case(bundle(report))[0] == {"ihc": "2+", "ratio": "1.4"}


def specimens() -> bytes:
    def of(number: int) -> dict[str, Any]:
        return {"specimen": {"reference": f"Specimen/s{number}"}}

    return bundle(
        {"resourceType": "Specimen", "id": "s1"},
        {"resourceType": "Specimen", "id": "s2"},
        observation("18474-7", concept((LOINC, "LA11843-2")), **of(1)),
        observation("18474-7", concept((LOINC, "LA11841-6")), **of(2)),
    )


def test_several_specimens_are_several_cases_and_never_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert [each.case for each in read_fhir(specimens()).cases] == [{"ihc": "3+"}, {"ihc": "1+"}]
    assert assess(read_case(specimens())[0]).differ, "the page shows both, and averages nothing"
    (tmp_path / "two.json").write_bytes(specimens())
    assert main(["classify", "--fhir", str(tmp_path / "two.json"), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [each["tier"] for each in answer["specimens"]] == ["high", "low"] and answer["differ"]
    assert main(["classify", "--fhir", str(tmp_path / "two.json")]) == 0
    assert capsys.readouterr().out.count("specimen: ") == 2


def test_the_newest_specimen_of_another_house_leads_by_the_day_it_was_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = ("2024-03-05", "2026-01-15T10:00:00Z")
    tissues = [
        {"resourceType": "Specimen", "id": f"s{number}", "collection": {"collectedDateTime": day}}
        for number, day in enumerate(days, 1)
    ]
    of = [{"specimen": {"reference": f"Specimen/s{number}"}} for number in (1, 2)]
    content = bundle(
        *tissues,
        observation("18474-7", concept((LOINC, "LA11843-2")), **of[0]),
        observation("18474-7", concept((LOINC, "LA11841-6")), **of[1]),
    )
    assert read_case(content)[0] == {"ihc": "3+", "date": "2024-03-05", "s2": "i1-d20260115"}
    (tmp_path / "two.json").write_bytes(content)
    assert main(["classify", "--fhir", str(tmp_path / "two.json"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["leading"]["case"] == {"ihc": "1+", "date": "2026-01-15"}


def test_what_is_not_used_is_named() -> None:
    other = observation("85337-4", concept((LOINC, "LA6576-8")))
    withdrawn = observation("31150-6", concept((LOINC, "LA6576-8")), status="entered-in-error")
    negative = {"interpretation": [coded((SNOMED, "260385009"))]}
    ratio = observation("49683-6", {"valueQuantity": {"value": 1.4}}, **negative)
    word = observation("31150-6", concept((LOINC, "LA6577-6")))
    _case, unused = read_case(bundle(IHC, other, withdrawn, ratio, word))
    assert [str(each) for each in unused] == [
        "1 observations were withdrawn",
        "LOINC 85337-4: not used (1)",
        "interpretation: not used (1)",
        "ISH not amplified: counts stand for it",
    ]


def test_resources_that_nobody_reads_are_not_held_to_the_version_of_fhir() -> None:
    r4_only = {"resourceType": "Evidence", "status": "draft", "exposureBackground": {"reference": "x"}}
    person = {"resourceType": "Patient", "birthDate": "not a date"}
    assert read_case(bundle(IHC, r4_only, person))[0] == {"ihc": "2+"}


def test_a_file_that_is_no_bundle_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "no.json").write_text("{}")
    for path in (tmp_path / "no.json", tmp_path / "nowhere.json"):
        assert main(["classify", "--fhir", str(path)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
