"""Whether a case meets the label of a regimen, in a word: what an arm of a trial had, against what an agency approved."""

from collections.abc import Iterable
from dataclasses import dataclass

from her2core.evidence.models import Arm
from her2core.evidence.regimens import Agents, agents_of
from her2core.guidance.label_check import LabelCheck, check_label
from her2core.guidance.loading import Guidance
from her2core.guidance.options import regimen
from her2core.labels import label
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.terms import Agency, LabelPart, Setting, Verdict

SIGNS = {Verdict.MET: "✓", Verdict.CANNOT_TELL: "?", Verdict.NOT_MET: "✗"}
_BEST_FIRST = (Verdict.MET, Verdict.CANNOT_TELL, Verdict.NOT_MET, Verdict.NO_LABEL)


@dataclass(frozen=True)
class LabelAnswer:
    """The answer of one agency's label for one regimen.

    Attributes
    ----------
    agents : ids of the agents that make up the regimen
    open_parts : the parts that the case does not meet, or of which that is not known
    """

    agency: Agency
    agents: Agents
    verdict: Verdict
    open_parts: tuple[LabelPart, ...] = ()


def answer_labels(
    assessment: Assessment, guidance: Guidance, setting: Setting | None = None
) -> tuple[LabelAnswer, ...]:
    """Check every label against a case, one answer an agency and regimen: that of its label which the case meets best.

    `setting` is taken where the case has none.
    """
    best: dict[tuple[Agency, Agents], LabelAnswer] = {}
    for approval in guidance.approvals:
        case, csco = assessment.case, assessment.csco
        check = check_label(
            approval,
            csco.ihc,
            csco.ish,
            case.cps,
            case.setting or setting,
            case.prior_trastuzumab,
            counts_to_correct=case.counted and not assessment.ish,
        )
        answer = LabelAnswer(approval.region, regimen(approval), check.verdict, _open_parts(check))
        key = (answer.agency, answer.agents)
        if key not in best or _place(answer) < _place(best[key]):
            best[key] = answer
    return tuple(best.values())


def find_answer(arm: Arm, answers: Iterable[LabelAnswer], agency: Agency) -> list[LabelAnswer]:
    """Find what the labels of an arm's regimen answer: that of `agency`, or, where it has none, what others meet or may meet.

    A regimen without a targeted drug has no label.
    """
    agents = agents_of(arm)
    of_regimen = [each for each in answers if agents and each.agents == agents]
    own = [each for each in of_regimen if each.agency is agency]
    if own and own[0].verdict is not Verdict.NO_LABEL:
        return own
    return [each for each in of_regimen if each.verdict in (Verdict.MET, Verdict.CANNOT_TELL)]


def format_answer(arm: Arm, answers: Iterable[LabelAnswer], agency: Agency) -> str:
    """Format the answer in a word: "✓", "? PD-L1", "✗ line", "FDA ✓"; "–" where there is no label to meet."""
    found = find_answer(arm, answers, agency)
    if not found:
        return "–"
    first = found[0]
    if first.agency is not agency:
        return f"{name_agency(first.agency)} {SIGNS[first.verdict]}"
    if not first.open_parts:
        return SIGNS[first.verdict]
    part = first.open_parts[0]
    return f"{SIGNS[first.verdict]} {_('therapy') if part is LabelPart.EARLIER_THERAPY else label(part)}"


def name_agency(agency: Agency) -> str:
    """Name an agency by its abbreviation, without its country."""
    return label(agency).split()[-1]


def describe_answer(arm: Arm, answers: Iterable[LabelAnswer], agency: Agency) -> str:
    """Describe the answer in words, with every part that is not met or not known."""
    found = find_answer(arm, answers, agency)
    if not found:
        return _("{agency}: no label of this regimen is collected here", agency=label(agency))
    lines = []
    for each in found:
        parts = ", ".join(label(part) for part in each.open_parts)
        lines.append(f"{label(each.agency)}: {label(each.verdict)}" + (f" ({parts})" if parts else ""))
    return "; ".join(lines)


def _open_parts(check: LabelCheck) -> tuple[LabelPart, ...]:
    """What fails; where nothing does, what is not known."""
    failed = tuple(each.part for each in check.parts if each.met is False)
    return failed or tuple(each.part for each in check.parts if each.met is None)


def _place(answer: LabelAnswer) -> tuple[int, int]:
    return _BEST_FIRST.index(answer.verdict), len(answer.open_parts)
