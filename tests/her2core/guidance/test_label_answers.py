"""Whether this case meets the label of what an arm had, in a word."""

import pytest

from her2core import load_evidence
from her2core.guidance import load_guidance
from her2core.guidance.label_answers import answer_labels, describe_answer, format_answer
from her2core.status.assessment import assess
from her2core.terms import Agency, Setting

TRIALS = load_evidence().trials


def answer(trial: str, arm: str, agency: Agency = Agency.CHINA_NMPA, **case: str) -> str:
    answers = answer_labels(assess(case), load_guidance())
    return format_answer(TRIALS[trial].arm(arm), answers, agency)


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"ihc": "3+", "setting": "first-line", "cps": "5"}, "✓"),
        ({"ihc": "3+", "setting": "first-line"}, "? PD-L1"),
        ({"ihc": "3+", "setting": "first-line", "cps": "0"}, "✗ PD-L1"),
        ({"ihc": "3+", "setting": "second-line", "cps": "5"}, "✗ line"),
        ({"ihc": "1+", "setting": "first-line", "cps": "5"}, "✗ HER2"),
        ({"ihc": "2+", "setting": "first-line", "cps": "5"}, "? HER2"),
    ],
)
def test_each_part_of_the_label_is_answered_for_the_case(case: dict[str, str], says: str) -> None:
    assert answer("keynote-811", "pembro-tras-chemo", **case) == says


def test_no_tick_stands_where_there_is_no_label() -> None:
    assert answer("jacob", "pertuzumab", ihc="3+", setting="first-line") == "–"


def test_where_the_agency_has_no_label_another_whose_label_is_met_is_named() -> None:
    assert answer("herizon-gea-01", "zani-tisle-chemo", ihc="3+", setting="first-line") == "FDA ✓"
    assert answer("herizon-gea-01", "zani-tisle-chemo", Agency.US_FDA, ihc="3+", setting="first-line") == "✓"


def test_a_regimen_is_answered_by_its_own_label_not_by_that_of_one_of_its_drugs() -> None:
    """Pertuzumab with trastuzumab is not approved because trastuzumab is."""
    case = {"ihc": "3+", "setting": "first-line"}
    assert answer("toga", "trastuzumab-chemo", **case) == "✓"
    assert answer("jacob", "pertuzumab", **case) != "✓"


def test_the_answer_in_words_names_every_part_that_is_open() -> None:
    answers = answer_labels(assess({"ihc": "2+"}), load_guidance(), Setting.FIRST_LINE)
    arm = TRIALS["keynote-811"].arm("pembro-tras-chemo")
    assert describe_answer(arm, answers, Agency.CHINA_NMPA) == "China NMPA: cannot tell (HER2, PD-L1)"


def test_the_line_of_the_view_is_taken_where_the_case_has_none() -> None:
    answers = answer_labels(assess({"ihc": "3+"}), load_guidance(), Setting.SECOND_LINE)
    assert format_answer(TRIALS["toga"].arm("trastuzumab-chemo"), answers, Agency.CHINA_NMPA) == "✗ line"
