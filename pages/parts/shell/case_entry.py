"""The entry of the case: two rows of buttons, and what opens on demand. A further specimen has the same entries of its own."""

from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from her2core.labels import capital
from her2core.language import _
from her2core.report.entries import TITLES
from her2core.report.specimens import describe_place
from her2core.specimen_terms import Site, TakenAfter
from her2core.status.assessment import Assessment, assess
from her2core.status.case import COUNTS, SETTINGS, STAINING, Case, Field
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


@dataclass(frozen=True)
class Entry:
    """The entries of one specimen; `slot` is the name of a further one."""

    slot: str
    case: Case
    assessment: Assessment

    def name(self, name: str) -> str:
        """Name a widget: one on the same entry of another specimen is another widget."""
        return f"{self.slot}-{name}" if self.slot else name


def select_entry(slot: str = "") -> Entry:
    """Select the first specimen, or the further one of that name."""
    visit = session()
    if not visit.case.further:
        return Entry(slot, visit.case, visit.assessment)
    case = visit.case.select(slot)
    return Entry(slot, case, assess(case))


def draw_results(place: str = "", slot: str = "") -> None:
    """Draw the two rows of buttons, IHC and ISH; where staining or counts were entered, what they amount to instead.

    `place` tells the phone's from the sidebar's.
    """
    entry = select_entry(slot)
    case, assessment = entry.case, entry.assessment
    if session().case.further and not slot:
        st.caption(f"{_('Specimen {number}', number=1)} · {describe_place(assessment)}")
    if case.stained:
        _draw_derived(
            _("IHC"),
            _("{score} from staining", score=capital(assessment.csco.ihc))
            if assessment.ihc
            else _("staining cannot be used"),
        )
    else:
        draw_words(entry, Field.IHC, _("IHC"), IhcScore, place)
    if case.counted:
        _draw_derived(
            _("ISH (FISH)"),
            _("{result} from counts", result=capital(assessment.csco.ish))
            if assessment.ish
            else _("counts cannot be used"),
        )
    else:
        draw_words(entry, Field.ISH, _("ISH (FISH)"), IshResult, place)


def _draw_derived(title: str, outcome: str) -> None:
    st.markdown(f"{title}: **{outcome}**")


def draw_details() -> None:
    """Draw ISH from counts, IHC from staining, and more about the case; each opens on demand."""
    entry = select_entry()
    case = entry.case
    with drawer("counts", _("ISH from counts"), case.counted) as is_open:
        if is_open:
            draw_counts(entry)
    with drawer("staining", _("IHC from staining"), case.stained) as is_open:
        if is_open:
            draw_staining(entry)
    of_specimen = (Field.SPECIMEN, Field.SITE, Field.DATE, Field.AFTER, Field.AREA_IHC, Field.AREA_ISH)
    more = case.has(Field.SETTING, Field.CPS, Field.PRIOR_TRASTUZUMAB, *of_specimen)
    with drawer("more", _("More about the case"), more) as is_open:
        if is_open:
            _draw_more(entry)


def draw_counts(entry: Entry) -> None:
    """Draw the counts of ISH, and the rules of the laboratory that counted."""
    single = entry.case.probe is Probe.SINGLE
    draw_words(entry, Field.PROBE, _("Probe"), Probe, default=Probe.DUAL)
    if not single:
        draw_typed(entry, Field.RATIO, _("HER2/CEP17 ratio"))
    draw_typed(entry, Field.HER2_COPIES, _("Mean HER2 copies a nucleus"))
    if not single:
        draw_typed(entry, Field.CEP17_COPIES, _("Mean CEP17 copies a nucleus"))
    draw_typed(entry, Field.NUCLEI, _("Nuclei counted"))
    draw_words(entry, Field.CLUSTERS, _("HER2 clusters that cannot be counted"), YesNo, default=YesNo.NO)
    draw_words(entry, Field.CONTROLS, _("Controls"), Controls, default=Controls.PASSED)
    if not single:
        draw_words(
            entry,
            Field.COPY_RULE,
            _("Laboratory: copy-number rule"),
            CopyRule,
            default=COPY_RULE,
            help=_(reading_table(DUAL).says_for(Field.COPY_RULE, CopyRule.RATIO_OR_COPIES)),
        )
        draw_words(
            entry,
            Field.RECOUNT_ZONE,
            _("Laboratory: recount zone"),
            RecountZone,
            default=RecountZone.ON,
            help=_(reading_table(DUAL).says_for(Field.RECOUNT_ZONE, RecountZone.ON)),
        )
    _draw_clear_button(entry, _("Clear counts"), "clear-counts", (*COUNTS, *SETTINGS))


def draw_staining(entry: Entry) -> None:
    """Draw the staining from which an IHC score is worked out."""
    case = entry.case
    by_cluster = case.specimen is not None and find_measure(case.specimen) == "cluster"
    draw_words(entry, Field.SPECIMEN, _("Specimen"), Specimen, "staining")
    _draw_missing(entry, Field.SPECIMEN)
    draw_words(entry, Field.INTENSITY, _("Staining"), Intensity)
    _draw_missing(entry, Field.INTENSITY)
    _draw_entry(entry, Field.CLUSTER if by_cluster else Field.PERCENT)
    if case.has(Field.INTENSITY, *SECOND):
        draw_words(entry, Field.SECOND_INTENSITY, _("Second staining, where two were read"), Intensity)
    if case.has(*SECOND):
        _draw_entry(entry, Field.SECOND_CLUSTER if by_cluster else Field.SECOND_PERCENT)
    if ignored := reading_table(TABLE).ignored:
        st.caption(_(ignored))
    _draw_clear_button(entry, _("Clear staining"), "clear-staining", STAINING)


def _draw_entry(entry: Entry, field: Field) -> None:
    draw_typed(entry, field, _(TITLES[field]))


def _draw_more(entry: Entry) -> None:
    draw_words(entry, Field.SETTING, _("Setting"), Setting)
    draw_words(entry, Field.SPECIMEN, _("Specimen"), Specimen)
    draw_typed(entry, Field.CPS, _("PD-L1 CPS"))
    draw_words(entry, Field.PRIOR_TRASTUZUMAB, _("Prior trastuzumab"), YesNo)
    draw_origin(entry)
    draw_area(entry)


def draw_origin(entry: Entry) -> None:
    """Draw where, when and after which drug a specimen was taken."""
    draw_words(entry, Field.SITE, _(TITLES[Field.SITE]), Site)
    draw_typed(entry, Field.DATE, _("Date of the specimen (2026, 2026-01)"))
    draw_words(entry, Field.AFTER, _(TITLES[Field.AFTER]), TakenAfter)


def draw_area(entry: Entry) -> None:
    """Draw a second area of the same specimen that was read otherwise."""
    draw_words(entry, Field.AREA_IHC, _("Second area read otherwise: IHC"), IhcScore)
    if entry.case.has(Field.AREA_IHC, Field.AREA_ISH):
        draw_words(entry, Field.AREA_ISH, _(TITLES[Field.AREA_ISH]), IshResult)


def draw_words(
    entry: Entry,
    field: Field,
    title: str,
    words: type[StrEnum],
    place: str = "",
    default: StrEnum | None = None,
    help: str | None = None,
) -> None:
    """Draw a row of buttons on one field of a specimen; with a `default`, that word stands for nothing entered."""
    entered, slot = entry.case.text(field), entry.slot
    read = getattr(entry.case, field) if entered and not entry.case.fault(field) else default
    draw_choice(
        entry.name(f"{field}-{place}" if place else field),
        title,
        {word: capital(word) for word in words},
        read,
        lambda word: session().enter(field, None if word is None or word == default else str(word), slot),
        required=default is not None,
        help=help,
    )


def draw_typed(entry: Entry, field: Field, title: str) -> None:
    """Draw a number or a date as text, so that what was typed stays as it was typed, beside what is wrong with it."""
    slot = entry.slot
    draw_text_input(
        entry.name(field), title, entry.case.text(field), lambda text: session().enter(field, text.strip(), slot)
    )
    if fault := entry.assessment.fault(field):
        draw_fault(fault, named=False)


def _draw_missing(entry: Entry, field: Field) -> None:
    if entry.assessment.fault(field):
        st.caption(_("Still needed for a score."))


def _draw_clear_button(entry: Entry, title: str, name: str, fields: tuple[Field, ...]) -> None:
    slot = entry.slot
    if entry.case.has(*fields):
        draw_button(entry.name(name), title, lambda: session().clear_fields(*fields, slot=slot))
