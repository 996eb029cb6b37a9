"""Everything held on one trial."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from her2core.evidence import Evidence, wording
from her2core.evidence.changes import find_last_change
from her2core.evidence.frames import records
from her2core.evidence.models import Benefit, Trial
from her2core.labels import capital, label
from her2core.language import OWN, _, join_words
from her2core.terms import AgentClass, Analysis, Endpoint
from pages.parts.shared.citation import cite_source
from pages.parts.shared.figure_tables import comparisons_table, outcomes_table
from pages.parts.shared.markup import bullets, show, table
from pages.parts.shared.safety_tables import event_cells, event_columns


def draw_trial_card(trial: Trial, evidence: Evidence) -> None:
    """Draw design, arms, all figures by population, safety, sources, notes and disagreements."""
    st.markdown(f"## {_(trial.name)}")
    _draw_facts(trial)
    _draw_disagreements(trial)
    show(_arms_table(trial))
    figures = evidence.outcomes[evidence.outcomes["trial"] == trial.id]
    st.markdown(f"### {_('All reported figures')}")
    if figures.empty:
        st.info(_("No result of this trial is collected here yet."))
    else:
        if figures["pan_tumour"].any():
            st.caption(_("Some populations are not gastric alone; those figures stand only here, never in a chart."))
        show(outcomes_table(_sort_figures(figures), evidence, named=False))
    contrasts = evidence.comparisons[evidence.comparisons["trial"] == trial.id]
    if not contrasts.empty:
        st.markdown(f"### {_('Contrasts')}")
        show(comparisons_table(_sort_figures(contrasts), evidence, named=False))
    if trial.benefit:
        st.markdown(f"### {_('Published scores of benefit')}")
        show(bullets(_describe_benefit(score) for score in trial.benefit))
    if trial.safety:
        st.markdown(f"### {_('Safety')}")
        show(_safety_table(trial, evidence))
    if not trial.name.endswith(OWN):
        last = find_last_change(trial.id)
        st.caption(
            _("Figures last changed with data version {version} of {date}.", version=last.version, date=last.changed)
        )
    st.markdown(f"### {_('Notes')}")
    st.text(_(trial.note))
    st.markdown(f"### {_('Sources')}")
    show(bullets(cite_source(source) for source in trial.sources))


def _describe_benefit(score: Benefit) -> str:
    dated = [score.date] if score.date else []
    return "; ".join(
        [
            wording.benefit(score),
            *dated,
            _(score.source),
            _("checked in {often}", often=wording.verified(score.verified)),
        ]
    )


def _sort_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Sort figures: headline figures first, then by population, each in the order of the endpoints."""
    places = {name: place for words in (Analysis, Endpoint) for place, name in enumerate(words)}
    keys = ["analysis", "population", "endpoint", "at_months"]
    return figures.sort_values(
        keys,
        key=lambda column: column if column.name in ("population", "at_months") else column.map(places),
        kind="stable",
        na_position="first",
    )


def _draw_facts(trial: Trial) -> None:
    facts = [
        (_("Design"), _(trial.design)),
        (_("Phase"), _(trial.phase)),
        (_("Setting"), capital(trial.setting)),
        (_("Regions"), join_words(_(region) for region in trial.regions)),
        (_("Patients enrolled"), str(trial.enrolment) if trial.enrolment is not None else _("not collected here")),
        (_("HER2 eligibility"), _(trial.her2_eligibility)),
        (_("CSCO tiers it contains"), wording.tiers(trial.tiers, trial.tiers_basis)),
        (_("Primary endpoint"), _(trial.primary_endpoint) if trial.primary_endpoint else _("not collected here")),
        (_("Status"), capital(trial.status)),
        (_("Approval"), _(trial.approval) if trial.approval else _("none collected here")),
        (_("Registry"), trial.registry or _("not collected here")),
    ]
    show(table(_("Design"), [_("Item"), _("Content")], [list(fact) for fact in facts], captioned=False))
    if trial.registry_link:
        st.link_button(_("Registry entry"), trial.registry_link)


def _draw_disagreements(trial: Trial) -> None:
    for disagreement in trial.disagreements:
        lines = "\n".join(f"- {_(line)}" for line in disagreement.says)
        st.warning(
            f"**{_('Sources disagree: {about}', about=disagreement.about)}**\n\n{lines}\n\n"
            + _("Our reading: {reading}", reading=disagreement.reading)
        )


def _arms_table(trial: Trial) -> Markup:
    return table(
        _("Arms"),
        [_("Arm"), _("Role"), "n", _("Agents"), _("Classes")],
        [
            [
                _(arm.label),
                label(arm.role),
                "" if arm.n is None else str(arm.n),
                join_words(_(drug) for drug in arm.drugs),
                join_words(label(AgentClass(each)) for each in arm.classes),
            ]
            for arm in trial.arms
        ],
    )


def _safety_table(trial: Trial, evidence: Evidence) -> Markup:
    of_trial = records(evidence.safety[evidence.safety["trial"] == trial.id])
    return table(
        _("Safety"),
        [_("Arm"), *event_columns()],
        [[_(trial.arm(row["arm"]).label), *event_cells(row, evidence)] for row in of_trial],
        captioned=False,
    )
