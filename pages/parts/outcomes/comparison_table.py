"""Trials side by side, with what makes them not comparable first."""

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from her2core.evidence import Evidence, wording
from her2core.evidence.comparison import headline, list_differences, shared_events
from her2core.evidence.frames import Record, records
from her2core.evidence.models import Trial
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.terms import Endpoint
from pages.parts.outcomes.common_control import draw_common_control
from pages.parts.outcomes.plain_benefit import list_sentences
from pages.parts.shared.markup import bullets, lines, show, table


def draw_comparison(evidence: Evidence, trials: Sequence[Trial]) -> None:
    """Draw two to four trials: differences, then design, arms, endpoints and toxicity."""
    st.markdown(f"## {_('Side by side')}")
    st.warning(
        _("These trials are not comparable. They differ in:")
        + "\n\n"
        + "\n".join(f"- {_(line)}" for line in list_differences(trials))
    )
    if len(trials) == 2:
        draw_common_control(*trials)
    show(
        table(
            _("Trials side by side"),
            [_("Item"), *(_(trial.name) for trial in trials)],
            [
                [_("Benefit in plain numbers"), *(list_sentences(trial, evidence) for trial in trials)],
                [_("Primary endpoint"), *(_(trial.primary_endpoint or "not collected here") for trial in trials)],
                *_design_rows(trials),
                *_endpoint_rows(evidence, trials),
                *_contrast_rows(evidence, trials),
                *_toxicity_rows(trials),
            ],
            captioned=False,
            even=True,
        )
    )


def _design_rows(trials: Sequence[Trial]) -> list[list[str]]:
    facts: list[tuple[str, Callable[[Trial], str]]] = [
        (_("Design"), lambda trial: _(trial.design)),
        (_("Phase"), lambda trial: _(trial.phase)),
        (_("Setting"), lambda trial: capital(trial.setting)),
        (_("Regions"), lambda trial: join_words(_(region) for region in trial.regions)),
        (
            _("Patients enrolled"),
            lambda trial: str(trial.enrolment) if trial.enrolment is not None else _("not collected here"),
        ),
        (_("HER2 eligibility"), lambda trial: _(trial.her2_eligibility)),
        (_("CSCO tiers it contains"), lambda trial: wording.tiers(trial.tiers, trial.tiers_basis)),
        (_("Status"), lambda trial: capital(trial.status)),
        (_("Arms"), _format_arms),
    ]
    return [[title, *(describe(trial) for trial in trials)] for title, describe in facts]


def _format_arms(trial: Trial) -> Markup:
    return bullets(
        f"{_(arm.label)} ({label(arm.role)}{'' if arm.n is None else f', n = {arm.n}'})" for arm in trial.arms
    )


def _endpoint_rows(evidence: Evidence, trials: Sequence[Trial]) -> list[list[str]]:
    frames = [headline(evidence, trial) for trial in trials]
    reported = [endpoint for endpoint in Endpoint if any(endpoint in set(frame["endpoint"]) for frame in frames)]
    return [
        [label(endpoint), *(_format_figures(records(frame[frame["endpoint"] == endpoint])) for frame in frames)]
        for endpoint in reported
    ]


def _format_figures(rows: Sequence[Record]) -> str:
    if not rows:
        return _("not collected here")
    return bullets(
        f"{wording.outcome(row)}: {_(row['arm_label'])} ({_(row['population'])}) {wording.caution(row)}".strip()
        for row in rows
    )


def _contrast_rows(evidence: Evidence, trials: Sequence[Trial]) -> list[list[str]]:
    frame = evidence.comparisons
    frame = frame[(frame["analysis"] == "headline") & ~frame["pan_tumour"]]
    cells = [
        bullets(f"{wording.contrast(row)}: {wording.arms(row)}" for row in records(frame[frame["trial"] == trial.id]))
        for trial in trials
    ]
    return [[_("Comparisons"), *cells]]


def _toxicity_rows(trials: Sequence[Trial]) -> list[list[str]]:
    return [[_(event), *(_format_event(trial, event) for trial in trials)] for event in shared_events(trials)]


def _format_event(trial: Trial, event: str) -> str:
    events = [each for each in trial.safety if each.event == event]
    if not events:
        return _("not reported")
    return lines(
        f"{', '.join(wording.grades(each.any_grade, each.grade_3_plus, each.grade_3_4))}: {_(trial.arm(each.arm).label)}"
        for each in events
    )
