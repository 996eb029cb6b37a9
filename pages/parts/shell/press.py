"""A press of the mouse that is under way while an answer arrives."""

from pathlib import Path

from pages.parts.shared.component import register_component

_keep = register_component("press", Path(__file__).with_name("press.js"))


def keep_press() -> None:
    """Let a press count whose button is replaced before it is released: the browser makes no click of it."""
    _keep(key="press", height=1)
