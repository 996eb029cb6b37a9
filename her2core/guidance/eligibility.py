"""Whether a case meets the HER2 definition, and the PD-L1 limit, that a label itself states.

Nothing else of a label is read here: not its line, not earlier therapy, not whether a patient may have it.
"""

from functools import cache
from typing import Literal

from her2core.guidance.models import ANY_HER2, NOT_RESTATED, Approval
from her2core.parsing import number
from her2core.status.definitions import INPUTS, classify, find
from her2core.status.notation import read_ihc, read_ish
from her2core.status.populations import load_populations
from her2core.terms import Eligibility, IhcScore, IshResult, State, Tier

_ANSWERS = {"positive": True, "met": True, "negative": False, "not met": False}
Coverage = Literal["all", "part", "none"]


def eligibility(
    approval: Approval, ihc: object = IhcScore.NOT_DONE, ish: object = IshResult.NOT_DONE, cps: object = None
) -> Eligibility:
    """Tell whether a case meets the label's own HER2 definition and PD-L1 limit, or what is still needed to tell.

    Parameters
    ----------
    approval : one of `load_guidance().approvals`
    ihc, ish : enumerations, or what laboratories write
    cps : PD-L1 combined positive score, 0 to 100

    Raises
    ------
    InputError
        naming the field, the value and what is accepted
    """
    score, result, measured = read_ihc(ihc), read_ish(ish), number("cps", cps, at_most=100)
    least = approval.least_cps
    her2 = _her2(approval.her2_definition, score, result)
    if her2 is Eligibility.DOES_NOT_MEET or (least is not None and measured is not None and measured < least):
        return Eligibility.DOES_NOT_MEET
    if her2 is Eligibility.MEETS and least is not None and measured is None:
        return Eligibility.NEEDS_CPS
    return her2


def find_definition(approval: Approval) -> str | None:
    """Find the id of the definition by which a label is read, None where it treats any HER2 status."""
    if approval.her2_definition == ANY_HER2:
        return None
    return _definition(approval.her2_definition)


def _definition(id: str) -> str:
    """Name the definition to read a label by; where it says "HER2-positive" and no more, by our reading in data/."""
    return id if id != NOT_RESTATED else load_populations()[NOT_RESTATED].definition or id


@cache
def covers(definition: str, tier: Tier) -> Coverage:
    """Tell how many of a tier's patients a label's HER2 definition takes in: all, part or none of them."""
    csco = find()
    inside = {
        _her2(definition, ihc, ish) is Eligibility.MEETS for ihc, ish in INPUTS if csco.row(ihc, ish).tier == tier
    }
    return "part" if len(inside) > 1 else "all" if inside == {True} else "none"


def _her2(definition: str, ihc: IhcScore, ish: IshResult) -> Eligibility:
    if definition == ANY_HER2:
        return Eligibility.MEETS
    status = classify(ihc, ish, _definition(definition))
    if status.answer in _ANSWERS:
        return Eligibility.MEETS if _ANSWERS[status.answer] else Eligibility.DOES_NOT_MEET
    return Eligibility.NEEDS_IHC if status.state is State.NEEDS_IHC else Eligibility.NEEDS_ISH
