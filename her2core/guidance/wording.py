"""How an approval, a position and a trial are said: the same words on pages and in exports."""

from her2core.evidence.agents import agent_name
from her2core.evidence.models import Trial
from her2core.evidence.regimens import CLASS_OF_AGENTS
from her2core.guidance.conditions import is_met
from her2core.guidance.eligibility import find_definition, is_directed
from her2core.guidance.label_check import LabelCheck, check_label
from her2core.guidance.loading import Guidance
from her2core.guidance.models import NOT_RESTATED, Approval, Position
from her2core.guidance.options import Options, is_lower, list_collected_beside
from her2core.labels import label
from her2core.language import Message, _, join_words
from her2core.status.assessment import Assessment
from her2core.status.definitions import find
from her2core.terms import Agency, Verdict

LABELS = Message(
    "HER2, PD-L1, line and earlier therapy of each label, answered apart. Whether a patient may have a drug is not answered here."
)
SIGNS = {Verdict.MET: "✓ ", Verdict.CANNOT_TELL: "? ", Verdict.NOT_MET: "✗ ", Verdict.NO_LABEL: ""}


def regimen_name(approval: Approval) -> str:
    """Name the agents of an approval by name, in one line."""
    return " + ".join(agent_name(agent) for agent in list_named_agents(approval))


def list_named_agents(approval: Approval) -> list[str]:
    """List the ids of the agents that an approval names one by one."""
    return [agent for agent in approval.agents if agent != CLASS_OF_AGENTS]


def her2_of_label(approval: Approval) -> str:
    """Return the HER2 wording of a label; where it says no more than "HER2-positive", how it is read here."""
    if approval.her2_definition != NOT_RESTATED:
        return _(approval.her2_text)
    read = _("our reading, by {definition}", definition=_(find(find_definition(approval)).name))
    return f"{_(approval.her2_text)}, {read}"


def format_approval(approval: Approval) -> str:
    """Format since when an approval holds, and how far."""
    kind = {"full": _("full"), "conditional": _("conditional"), None: ""}[approval.kind]
    return ", ".join(part for part in (approval.date or _("date not collected here"), kind) if part)


def check_for(approval: Approval, assessment: Assessment) -> LabelCheck:
    """Check a label against a case, part by part."""
    case, csco = assessment.case, assessment.csco
    return check_label(
        approval,
        csco.ihc,
        csco.ish,
        case.cps,
        case.setting,
        case.prior_trastuzumab,
        counts_to_correct=case.counted and not assessment.ish,
    )


def place_label(approval: Approval, check: LabelCheck) -> tuple[bool, int]:
    """Return the place of a label among those of a line: for some HER2 status before any, met before not known before not met."""
    return not is_directed(approval), list(SIGNS).index(check.verdict)


def answer_for(approval: Approval, assessment: Assessment) -> str:
    """Tell in one line whether the case meets a label, with a sign, and each of its parts."""
    return format_check(check_for(approval, assessment))


def format_check(check: LabelCheck) -> str:
    """Format a label against a case in one line: the verdict with a sign and its reason, then each part."""
    return " · ".join([format_verdict(check), *list_parts(check)])


def list_parts(check: LabelCheck) -> list[str]:
    """List the answer to each part of a label that asks for something."""
    return [_(each.says) for each in check.parts if each.says]


def say_without_approval(cell: Options, agency: Agency) -> str:
    """Say that no HER2-directed approval is collected for a tier and line; other options of the lower tiers are not."""
    if is_lower(cell.tier):
        return _("No HER2-directed approval; HER2-negative options are not collected here.")
    return _("No HER2-directed approval by {agency} is collected here.", agency=label(agency))


def say_what_is_collected(guidance: Guidance) -> str:
    """Say which approvals are collected here, so that an empty place is not read as none."""
    agents = join_words(agent_name(agent) for agent in list_collected_beside(guidance))
    if not agents:
        return _("Only HER2-directed approvals are collected here.")
    return _("Collected here are HER2-directed approvals and, of those for any HER2, {agents} only.", agents=agents)


def format_verdict(check: LabelCheck) -> str:
    """Format the verdict with its sign: what fails, or what is not known."""
    reason = ""
    if check.verdict is Verdict.NOT_MET:
        reason = join_words(label(each.part) for each in check.parts if each.met is False)
    elif check.verdict is Verdict.CANNOT_TELL:
        reason = "; ".join(_(each.lacks) for each in check.parts if each.lacks)
    verdict = _("{verdict}: {reason}", verdict=label(check.verdict), reason=reason) if reason else label(check.verdict)
    kind = _("{verdict} (conditional approval)", verdict=verdict) if check.conditional else verdict
    return f"{SIGNS[check.verdict]}{kind}"


def edition_and_grade(position: Position) -> str:
    """Tell which edition says so, with which grade, on what condition."""
    grade = _(position.grade) if position.grade else _("grade not read")
    return "; ".join([_(position.edition), grade, *([_(position.condition)] if position.condition else [])])


def say_position(position: Position, assessment: Assessment) -> str:
    """Tell which edition says so, with which grade, on what condition, and whether the case meets that."""
    said = edition_and_grade(position)
    return f"{said}: {say_answer(is_met(position, assessment))}" if position.condition else said


def say_answer(met: bool | None) -> str:
    """Say whether a case meets something, or that it is not known."""
    if met is None:
        return _("not known")
    return label(Verdict.MET if met else Verdict.NOT_MET)


def result_status(trial: Trial) -> str:
    """Tell in a word whether a result of a trial is held."""
    return _("result collected") if trial.outcomes else _("no result yet")


def phase(trial: Trial) -> str:
    """Name the phase of a trial, or what it is instead."""
    return _("phase {phase}", phase=trial.phase) if trial.phase[:1].isdigit() else _(trial.phase)
