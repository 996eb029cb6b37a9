"""A colour is the same on the screen, in a chart, on a slide, on paper and in the exported page."""

import dataclasses
import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from her2core.charts.theme import CLASS_COLOURS, CLASS_SHAPES, DARK, LIGHT, TIER_COLOURS, Palette
from tests.colours import contrast, luminance

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


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lines_are_readable_in_both_themes(palette: Palette) -> None:
    for name in ("text", "quiet", "accent"):
        assert contrast(getattr(palette, name), palette.page) >= 4.5
    assert contrast(palette.line, palette.page) >= 3


def test_tiers_go_from_pale_to_deep_and_their_words_are_readable_on_them() -> None:
    depths = [luminance(background) for background, _text in TIER_COLOURS.values()]
    assert depths == sorted(depths, reverse=True)
    assert all(contrast(background, text) >= 4.5 for background, text in TIER_COLOURS.values())


def test_every_class_of_agent_has_a_shape_of_its_own() -> None:
    assert set(CLASS_COLOURS) == set(CLASS_SHAPES)
    assert all(one != other for one, other in combinations(CLASS_SHAPES.values(), 2))


def test_a_palette_names_every_colour_a_figure_needs() -> None:
    assert all(getattr(LIGHT, each.name) != getattr(DARK, each.name) for each in dataclasses.fields(Palette))
