"""The case on one slide: its tier, readable from the back of the room, why, what is missing, other definitions."""

from her2core.charts.theme import LIGHT
from her2core.language import _
from her2core.report.slides.deck import BOTTOM, INNER, MARGIN, TOP, Deck
from her2core.report.slides.shapes import Box, Paragraph, Words, add_panel, add_text, text_height
from her2core.report.summary import Summary

_BAND = 1.35
_SIZES = (13.0, 12.0, 11.0, 10.0)


def case_slide(deck: Deck, summary: Summary) -> None:
    """Add the slide of a case, and what was written about it on a slide of its own."""
    slide = deck.slide(summary.title, summary.sentence)
    background, ink = summary.colours or (None, LIGHT.text)
    add_panel(slide.shapes, Box(MARGIN, TOP, INNER, _BAND), background, None if background else LIGHT.text)
    tier: list[Paragraph] = [
        [Words(_("HER2 tier, CSCO 2025"), 12, colour=ink)],
        [
            Words(summary.tier, 48, True, ink),
            *([Words(f"  {summary.beneath}", 16, colour=ink)] if summary.beneath else []),
        ],
    ]
    add_text(slide.shapes, Box(MARGIN + 0.2, TOP + 0.08, 8.4, _BAND), tier, deck.language)
    facts: list[Paragraph] = [
        [Words(f"{_('Binary class')}  ", 12, colour=ink), Words(summary.binary, 22, True, ink)],
        [Words(f"{_('State')}  ", 12, colour=ink), Words(summary.state, 22, True, ink)],
    ]
    add_text(slide.shapes, Box(MARGIN + 8.6, TOP + 0.25, 3.6, _BAND), facts, deck.language)
    why: list[Paragraph] = [[Words(f"{summary.reason} ", 16, True), Words(summary.basis, 11, colour=LIGHT.quiet)]]
    if summary.comment:
        why.append([Words(summary.comment, 12)])
    if summary.item and _is_short(summary.item.question):
        why.insert(0, [Words(f"{_('Question')}: ", 14, True, LIGHT.accent), Words(summary.item.question, 14)])
    y = TOP + _BAND + 0.12
    add_text(slide.shapes, Box(MARGIN, y, INNER, 0.8), why, deck.language)
    y += text_height(why, INNER) + 0.1
    foot = _foot(summary)
    room = BOTTOM - text_height(foot, INNER) - y - 0.1
    columns = ((MARGIN, 3.4, _entries), (MARGIN + 3.7, 3.7, _open), (MARGIN + 7.7, 4.63, _others))
    size = next(
        (
            size
            for size in _SIZES
            if all(text_height(column(summary, size), width) <= room for _x, width, column in columns)
        ),
        _SIZES[-1],
    )
    for x, width, column in columns:
        add_text(slide.shapes, Box(x, y, width, room), column(summary, size), deck.language)
    add_text(slide.shapes, Box(MARGIN, BOTTOM - text_height(foot, INNER), INNER, 0.5), foot, deck.language)
    _add_writing(deck, summary)
    if summary.readings:
        deck.paragraphs(_("How the result was read"), [[Words(f"• {line}", 14)] for line in summary.readings])


def _foot(summary: Summary) -> list[Paragraph]:
    return [
        [Words(summary.sentence, 12, True)],
        [Words(f"{_('This case in the app')}: ", 10, colour=LIGHT.quiet), Words(summary.link, 10, link=summary.link)],
    ]


def _entries(summary: Summary, size: float) -> list[Paragraph]:
    rows: list[Paragraph] = [
        [Words(f"{name}: ", size, colour=LIGHT.quiet), Words(value, size, True)] for name, value in summary.entries.rows
    ]
    return [_head(summary.entries.title, size), *rows]


def _open(summary: Summary, size: float) -> list[Paragraph]:
    lines: list[Paragraph] = [_head(_("What is missing"), size)]
    lines += [[Words(f"• {line}", size)] for line in summary.missing]
    lines.append(_head(_("What would change the answer"), size))
    lines += [[Words(f"• {line}", size)] for line in summary.changes]
    return lines


def _others(summary: Summary, size: float) -> list[Paragraph]:
    rows: list[Paragraph] = [
        [Words(f"{name}: ", size), Words(answer, size, True), Words(f"  {beside}", size, beside.startswith("≠"))]
        for name, answer, beside in summary.others.rows
    ]
    return [_head(summary.others.title, size), *rows]


def _head(title: str, size: float) -> Paragraph:
    return [Words(title, size + 1, True, LIGHT.accent)]


def _add_writing(deck: Deck, summary: Summary) -> None:
    """What the meeting's list holds besides the case."""
    if not summary.item:
        return
    question = "" if _is_short(summary.item.question) else summary.item.question
    texts = ((_("Question"), question), (_("Note"), summary.item.note), (_("Conclusion"), summary.item.conclusion))
    paragraphs = [[Words(f"{title}: ", 16, True, LIGHT.accent), Words(text, 16)] for title, text in texts if text]
    if paragraphs:
        deck.paragraphs(summary.title, paragraphs)


def _is_short(question: str) -> bool:
    """Whether a question fits the slide of the case."""
    return 0 < len(question) <= 160 and "\n" not in question
