"""The entry of the case: two rows of buttons, and what opens on demand."""

from collections.abc import Callable
from enum import StrEnum

import streamlit as st

from her2core.labels import capital
from her2core.language import _, current
from her2core.status import assessment as summary
from her2core.status import case as entry
from her2core.status.assessment import Assessment
from her2core.status.decision_tables import reading_table
from her2core.terms import CopyRule, IhcScore, Intensity, IshResult, Probe, Setting, Specimen
from pages.parts.shared import address
from pages.parts.shared.drawer import drawer
from pages.parts.shared.faults import fault_message


def results(assessment: Assessment, place: str) -> None:
    """The two rows of buttons, IHC and ISH; where staining or counts were entered, what they amount to stands instead.

    `place` tells apart the sidebar's from the phone's.
    """
    case = st.session_state.case
    if summary.stained(case):
        _derived(
            _("IHC"),
            _("{score} from staining", score=capital(assessment.csco.ihc))
            if assessment.ihc
            else _("staining cannot be used"),
        )
    else:
        _choice("ihc", _("IHC"), IhcScore, place)
    if summary.counted(case):
        _derived(
            _("ISH (FISH)"),
            _("{result} from counts", result=capital(assessment.csco.ish))
            if assessment.ish
            else _("counts cannot be used"),
        )
    else:
        _choice("ish", _("ISH (FISH)"), IshResult, place)


def _derived(title: str, outcome: str) -> None:
    st.markdown(f"{title}: **{outcome}**")


def details(assessment: Assessment) -> None:
    """ISH from counts, IHC from staining, and more about the case; each opens on demand."""
    case = st.session_state.case
    more = any(case.get(field) for field in ("setting", "specimen", "cps", "prior_trastuzumab"))
    with drawer("counts", _("ISH from counts"), summary.counted(case)) as is_open:
        if is_open:
            _counts(assessment)
    with drawer("staining", _("IHC from staining"), summary.stained(case)) as is_open:
        if is_open:
            _staining(assessment)
    with drawer("more", _("More about the case"), more) as is_open:
        if is_open:
            _more(assessment)


def _counts(assessment: Assessment) -> None:
    single = st.session_state.case.get("probe") == Probe.SINGLE
    _choice("probe", _("Probe"), Probe, "counts", default=Probe.DUAL)
    if not single:
        _number("ratio", _("HER2/CEP17 ratio"), assessment)
    _number("her2_copies", _("Mean HER2 copies a nucleus"), assessment)
    if not single:
        _number("cep17_copies", _("Mean CEP17 copies a nucleus"), assessment)
    _number("nuclei", _("Nuclei counted"), assessment)
    _choice("clusters", _("HER2 clusters that cannot be counted"), entry.YesNo, "counts", default=entry.YesNo.NO)
    _choice("controls", _("Controls"), entry.Controls, "counts", default=entry.Controls.PASSED)
    if not single:
        _choice(
            "copy_rule",
            _("Laboratory: copy-number rule"),
            CopyRule,
            "counts",
            default=CopyRule.RATIO_OR_COPIES,
            help=_(reading_table("ish-dual-probe").says("7 ratio or copies")),
        )
        _choice(
            "recount_zone",
            _("Laboratory: recount zone"),
            entry.RecountZone,
            "counts",
            default=entry.RecountZone.ON,
            help=_(reading_table("ish-dual-probe").says("5")),
        )
    _clear_button(_("Clear counts"), (*entry.COUNTS, *entry.SETTINGS))


def _staining(assessment: Assessment) -> None:
    _choice("specimen", _("Specimen"), Specimen, "staining")
    _missing_word("specimen", assessment)
    if st.session_state.case.get("specimen") == Specimen.BIOPSY:
        _number("cluster", _("Largest stained cluster, tumour cells"), assessment)
    else:
        _number("percent", _("Stained tumour cells, %"), assessment)
    _choice("intensity", _("Staining"), Intensity, "staining")
    _missing_word("intensity", assessment)
    _clear_button(_("Clear staining"), entry.STAINING)


def _more(assessment: Assessment) -> None:
    _choice("setting", _("Setting"), Setting, "more")
    _choice("specimen", _("Specimen"), Specimen, "more")
    _number("cps", _("PD-L1 CPS"), assessment)
    _choice("prior_trastuzumab", _("Prior trastuzumab"), entry.YesNo, "more")


def _choice(
    field: str, title: str, words: type[StrEnum], place: str, default: StrEnum | None = None, help: str | None = None
) -> None:
    """A row of buttons on one field of the case; with a `default`, that word stands for nothing entered."""
    key = f"{field}-{place}-{current()}"
    entered = st.session_state.case.get(field)
    st.session_state[key] = words(entered) if entered else default
    st.pills(
        title,
        list(words),
        format_func=capital,
        key=key,
        required=default is not None,
        on_change=_entered(field, key, default),
        help=help,
    )


def _number(field: str, title: str, assessment: Assessment) -> None:
    """A number as text, so that what was typed stays as it was typed, beside what is wrong with it."""
    key = f"{field}-{current()}"
    st.session_state[key] = st.session_state.case.get(field, "")
    st.text_input(title, key=key, on_change=_entered(field, key))
    fault = assessment.fault(field)
    if fault:
        fault_message(fault, named=False)


def _missing_word(field: str, assessment: Assessment) -> None:
    fault = assessment.fault(field)
    if fault:
        st.caption(_("Still needed for a score."))


def _entered(field: str, key: str, default: StrEnum | None = None) -> Callable[[], None]:
    def enter() -> None:
        value = st.session_state[key]
        address.enter(field, None if value is None or value == default else str(value).strip())

    return enter


def _clear_button(title: str, fields: tuple[str, ...]) -> None:
    def clear() -> None:
        for field in fields:
            address.enter(field, None)

    if any(st.session_state.case.get(field) for field in fields):
        st.button(title, on_click=clear)
