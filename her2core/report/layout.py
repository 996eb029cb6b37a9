"""How much room text, tables and blocks take, and what is folded where there is less: the same for slides and paper."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, Self, TypeVar

from her2core.charts.theme import LIGHT
from her2core.report.parts import Block, Table

LINE = 1.22
"""Height of a line in heights of its text."""
_BOLD = 1.1


@dataclass(frozen=True)
class Words:
    """A stretch of text in one form; `size` in points."""

    text: str
    size: float = 12
    bold: bool = False
    colour: str = LIGHT.text
    link: str | None = None


Paragraph = Sequence[Words]
BULLET = "• "
"""The first words of a paragraph that is an item of a list."""


class Foldable(Protocol):
    """What has parts, the strongest first, of which the last may be folded."""

    @property
    def spare(self) -> int: ...

    def shorten(self) -> Self: ...


T = TypeVar("T")
F = TypeVar("F", bound=Foldable)


def fold(things: Sequence[F], height: Callable[[F], float], room: float) -> list[F]:
    """Limit things to a room: the last parts of the tallest that can spare some are folded, and counted, until all fits."""
    kept, heights = list(things), [height(each) for each in things]
    while sum(heights) > room:
        able = [at for at, each in enumerate(kept) if each.spare > 0]
        if not able:
            break
        place = max(able, key=lambda at: (heights[at], at))
        kept[place] = kept[place].shorten()
        heights[place] = height(kept[place])
    return kept


def halve(things: Sequence[T], height: Callable[[T], float]) -> tuple[list[T], list[T]]:
    """Put things in two columns in their order, as even as they come."""
    heights = [height(each) for each in things]
    cut = min(range(len(things) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    return list(things[:cut]), list(things[cut:])


def format_block(block: Block, size: float) -> list[Paragraph]:
    """Format the lines of a block, each a paragraph."""
    return [
        [Words(run.text, size, run.strong, LIGHT.quiet if run.quiet else LIGHT.text) for run in line]
        for line in block.shown
    ]


def text_height(paragraphs: Sequence[Paragraph], width: float) -> float:
    """Estimate how high text stands in a box of this width, in inches; on the safe side."""
    return sum(
        _lines(paragraph, width) * max(words.size for words in paragraph) * LINE / 72 for paragraph in paragraphs
    )


def word_width(words: str, size: float, bold: bool = True) -> float:
    """Estimate how wide words stand in one line, in inches."""
    return _ems(words) * size * (_BOLD if bold else 1) / 72


def row_heights(rows: Sequence[Sequence[str]], columns: Sequence[float], size: float) -> list[float]:
    """Estimate how high each row of a table stands, in inches; the first is its head."""
    return [
        max(
            text_height([[Words(content or " ", size, bold=place == 0)]], width - 0.1)
            for content, width in zip(row, columns, strict=True)
        )
        + 0.08
        for place, row in enumerate(rows)
    ]


def column_widths(table: Table, width: float, size: float) -> list[float]:
    """Spread a width, in inches, over columns: each column holds its longest word, the rest is shared by how much stands in them."""
    cells = [[head, *(row[place] for row in table.rows)] for place, head in enumerate(table.head)]
    words = [[word for cell in column for word in cell.split() if len(word) <= 16] for column in cells]
    least = [max([word_width(word, size) for word in column], default=0.3) + 0.12 for column in words]
    whole = [max(word_width(cell, size) for cell in column) + 0.12 for column in cells]
    wanted = [max(0.01, one - other) for one, other in zip(whole, least, strict=True)]
    rest = max(0.0, width - sum(least))
    if rest < sum(wanted):  # what stands in the longest column is not to squeeze the others to their words
        wanted = [each**0.6 for each in wanted]
    widths = [each + rest * share / sum(wanted) for each, share in zip(least, wanted, strict=True)]
    return [each * width / sum(widths) for each in widths]


def _lines(paragraph: Paragraph, width: float) -> int:
    """Lines of a paragraph. A line breaks between words, so it holds a little less than fits."""
    widths = [0.0]
    for words in paragraph:
        for place, stretch in enumerate(words.text.split("\n")):
            if place:
                widths.append(0.0)
            widths[-1] += _ems(stretch) * words.size * (_BOLD if words.bold else 1.0) / 72
    return sum(max(1, math.ceil(each * 1.03 / width)) for each in widths)


@lru_cache(maxsize=8192)
def _ems(text: str) -> float:
    """The width of a line of text in heights of its letters; some programs set Chinese and Latin apart."""
    wide = [unicodedata.east_asian_width(character) in "WF" for character in text]
    return sum(map(_em, text)) + _APART * sum(one != other for one, other in pairwise(wide))


# How wide the characters of Arial are, in heights of its letters; it is the widest font that is used here.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 0.222),
    **dict.fromkeys(" ftI.,:;/!\\[]", 0.278),
    **dict.fromkeys("r()-·", 0.333),
    **dict.fromkeys("cksvxyzJ", 0.5),
    **dict.fromkeys("+<>=±", 0.584),
    **dict.fromkeys("FTZ", 0.611),
    **dict.fromkeys("ABEKPSVXY", 0.667),
    **dict.fromkeys("wCDHNRU", 0.722),
    **dict.fromkeys("GOQ", 0.778),
    **dict.fromkeys("mM", 0.833),
    **dict.fromkeys("%W★≠⚠", 1.0),
}
_OTHERS, _APART = 0.556, 0.25


def _em(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else _WIDTHS.get(character, _OTHERS)
