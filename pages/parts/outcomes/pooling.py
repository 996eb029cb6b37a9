"""Pooling of responses: off at first, and only as a description."""

import pandas as pd
import streamlit as st

from her2core.charts.pooled import pooled_forest
from her2core.evidence import Evidence
from her2core.evidence.frames import records
from her2core.evidence.pooled_response import PooledResponse, pooled_response
from her2core.evidence.series import load_meta_analyses
from her2core.language import _
from her2core.query.filters import Filter, Switch
from her2core.query.question import Question
from pages.parts.shared.forest import draw_forest
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_choices, draw_toggle


def draw_pooling(evidence: Evidence, question: Question, figures: pd.DataFrame) -> None:
    """Draw the switch, the arms that go in with one-click exclusion, and the result beside published ones."""
    filters = session().filters
    draw_toggle(
        Filter.POOL,
        _("Pool the response of single agents (descriptive)"),
        filters.pool is Switch.ON,
        lambda on: session().set_filter(Filter.POOL, Switch.ON if on else None),
    )
    if filters.pool is not Switch.ON:
        return
    if question.selection.agent_class is None:
        st.info(_("Choose an agent class above: only arms of one agent alone, of one class, are pooled."))
        return
    pooled = pooled_response(evidence, figures, question.selection.agent_class, filters.without)
    if pooled.arms.empty:
        st.info(_("No arm of one agent alone with responders of n is collected here for this choice."))
        return
    _draw_arms(pooled)
    if pooled.result is None:
        st.info(_("At least two arms are needed."))
    draw_forest(
        "pooled",
        _("Pooled response"),
        pooled.arms,
        pooled_forest(pooled, load_meta_analyses()),
        alt=_("Pooled response of single agents; the arms stand beside their figures."),
        first="pooled",
    )


def _draw_arms(pooled: PooledResponse) -> None:
    names: dict[str, str] = {
        row["key"]: f"{_(row['trial_name'])}: {row['responders']:.0f}/{row['n']:.0f}" for row in records(pooled.arms)
    }

    def change(added: list[str], left_out: list[str]) -> None:
        without = [each for each in (*session().filters.without, *left_out) if each not in added]
        session().set_filter(Filter.WITHOUT, ",".join(dict.fromkeys(without)) or None)

    draw_choices(
        Filter.WITHOUT,
        _("Arms that are pooled; choose one to leave it out or take it in"),
        names,
        list(pooled.arms.loc[pooled.arms["pooled"], "key"]),
        change,
    )
