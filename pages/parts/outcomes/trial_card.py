"""Everything held on one trial: the key result first, what stands against it next, the rest behind it."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from her2core.charts.tables import comparisons_table, outcomes_table
from her2core.evidence import Evidence, wording
from her2core.evidence.benefit import list_benefits
from her2core.evidence.benefit_wording import sentence
from her2core.evidence.changes import find_last_change
from her2core.evidence.frames import records
from her2core.evidence.models import Source, Trial
from her2core.labels import capital, label
from her2core.language import OWN, Message, _, join_words
from her2core.terms import AgentClass, Analysis, Endpoint
from pages.parts.outcomes.plain_benefit import draw_benefits
from pages.parts.shared.citation import cite_source
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import bullets, show, table
from pages.parts.shared.safety_tables import event_cells, event_columns
from pages.parts.shared.tables import render_table


def draw_trial_card(trial: Trial, evidence: Evidence) -> None:
    """Draw the key result with its follow-up, what speaks against it, the main figures, safety and design; the rest in drawers."""
    st.markdown(f"## {_(trial.name)}")
    figures = evidence.outcomes[evidence.outcomes["trial"] == trial.id]
    contrasts = evidence.comparisons[evidence.comparisons["trial"] == trial.id]
    main = figures[figures["analysis"] == Analysis.HEADLINE]
    _draw_key_result(trial, evidence, main)
    st.text(_(trial.note))
    _draw_disagreements(trial)
    draw_benefits(trial, evidence)
    st.markdown(f"### {_('Main figures')}")
    if figures.empty:
        st.info(_("No result of this trial is collected here yet."))
    elif figures["pan_tumour"].any():
        st.caption(_("Some populations are not gastric alone; those figures stand only here, never in a chart."))
    _draw_figures(evidence, main, contrasts[contrasts["analysis"] == Analysis.HEADLINE])
    if trial.safety:
        st.markdown(f"### {_('Safety')}")
        show(_safety_table(trial, evidence))
    st.markdown(f"### {_('Design')}")
    _draw_facts(trial)
    show(_arms_table(trial))
    for analysis, title in _FURTHER.items():
        parts = [frame[frame["analysis"] == analysis] for frame in (figures, contrasts)]
        count = sum(map(len, parts))
        if count:
            with drawer(f"card-{analysis}", _(str(title), count=count)) as is_open:
                if is_open:
                    _draw_figures(evidence, *parts)
    st.markdown(f"### {_('Sources')}")
    if not trial.name.endswith(OWN):
        last = find_last_change(trial.id)
        st.caption(
            _("Figures last changed with data version {version} of {date}.", version=last.version, date=last.changed)
        )
    show(bullets(cite_source(source) for source in trial.sources))


_FURTHER = {Analysis.SUBGROUP: Message("Subgroups ({count})"), Analysis.EARLIER: Message("Earlier analyses ({count})")}
"""What of the figures stands in a drawer."""


def _draw_key_result(trial: Trial, evidence: Evidence, main: pd.DataFrame) -> None:
    """What was reported, in one sentence for each contrast or arm, with the report, its cut-off and its follow-up."""
    said = [sentence(benefit) for benefit in list_benefits(evidence, trial)]
    if not said:
        gastric = main[~main["pan_tumour"] & main["at_months"].isna() & main["endpoint"].isin(list(KEY))]
        said = [
            f"{_(rows[0]['arm_label'])}: {join_words(map(wording.outcome, rows))}"
            for rows in (records(of_arm) for _arm, of_arm in gastric.groupby(["arm", "population"], sort=False))
        ]
    reports = [trial.source(id) for id in dict.fromkeys(main["source"])]
    said += [_describe_report(source) for source in reports if source.data_cutoff or source.follow_up]
    if trial.primary_endpoint:
        said.append(f"{_('Primary endpoint')}: {_(trial.primary_endpoint)}")
    show(bullets(said))


KEY = (Endpoint.ORR, Endpoint.PFS, Endpoint.OS, Endpoint.PCR, Endpoint.MPR, Endpoint.EFS, Endpoint.DFS)
"""The endpoints of which the key result of a trial without a randomised control tells."""


def _describe_report(source: Source) -> str:
    """A report with its cut-off and its median follow-up, as far as they are held."""
    parts = [label(source.kind) + (f" {source.year}" if source.year else "")]
    if source.data_cutoff:
        parts.append(_("data cut-off {date}", date=source.data_cutoff))
    if source.follow_up:
        months = _(" vs ").join(map(str, source.follow_up))
        parts.append(_("median follow-up {months} months", months=months))
    return " · ".join(parts)


def _draw_figures(evidence: Evidence, figures: pd.DataFrame, contrasts: pd.DataFrame) -> None:
    if not figures.empty:
        show(render_table(outcomes_table(_sort_figures(figures), evidence, named=False)))
    if not contrasts.empty:
        st.markdown(f"**{_('Comparisons')}**")
        show(render_table(comparisons_table(_sort_figures(contrasts), evidence, named=False)))


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
