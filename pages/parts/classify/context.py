"""How common the case's tier is, and how HER2 changes: two small charts that open on demand."""

import pandas as pd
import streamlit as st

from her2core.charts.context import dynamics_forest, prevalence_forest
from her2core.evidence.series import load_dynamics, load_prevalence
from her2core.labels import capital, label
from her2core.language import _
from her2core.status.assessment import Assessment
from pages.parts.shared.drawer import drawer
from pages.parts.shared.forest import draw_forest, draw_forest_table


def draw_context(assessment: Assessment) -> None:
    """Draw the series beside the trials; each with its source."""
    tiers = assessment.tiers
    with drawer("prevalence", _("How common this tier is")) as is_open:
        if is_open and tiers:
            for tier in tiers:
                title = _("How common the tier is: {tier}", tier=label(tier))
                st.markdown(f"**{capital(tier)}**")
                forest = prevalence_forest(load_prevalence(), tier)
                draw_forest(f"prevalence-{tier}", title, _to_frame(load_prevalence()), forest, alt=title, boxes=1)
                draw_forest_table(f"prevalence-{tier}", title, forest, _("Series"))
        elif is_open:
            st.info(_("Enter the IHC score first."))
    with drawer(
        "dynamics", _("How HER2 changes: biopsy and resection, primary and metastasis, after trastuzumab")
    ) as is_open:
        if is_open:
            title = _("How HER2 changes")
            forest = dynamics_forest(load_dynamics())
            draw_forest("dynamics", title, _to_frame(load_dynamics()), forest, alt=title, boxes=1)
            draw_forest_table("dynamics", title, forest, _("Series"))


def _to_frame(series: tuple) -> pd.DataFrame:  # type: ignore[type-arg]
    return pd.json_normalize([each.model_dump(mode="json") for each in series])
