"""What is used of Streamlit beyond its documented interface is there: another version says here what it took away."""

import ast
import re
from functools import reduce
from importlib import import_module
from pathlib import Path

import pytest
import streamlit

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
# Module, colon, name. Whoever uses another one writes it here.
PRIVATE = """
streamlit.components.v2.types:ComponentRenderer
streamlit.errors:StreamlitSecretNotFoundError
streamlit.navigation.page:StreamlitPage
streamlit.runtime.pages_manager:PagesManager.uses_pages_directory
streamlit.runtime.scriptrunner:get_script_run_ctx
streamlit.runtime.scriptrunner_utils.script_run_context:ScriptRunContext.is_history_navigation
""".split()
SELECTORS = {
    name
    for path in (ROOT / "pages").rglob("*")
    if path.suffix in (".css", ".js")
    for pair in re.findall(r'data-testid="(\w+)"|\.(st[A-Z]\w+)', path.read_text(encoding="utf-8"))
    for name in pair
    if name
}


@pytest.mark.parametrize("name", PRIVATE)
def test_streamlit_still_has_what_its_documentation_does_not_promise(name: str) -> None:
    module, _colon, attributes = name.partition(":")
    reduce(getattr, attributes.split("."), import_module(module))


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
