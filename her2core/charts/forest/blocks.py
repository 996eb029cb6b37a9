"""Which figures of a trial stand together, under which title, and in which order."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from her2core.charts.forest.model import Block, Line
from her2core.evidence import wording
from her2core.evidence.frames import Record
from her2core.evidence.models import TrialDisagreement
from her2core.evidence.selection import ONLY
from her2core.labels import label_of
from her2core.language import _
from her2core.terms import Analysis, Endpoint, Role, SourceKind

Key = tuple[Hashable, ...]


@dataclass(frozen=True)
class Reading:
    """How the rows of a frame are read as lines: who had it, and which line it makes."""

    who: Callable[[Record], tuple[Key, str]]
    line: Callable[[Record, str, Sequence[TrialDisagreement]], Line]


def identify_question(row: Record) -> Key:
    """Return what a figure answers: the endpoint and the patients of a trial."""
    at: float | None = None if pd.isna(row["at_months"]) else row["at_months"]
    return row["trial"], row["endpoint"], at, row["population"]


def list_blocks(
    rows: Sequence[Record], of: Reading, disagreements: Sequence[TrialDisagreement], several: bool
) -> tuple[Block, ...]:
    """List the lines of a trial: by who had it, where all figures are of the same patients; by of whom they are, where all had the
    same; else under each population those who are set against one another.
    """
    whose = _list_questions(rows, of, several)
    names = dict.fromkeys(of.who(row) for row in rows)
    if len(rows) == 1:
        name = " · ".join(each for each in (whose[0][0], of.who(rows[0])[1]) if each)
        return (Block("", (of.line(rows[0], name, disagreements),), are_opposed=True),)
    if len(whose) > 1 and len(names) == 1:
        ((_who, name),) = names
        lines = tuple(
            of.line(row, title or _(row["population"]), disagreements) for title, part in whose for row in part
        )
        return (Block(name, lines, are_opposed=False),)
    return tuple(
        Block(title, tuple(of.line(row, of.who(row)[1], disagreements) for row in part), are_opposed=True)
        for title, part in whose
    )


def _list_questions(rows: Sequence[Record], of: Reading, several: bool) -> list[tuple[str, list[Record]]]:
    """The rows of a trial by what they answer, the main analysis first, each with its title."""
    parts: dict[tuple[Key, int], list[Record]] = {}
    seen: Counter[Key] = Counter()
    for row in rows:
        question = identify_question(row)
        again = (*question, *of.who(row)[0])
        parts.setdefault((question, seen[again]), []).append(row)
        seen[again] += 1
    populations = {row["population"] for row in rows}
    repeated = {question for question, again in parts if again}
    titled = []
    for (question, _again), part in sorted(parts.items(), key=lambda each: _order(each[1][0])):
        row = part[0]
        title = [wording.endpoint(row)] if several else []
        if len(populations) > 1 or row["analysis"] == Analysis.SUBGROUP:
            title.append(_(row["population"]))
        if question in repeated:
            title += _tell_apart(row)
        titled.append((" · ".join(title), sorted(part, key=lambda row: row.get("role") == Role.CONTROL)))
    return titled


def _order(row: Record) -> tuple[bool, bool, int, float, float]:
    """Those of the tiers asked for alone before mixed ones, the main analysis before subgroups, then the larger; never by value."""
    return (
        row["match"] != ONLY,
        row["analysis"] != Analysis.HEADLINE,
        list(Endpoint).index(Endpoint(row["endpoint"])),
        row["at_months"] if pd.notna(row["at_months"]) else 0,
        -row["n"] if pd.notna(row["n"]) else 0,
    )


def _tell_apart(row: Record) -> list[str]:
    """What two figures of the same arm, endpoint and population differ in: assessor, confirmation, report."""
    parts: list[str] = []
    assessor = row.get("assessor")
    if isinstance(assessor, str):
        parts.append({"independent": _("independent review"), "investigator": _("investigator")}[assessor])
    if isinstance(row.get("confirmed"), bool):
        parts.append(_("confirmed") if row["confirmed"] else _("unconfirmed"))
    year = f" {row['source_year']:.0f}" if row["source_year"] == row["source_year"] else ""
    return [*parts, label_of(SourceKind, row["source_kind"]) + year]
