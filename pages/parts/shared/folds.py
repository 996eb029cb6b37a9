"""What is folded, with its count, one click to open: at a glance and in every forest alike."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import streamlit as st

from her2core.charts.folding import Fold
from her2core.language import _
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_button

T = TypeVar("T")


def list_opened(name: str) -> tuple[str, ...]:
    """List the ids of the kinds of study that the reader opened in a view."""
    start = f"{name}:"
    opened = session().drawers.items()
    return tuple(each.removeprefix(start) for each, is_open in opened if is_open and each.startswith(start))


def draw_folds(name: str, folds: Sequence[Fold[T]], count: Callable[[T], int]) -> None:
    """Draw one button for each group of which something is folded, or was opened by the reader.

    Parameters
    ----------
    name : of the view, for keys
    count : how many a folded trial counts
    """
    drawers = session().drawers
    with st.container(horizontal=True, gap="small", key=f"folds-{name}"):
        for part in folds:
            key, kind = f"{name}:{part.group.id}", _(part.group.name)
            if part.folded:
                folded = sum(map(count, part.folded))
                text = _("{group}: {count} more", group=kind, count=folded)
                text = text if part.open else _("{group}: {count}", group=kind, count=folded)
                draw_button(key, f"▸ {text}", partial(drawers.__setitem__, key, True), type="tertiary")
            elif drawers.get(key):
                text = f"▾ {_('{group}: fold', group=kind)}"
                draw_button(key, text, partial(drawers.__setitem__, key, False), type="tertiary")
