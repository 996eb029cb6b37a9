"""A report's text with the words marked that were taken or left out."""

from collections.abc import Iterator
from typing import Literal

from her2core.pathology.report import PathologyReport, ReportedSpecimen

Kind = Literal["taken", "left out", ""]
SHOWN = 120
"""Characters that stay around a mark where a text between marks is shortened."""


def mark_words(report: PathologyReport, specimen: ReportedSpecimen) -> list[tuple[str, Kind]]:
    """Break the text of a report into parts: words that a specimen was read from, words left out, and the text between.

    A long text between is shortened in its middle.
    """
    marks: list[tuple[int, int, Kind]] = [(*span, "taken") for span in specimen.spans.values()]
    marks += [(each.start, each.end, "left out") for each in report.unsure]
    parts: list[tuple[str, Kind]] = []
    place = 0
    for start, end, kind in _without_overlap(marks):
        parts += [(_shorten(report.text[place:start]), ""), (report.text[start:end], kind)]
        place = end
    return [part for part in [*parts, (_shorten(report.text[place:]), "")] if part[0]]


def _without_overlap(marks: list[tuple[int, int, Kind]]) -> Iterator[tuple[int, int, Kind]]:
    """The marks in their order, those of words taken whole, others where no such word stands."""
    taken = sorted(mark for mark in marks if mark[2] == "taken")
    others = [
        mark
        for mark in marks
        if mark[2] != "taken" and not any(mark[0] < end and start < mark[1] for start, end, _kind in taken)
    ]
    place = 0
    for start, end, kind in sorted([*taken, *others]):
        if end > max(start, place):
            yield max(start, place), end, kind
            place = end


def _shorten(text: str) -> str:
    return text if len(text) <= 2 * SHOWN else f"{text[:SHOWN]} … {text[-SHOWN:]}"
