"""The case on one screen under its tier: label, guideline, evidence and what is missing; every line leads to its place."""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from markupsafe import Markup

from her2core.case_screen import CaseScreen, EvidenceLine, EvidenceOfTier, Line
from her2core.language import _
from pages.parts.shared.ask_setting import ask_setting
from pages.parts.shared.follow import follow_links, page_link
from pages.parts.shared.markup import inline, lines, show

STYLE = Path(__file__).with_name("case_screen.css")
# How much fits a screen of 1280 x 720 beside the sidebar: letters of a line, of which an ideograph is two and a bit, and lines.
LETTERS, IDEOGRAPH = 84, 2.35
ROWS, MOST = 17, 3
ROWS_OF_SEVERAL, MOST_OF_SEVERAL = 14, 2  # where several tiers are possible, which takes more of the band


def draw_case_screen(screen: CaseScreen, comment: str) -> None:
    """Draw the answer for the case; what does not fit one screen is folded with its count.

    Parameters
    ----------
    comment : what is to be considered of the result; "" where nothing is
    """
    rows = [_row(_("Consider"), Markup("<strong>{}</strong>").format(comment))] if comment else []
    several = len(screen.evidence) > 1
    left = (ROWS_OF_SEVERAL if several else ROWS) - _count_rows(comment)
    most = MOST_OF_SEVERAL if several else MOST  # rows of labels and of positions
    if screen.labels:
        labels = _labels(screen, most)
        rows.append(_row(_("Drug label"), labels))
        left -= _count_rows(labels.striptags())
    if screen.guideline or screen.evidence:
        guideline = _guideline(screen, most)
        rows.append(_row(_("Guideline"), guideline))
        left -= _count_rows(guideline.striptags())
    if screen.evidence:
        rows.append(_row(_("Evidence"), lines(_evidence(screen.evidence, left))))
    if screen.asks_setting:
        show(_screen(rows))
        ask_setting()
        rows = []
    if screen.missing:
        rows.append(_row(_("Missing"), " · ".join(screen.missing)))
    show(_screen(rows))
    follow_links()


def _screen(rows: Sequence[Markup]) -> Markup:
    return Markup('<div class="case-screen">{}</div>').format(Markup("").join(rows))


def _row(title: str, content: str) -> Markup:
    return Markup("<div><h2>{}</h2><div>{}</div></div>").format(title, content)


def _link(line: Line, text: str) -> Markup:
    return page_link(line.target.page, line.target.filters, text)


def _labels(screen: CaseScreen, most: int) -> Markup:
    parts = [_label(each) for each in screen.labels]
    shown = _take(parts, [f"{each.name} {each.says}" for each in screen.labels], most, beside=True)
    if len(shown) < len(parts):
        shown.append(_link(screen.agency, _("{count} more", count=len(parts) - len(shown))))
    agencies = inline([_link(each, each.name) for each in (screen.agency, *screen.agencies)])
    shown.append(Markup('<span class="quiet">[{}]</span>').format(agencies))
    return inline(shown)


def _label(line: Line) -> Markup:
    looks = "apart unmet" if line.met is False else "apart"
    name = Markup("<strong>{}</strong> ").format(_link(line, line.name)) if line.name else ""
    return Markup('<span class="{}">{}{}</span>').format(
        looks, name, line.says if line.name else _link(line, line.says)
    )


def _guideline(screen: CaseScreen, most: int) -> Markup:
    parts = [_position(each) for each in screen.guideline]
    texts = [f"{each.name} {each.says}" for each in screen.guideline]
    shown = _take(parts, texts, most, beside=True)
    if not shown:
        shown = [Markup("{}").format(_("nothing is collected here for this tier and line"))]
    if len(shown) < len(parts):
        shown.append(_link(screen.edition, _("{count} more", count=len(parts) - len(shown))))
    return inline([_link(screen.edition, screen.edition.name), *shown])


def _position(line: Line) -> Markup:
    looks = "apart unmet" if line.met is False else "apart"
    return Markup('<span class="{}"><strong>{}</strong> {}</span>').format(looks, line.name, line.says)


def _evidence(tiers: Sequence[EvidenceOfTier], room: int) -> Iterable[Markup]:
    """The lines of each tier as far as there is room, and what is folded, which takes a row of each."""
    for place, part in enumerate(tiers):
        of_tier = room // (len(tiers) - place)
        texts = [_study(line).striptags() for line in part.lines]
        all_fit = not part.further and sum(map(_count_rows, [part.title, *texts])) <= of_tier
        rows = of_tier - bool(part.title) - (not all_fit)  # one for what is folded
        shown = _take([_study(line) for line in part.lines], texts, rows)
        folded = len(part.lines) - len(shown)
        used = [part.title, *texts[: len(shown)]]
        if part.title:
            yield Markup("<span>{}</span>").format(part.title)
        yield from shown
        if part.further:
            yield page_link(
                part.place.page,
                part.place.filters,
                _("{count} more, weaker or of mixed tiers", count=part.further + folded),
            )
        elif folded:
            yield Markup("<span>{}</span>").format(_("{count} more", count=folded))
        room -= sum(_count_rows(text) for text in used) + 1


def _study(line: EvidenceLine) -> Markup:
    name = page_link(line.target.page, line.target.filters, line.name)
    regimen = "" if line.name.lower().startswith(line.regimen.lower()) else line.regimen
    figures = Markup(" · ").join(_unbroken(figure) for figure in line.figures)
    known = " · ".join([line.design, *line.population, *line.marks])
    return Markup('<span><strong>{}</strong> {} <strong>{}</strong> <span class="quiet">{}</span></span>').format(
        name, regimen, figures, known
    )


def _unbroken(figure: str) -> Markup:
    """A figure whose values and whose contrast are each on one row."""
    return Markup(", ").join(Markup('<span class="whole">{}</span>').format(part) for part in figure.split(", "))


def _count_rows(text: str) -> int:
    return math.ceil(_measure(text) / LETTERS)


def _measure(text: str) -> float:
    return sum(IDEOGRAPH if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _take(parts: Sequence[Markup], texts: Sequence[str], rows: int, beside: bool = False) -> list[Markup]:
    """As many parts as fit so many rows, one at least; `beside` one another, or each on rows of its own."""
    taken: list[Markup] = []
    letters = 0.0
    for part, text in zip(parts, texts, strict=True):
        letters += _measure(text) + 2 if beside else _count_rows(text) * LETTERS
        if taken and letters > rows * LETTERS:
            break
        taken.append(part)
    return taken
