"""Paste the report: what its text says is shown with the words it was read from, and entered when the reader accepts it."""

from enum import StrEnum
from functools import partial

import streamlit as st

from her2core.labels import label
from her2core.language import Message, _
from her2core.pathology.marking import mark_words
from her2core.pathology.reading import read_report
from her2core.pathology.report import PathologyReport, ReportedSpecimen
from her2core.status.case import Field
from her2core.terms import IhcScore, IshResult, Specimen
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import bullets, marked_text, show
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button, draw_choice, draw_text_input

TITLES = {
    Field.IHC: Message("IHC"),
    Field.ISH: Message("ISH (FISH)"),
    Field.RATIO: Message("HER2/CEP17 ratio"),
    Field.HER2_COPIES: Message("Mean HER2 copies"),
    Field.CEP17_COPIES: Message("Mean CEP17 copies"),
    Field.NUCLEI: Message("Nuclei counted"),
    Field.SPECIMEN: Message("Specimen"),
    Field.CPS: Message("PD-L1 CPS"),
}
WORDS: dict[Field, type[StrEnum]] = {Field.IHC: IhcScore, Field.ISH: IshResult, Field.SPECIMEN: Specimen}


def draw_report_entry() -> None:
    """Draw the drawer with the text; nothing is entered before the reader accepts what was read."""
    state = session().report
    with drawer("report", _("Paste the report"), bool(state.text)) as is_open:
        if not is_open:
            return
        draw_text_input(
            "report-text", _("Text of the pathology report"), state.text, state.paste, widget=st.text_area, height=160
        )
        st.caption(_("The text is read here and not stored. Leave out what identifies a patient."))
        if state.text.strip():
            _draw_reading(read_report(state.text))
            draw_button("report-clear", _("Clear the text"), partial(state.paste, ""))


def _draw_reading(report: PathologyReport) -> None:
    readable = [specimen for specimen in report.specimens if specimen.case]
    if len(readable) > 1:
        draw_button("report-enter-all", _("Enter all specimens"), partial(_enter_all, report.text, readable))
    chosen = _choose_specimen(readable)
    shown = chosen or ReportedSpecimen({}, {})
    if chosen:
        show(bullets(_describe_entries(chosen)))
        draw_button("report-enter", _("Enter into the case"), partial(_enter, report.text, chosen), type="primary")
    elif not readable:
        st.info(_("Nothing that can be entered was read."))
    show(marked_text(_("The report, with the words read marked"), mark_words(report, shown)))
    if report.unsure:
        st.markdown(f"**{_('Seen and not taken')}**")
        show(bullets(_describe_doubts(report)))


def _choose_specimen(readable: list[ReportedSpecimen]) -> ReportedSpecimen | None:
    """Choose one of several specimens; one alone is chosen already."""
    if len(readable) <= 1:
        return readable[0] if readable else None
    state = session().report
    names = {place: _name_specimen(place, specimen) for place, specimen in enumerate(readable)}
    chosen = state.chosen if state.chosen in names else None
    draw_choice(
        "report-specimen", _("The report names several specimens. Which is entered?"), names, chosen, state.choose
    )
    return None if chosen is None else readable[chosen]


def _name_specimen(place: int, specimen: ReportedSpecimen) -> str:
    facts = [_show_value(Field(name), value) for name, value in specimen.case.items() if Field(name) in WORDS]
    facts += [_("earlier")] if specimen.earlier else []
    return f"{place + 1} · {' · '.join(facts)}"


def _describe_entries(specimen: ReportedSpecimen) -> list[str]:
    return [f"{_(TITLES[Field(name)])}: {_show_value(Field(name), value)}" for name, value in specimen.case.items()]


def _show_value(field: Field, value: str) -> str:
    return label(WORDS[field](value)) if field in WORDS else value


def _describe_doubts(report: PathologyReport) -> list[str]:
    doubts = dict.fromkeys(
        (" ".join(report.text[each.start : each.end].split()), each.reason) for each in report.unsure
    )
    return [f"“{words}” · {_(reason)}" if words else _(reason) for words, reason in doubts]


def _enter_all(text: str, readable: list[ReportedSpecimen]) -> None:
    """Enter every specimen that was read, the current ones before those that the report calls earlier."""
    visit = session()
    if visit.report.text == text:
        visit.enter_specimens([each.case for each in sorted(readable, key=lambda each: each.earlier)])
        visit.report.paste("")


def _enter(text: str, specimen: ReportedSpecimen) -> None:
    """Enter what the reader has seen; where the text was changed in the same moment, they see its reading first."""
    visit = session()
    if visit.report.text == text:
        visit.enter_report(specimen.case)
        visit.report.paste("")
