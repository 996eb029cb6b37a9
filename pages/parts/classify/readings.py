"""How raw readings became a score or a result, step by step."""

import streamlit as st
from markupsafe import Markup

from her2core.labels import capital, label
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.status.ihc import IhcReading
from her2core.status.ish import IshReading
from pages.parts.shared.markup import show


def draw_readings(assessment: Assessment) -> None:
    """Draw the steps of ISH from counts and of IHC from staining, where they were given."""
    if assessment.ish:
        _draw_ish(assessment.ish)
    if assessment.ihc:
        _draw_ihc(assessment.ihc)


def _draw_ish(reading: IshReading) -> None:
    st.markdown(f"## {_('How ISH was interpreted')}: {label(reading.result)}")
    steps = Markup("").join(
        Markup('<li class="applied">✓ {}</li>').format(_(step.text))
        if step.applied
        else Markup("<li>– {}: {}</li>").format(_(step.text), _("no"))
        for step in reading.steps
    )
    show(Markup('<ol class="steps">{}</ol>').format(steps))
    if reading.advice:
        st.markdown(_(reading.advice))
    for comment in reading.comments:
        st.markdown(f"**{capital(comment.flag)}.** {_(comment.text)}")
    if reading.alternative is not reading.result:
        st.warning(_("Under the other copy-number rule ISH would be {result}.", result=label(reading.alternative)))
    st.caption(_(reading.source))


def _draw_ihc(reading: IhcReading) -> None:
    st.markdown(f"## {_('How IHC was scored')}: {label(reading.score)}")
    st.markdown(_(reading.reason))
    for comment in reading.comments:
        st.warning(_(comment.text))
    st.caption(_(reading.source))
