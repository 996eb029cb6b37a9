"""The entry of the case: two rows of buttons, and what opens on demand."""

from enum import StrEnum

import streamlit as st

from her2core.labels import capital
from her2core.language import _
from her2core.report.entries import TITLES
from her2core.status.case import COUNTS, SETTINGS, STAINING, Field
from her2core.status.decision_tables import reading_table
from her2core.status.ihc import TABLE, find_measure
from her2core.status.ish import DUAL
from her2core.terms import (
    COPY_RULE,
    Controls,
    CopyRule,
    IhcScore,
    Intensity,
    IshResult,
    Probe,
    RecountZone,
    Setting,
    Specimen,
    YesNo,
)
from pages.parts.shared.drawer import drawer
from pages.parts.shared.faults import draw_fault
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button, draw_choice, draw_text_input

SECOND = (Field.SECOND_INTENSITY, Field.SECOND_PERCENT, Field.SECOND_CLUSTER)


def draw_results(place: str = "") -> None:
    """Draw the two rows of buttons, IHC and ISH; where staining or counts were entered, what they amount to instead.

    `place` tells the phone's from the sidebar's.
    """
    case, assessment = session().case, session().assessment
    if case.stained:
        _draw_derived(
            _("IHC"),
            _("{score} from staining", score=capital(assessment.csco.ihc))
            if assessment.ihc
            else _("staining cannot be used"),
        )
    else:
        _draw_choice(Field.IHC, _("IHC"), IhcScore, place)
    if case.counted:
        _draw_derived(
            _("ISH (FISH)"),
            _("{result} from counts", result=capital(assessment.csco.ish))
            if assessment.ish
            else _("counts cannot be used"),
        )
    else:
        _draw_choice(Field.ISH, _("ISH (FISH)"), IshResult, place)


def _draw_derived(title: str, outcome: str) -> None:
    st.markdown(f"{title}: **{outcome}**")


def draw_details() -> None:
    """Draw ISH from counts, IHC from staining, and more about the case; each opens on demand."""
    case = session().case
    more = case.has(Field.SETTING, Field.SPECIMEN, Field.CPS, Field.PRIOR_TRASTUZUMAB)
    with drawer("counts", _("ISH from counts"), case.counted) as is_open:
        if is_open:
            _draw_counts()
    with drawer("staining", _("IHC from staining"), case.stained) as is_open:
        if is_open:
            _draw_staining()
    with drawer("more", _("More about the case"), more) as is_open:
        if is_open:
            _draw_more()


def _draw_counts() -> None:
    single = session().case.probe is Probe.SINGLE
    _draw_choice(Field.PROBE, _("Probe"), Probe, default=Probe.DUAL)
    if not single:
        _draw_number(Field.RATIO, _("HER2/CEP17 ratio"))
    _draw_number(Field.HER2_COPIES, _("Mean HER2 copies a nucleus"))
    if not single:
        _draw_number(Field.CEP17_COPIES, _("Mean CEP17 copies a nucleus"))
    _draw_number(Field.NUCLEI, _("Nuclei counted"))
    _draw_choice(Field.CLUSTERS, _("HER2 clusters that cannot be counted"), YesNo, default=YesNo.NO)
    _draw_choice(Field.CONTROLS, _("Controls"), Controls, default=Controls.PASSED)
    if not single:
        _draw_choice(
            Field.COPY_RULE,
            _("Laboratory: copy-number rule"),
            CopyRule,
            default=COPY_RULE,
            help=_(reading_table(DUAL).says_for(Field.COPY_RULE, CopyRule.RATIO_OR_COPIES)),
        )
        _draw_choice(
            Field.RECOUNT_ZONE,
            _("Laboratory: recount zone"),
            RecountZone,
            default=RecountZone.ON,
            help=_(reading_table(DUAL).says_for(Field.RECOUNT_ZONE, RecountZone.ON)),
        )
    _draw_clear_button(_("Clear counts"), "clear-counts", (*COUNTS, *SETTINGS))


def _draw_staining() -> None:
    case = session().case
    by_cluster = case.specimen is not None and find_measure(case.specimen) == "cluster"
    _draw_choice(Field.SPECIMEN, _("Specimen"), Specimen, "staining")
    _draw_missing(Field.SPECIMEN)
    _draw_choice(Field.INTENSITY, _("Staining"), Intensity)
    _draw_missing(Field.INTENSITY)
    _draw_entry(Field.CLUSTER if by_cluster else Field.PERCENT)
    if case.has(Field.INTENSITY, *SECOND):
        _draw_choice(Field.SECOND_INTENSITY, _("Second staining, where two were read"), Intensity)
    if case.has(*SECOND):
        _draw_entry(Field.SECOND_CLUSTER if by_cluster else Field.SECOND_PERCENT)
    if ignored := reading_table(TABLE).ignored:
        st.caption(_(ignored))
    _draw_clear_button(_("Clear staining"), "clear-staining", STAINING)


def _draw_entry(field: Field) -> None:
    _draw_number(field, _(TITLES[field]))


def _draw_more() -> None:
    _draw_choice(Field.SETTING, _("Setting"), Setting)
    _draw_choice(Field.SPECIMEN, _("Specimen"), Specimen)
    _draw_number(Field.CPS, _("PD-L1 CPS"))
    _draw_choice(Field.PRIOR_TRASTUZUMAB, _("Prior trastuzumab"), YesNo)


def _draw_choice(
    field: Field,
    title: str,
    words: type[StrEnum],
    place: str = "",
    default: StrEnum | None = None,
    help: str | None = None,
) -> None:
    """Draw a row of buttons on one field of the case; with a `default`, that word stands for nothing entered."""
    case = session().case
    entered = case.text(field)
    draw_choice(
        f"{field}-{place}" if place else field,
        title,
        {word: capital(word) for word in words},
        words(entered) if entered and not case.fault(field) else default,
        lambda word: session().enter(field, None if word is None or word == default else str(word)),
        required=default is not None,
        help=help,
    )


def _draw_number(field: Field, title: str) -> None:
    """Draw a number as text, so that what was typed stays as it was typed, beside what is wrong with it."""
    visit = session()
    draw_text_input(field, title, visit.case.text(field), lambda text: session().enter(field, text.strip()))
    if fault := visit.assessment.fault(field):
        draw_fault(fault, named=False)


def _draw_missing(field: Field) -> None:
    if session().assessment.fault(field):
        st.caption(_("Still needed for a score."))


def _draw_clear_button(title: str, name: str, fields: tuple[Field, ...]) -> None:
    if session().case.has(*fields):
        draw_button(name, title, lambda: session().clear_fields(*fields))
