"""The case on one slide: its tier, readable from the back of the room, and under it what the screen of the case says."""

from collections.abc import Sequence
from dataclasses import replace

from her2core.charts.theme import LIGHT
from her2core.language import _
from her2core.report.case_blocks import list_written
from her2core.report.layout import Paragraph, Words, fold, format_block, text_height
from her2core.report.parts import Block, Run
from her2core.report.slides.deck import BOTTOM, INNER, MARGIN, TEXT, TOP, Deck
from her2core.report.slides.shapes import Box, add_panel, add_text
from her2core.report.summary import Summary

_BAND, _PAD = 1.2, 0.05
_HEADING = 1.75
_SIZES = (18.0, 16.0, 15.0, TEXT)
_MOST = 1.4
"""Inches of what was written about a case; what is longer goes on on a slide of its own."""


def add_case_slide(deck: Deck, summary: Summary, title: str) -> None:
    """Add the slide of a case, and what was written about it as far as there is room; the rest of that follows."""
    slide = deck.slide(title, _note(summary))
    background, ink = summary.colours or (None, LIGHT.text)
    add_panel(slide.shapes, Box(MARGIN, TOP, INNER, _BAND), background, None if background else LIGHT.text)
    tier: list[Paragraph] = [
        [
            Words(summary.tier, 40, True, ink),
            *([Words(f"  {summary.beneath}", 16, colour=ink)] if summary.beneath else []),
        ],
        [Words(summary.screen.entered, 16, colour=ink)],
    ]
    add_text(slide.shapes, Box(MARGIN + 0.2, TOP + 0.08, 8.3, _BAND - 0.1), tier, deck.language)
    facts: list[Paragraph] = [
        [Words(f"{_('Binary class')}  ", TEXT, colour=ink), Words(summary.binary, 20, True, ink)],
        [Words(f"{_('State')}  ", TEXT, colour=ink), Words(summary.state, 20, True, ink)],
    ]
    add_text(slide.shapes, Box(MARGIN + 8.6, TOP + 0.22, 3.6, _BAND - 0.3), facts, deck.language)
    written = list_written(summary.item)
    is_long = sum(_height(each, TEXT) for each in written) > _MOST
    _add_blocks(deck, slide, [*summary.blocks, *(_begin(written) if is_long else written)])
    if is_long:
        paragraphs = [
            [Words(f"{block.title}: ", TEXT, True, LIGHT.accent), *format_block(block, TEXT)[0]] for block in written
        ]
        deck.paragraphs(title, paragraphs)


def _add_blocks(deck: Deck, slide: object, blocks: Sequence[Block]) -> None:
    """As large as they fit; at the smallest size the last lines of the longest are folded and counted."""
    top = TOP + _BAND + 0.12
    room = BOTTOM - top
    size = next((each for each in _SIZES if sum(_height(block, each) for block in blocks) <= room), _SIZES[-1])
    kept = fold(blocks, lambda block: _height(block, size), room)
    if sum(_height(block, size) for block in kept) > room:
        kept = fold([replace(each, least=1) for each in kept], lambda block: _height(block, size), room)
    y = top
    for block in kept:
        heading = [[Words(block.title, size, True, LIGHT.accent)]]
        height = _height(block, size)
        add_text(slide.shapes, Box(MARGIN, y, _HEADING, height), heading, deck.language)  # type: ignore[attr-defined]
        box = Box(MARGIN + _HEADING, y, INNER - _HEADING, height)
        add_text(slide.shapes, box, format_block(block, size), deck.language)  # type: ignore[attr-defined]
        y += height


def _height(block: Block, size: float) -> float:
    heading = text_height([[Words(block.title, size, True)]], _HEADING - 0.1) if block.title else 0
    return max(heading, text_height(format_block(block, size), INNER - _HEADING)) + _PAD


def _begin(written: Sequence[Block], most: int = 90) -> list[Block]:
    """The beginning of each text, which stands whole on the next slide."""
    lines = [" ".join(block.lines[0][0].text[: 4 * most].split()) for block in written]
    return [
        replace(block, lines=((Run(line if len(line) <= most else line[:most] + "…"),),))
        for block, line in zip(written, lines, strict=True)
    ]


def _note(summary: Summary) -> str:
    """For the speaker: the sentence for the report, and the address of the case where others can open it."""
    return "\n".join(each for each in (summary.sentence, summary.link) if each)
