"""Text inside charts: which fonts, how long a line is, where it may be broken."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

from her2core.language import Message

WARNING = Message("Trials differ in patients, HER2 testing and time. Do not compare arms across trials.")
"""Stands inside every figure that holds several trials, so that it travels into every export."""
FONT = "'Source Sans', 'Source Sans Pro', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
TEXT_SIZE, LINE = 13, 18
"""The size of text, and the height of a line of it, in pixels."""
CHARACTERS = 46
"""The longest line of text on a narrow sheet, which fits a phone of 390 px; a Chinese character counts as two."""
CHARACTERS_WIDE = 68
"""The longest line beside the marks of a wide sheet."""

# What a line may be broken between: words, and single Chinese characters with the punctuation that closes them.
_PIECE = re.compile(
    r"[\u2e80-\u9fff\uff01-\uff60][，。；：、）”！？]*(?: ·)?\s?|[^\s\u2e80-\u9fff\uff01-\uff60]+[，。；：、）”！？]*\s?"
)


def break_lines(words: str, width: int = CHARACTERS) -> list[str]:
    """Break text into lines of at most `width` characters, counting wide (Chinese) characters twice."""
    return _break(words, width, _width)


def break_at(words: str, size: float, room: float, bold: bool = False) -> list[str]:
    """Break text into lines of at most `room` pixels, at a size in pixels."""
    return _break(words, room, lambda text: measure(text, size, bold))


def _break(words: str, room: float, width: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for piece in _pieces(paragraph, int(room)):
            if line and width(line + piece.rstrip()) > room:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines


# How wide characters are in the font that is shipped, in parts of the size of the text, rounded up.
_WIDTHS = {
    **dict.fromkeys(" ", 0.2),
    **dict.fromkeys("ijlI.,:;'|!·", 0.26),
    **dict.fromkeys("frt()[]-/°", 0.34),
    **dict.fromkeys("cksvxyz†‡", 0.47),
    **dict.fromkeys("ae0123456789+±–?", 0.5),
    **dict.fromkeys("●◆✓", 0.62),
    **dict.fromkeys("mwMW%", 0.82),
}
_LOWER, _UPPER, _FULL, _BOLD = 0.555, 0.6, 1.0, 1.06


def measure(text: str, size: float, bold: bool = False) -> float:
    """Measure about how wide a text is drawn, in pixels, at a size in pixels."""
    parts = sum(
        _FULL
        if unicodedata.east_asian_width(character) in "WF"
        else _WIDTHS.get(character, _UPPER if character.isupper() else _LOWER)
        for character in text
    )
    return parts * size * (_BOLD if bold else 1)


def shorten(text: str, size: float, room: float, bold: bool = False) -> str:
    """Limit a text to its room: words that have none are left out at its end, and an ellipsis says so.

    A word is cut only where it stands alone: half a name may be another drug.
    """
    if measure(text, size, bold) <= room:
        return text
    whole = text
    while text and measure(text + "…", size, bold) > room:
        text = text[:-1]
    if _LATIN.fullmatch(whole[len(text) - 1 : len(text) + 1]) and (before := _LATIN_WORD.sub("", text).rstrip(" +/(")):
        text = before
    return text.rstrip() + "…"


_LATIN, _LATIN_WORD = re.compile(r"[A-Za-z0-9.-]{2}"), re.compile(r"[A-Za-z0-9.-]+$")


def escape(text: str) -> str:
    """Escape the few tags that Plotly reads in text; what comes from data is shown as it stands."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def capitalise(text: str) -> str:
    """Return a text with a capital, to open a line."""
    return text[:1].upper() + text[1:]


def _pieces(paragraph: str, width: int) -> list[str]:
    return [part for piece in _PIECE.findall(paragraph) for part in _shorten(piece, width)]


def _shorten(piece: str, width: int) -> list[str]:
    """A piece longer than a line is cut."""
    if _width(piece.rstrip()) <= width:
        return [piece]
    parts = textwrap.wrap(piece, width)
    return [*parts[:-1], parts[-1] + piece[len(piece.rstrip()) :]]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
