"""An expander that draws its body only while it is open."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_drawer


@contextmanager
def drawer(name: str, title: str, expanded: bool = False) -> Iterator[bool]:
    """Draw a drawer; yield whether it is open, and so whether its body is to be drawn.

    It stands as the reader left it, on every page and in every language; `expanded` says how it stands until then.
    """
    drawers = session().drawers
    is_open = drawers.get(name, expanded)
    with draw_drawer(name, title, is_open, partial(drawers.__setitem__, name)):
        yield is_open
