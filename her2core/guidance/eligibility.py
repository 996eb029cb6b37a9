"""Whether a case meets the HER2 definition, and the PD-L1 limit, that a label itself states.

Nothing else of a label is read here; `check_label` answers its line and earlier therapy too.
"""

from fractions import Fraction
from functools import cache
from typing import Literal

from her2core.guidance.label_texts import is_silent_on_ish
from her2core.guidance.models import ANY_HER2, NOT_RESTATED, Approval
from her2core.parsing import number
from her2core.status.definitions import INPUTS, RESOLVED, classify, find
from her2core.status.notation import read_ihc, read_ish
from her2core.status.populations import load_populations
from her2core.terms import Eligibility, Flag, IhcScore, IshResult, State, Tier

_ANSWERS = {"positive": True, "met": True, "negative": False, "not met": False}
_OPEN = {
    State.NEEDS_IHC: Eligibility.NEEDS_IHC,
    State.NEEDS_REFLEX_ISH: Eligibility.NEEDS_ISH,
    State.RE_TEST: Eligibility.REPEAT_ISH,
}
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
    her2 = answer_her2(approval, read_ihc(ihc), read_ish(ish))
    pdl1 = answer_cps(approval, number("cps", cps, at_most=100))
    if Eligibility.DOES_NOT_MEET in (her2, pdl1):
        return Eligibility.DOES_NOT_MEET
    if her2 in (Eligibility.MEETS, Eligibility.CRITERION_MET) and pdl1 is Eligibility.NEEDS_CPS:
        return Eligibility.NEEDS_CPS
    return her2


def answer_her2(approval: Approval, ihc: IhcScore, ish: IshResult) -> Eligibility:
    """Tell whether a case meets the HER2 words of a label; an application is never met, only the criterion of its trial."""
    answer = _her2(approval.her2_definition, ihc, ish)
    if approval.her2_definition == NOT_RESTATED and is_silent_on_ish(approval.her2_text) and _rests_on_ish(ihc):
        return Eligibility.NOT_SAID
    if answer is Eligibility.MEETS and approval.status == "under review":
        return Eligibility.CRITERION_MET
    return answer


def answer_cps(approval: Approval, cps: Fraction | None) -> Eligibility | None:
    """Tell whether a CPS meets the PD-L1 limit of a label; None where the label has none."""
    least = approval.least_cps
    if least is None:
        return None
    if cps is None:
        return Eligibility.NEEDS_CPS
    return Eligibility.MEETS if cps >= least else Eligibility.DOES_NOT_MEET


def is_directed(approval: Approval) -> bool:
    """Tell whether an approval is for some HER2 status, not for any."""
    return approval.her2_definition != ANY_HER2


def is_discordant(approval: Approval, ihc: IhcScore, ish: IshResult) -> bool:
    """Tell whether IHC and ISH disagree, where the label treats some HER2 status only."""
    definition = find_definition(approval)
    return definition is not None and Flag.DISCORDANT in classify(ihc, ish, definition).flags


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
    return _OPEN[status.state]


def _rests_on_ish(ihc: IhcScore) -> bool:
    """Whether ISH decides at this score, by the definition that a label is read by where it gives none."""
    answers = {_her2(NOT_RESTATED, score, ish) for score, ish in RESOLVED if score is ihc}
    return len(answers) > 1
