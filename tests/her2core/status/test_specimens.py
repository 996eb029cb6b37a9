"""Several specimens of one patient: the newest evaluable one leads, and what the others say is said, never averaged."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.specimen_terms import Pair, Site, TakenAfter
from her2core.status.assessment import Assessment, assess
from her2core.status.case import FURTHER
from her2core.status.specimen_text import format_specimen
from her2core.status.specimens import LATER_LINE, NEWEST, NONE_LEADS, SAME, TIED, explain_evaluable, is_heterogeneous
from her2core.terms import IhcScore, IshResult, Specimen

Entries = dict[str, str]


def assess_specimens(*specimens: Entries) -> Assessment:
    first, *further = specimens
    return assess({**first, **dict(zip(FURTHER, map(format_specimen, further), strict=False))})


def make(text: str) -> Entries:
    """A specimen from "date ihc ish after", "-" for what is not entered."""
    names = ("date", "ihc", "ish", "after")
    return {name: part.replace("_", " ") for name, part in zip(names, text.split(), strict=False) if part != "-"}


# The specimens, the one that leads, and why: what clinicians ask of the newest evaluable specimen.
LEADING = [
    ("2024-03 3+ | 2026-01 1+", "2026-01 1+", NEWEST),
    ("2025 3+ | 2024-12-31 1+", "2025 3+", NEWEST),
    # Without an evaluable result none leads, however new: no score, or an ISH that decides and is not evaluable.
    ("2024-03 3+ | 2026-01 not_done", "2024-03 3+", NEWEST),
    ("2024-03 3+ | 2026-01 - amplified", "2024-03 3+", NEWEST),
    ("2024-03 3+ | 2026-01 2+ not_evaluable", "2024-03 3+", NEWEST),
    # An ISH that decides nothing need not be evaluable, and one that is pending or equivocal leaves an evaluable result.
    ("2024-03 3+ | 2026-01 1+ not_evaluable", "2026-01 1+ not_evaluable", NEWEST),
    ("2024-03 3+ | 2026-01 2+", "2026-01 2+", NEWEST),
    ("2024-03 3+ | 2026-01 2+ equivocal", "2026-01 2+ equivocal", NEWEST),
    # Equal or missing dates: the later line leads; else nobody knows which is newer, and that is said.
    ("2026-01 3+ - none | 2026-01 1+ - trastuzumab", "2026-01 1+ - trastuzumab", LATER_LINE),
    ("2026-01 3+ | - 1+ - trastuzumab", "- 1+ - trastuzumab", LATER_LINE),
    ("2026-01 1+ | 2026-01 3+", "2026-01 3+", TIED),
    ("2026 1+ | 2026-05 3+", "2026-05 3+", TIED),
    ("- 1+ | 2026-05 3+", "2026-05 3+", TIED),
    ("- 1+ | - 2+ amplified", "- 2+ amplified", TIED),
    ("2026-01 1+ | 2026-01 1+ not_amplified", "2026-01 1+", SAME),
    ("2026-01 - | 2024 -", None, NONE_LEADS),
]


@pytest.mark.parametrize(("specimens", "leads", "why"), LEADING, ids=[row[0] for row in LEADING])
def test_the_newest_evaluable_specimen_leads(specimens: str, leads: str | None, why: str) -> None:
    assessment = assess_specimens(*map(make, specimens.split(" | ")))
    assert assessment.lead is not None and assessment.lead.why == why
    assert (assessment.leading.case.entries if assessment.leading else None) == (make(leads) if leads else None)
    if assessment.leading:
        assert assessment.csco == assessment.leading.csco, "the answer is that of the leading specimen, never another"


@pytest.mark.parametrize(
    ("specimens", "differ"),
    [
        ("2024 3+ | 2026 2+ amplified", False),  # both high
        ("2024 3+ | 2026 2+", True),  # an open result is not the same as a tier
        ("2024 1+ | 2026 0", True),
        ("2024 3+ | 2026 not_done", False),
        ("2024 3+ | 2026 2+ not_evaluable", False),
    ],
)
def test_specimens_differ_where_evaluable_ones_have_different_tiers(specimens: str, differ: bool) -> None:
    assessment = assess_specimens(*map(make, specimens.split(" | ")))
    assert (assessment.differ, bool(assessment.differences)) == (differ, differ)


PAIRS = [
    ({"specimen": "biopsy"}, {"specimen": "resection"}, {Pair.BIOPSY_RESECTION}),
    ({"specimen": "resection"}, {"specimen": "biopsy"}, {Pair.BIOPSY_RESECTION}),
    ({"specimen": "biopsy", "site": "liver"}, {"specimen": "resection", "site": "primary"}, {Pair.PRIMARY_METASTASIS}),
    ({"site": "primary"}, {"specimen": "core biopsy of a metastasis"}, {Pair.PRIMARY_METASTASIS}),
    ({"site": "primary"}, {"site": "other"}, {Pair.PRIMARY_METASTASIS}),
    ({"site": "liver"}, {"site": "peritoneum"}, set()),
    ({}, {"after": "trastuzumab"}, {Pair.AFTER_TRASTUZUMAB}),
    ({"after": "none"}, {"after": "other anti-HER2 drug"}, set()),
    ({"after": "trastuzumab"}, {}, set()),  # not entered, and newer: nobody knows
    ({"site": "primary"}, {"site": "liver", "after": "trastuzumab"}, {Pair.PRIMARY_METASTASIS, Pair.AFTER_TRASTUZUMAB}),
]


@pytest.mark.parametrize(("older", "newer", "pairs"), PAIRS)
def test_what_sets_two_specimens_apart_is_named(older: Entries, newer: Entries, pairs: set[Pair]) -> None:
    assessment = assess_specimens({"date": "2024", "ihc": "3+", **older}, {"date": "2026", "ihc": "1+", **newer})
    (difference,) = assessment.differences
    assert set(difference.pairs) == pairs and difference.is_older is True


def test_what_became_of_her2_is_read_along_the_pair_not_along_time() -> None:
    assessment = assess_specimens(
        {"date": "2024", "ihc": "1+", "specimen": "resection"}, {"date": "2026", "ihc": "3+", "specimen": "biopsy"}
    )
    assert assessment.differences[0].fates == ("lost",), "from the biopsy to the resection"


def test_a_second_area_with_another_score_is_flagged_and_changes_no_tier() -> None:
    one = {"ihc": "1+", "ish": "not amplified"}
    assert assess({**one, "area_ihc": "3+"}).csco == assess(one).csco
    assert is_heterogeneous(assess({**one, "area_ihc": "3+"}))
    assert is_heterogeneous(assess({**one, "area_ish": "amplified"}))
    assert not is_heterogeneous(assess({**one, "area_ihc": "1+", "area_ish": "not amplified"}))
    assert not is_heterogeneous(assess(one))


def test_a_specimen_after_trastuzumab_of_a_patient_without_any_is_to_be_checked() -> None:
    after = {"ihc": "3+", "after": "trastuzumab"}
    assert any("To be checked" in line for line in assess({**after, "prior_trastuzumab": "no"}).missing)
    assert not any("To be checked" in line for line in assess({**after, "prior_trastuzumab": "yes"}).missing)


def some(words: object) -> st.SearchStrategy[str]:
    return st.sampled_from([word.value for word in words])  # type: ignore[attr-defined]


specimen = st.fixed_dictionaries(
    {},
    optional={
        "ihc": some(IhcScore),
        "ish": some(IshResult),
        "date": st.sampled_from(["2024", "2024-03", "2024-03-09", "2025-12", "2026"]),
        "specimen": some(Specimen),
        "site": some(Site),
        "after": some(TakenAfter),
    },
)
specimens = st.lists(specimen, min_size=2, max_size=8)


@settings(max_examples=60)
@given(specimens, st.randoms(use_true_random=False))
def test_the_order_of_entry_never_changes_the_answer(given: list[Entries], random: object) -> None:
    shuffled = [dict(each) for each in given]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = assess_specimens(*given), assess_specimens(*shuffled)
    assert [each.case for each in first.specimens] == [each.case for each in second.specimens]
    assert (first.lead, first.csco, first.differ) == (second.lead, second.csco, second.differ)


@settings(max_examples=60)
@given(st.lists(specimen, min_size=1, max_size=7), specimen)
def test_a_specimen_that_is_not_evaluable_never_changes_the_leading_tier(given: list[Entries], more: Entries) -> None:
    before, after = assess_specimens(*given), assess_specimens(*given, more)
    if explain_evaluable(assess(more))[0]:
        assert after.csco in [each.csco for each in after.specimens or (after,)]
    else:
        assert (before.csco.tier, before.differ) == (after.csco.tier, after.differ)
        if any(explain_evaluable(assess(each))[0] for each in given):
            assert before.csco == after.csco
