"""The widgets of a visit: what each showed, and what the browser reports of them since.

A widget is never written: Streamlit would send the old value after a newer click. Its first value is its `default`, and
where its value changes by anything but itself (a link, Back, New case, another language, a tier that a filter follows), a
new widget takes its place, under the next key. A click on the old one, which may be under way for seconds, is still
understood, because what it showed is remembered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pages.parts.shared import reports
from pages.parts.shared.reports import Wire

T = TypeVar("T")
Actions = Mapping[str, Callable[[str], object]]
"""What is done on each event, with what the event carries."""
NUMBER = "_v"
"""What stands between the name of a widget and its number in its key; the browser's scripts know it too."""
MOST = 400
"""Widgets that are remembered: those of the last dozen moves on the busiest page."""


@dataclass
class Widget:
    """A widget as the browser last reported it.

    Attributes
    ----------
    name : of the widget, the same in every language and for every value
    value : what it shows
    labels : the words it offers, in the language it was drawn in
    read : the value that a report of the browser holds
    on_change : what is done when that value changes, with the value before and now
    """

    name: str
    value: Any
    labels: tuple[str, ...]
    read: Callable[[Wire], Any]
    on_change: Callable[[Any, Any], None]


@dataclass
class Registry:
    """The widgets of one visit; `newest` says which of a name stands on the screen."""

    drawn: dict[str, Widget] = field(default_factory=dict)
    buttons: dict[str, Actions] = field(default_factory=dict)
    newest: dict[str, int] = field(default_factory=dict)
    first: int = 0

    def register(self, widget: Widget, keeps: bool = False) -> str:
        """Return the key to draw `widget` under: that of the one on the screen, where that still shows the value.

        With `keeps` it is the browser alone that knows the value, as the mark of a chart that was chosen last.
        """
        number = self.newest.setdefault(widget.name, self.first)
        standing = self.drawn.get(_format_key(widget.name, number))
        if standing and keeps:
            widget.value = standing.value
        if standing and (standing.value, standing.labels) != (widget.value, widget.labels):
            number = self.newest[widget.name] = number + 1
        key = _format_key(widget.name, number)
        _remember(self.drawn, key, widget)
        return key

    def register_button(self, key: str, actions: Actions) -> str:
        """Remember what a button does, or a component with several events; return its key."""
        _remember(self.buttons, key, actions)
        return key

    def receive(self) -> bool:
        """Take in what the browser reports other than each widget showed, then the buttons that were pressed.

        Returns
        -------
        whether a widget and a button were reported together, so that nobody can tell which came first
        """
        changes = []
        for key, wire in reports.iter_values():
            if widget := self.drawn.get(key):
                before, now = widget.value, widget.read(wire)
                if now != before:
                    widget.value = now
                    changes.append((widget, before, now))
        for widget, before, now in changes:
            widget.on_change(before, now)
        pressed = [
            (self.buttons[key][event], content)
            for key, event, content in reports.iter_presses(self.buttons)
            if event in self.buttons[key]
        ]
        for action, content in pressed:
            action(content)
        return bool(changes and pressed)

    def renew(self, page: str) -> None:
        """Draw the widgets of a page under their next keys: the browser takes the page away and builds it anew.

        One that it builds from an answer on its way, while a click is on its way here, would go on showing that answer.
        """
        for name in self.newest:
            if name.startswith(f"{page}-"):
                self.newest[name] += 1

    def skip_reported_keys(self) -> None:
        """Use no key of an earlier visit of this tab: after a broken line the browser still reports those."""
        numbers = [key.rpartition(NUMBER)[2] for key, _wire in reports.iter_values()]
        if numbers:
            self.first = 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)


def _remember(known: dict[str, T], key: str, value: T) -> None:
    known.pop(key, None)
    known[key] = value
    while len(known) > MOST:
        del known[next(iter(known))]


def _format_key(name: str, number: int) -> str:
    return f"{name}{NUMBER}{number}" if number else name
