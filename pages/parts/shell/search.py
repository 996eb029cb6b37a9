"""One search over trials, agents, registry numbers and PMIDs, which answers as one types."""

import streamlit as st

from her2core.evidence import load_evidence
from her2core.evidence.agents import agent_name, load_agents
from her2core.evidence.models import Trial
from her2core.language import _, current
from pages.parts.shared import address


def search() -> None:
    """A field that offers what matches; a choice leads to the trial, or to the agent's card."""
    offered = {f"trial:{id}": _trial(trial) for id, trial in load_evidence().trials.items()}
    offered |= {f"agent:{id}": _agent(id) for id in load_agents()}
    key = f"search-{current()}"
    found = st.selectbox(
        _("Search"),
        list(offered),
        index=None,
        format_func=offered.__getitem__,
        key=key,
        placeholder=_("Trial, agent, NCT, PMID"),
        label_visibility="collapsed",
        width=200,
    )
    if found:
        del st.session_state[key]
        kind, _colon, id = found.partition(":")
        address.ask("trial" if kind == "trial" else "card", id)
        st.switch_page("pages/outcomes.py" if kind == "trial" else "pages/safety.py", query_params=address.link())


def _trial(trial: Trial) -> str:
    pmids = [f"PMID {source.pmid}" for source in trial.sources if source.pmid]
    drugs = dict.fromkeys(_(drug) for arm in trial.arms for drug in arm.anti_her2)
    return " · ".join([_(trial.name), *([trial.registry] if trial.registry else []), *pmids, *drugs])


def _agent(id: str) -> str:
    agent = load_agents()[id]
    return " · ".join(dict.fromkeys([agent_name(id), agent.name, *agent.names_zh, *agent.synonyms]))
