"""Streamlit's uploader with its words in the reader's language: Streamlit has them in English alone."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from her2core.language import _, join_words
from pages.parts.shared.markup import show

# The words of Streamlit stay in the page, so that its button keeps its name; what is seen stands behind them.
_STYLE = Markup(
    "<style>[data-testid=stFileUploaderDropzone] button p, [data-testid=stFileUploaderDropzoneInstructions] span {{ font-size: 0; }}"
    "[data-testid=stFileUploaderDropzone] button p::after {{ font-size: 1rem; content: '{}'; }}"
    "[data-testid=stFileUploaderDropzoneInstructions] span::after {{ font-size: 0.9rem; content: '{}'; }}</style>"
)


def draw_uploader(title: str, kinds: Sequence[str], draw: Callable[..., Any] = st.file_uploader, **options: Any) -> Any:
    """Draw an uploader for files of these kinds, and return what Streamlit's returns; `max_upload_size` is in megabytes."""
    size = options.get("max_upload_size") or st.get_option("server.maxUploadSize")
    kind = join_words(kind.upper() for kind in kinds)
    show(_STYLE.format(_("Choose a file"), _("Up to {size} MB: {kinds}", size=size, kinds=kind)))
    return draw(title, type=list(kinds), **options)
