"""What is used of Streamlit beyond its documented interface is there: another version says here what it took away."""

import ast
import re
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import streamlit
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
# Module, colon, name. Whoever uses another one writes it here.
PRIVATE = """
starlette.formparsers:MultiPartParser.spool_max_size
streamlit:config.get_option
streamlit:runtime.get_instance
streamlit.components.v2.types:ComponentRenderer
streamlit.delta_generator:DeltaGenerator.file_uploader
streamlit.errors:StreamlitSecretNotFoundError
streamlit.navigation.page:StreamlitPage
streamlit.runtime.memory_uploaded_file_manager:MemoryUploadedFileManager.remove_file
streamlit.runtime.pages_manager:PagesManager.uses_pages_directory
streamlit.runtime.runtime:Runtime._get_async_objs
streamlit.runtime.runtime:Runtime.close_session
streamlit.runtime.runtime:Runtime.is_active_session
streamlit.runtime.scriptrunner:get_script_run_ctx
streamlit.runtime.state.common:user_key_from_element_id
streamlit.runtime.state.session_state:SessionState
streamlit.runtime.state.session_state:Value
streamlit.runtime.state.session_state:WStates.get_serialized
streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext.is_history_navigation
streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext.session_id
streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext.uploaded_file_mgr
streamlit.typing:UploadedFile
""".split()
SELECTORS = {
    name
    for path in (ROOT / "pages").rglob("*")
    if path.suffix in (".css", ".js")
    for pair in re.findall(r'data-testid="(\w+)"|\.(st[A-Z]\w+)', path.read_text(encoding="utf-8"))
    for name in pair
    if name
}


def part(owner: Any, name: str) -> Any:
    """An attribute, or the field of a dataclass, which its class does not have where it has no default."""
    fields = getattr(owner, "__dataclass_fields__", {})
    return fields[name] if name in fields else getattr(owner, name)


@pytest.mark.parametrize("name", PRIVATE)
def test_streamlit_still_has_what_its_documentation_does_not_promise(name: str) -> None:
    module, _colon, attributes = name.partition(":")
    reduce(part, attributes.split("."), import_module(module))


def test_a_page_imports_nothing_else_of_streamlits_inside() -> None:
    imported = {
        f"{node.module}:{alias.name}"
        for path in PAGES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit")
        for alias in node.names
    }
    assert imported - {re.sub(r"(:\w+).*", r"\1", name) for name in PRIVATE} == set()


def test_streamlit_still_draws_what_our_style_and_scripts_look_for() -> None:
    drawn = "".join(
        path.read_text(encoding="utf-8") for path in (Path(streamlit.__file__).parent / "static").rglob("*.js")
    )
    assert SELECTORS
    assert [name for name in sorted(SELECTORS) if name not in drawn] == []


def test_streamlit_still_keeps_what_the_browser_reports_where_it_is_read() -> None:
    reported = SessionState()._new_widget_state
    reported.set_widget_from_proto(WidgetState(id="$$ID-0-ihc_v1", string_array_value=StringArray(data=["2+"])))
    assert list(reported.states) == ["$$ID-0-ihc_v1"]
    wire = reported.get_serialized("$$ID-0-ihc_v1")
    assert wire and list(wire.string_array_value.data) == ["2+"], "without that a run has drawn it"
    assert SafeSessionState(SessionState(), lambda: None)._state._new_session_state == {}
