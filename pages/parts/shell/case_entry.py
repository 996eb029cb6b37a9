"""The entry of the case: two rows of buttons, and what opens on demand."""

from enum import StrEnum

import streamlit as st

from her2core.labels import capital
from her2core.language import _
from her2core.status.case import COUNTS, SETTINGS, STAINING, Controls, Field, RecountZone, YesNo
from her2core.status.decision_tables import reading_table
from her2core.status.ish import DUAL
from her2core.terms import CopyRule, IhcScore, Intensity, IshResult, Probe, Setting, Specimen
from pages.parts.shared.drawer import drawer
from pages.parts.shared.faults import fault_message
from pages.parts.shared.session import session
from pages.parts.shared.widgets import choose, press, type_in


def results(place: str = "") -> None:
    """Draw the two rows of buttons, IHC and ISH; where staining or counts were entered, what they amount to instead.

    `place` tells the phone's from the sidebar's.
    """
    case, assessment = session().case, session().assessment
    if case.stained:
        _derived(
            _("IHC"),
            _("{score} from staining", score=capital(assessment.csco.ihc))
            if assessment.ihc
            else _("staining cannot be used"),
        )
    else:
        _choice(Field.IHC, _("IHC"), IhcScore, place)
    if case.counted:
        _derived(
            _("ISH (FISH)"),
            _("{result} from counts", result=capital(assessment.csco.ish))
            if assessment.ish
            else _("counts cannot be used"),
        )
    else:
        _choice(Field.ISH, _("ISH (FISH)"), IshResult, place)


def _derived(title: str, outcome: str) -> None:
    st.markdown(f"{title}: **{outcome}**")


def details() -> None:
    """Draw ISH from counts, IHC from staining, and more about the case; each opens on demand."""
    case = session().case
    more = case.has(Field.SETTING, Field.SPECIMEN, Field.CPS, Field.PRIOR_TRASTUZUMAB)
    with drawer("counts", _("ISH from counts"), case.counted) as is_open:
        if is_open:
            _counts()
    with drawer("staining", _("IHC from staining"), case.stained) as is_open:
        if is_open:
            _staining()
    with drawer("more", _("More about the case"), more) as is_open:
        if is_open:
            _more()


def _counts() -> None:
    single = session().case.probe is Probe.SINGLE
    _choice(Field.PROBE, _("Probe"), Probe, default=Probe.DUAL)
    if not single:
        _number(Field.RATIO, _("HER2/CEP17 ratio"))
    _number(Field.HER2_COPIES, _("Mean HER2 copies a nucleus"))
    if not single:
        _number(Field.CEP17_COPIES, _("Mean CEP17 copies a nucleus"))
    _number(Field.NUCLEI, _("Nuclei counted"))
    _choice(Field.CLUSTERS, _("HER2 clusters that cannot be counted"), YesNo, default=YesNo.NO)
    _choice(Field.CONTROLS, _("Controls"), Controls, default=Controls.PASSED)
    if not single:
        _choice(
            Field.COPY_RULE,
            _("Laboratory: copy-number rule"),
            CopyRule,
            default=CopyRule.RATIO_OR_COPIES,
            help=_(reading_table(DUAL).says_for(Field.COPY_RULE, CopyRule.RATIO_OR_COPIES)),
        )
        _choice(
            Field.RECOUNT_ZONE,
            _("Laboratory: recount zone"),
            RecountZone,
            default=RecountZone.ON,
            help=_(reading_table(DUAL).says_for(Field.RECOUNT_ZONE, RecountZone.ON)),
        )
    _clear_button(_("Clear counts"), "clear-counts", (*COUNTS, *SETTINGS))


def _staining() -> None:
    _choice(Field.SPECIMEN, _("Specimen"), Specimen, "staining")
    _missing_word(Field.SPECIMEN)
    if session().case.specimen is Specimen.BIOPSY:
        _number(Field.CLUSTER, _("Largest stained cluster, tumour cells"))
    else:
        _number(Field.PERCENT, _("Stained tumour cells, %"))
    _choice(Field.INTENSITY, _("Staining"), Intensity)
    _missing_word(Field.INTENSITY)
    _clear_button(_("Clear staining"), "clear-staining", STAINING)


def _more() -> None:
    _choice(Field.SETTING, _("Setting"), Setting)
    _choice(Field.SPECIMEN, _("Specimen"), Specimen)
    _number(Field.CPS, _("PD-L1 CPS"))
    _choice(Field.PRIOR_TRASTUZUMAB, _("Prior trastuzumab"), YesNo)


def _choice(
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
    choose(
        f"{field}-{place}" if place else field,
        title,
        {word: capital(word) for word in words},
        words(entered) if entered and not case.fault(field) else default,
        lambda word: session().enter(field, None if word is None or word == default else str(word)),
        required=default is not None,
        help=help,
    )


def _number(field: Field, title: str) -> None:
    """Draw a number as text, so that what was typed stays as it was typed, beside what is wrong with it."""
    visit = session()
    type_in(field, title, visit.case.text(field), lambda text: session().enter(field, text.strip()))
    if fault := visit.assessment.fault(field):
        fault_message(fault, named=False)


def _missing_word(field: Field) -> None:
    if session().assessment.fault(field):
        st.caption(_("Still needed for a score."))


def _clear_button(title: str, name: str, fields: tuple[Field, ...]) -> None:
    if session().case.has(*fields):
        press(name, title, lambda: session().clear_fields(*fields))
