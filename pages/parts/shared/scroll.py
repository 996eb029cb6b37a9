"""What a click opens far from where it was made comes into sight."""

from pathlib import Path

from pages.parts.shared.component import register_component
from pages.parts.shared.session import session
from pages.parts.shared.states import ScrollState

_scroll = register_component("scroll", Path(__file__).with_name("scroll.js"))


def scroll_to(what: str, name: str = "scroll") -> None:
    """Scroll to the place where this stands, once for each change of `what`; "" is nothing. Each place has a name of its own."""
    scroll = session().scrolls.setdefault(name, ScrollState())
    if what != scroll.at:
        scroll.at = what
        scroll.count += bool(what)
    _scroll(key=name, data={"name": name, "count": scroll.count if what else 0}, height=1)
