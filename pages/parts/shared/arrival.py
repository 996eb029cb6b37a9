"""What was asked for comes into sight where it opens far from the click."""

from pathlib import Path

from pages.parts.shared.component import component
from pages.parts.shared.session import session

_come = component("arrival", Path(__file__).with_name("arrival.js"))


def into_sight(what: str) -> None:
    """The place where this stands is scrolled to, once for each change of `what`; "" is nothing."""
    arrivals = session().arrivals
    if what != arrivals.at:
        arrivals.at = what
        arrivals.count += bool(what)
    _come(key="arrival", data={"arrival": arrivals.count if what else 0}, height=1)
