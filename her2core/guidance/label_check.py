"""A label against a case, part by part: HER2, PD-L1, line and earlier therapy, and one verdict.

The line and earlier therapy are those of the label's own words (`data/guidance/`, read as `data/labels.yaml` says). Whether a
patient may have a drug is not answered here: a case holds no more than its line and whether it had trastuzumab.
"""

from dataclasses import dataclass

from her2core.guidance.eligibility import answer_cps, answer_her2, is_directed, is_discordant
from her2core.guidance.label_texts import find_earlier_therapy
from her2core.guidance.models import Approval
from her2core.labels import Term, join_alternatives
from her2core.language import Message
from her2core.parsing import number, word
from her2core.status.notation import read_ihc, read_ish
from her2core.terms import Eligibility, Flag, IhcScore, IshResult, LabelPart, Setting, Verdict, YesNo


@dataclass(frozen=True)
class PartCheck:
    """One part of a label against a case.

    Attributes
    ----------
    met : whether the case meets it; None where that is not known
    says : the answer in words; "" where the label asks for nothing
    lacks : where it is not known, why
    """

    part: LabelPart
    met: bool | None
    says: str = ""
    lacks: str = ""


@dataclass(frozen=True)
class LabelCheck:
    """A label against a case: every part, and one verdict.

    `conditional` tells of an approval under conditions.
    """

    parts: tuple[PartCheck, ...]
    verdict: Verdict
    conditional: bool


def check_label(
    approval: Approval,
    ihc: object = IhcScore.NOT_DONE,
    ish: object = IshResult.NOT_DONE,
    cps: object = None,
    setting: object = None,
    prior_trastuzumab: object = None,
    counts_to_correct: bool = False,
) -> LabelCheck:
    """Check a label against a case, part by part.

    Parameters
    ----------
    approval : one of `load_guidance().approvals`
    ihc, ish : enumerations, or what laboratories write
    cps : PD-L1 combined positive score, 0 to 100
    setting : the line of the case ("first-line", ...); None where it is not entered
    prior_trastuzumab : "yes" or "no"; None where it is not entered
    counts_to_correct : ISH was entered as counts that cannot be used

    Raises
    ------
    InputError
        naming the field, the value and what is accepted
    """
    score, result, measured = read_ihc(ihc), read_ish(ish), number("cps", cps, at_most=100)
    line = word("setting", Setting, setting) if setting else None
    prior = word("prior_trastuzumab", YesNo, prior_trastuzumab) if prior_trastuzumab else None
    parts = (
        _check_her2(approval, score, result, counts_to_correct),
        _check_cps(answer_cps(approval, measured)),
        _check_line(approval, line),
        _check_earlier_therapy(approval, prior, line in approval.setting),
    )
    if approval.status == "under review":
        verdict = Verdict.NO_LABEL
    elif any(each.met is False for each in parts):
        verdict = Verdict.NOT_MET
    else:
        verdict = Verdict.MET if all(each.met for each in parts) else Verdict.CANNOT_TELL
    return LabelCheck(parts, verdict, approval.kind == "conditional")


_MET: dict[Eligibility, bool | None] = {
    Eligibility.MEETS: True,
    Eligibility.CRITERION_MET: True,
    Eligibility.DOES_NOT_MEET: False,
}
_HER2 = {
    Eligibility.MEETS: Message("HER2: meets"),
    Eligibility.DOES_NOT_MEET: Message("HER2: does not meet"),
    Eligibility.NEEDS_ISH: Message("HER2: needs ISH"),
    Eligibility.REPEAT_ISH: Message("HER2: repeat ISH"),
    Eligibility.NEEDS_IHC: Message("HER2: needs IHC"),
    Eligibility.NOT_SAID: Message("HER2: the label does not say"),
    Eligibility.CRITERION_MET: Message("HER2: no label; the trial's criterion is met"),
}
_HER2_LACKS = {
    Eligibility.NEEDS_ISH: Message("ISH is not entered"),
    Eligibility.REPEAT_ISH: Message("ISH gave no result"),
    Eligibility.NEEDS_IHC: Message("IHC is not entered"),
    Eligibility.NOT_SAID: Message("the label does not say how ISH counts"),
}
_CPS = {
    Eligibility.MEETS: Message("PD-L1: meets"),
    Eligibility.DOES_NOT_MEET: Message("PD-L1: does not meet"),
    Eligibility.NEEDS_CPS: Message("PD-L1: needs CPS"),
}


def _check_her2(approval: Approval, ihc: IhcScore, ish: IshResult, counts_to_correct: bool) -> PartCheck:
    answer = answer_her2(approval, ihc, ish)
    if not is_directed(approval):
        return PartCheck(LabelPart.HER2, True, Message("HER2: any"))
    says: str = _HER2[answer]
    if answer is Eligibility.NEEDS_ISH and counts_to_correct:
        to_correct = Message("the ISH counts are to be corrected")
        return PartCheck(LabelPart.HER2, None, Message("HER2: correct the ISH counts"), to_correct)
    if answer is Eligibility.DOES_NOT_MEET and approval.status == "under review":
        says = Message("HER2: no label; the trial's criterion is not met")
    if is_discordant(approval, ihc, ish):
        says = Message("{answer} ({flag})", answer=says, flag=Term(Flag.DISCORDANT))
    return PartCheck(LabelPart.HER2, _MET.get(answer), says, _HER2_LACKS.get(answer, ""))


def _check_cps(answer: Eligibility | None) -> PartCheck:
    if answer is None:
        return PartCheck(LabelPart.PD_L1, True)
    lacks = Message("CPS is not entered") if answer is Eligibility.NEEDS_CPS else ""
    return PartCheck(LabelPart.PD_L1, _MET.get(answer), _CPS[answer], lacks)


def _check_line(approval: Approval, line: Setting | None) -> PartCheck:
    lines = join_alternatives(approval.setting)
    if line is None:
        says = Message("line: for {lines}", lines=lines)
        return PartCheck(LabelPart.LINE, None, says, Message("the line is not entered"))
    if line in approval.setting:
        return PartCheck(LabelPart.LINE, True, Message("line: meets"))
    says = Message("line: for {lines}; the case is {line}", lines=lines, line=Term(line))
    return PartCheck(LabelPart.LINE, False, says)


def _check_earlier_therapy(approval: Approval, prior: YesNo | None, on_line: bool) -> PartCheck:
    part, therapy = LabelPart.EARLIER_THERAPY, Message(approval.prior_therapy)
    known = find_earlier_therapy(approval.prior_therapy)
    if known is None:
        says = Message("earlier therapy: {therapy}; to be read in the label", therapy=therapy)
        return PartCheck(part, None, says, Message("earlier therapy is to be read in the label"))
    if known.trastuzumab == "not said":
        return PartCheck(part, True, Message("earlier therapy: the label does not say"))
    if known.trastuzumab == "not asked":
        if on_line:
            return PartCheck(part, True, Message("earlier therapy: {therapy}, read from the line", therapy=therapy))
        # What the line would tell is not known, or not so, where the line is not.
        return PartCheck(part, None, Message("earlier therapy: after {therapy}", therapy=therapy))
    if known.trastuzumab == "not yet":
        if prior is not YesNo.YES:
            return PartCheck(part, True)
        says = Message("earlier therapy: {therapy}; the case had trastuzumab", therapy=therapy)
        return PartCheck(part, None, says, Message("when trastuzumab was given is not entered"))
    if prior is YesNo.YES:
        return PartCheck(part, True, Message("earlier therapy: meets"))
    if prior is YesNo.NO:
        says = Message("earlier therapy: after {therapy}; the case had no trastuzumab", therapy=therapy)
        return PartCheck(part, False, says)
    says = Message("earlier therapy: after {therapy}", therapy=therapy)
    return PartCheck(part, None, says, Message("prior trastuzumab is not entered"))
