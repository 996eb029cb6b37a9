"""Benefit in plain numbers, of each randomised contrast of a trial: its outcomes as a table, and one sentence for a cell."""

import streamlit as st
from markupsafe import Markup

from her2core.evidence import Evidence, benefit_wording, wording
from her2core.evidence.benefit import PlainBenefit, list_benefits
from her2core.evidence.models import Trial
from her2core.language import _
from pages.parts.shared.markup import bullets, lines, show, table


def draw_benefits(trial: Trial, evidence: Evidence) -> None:
    """Draw the benefit of each randomised contrast of a trial, with its published scores; nothing where there is none."""
    benefits = list_benefits(evidence, trial)
    if not benefits and not trial.benefit:
        return
    st.markdown(f"### {_('Benefit in plain numbers')}")
    for benefit in benefits:
        st.markdown(f"**{benefit_wording.arms(benefit)}**")
        show(_benefit_table(benefit))
    if benefits:
        st.caption(
            _(
                "Differences are calculated from the reported figures; two medians give no interval of their difference. Of percentages, 95 % by Newcombe's method where patients were counted."
            )
        )
    if trial.benefit:
        show(bullets(_describe_score(trial, place) for place in range(len(trial.benefit))))


def list_sentences(trial: Trial, evidence: Evidence) -> Markup | str:
    """List the benefit of each contrast in one sentence, with the published scores, for a cell."""
    said = [benefit_wording.sentence(benefit) for benefit in list_benefits(evidence, trial)]
    said += [wording.benefit(score) for score in trial.benefit]
    return bullets(said) if said else _("not randomised, or not reported")


def _describe_score(trial: Trial, place: int) -> str:
    score = trial.benefit[place]
    dated = [score.date] if score.date else []
    return "; ".join(
        [
            wording.benefit(score),
            *dated,
            _(score.source),
            _("checked in {often}", often=wording.verified(score.verified)),
        ]
    )


def _benefit_table(benefit: PlainBenefit) -> Markup:
    return table(
        benefit_wording.arms(benefit),
        [
            _("Outcome"),
            _(benefit.experimental.short or benefit.experimental.label),
            _(benefit.control.short or benefit.control.label),
            _("Difference"),
            _("Hazard ratio"),
        ],
        [
            [
                lines([benefit_wording.name(each), *([_(each.population)] if each.population else [])]),
                benefit_wording.value(each, each.experimental),
                benefit_wording.value(each, each.control),
                benefit_wording.difference(each),
                benefit_wording.ratio(each),
            ]
            for each in benefit.outcomes
        ],
        captioned=False,
    )
