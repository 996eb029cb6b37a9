"""The entry of the case: two rows of buttons, and what opens on demand."""

from collections.abc import Callable
from enum import StrEnum

import streamlit as st

from her2core.labels import capital
from her2core.language import _, current
from her2core.status.assessment import Assessment
from her2core.status.case import COUNTS, SETTINGS, STAINING, Controls, Field, RecountZone, YesNo
from her2core.status.decision_tables import reading_table
from her2core.status.ish import DUAL
from her2core.terms import CopyRule, IhcScore, Intensity, IshResult, Probe, Setting, Specimen
from pages.parts.shared import address
from pages.parts.shared.drawer import drawer
from pages.parts.shared.faults import fault_message


def results(assessment: Assessment, place: str) -> None:
    """The two rows of buttons, IHC and ISH; where staining or counts were entered, what they amount to stands instead.

    `place` tells apart the sidebar's from the phone's.
    """
    case = st.session_state.case
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


def details(assessment: Assessment) -> None:
    """ISH from counts, IHC from staining, and more about the case; each opens on demand."""
    case = st.session_state.case
    more = case.has(Field.SETTING, Field.SPECIMEN, Field.CPS, Field.PRIOR_TRASTUZUMAB)
    with drawer("counts", _("ISH from counts"), case.counted) as is_open:
        if is_open:
            _counts(assessment)
    with drawer("staining", _("IHC from staining"), case.stained) as is_open:
        if is_open:
            _staining(assessment)
    with drawer("more", _("More about the case"), more) as is_open:
        if is_open:
            _more(assessment)


def _counts(assessment: Assessment) -> None:
    single = st.session_state.case.probe is Probe.SINGLE
    _choice(Field.PROBE, _("Probe"), Probe, "counts", default=Probe.DUAL)
    if not single:
        _number(Field.RATIO, _("HER2/CEP17 ratio"), assessment)
    _number(Field.HER2_COPIES, _("Mean HER2 copies a nucleus"), assessment)
    if not single:
        _number(Field.CEP17_COPIES, _("Mean CEP17 copies a nucleus"), assessment)
    _number(Field.NUCLEI, _("Nuclei counted"), assessment)
    _choice(Field.CLUSTERS, _("HER2 clusters that cannot be counted"), YesNo, "counts", default=YesNo.NO)
    _choice(Field.CONTROLS, _("Controls"), Controls, "counts", default=Controls.PASSED)
    if not single:
        _choice(
            Field.COPY_RULE,
            _("Laboratory: copy-number rule"),
            CopyRule,
            "counts",
            default=CopyRule.RATIO_OR_COPIES,
            help=_(reading_table(DUAL).says_for(Field.COPY_RULE, CopyRule.RATIO_OR_COPIES)),
        )
        _choice(
            Field.RECOUNT_ZONE,
            _("Laboratory: recount zone"),
            RecountZone,
            "counts",
            default=RecountZone.ON,
            help=_(reading_table(DUAL).says_for(Field.RECOUNT_ZONE, RecountZone.ON)),
        )
    _clear_button(_("Clear counts"), (*COUNTS, *SETTINGS))


def _staining(assessment: Assessment) -> None:
    _choice(Field.SPECIMEN, _("Specimen"), Specimen, "staining")
    _missing_word(Field.SPECIMEN, assessment)
    if st.session_state.case.specimen is Specimen.BIOPSY:
        _number(Field.CLUSTER, _("Largest stained cluster, tumour cells"), assessment)
    else:
        _number(Field.PERCENT, _("Stained tumour cells, %"), assessment)
    _choice(Field.INTENSITY, _("Staining"), Intensity, "staining")
    _missing_word(Field.INTENSITY, assessment)
    _clear_button(_("Clear staining"), STAINING)


def _more(assessment: Assessment) -> None:
    _choice(Field.SETTING, _("Setting"), Setting, "more")
    _choice(Field.SPECIMEN, _("Specimen"), Specimen, "more")
    _number(Field.CPS, _("PD-L1 CPS"), assessment)
    _choice(Field.PRIOR_TRASTUZUMAB, _("Prior trastuzumab"), YesNo, "more")


def _choice(
    field: Field, title: str, words: type[StrEnum], place: str, default: StrEnum | None = None, help: str | None = None
) -> None:
    """A row of buttons on one field of the case; with a `default`, that word stands for nothing entered."""
    key = f"{field}-{place}-{current()}"
    entered = getattr(st.session_state.case, field)
    st.session_state[key] = entered if entered else default
    st.pills(
        title,
        list(words),
        format_func=capital,
        key=key,
        required=default is not None,
        on_change=_entered(field, key, default),
        help=help,
    )


def _number(field: Field, title: str, assessment: Assessment) -> None:
    """A number as text, so that what was typed stays as it was typed, beside what is wrong with it."""
    key = f"{field}-{current()}"
    st.session_state[key] = st.session_state.case.text(field)
    st.text_input(title, key=key, on_change=_entered(field, key))
    fault = assessment.fault(field)
    if fault:
        fault_message(fault, named=False)


def _missing_word(field: Field, assessment: Assessment) -> None:
    fault = assessment.fault(field)
    if fault:
        st.caption(_("Still needed for a score."))


def _entered(field: Field, key: str, default: StrEnum | None = None) -> Callable[[], None]:
    def enter() -> None:
        value = st.session_state[key]
        address.enter(field, None if value is None or value == default else str(value).strip())

    return enter


def _clear_button(title: str, fields: tuple[Field, ...]) -> None:
    def clear() -> None:
        for field in fields:
            address.enter(field, None)

    if st.session_state.case.has(*fields):
        st.button(title, on_click=clear)
