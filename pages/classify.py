"""The case on one screen: its tier, label, guideline, evidence and what is missing; behind drawers why, and all the rest."""

import streamlit as st

from her2core.case_screen import summarise_case
from her2core.evidence import load_evidence
from her2core.guidance import load_guidance
from her2core.labels import capital, describe_basis
from her2core.language import LANGUAGES, _, using
from her2core.report.sentence import report_sentence
from her2core.status.assessment import Assessment
from her2core.status.definitions import find
from pages.parts.classify.case_screen import STYLE, draw_case_screen
from pages.parts.classify.context import draw_context
from pages.parts.classify.labels import draw_labels
from pages.parts.classify.readings import draw_readings
from pages.parts.classify.specimens import draw_specimen_details, draw_specimens
from pages.parts.classify.tier_band import tier_band
from pages.parts.shared.definition_tables import decision_table, definitions_table
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import bullets, columns, reason, section, show
from pages.parts.shared.session import session
from pages.parts.shared.viewport import is_wide
from pages.parts.shell import case_entry
from pages.parts.shell.front_door import start_at_app


def draw_answer(assessment: Assessment) -> None:
    """Draw the tier, what to consider, and what label, guideline and evidence say of the case."""
    filters = session().filters
    screen = summarise_case(assessment, filters.agency, filters.guideline, load_guidance(), load_evidence())
    flags = [f"{capital(flag)}." for flag in assessment.csco.flags] if assessment.comment else []
    st.html(STYLE)
    show(tier_band(assessment, screen.entered))
    draw_specimens(assessment)
    draw_case_screen(screen, " ".join([*flags, _(assessment.comment or "")]).strip())


def draw_explanation(assessment: Assessment) -> None:
    """Draw why, what would change the answer, what is missing, and what other definitions say."""
    csco = assessment.csco
    with drawer("why", _("Why, what would change it, and what other definitions say")) as is_open:
        if not is_open:
            return
        missing = [_(line) for line in assessment.missing] or [_("Nothing that the tier depends on.")]
        show(reason(_(csco.reason), describe_basis(csco.basis, _(csco.source))))
        show(
            columns(
                section(_("What is missing"), bullets(missing)),
                section(_("What would change the answer"), bullets(_(line) for line in assessment.changes)),
                section(_("What other definitions say"), definitions_table(assessment)),
            )
        )
        show(decision_table(find(csco.definition), csco.row))


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
draw_specimen_details(assessment)
draw_readings(assessment)
draw_explanation(assessment)
draw_labels(assessment)
draw_context(assessment)
draw_report_sentences(assessment)
