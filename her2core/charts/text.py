"""Text inside charts: which fonts, how long a line is, where it may be broken."""

import re
import textwrap
import unicodedata

FONT = "'Source Sans', 'Source Sans Pro', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
TEXT_SIZE = 13
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
    lines: list[str] = []
    for paragraph in words.split("\n"):
        line = ""
        for piece in _pieces(paragraph, width):
            if line and _width(line + piece.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            line += piece
        lines.append(line.rstrip())
    return lines


def escape(text: str) -> str:
    """Escape the few tags that Plotly reads in text; what comes from data is shown as it stands."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


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
