"""No page is a way around the entrance."""

import ast
from pathlib import Path

import pytest

from pages.parts.shell.access import _is_reachable

PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*.py"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_the_first_thing_a_page_does_is_to_start_over_at_app_py(page: Path) -> None:
    """Streamlit runs a page without app.py on the first deep link to a fresh server."""
    tree = ast.parse(page.read_text(encoding="utf-8"))
    does = [
        node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef)
    ]
    calls = [node.value for node in does if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)]
    assert getattr(calls[0].func, "id", "") == "start_at_app"
    before = does[: next(place for place, node in enumerate(does) if getattr(node, "value", None) is calls[0])]
    assert [node for node in before if not isinstance(node, ast.Expr | ast.Assign | ast.AnnAssign)] == []


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "[::]", "192.168.1.5", "her2.example.org"])
def test_what_others_can_reach_is_known(address: str | None) -> None:
    assert _is_reachable(address)


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.0.0.2", "::1", "[::1]", "unix:///run/her2"])
def test_what_only_this_machine_can_reach_is_known(address: str) -> None:
    assert not _is_reachable(address)
