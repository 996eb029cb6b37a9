"""How raw readings became a score or a result, step by step."""

from html import escape

import streamlit as st

from her2core.labels import capital, label
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.status.ihc import IhcReading
from her2core.status.ish import IshReading
from pages.parts.shared.markup import show


def readings(assessment: Assessment) -> None:
    """The steps of ISH from counts and of IHC from staining, where they were given."""
    if assessment.ish:
        _ish(assessment.ish)
    if assessment.ihc:
        _ihc(assessment.ihc)


def _ish(reading: IshReading) -> None:
    st.markdown(f"## {_('How ISH was interpreted')}: {label(reading.result)}")
    show(
        '<ol class="steps">'
        + "".join(
            f"<li{_class(step.applied)}>{'✓' if step.applied else '–'} {escape(_(step.text))}"
            f"{'' if step.applied else ': ' + escape(_('no'))}</li>"
            for step in reading.steps
        )
        + "</ol>"
    )
    if reading.advice:
        st.markdown(_(reading.advice))
    for comment in reading.comments:
        st.markdown(f"**{capital(comment.flag)}.** {_(comment.text)}")
    if reading.alternative is not reading.result:
        st.warning(_("Under the other copy-number rule ISH would be {result}.", result=label(reading.alternative)))
    st.caption(_(reading.source))


def _ihc(reading: IhcReading) -> None:
    st.markdown(f"## {_('How IHC was scored')}: {label(reading.score)}")
    st.markdown(_(reading.reason))
    for comment in reading.comments:
        st.warning(_(comment.text))
    st.caption(_(reading.source))


def _class(applied: bool) -> str:
    return ' class="applied"' if applied else ""
