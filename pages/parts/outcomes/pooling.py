"""Pooling of responses: off unless asked for, and only as a description."""

import pandas as pd
import streamlit as st

from her2core.charts.pooled import pooled_chart
from her2core.evidence import Evidence
from her2core.evidence.frames import records
from her2core.evidence.pooled_response import PooledResponse, pooled_response
from her2core.evidence.series import load_meta_analyses
from her2core.language import _, current
from her2core.query.filters import Pool
from her2core.query.question import Question
from pages.parts.shared import address
from pages.parts.shared.figure import draw


def pooling(evidence: Evidence, asked: Question, figures: pd.DataFrame) -> None:
    """The switch, the arms that go in with one-click exclusion, and the result beside published ones."""
    filters = st.session_state.filters
    key = f"pool-{current()}"
    st.session_state[key] = filters.pool is Pool.ON
    st.toggle(
        _("Pool the response of single agents (descriptive)"),
        key=key,
        on_change=lambda: address.ask("pool", Pool.ON if st.session_state[key] else None),
    )
    if not st.session_state[key]:
        return
    if asked.selection.agent_class is None:
        st.info(_("Choose an agent class above: only arms of one agent alone, of one class, are pooled."))
        return
    pooled = pooled_response(evidence, figures, asked.selection.agent_class, filters.without)
    if pooled.arms.empty:
        st.info(_("No arm of one agent alone with responders of n is held for this choice."))
        return
    _chooser(pooled)
    if pooled.result is None:
        st.info(_("At least two arms are needed."))
    draw(
        "pooled",
        _("Pooled response"),
        pooled.arms,
        lambda mode, wide: pooled_chart(pooled, load_meta_analyses(), mode, wide),
        alt=_("Pooled response of single agents; the arms stand beside their figures."),
    )


def _chooser(pooled: PooledResponse) -> None:
    names: dict[str, str] = {
        row["key"]: f"{_(row['trial_name'])}: {row['responders']:.0f}/{row['n']:.0f}" for row in records(pooled.arms)
    }
    key = f"without-{current()}"
    st.session_state[key] = list(pooled.arms.loc[pooled.arms["pooled"], "key"])

    def leave_out() -> None:
        out = [each for each in names if each not in st.session_state[key]]
        address.ask("without", ",".join(out) or None)

    st.pills(
        _("Arms that are pooled; choose one to leave it out or take it in"),
        list(names),
        selection_mode="multi",
        format_func=names.__getitem__,
        key=key,
        on_change=leave_out,
    )
