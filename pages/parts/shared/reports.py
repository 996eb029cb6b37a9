"""What the browser reports of its widgets, as it stands on the wire.

Streamlit hands a page the *value* of a widget, and only of a widget that its last run drew. On a slow line people click on
what they see, which may be older than what the last run drew: such a click is in the message too, and nowhere else. So the
messages are read here, once, before anything is drawn and before any button acts. This is the one module that looks
behind Streamlit's public face; `tests/test_streamlit.py` holds what it relies on.

Nothing here is a yield point of Streamlit, so a run is never interrupted between reading a click and keeping it.
"""

import json
from collections.abc import Container, Iterator
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.runtime.state.session_state import SessionState, Value

PRESSED = "pressed"
"""The event of a button."""
Wire = Any
"""A `WidgetState` message: which widget, and its value as the browser holds it."""


def is_run() -> bool:
    """Return whether this code runs for a visit, and not for the server itself."""
    return get_script_run_ctx(suppress_warning=True) is not None


def current_run() -> ScriptRunContext:
    """Return the run in progress.

    Raises
    ------
    RuntimeError
        outside of a run
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        raise RuntimeError("no visit: this code runs outside of a run of the app")
    return context


def session_state() -> SessionState:
    """Return Streamlit's session state itself, whose use never interrupts a run."""
    return current_run().session_state._state


def iter_values() -> Iterator[tuple[str, Wire]]:
    """Yield the key of each widget that this message reports, with its value on the wire."""
    widgets = session_state()._new_widget_state
    for id in list(widgets.states):
        key = user_key_from_element_id(id)
        wire = widgets.get_serialized(id)
        if key is not None and wire is not None:
            yield key, wire


def iter_presses(keys: Container[str]) -> Iterator[tuple[str, str, str]]:
    """Yield each of these buttons that the message says was pressed, once: its key, and a component's event and its content.

    A button with another key is left to whoever draws it with Streamlit alone, such as "Sign in".
    """
    widgets = session_state()._new_widget_state
    for id in list(widgets.states):
        wire = widgets.get_serialized(id)
        if wire is None:
            continue
        if wire.trigger_value:
            if (key := user_key_from_element_id(id) or "") in keys:
                widgets.states[id] = Value(False)
                yield key, PRESSED, ""
            continue
        events = _parse_events(wire.json_trigger_value)
        if events and (key := user_key_from_element_id(id.rpartition("__")[0]) or "") in keys:
            widgets.states[id] = Value(None)
            for event in events:
                yield key, str(event["event"]), str(event["value"])


def _parse_events(written: str) -> list[dict[str, object]]:
    """Return the events of a component; Streamlit writes what it has read once more, as text in text."""
    events = json.loads(written or "null")
    return json.loads(events) if isinstance(events, str) else events or []


def parse_texts(wire: Wire) -> list[str]:
    """Return the texts that a row of buttons or a list of several holds."""
    return list(wire.string_array_value.data)


def parse_text(wire: Wire) -> str | None:
    """Return the text of a field or of a list of one; None where nothing is chosen."""
    return str(wire.string_value) if wire.HasField("string_value") else None


def parse_flag(wire: Wire) -> bool:
    """Return whether a switch is on."""
    return bool(wire.bool_value)


def parse_point(wire: Wire) -> tuple[str, ...]:
    """Return what the chosen mark of a chart carries (its `customdata`); empty where none is chosen."""
    chosen = json.loads(wire.string_value or "{}").get("selection", {}).get("points", [])
    return tuple(str(each) for each in chosen[0].get("customdata", [])) if chosen else ()
