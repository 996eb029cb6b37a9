"""The house keeps its arrows: app -> pages -> her2core -> data, and each fact has one room."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORE = sorted((ROOT / "her2core").rglob("*.py"))
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py"))]
SCRIPTS = ROOT / "pages/parts/shared/component.py"
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
READERS = {"open", "read_text", "read_bytes", "read_csv", "load", "safe_load", "glob"}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def called(path: Path) -> set[str]:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


@pytest.mark.parametrize("path", CORE, ids=names(CORE))
def test_the_core_knows_neither_streamlit_nor_the_pages(path: Path) -> None:
    assert imported(path) & {"streamlit", "pages", "app", "tests"} == set()


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_a_page_never_opens_a_file(path: Path) -> None:
    """Its own scripts alone, in one place."""
    assert called(path) & READERS == ({"read_text"} if path == SCRIPTS else set())


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_a_script_of_the_browser_stands_in_a_file_of_its_own(path: Path) -> None:
    texts = [
        node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)
    ]
    assert [text for text in texts if re.search(r"export default|=> {|\bdocument\.", str(text))] == []


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_no_threshold_is_written_in_a_page(path: Path) -> None:
    """Thresholds of HER2 testing (2.0, 2.2, 6.0 ...) stand in data/ alone;."""
    decimals = {
        node.value
        for comparison in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(comparison, ast.Compare)
        for node in ast.walk(comparison)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    }
    assert decimals == set()


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_no_threshold_is_said_by_a_page(path: Path) -> None:
    """What a page says of a rule comes from the table that is run."""
    said = [
        call.args[0].value
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "_" and call.args
        if isinstance(call.args[0], ast.Constant)
    ]
    assert [text for text in said if re.search(r"\d\.\d", text)] == []


@pytest.mark.parametrize("path", [*CORE, *PAGES], ids=names([*CORE, *PAGES]))
def test_nothing_is_escaped_by_hand(path: Path) -> None:
    """MarkupSafe escapes what is put into markup; by hand one place is forgotten some day."""
    assert "html" not in imported(path)


@pytest.mark.parametrize("file", REQUIREMENTS, ids=names(REQUIREMENTS))
def test_every_direct_dependency_is_pinned_and_says_why_it_is_there(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("-r", "#")):
            assert re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+ +# \S.*", line), line


def test_every_file_is_held_in_one_reading() -> None:
    long = [path for path in [*CORE, *PAGES] if len(path.read_text(encoding="utf-8").splitlines()) > 320]
    assert names(long) == []
