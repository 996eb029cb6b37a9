"""Colours and shapes, in one place. Charts, the tier band, slides, paper and the page that is exported take theirs from here.

`.streamlit/config.toml` cannot: a test holds it to the two palettes.
"""

from dataclasses import dataclass

from her2core.terms import AgentClass, Tier

# Tiers are ordered: one hue, from pale to deep. (background, text), readable on either page colour.
TIER_COLOURS: dict[Tier, tuple[str, str]] = {
    Tier.NONE: ("#e6eff8", "#12263f"),
    Tier.LOW: ("#a8cbec", "#12263f"),
    Tier.INTERMEDIATE: ("#2a6cab", "#ffffff"),
    Tier.HIGH: ("#08305a", "#ffffff"),
}

# Okabe-Ito, without its green, so that red never stands against green.
CLASS_COLOURS: dict[AgentClass, str] = {
    AgentClass.MONOCLONAL_ANTIBODY: "#0072B2",
    AgentClass.BISPECIFIC_ANTIBODY: "#CC79A7",
    AgentClass.ADC: "#E69F00",
    AgentClass.TKI: "#D55E00",
    AgentClass.CHECKPOINT_INHIBITOR: "#56B4E9",
    AgentClass.ANTI_ANGIOGENIC: "#F0E442",
    AgentClass.CHEMOTHERAPY: "#999999",
    AgentClass.VACCINE: "#F0E442",
    AgentClass.CELL_THERAPY: "#F0E442",
    AgentClass.CD47_BLOCKER: "#56B4E9",
    AgentClass.CDK4_6_INHIBITOR: "#D55E00",
    AgentClass.RADIOTHERAPY: "#999999",
    AgentClass.OBSERVATION: "#999999",
}
CLASS_SHAPES: dict[AgentClass, str] = {
    AgentClass.MONOCLONAL_ANTIBODY: "circle",
    AgentClass.BISPECIFIC_ANTIBODY: "diamond",
    AgentClass.ADC: "square",
    AgentClass.TKI: "triangle-up",
    AgentClass.CHECKPOINT_INHIBITOR: "pentagon",
    AgentClass.ANTI_ANGIOGENIC: "hexagon",
    AgentClass.CHEMOTHERAPY: "triangle-down",
    AgentClass.VACCINE: "star",
    AgentClass.CELL_THERAPY: "diamond-tall",
    AgentClass.CD47_BLOCKER: "hexagon2",
    AgentClass.CDK4_6_INHIBITOR: "triangle-left",
    AgentClass.RADIOTHERAPY: "triangle-right",
    AgentClass.OBSERVATION: "cross",
}
GLYPHS = {"circle": "●", "diamond": "◆", "square": "■", "triangle-up": "▲", "triangle-down": "▼", "pentagon": "⬟", "hexagon": "⬢", "star": "★", "diamond-tall": "♦", "hexagon2": "⬣", "triangle-left": "◀", "triangle-right": "▶", "cross": "✚"}  # fmt: skip


@dataclass(frozen=True)
class Palette:
    """The colours of a light or a dark page and its charts: text at 4.5:1 at least, lines and marks at 3:1."""

    text: str
    quiet: str
    line: str
    grid: str
    accent: str
    page: str
    panel: str


LIGHT = Palette("#1a2230", "#566173", "#6b7686", "#e3e8ef", "#0b5394", "#ffffff", "#f3f6fa")
DARK = Palette("#eef2f7", "#a9b4c2", "#8b97a6", "#2a3441", "#7cc4ff", "#0f141b", "#1a222d")


def palette(theme: str | None) -> Palette:
    """Return the palette of a page theme, "light" or "dark"."""
    return DARK if theme == "dark" else LIGHT


def mix(one: str, other: str, part: float) -> str:
    """Mix the colour `part` (0 to 1) of the way from `one` to `other`, both as "#rrggbb"."""
    channels = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(start + (end - start) * part):02x}" for start, end in channels)


def shares(palette: Palette) -> tuple[str, str]:
    """Return the colours of 0 % and 100 % in a table of cells.

    One hue, the accent, away from the colour of the page.
    """
    return mix(palette.page, palette.accent, 0.14), palette.accent


def ink(background: str) -> str:
    """Choose black or white, whichever reads better: one of them always reaches 4.5:1."""
    channels = [int(background[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return "#000000" if (luminance + 0.05) ** 2 > 1.05 * 0.05 else "#ffffff"
