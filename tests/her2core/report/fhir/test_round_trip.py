"""A case leaves as FHIR R4B and comes back as it was entered."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.report.fhir.bundle import case_from_fhir, fhir_bundle
from her2core.status.assessment import assess
from her2core.status.case import FURTHER, NUMBERS, SHARED
from her2core.status.specimen_text import format_specimen
from tests.her2core.report.fhir.bundles import cases, decimals, rest, summary_of


@settings(max_examples=60)
@given(cases, st.sampled_from(["en", "zh"]))
def test_every_case_comes_back_whole(case: dict[str, str], language: str) -> None:
    assert case_from_fhir(fhir_bundle(summary_of(case, language))) == case


@settings(max_examples=30)
@given(st.lists(cases.filter(lambda case: bool(case.keys() - set(SHARED))), min_size=2, max_size=4))
def test_every_specimen_comes_back_whole_with_observations_and_a_specimen_of_its_own(
    given: list[dict[str, str]],
) -> None:
    first, *further = given
    texts = [format_specimen({name: text for name, text in each.items() if name not in SHARED}) for each in further]
    case = {**first, **dict(zip(FURTHER, texts, strict=False))}
    written = fhir_bundle(summary_of(case))
    assert case_from_fhir(written) == case
    kinds = [each["resource"]["resourceType"] for each in json.loads(written)["entry"]]
    assert kinds.count("Specimen") == len(given) and kinds.count("DiagnosticReport") == 1


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
    assert after.items() <= {field: text.strip() for field, text in before.assessment.case.entries.items()}.items()


def test_a_ratio_above_what_was_counted_comes_back_as_it_was_written() -> None:
    for ratio in (">20", "> 20"):
        case = {"ihc": "2+", "ratio": ratio, "nuclei": "20"}
        assert case_from_fhir(fhir_bundle(summary_of(case))) == case


def test_two_intensities_come_back_with_the_cells_of_each() -> None:
    case = {"specimen": "resection", "intensity": "strong", "percent": "5"}
    case |= {"second_intensity": "weak to moderate", "second_percent": "30"}
    assert case_from_fhir(fhir_bundle(summary_of(case))) == case


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
