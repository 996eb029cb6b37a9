"""A bundle of another system is read for what it says; what is no such bundle is named and never guessed at."""

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.errors import InputError
from her2core.report.fhir.bundle import case_from_fhir
from her2core.report.fhir.codes import OWN
from her2core.status.case import Case
from tests.her2core.report.fhir.bundles import COUNTED, bundle_of, observation, parts, read


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
        assert Case.parse(case).faults == ()


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
    assert time.process_time() - began < 30, "a file that keeps the reader busy holds up everybody"
