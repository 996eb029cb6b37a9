"""A colour is the same on the screen, in a chart, on a slide, on paper and in the exported page."""

import re
import tomllib
from pathlib import Path

import pytest

from her2core.charts.theme import DARK, LIGHT, Palette

ROOT = Path(__file__).parents[3]
SHOWN = [
    path
    for folder in ("her2core", "pages")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".py", ".typ", ".css", ".js") and path.name != "theme.py"
]


@pytest.mark.parametrize(("name", "palette"), [("light", LIGHT), ("dark", DARK)])
def test_streamlits_theme_has_the_colours_of_the_charts(name: str, palette: Palette) -> None:
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][name]
    assert theme == {
        "primaryColor": palette.accent,
        "backgroundColor": palette.page,
        "secondaryBackgroundColor": palette.panel,
        "textColor": palette.text,
        "linkColor": palette.accent,
    }


def test_no_colour_is_written_beside_the_theme() -> None:
    written = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b(?!;)")
    assert {str(path) for path in SHOWN if written.search(path.read_text(encoding="utf-8"))} == set()
