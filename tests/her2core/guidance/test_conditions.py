"""A condition of a guideline is answered for the case, or said to be not known; what is not entered is never a "no"."""

import pytest

from her2core.guidance import load_guidance
from her2core.guidance.conditions import find_condition, is_met, load_conditions
from her2core.status.assessment import assess

POSITIONS = load_guidance().positions
LIKE = next(each for each in POSITIONS if not each.superseded and each.setting == "first-line")


@pytest.mark.parametrize(
    ("condition", "case", "answer"),
    [
        (None, {}, True),
        ("CPS >= 1", {"cps": "1"}, True), ("CPS >= 1", {"cps": "0.5"}, False), ("CPS >= 1", {}, None),
        ("CPS < 1", {"cps": "0"}, True), ("CPS < 1", {"cps": "1"}, False), ("CPS < 1", {}, None),
        ("CPS >= 5", {"cps": "5"}, True), ("CPS >= 5", {"cps": "4"}, False),
        ("CPS < 5 or unknown", {"cps": "4"}, True), ("CPS < 5 or unknown", {"cps": "5"}, False), ("CPS < 5 or unknown", {}, True),
        ("after trastuzumab", {"prior_trastuzumab": "yes"}, True), ("after trastuzumab", {"prior_trastuzumab": "no"}, False),
        ("after trastuzumab", {}, None),
        ("no earlier trastuzumab", {"prior_trastuzumab": "yes"}, False), ("no earlier trastuzumab", {"prior_trastuzumab": "no"}, True),
        ("no earlier trastuzumab, platinum failed", {"prior_trastuzumab": "no"}, None),
        ("no earlier trastuzumab, platinum failed", {"prior_trastuzumab": "yes"}, False),
        ("dMMR/MSI-H, no earlier checkpoint inhibitor", {"cps": "10"}, None),
        ("metastatic, no prior treatment for it, IHC 3+ only", {"ihc": "2+"}, False),
        ("metastatic, no prior treatment for it, IHC 3+ only", {"ihc": "3+"}, None),
        ("words that nobody has read", {"ihc": "3+", "cps": "10"}, None),
    ],
)  # fmt: skip
def test_a_condition_is_met_not_met_or_not_known(
    condition: str | None, case: dict[str, str], answer: bool | None
) -> None:
    assert is_met(LIKE.model_copy(update={"condition": condition}), assess(case)) is answer


def test_the_words_of_every_position_in_force_are_read() -> None:
    asked = {
        each.condition for each in POSITIONS if not each.superseded and each.setting != "testing" and each.condition
    }
    assert {text for text in asked if find_condition(text) is None} == set()


def test_no_words_are_read_twice_or_for_nothing() -> None:
    texts = [text for each in load_conditions() for text in each.texts]
    assert len(texts) == len(set(texts))
    assert set(texts) <= {each.condition for each in POSITIONS}
