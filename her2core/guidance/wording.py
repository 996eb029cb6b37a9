"""How an approval, a position and a trial are said: the same words on pages and in exports."""

from her2core.evidence.agents import agent_name
from her2core.evidence.models import Trial
from her2core.evidence.regimens import CLASS_OF_AGENTS
from her2core.guidance.eligibility import eligibility, find_definition
from her2core.guidance.models import NOT_RESTATED, Approval, Position
from her2core.labels import label
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.status.definitions import find
from her2core.terms import Eligibility

SIGNS = {
    Eligibility.MEETS: "✓",
    Eligibility.DOES_NOT_MEET: "✗",
    Eligibility.NEEDS_ISH: "?",
    Eligibility.NEEDS_IHC: "?",
    Eligibility.NEEDS_CPS: "?",
}


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
    status = _("under review") if approval.status == "under review" else ""
    return ", ".join(part for part in (approval.date or _("date not held"), kind, status) if part)


def answer_for(approval: Approval, assessment: Assessment) -> str:
    """Tell whether the case meets the HER2 definition and the PD-L1 limit of a label, with a sign."""
    met = eligibility(approval, assessment.csco.ihc, assessment.csco.ish, assessment.case.cps)
    return f"{SIGNS[met]} {label(met)}"


def edition_and_grade(position: Position) -> str:
    """Tell which edition says so, with which grade, on what condition."""
    grade = _(position.grade) if position.grade else _("grade not read")
    return "; ".join([_(position.edition), grade, *([_(position.condition)] if position.condition else [])])


def result_status(trial: Trial) -> str:
    """Tell in a word whether a result of a trial is held."""
    return _("result held") if trial.outcomes else _("no result yet")


def phase(trial: Trial) -> str:
    """Name the phase of a trial, or what it is instead."""
    return _("phase {phase}", phase=trial.phase) if trial.phase[:1].isdigit() else _(trial.phase)
