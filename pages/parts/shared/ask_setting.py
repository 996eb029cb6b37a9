"""The question for the line of the case, where what follows would else be mixed over lines."""

from functools import partial

import streamlit as st

from her2core.labels import capital
from her2core.language import _
from her2core.status.case import Field
from her2core.terms import Setting
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button


def ask_setting() -> None:
    """Ask for the line with four buttons."""
    with st.container(horizontal=True, vertical_alignment="center", key="ask-setting"):
        st.markdown(_("Which line? Labels, guideline and evidence follow."), width="content")
        for setting in Setting:
            draw_button(f"line-{setting}", capital(setting), partial(session().enter, Field.SETTING, setting.value))
