"""The case: its tier, why, what other definitions say, what is missing, and what has been reported."""

from functools import partial

import streamlit as st

from her2core.evidence import Selection, load_evidence
from her2core.evidence.spans import Span, find_span
from her2core.labels import capital, describe_basis, label
from her2core.language import LANGUAGES, _, using
from her2core.query.filters import Filter, View
from her2core.report.sentence import report_sentence
from her2core.status.assessment import Assessment
from her2core.status.definitions import find
from her2core.terms import Endpoint
from pages.parts.classify.context import draw_context
from pages.parts.classify.labels import draw_labels
from pages.parts.classify.readings import draw_readings
from pages.parts.classify.tier_band import tier_band
from pages.parts.shared.definition_tables import decision_table, definitions_table
from pages.parts.shared.markup import bullets, columns, reason, section, show
from pages.parts.shared.session import session
from pages.parts.shared.viewport import is_wide
from pages.parts.shared.widgets import draw_button
from pages.parts.shell import case_entry
from pages.parts.shell.front_door import start_at_app

VIEWS = {Endpoint.ORR: View.RESPONSE, Endpoint.PFS: View.PFS, Endpoint.OS: View.OS}
FOLLOWS_CASE: dict[Filter, str | None] = {Filter.TIERS: None, Filter.LINE: None}


def draw_answer(assessment: Assessment) -> None:
    """Draw the tier, the reason in one sentence with its source, and what to consider."""
    csco = assessment.csco
    show(tier_band(assessment) + reason(_(csco.reason), describe_basis(csco.basis, _(csco.source))))
    if assessment.comment:
        flags = "".join(f"**{capital(flag)}.** " for flag in csco.flags)
        st.warning(flags + _(assessment.comment))


def draw_explanation(assessment: Assessment) -> None:
    """Draw what is missing, what would change the answer, and what other definitions say."""
    missing = [_(line) for line in assessment.missing] or [_("Nothing that the tier depends on.")]
    show(
        columns(
            section(_("What is missing"), bullets(missing)),
            section(_("What would change the answer"), bullets(_(line) for line in assessment.changes)),
            section(_("What other definitions say"), definitions_table(assessment)),
        )
    )


def draw_reported(assessment: Assessment) -> None:
    """Draw three spans of reported figures for this tier and setting; each leads to its chart."""
    tiers, setting = assessment.tiers, assessment.setting
    whom = " / ".join(capital(tier) for tier in tiers) or _("all tiers")
    text = _(
        "Populations that include: {tiers}; {setting}. Lowest to highest figure of treated arms; trials differ and must not be ranked.",
        tiers=whom,
        setting=label(setting) if setting else _("all settings"),
    )
    show(section(_("Reported so far"), text))
    selection = Selection(tiers=tiers, setting=setting)
    for place, (endpoint, view) in zip(st.columns(3), VIEWS.items(), strict=True):
        with place:
            span = find_span(load_evidence(), selection, endpoint)
            st.metric(label(endpoint), _format_span(span))
            draw_button(
                f"to-{view}",
                _format_count(endpoint, span),
                partial(session().open_page, "outcomes", {**FOLLOWS_CASE, Filter.VIEW: view}),
                type="tertiary",
                icon="↗️",
            )


def _format_span(span: Span | None) -> str:
    if span is None:
        return "—"
    unit = "%" if span.unit == "percent" else _("months")
    return f"{span.low if span.low == span.high else f'{span.low}–{span.high}'} {unit}"


def _format_count(endpoint: Endpoint, span: Span | None) -> str:
    name = _("{endpoint} on Outcomes", endpoint=label(endpoint))
    if span is None:
        return f"{name}: {_('nothing is held for this tier and setting')}"
    return f"{name}: {_('{figures} figures of {trials} trials', figures=span.figures, trials=span.trials)}"


def draw_report_sentences(assessment: Assessment) -> None:
    """Draw the sentence for the report in each language, ready to copy."""
    st.markdown(f"## {_('For the report')}")
    for code in LANGUAGES:
        with using(code):
            sentence = _(report_sentence(assessment))
        st.code(sentence, language=None, wrap_lines=True)


start_at_app()
assessment = session().assessment
if not is_wide():
    with st.container(key="phone-entry"):
        case_entry.draw_results("phone")
        st.caption(_("More about the case is in the menu at the top left."))
draw_answer(assessment)
draw_explanation(assessment)
draw_labels(assessment)
draw_readings(assessment)
show(decision_table(find(assessment.csco.definition), assessment.csco.row))
draw_reported(assessment)
draw_context(assessment)
draw_report_sentences(assessment)
