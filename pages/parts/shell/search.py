"""One search over trials, agents, registry numbers and PMIDs, which answers as one types."""

from her2core.evidence import load_evidence
from her2core.evidence.agents import agent_name, load_agents
from her2core.evidence.models import Trial
from her2core.language import _
from her2core.query.filters import Filter
from pages.parts.shared.session import session
from pages.parts.shared.widgets import choose_of_list


def search() -> None:
    """A field that offers what matches; a choice leads to the trial, or to the agent's card."""
    offered = {f"trial:{id}": _trial(trial) for id, trial in load_evidence().trials.items()}
    offered |= {f"agent:{id}": _agent(id) for id in load_agents()}
    choose_of_list(
        "search",
        _("Search"),
        offered,
        None,
        _open,
        placeholder=_("Trial, agent, NCT, PMID"),
        label_visibility="collapsed",
        width=200,
    )


def _open(found: str | None) -> None:
    """Lead to what was found. The field is empty again, because it never stands for anything."""
    kind, _colon, id = (found or "").partition(":")
    if kind == "trial":
        session().ask_on("outcomes", {Filter.TRIAL: id})
    elif kind == "agent":
        session().ask_on("safety", {Filter.CARD: id})


def _trial(trial: Trial) -> str:
    pmids = [f"PMID {source.pmid}" for source in trial.sources if source.pmid]
    drugs = dict.fromkeys(_(drug) for arm in trial.arms for drug in arm.anti_her2)
    return " · ".join([_(trial.name), *([trial.registry] if trial.registry else []), *pmids, *drugs])


def _agent(id: str) -> str:
    agent = load_agents()[id]
    return " · ".join(dict.fromkeys([agent_name(id), agent.name, *agent.names_zh, *agent.synonyms]))
