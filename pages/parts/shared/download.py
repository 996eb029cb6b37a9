"""A file to take along. It is built when it is chosen: outside of the run that drew its button."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from her2core.language import current_language, using
from pages.parts.shared.sign_in import guard


def draw_download(
    name: str, title: str, build: Callable[[], bytes | str], file_name: str, media: str, **layout: Any
) -> None:
    """Draw the button of a file, which speaks the language of this run, and is built for nobody who was signed out since.

    Parameters
    ----------
    name : of the button, language-neutral
    build : makes the content, without asking the visit for anything
    media : the media type
    """
    language = current_language()

    def build_in_language() -> bytes | str:
        with using(language):
            return build()

    st.download_button(
        title, guard(build_in_language), file_name=file_name, mime=media, on_click="ignore", key=name, **layout
    )
