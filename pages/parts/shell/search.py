"""One search over trials, agents, registry numbers and PMIDs, which answers as one types."""

from her2core.evidence import load_evidence
from her2core.evidence.agents import agent_name, list_names, load_agents
from her2core.evidence.drugs import find_agent, load_agent_names
from her2core.evidence.models import Trial
from her2core.language import _
from her2core.query.filters import ANY, Filter
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_select


def draw_search() -> None:
    """Draw a field that offers what matches; a choice leads to the trial, to the agent's card, or to its trials."""
    offered = {f"trial:{id}": _describe_trial(trial) for id, trial in load_evidence().trials.items()}
    offered |= {f"agent:{id}": " · ".join(list_names(id)) for id in load_agent_names() | load_agents()}
    draw_select(
        "search",
        _("Search"),
        offered,
        None,
        _open_result,
        placeholder=_("Trial, agent, NCT, PMID"),
        label_visibility="collapsed",
        width=200,
    )


def _open_result(chosen: str | None) -> None:
    """Open what was chosen. The field is empty again, because it never stands for anything."""
    kind, _colon, id = (chosen or "").partition(":")
    if kind == "trial":
        session().open_page("outcomes", {Filter.TRIAL: id})
    elif kind == "agent" and id in load_agents():
        session().open_page("safety", {Filter.CARD: id})
    elif kind == "agent":
        session().open_page("outcomes", {Filter.AGENT: id, Filter.TIERS: ANY, Filter.LINE: ANY})


def _describe_trial(trial: Trial) -> str:
    pmids = [f"PMID {source.pmid}" for source in trial.sources if source.pmid]
    drugs = dict.fromkeys(agent_name(find_agent(drug) or drug) for arm in trial.arms for drug in arm.anti_her2)
    return " · ".join([_(trial.name), *([trial.registry] if trial.registry else []), *pmids, *drugs])
