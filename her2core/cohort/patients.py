"""The specimens of one patient among the rows of a cohort: as one case, and what sets those that disagree apart."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

import pandas as pd

from her2core.cohort.columns import Column
from her2core.cohort.counts import COUNTS
from her2core.cohort.dates import parse_date
from her2core.pathology.rules import load_specimen_words
from her2core.status.assessment import assess
from her2core.status.case import FURTHER, Case, Field, read_entry
from her2core.status.specimen_rules import load_specimen_rules

PAIR = "her2_pair"
"""The column that says what sets the specimens of a patient apart."""
_LATIN = re.compile(r"[a-z]")


@dataclass(frozen=True)
class Reading:
    """How the rows of a cohort were read.

    Attributes
    ----------
    columns : which column holds what
    laboratory : the rules by which counts were read, as entries of a case
    mapped : what spellings stand for that are not known, as the reader said
    """

    columns: Mapping[Column, str]
    laboratory: Mapping[str, str] = field(default_factory=dict)
    mapped: Mapping[tuple[Column, str], str] = field(default_factory=dict)


def build_case(rows: pd.DataFrame, reading: Reading) -> Case:
    """Build the case of one patient, a specimen a row; of more than eight rows the newest eight.

    What a cell says of kind, site and treatment is read only where its words are known; what cannot be read is left out.
    """
    specimens = [_read_row(row, reading) for row in rows.to_dict("records")]
    specimens.sort(key=lambda each: each.get(Field.DATE.value, ""), reverse=True)
    first, *further = specimens[: len(FURTHER) + 1]
    case = Case.parse(first)
    for each in further:
        case = case.add_specimen(each)
    return case


def name_pairs(rows: pd.DataFrame, reading: Reading, patients: Iterable[Hashable] | None = None) -> pd.DataFrame:
    """Name beside each row what sets the specimens of its patient apart, in a last column; "" where the cells do not say.

    Parameters
    ----------
    rows : specimens that disagree, as `her2core.cohort.answers` lists them
    patients : whose to name; None is all
    """
    patient = reading.columns[Column.PATIENT]
    chosen = rows if patients is None else rows[rows[patient].isin(list(patients))]
    named = {name: _name(build_case(each, reading)) for name, each in chosen.groupby(patient, sort=False)}
    return chosen.assign(**{PAIR: chosen[patient].map(named)})


def read_cell(text: str) -> dict[str, str]:
    """Read what a cell says of a specimen: its kind, its site, and after which drug it was taken, where its words are known.

    >>> read_cell("肝转移灶活检")
    {'specimen': 'biopsy', 'site': 'liver'}
    """
    cells = load_specimen_rules().cells
    kinds = {**load_specimen_words().specimens, **cells.specimen}
    words = _plain(text)
    read = {
        Field.SPECIMEN: _find(words, kinds),
        Field.SITE: _find(words, cells.site, last="other"),
        Field.AFTER: _find(words, cells.after),
    }
    return {field.value: word for field, word in read.items() if word}


def _find(text: str, vocabulary: Mapping[Any, Sequence[str]], last: str | None = None) -> str | None:
    """The one word of a vocabulary that a text names; `last` only where it names no other."""
    named = {str(word) for word, spellings in vocabulary.items() if any(_names(text, each) for each in spellings)}
    if len(named) > 1:
        named.discard(last or "")
    return named.pop() if len(named) == 1 else None


def _names(text: str, spelling: str) -> bool:
    return bool(_pattern(_plain(spelling)).search(text))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().replace("_", " ").split())


@cache
def _pattern(spelling: str) -> re.Pattern[str]:
    bounds = r"(?<![a-z]){}(?![a-z])" if _LATIN.search(spelling) else "{}"
    return re.compile(bounds.format(re.escape(spelling)))


def _read_row(row: Mapping[Hashable, Any], reading: Reading) -> dict[str, str]:
    def cell(role: Column) -> str:
        value = row.get(reading.columns.get(role, ""))
        text = "" if value is None or value != value else str(value).strip()
        return reading.mapped.get((role, text), text)

    entries = {**reading.laboratory, **read_cell(cell(Column.SPECIMEN))}
    for role in (Column.IHC, Column.ISH, *COUNTS):
        text = cell(role)
        value = _read(Field(role.value), text) if text else None
        if value is not None:
            entries[role.value] = value
    if (date := parse_date(cell(Column.YEAR))) is not None:
        year, month, day = date
        entries[Field.DATE.value] = (
            f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")
        )
    return entries


def _read(field: Field, text: str) -> str | None:
    try:
        value = read_entry(field, text)
    except ValueError:
        return None
    return value.value if isinstance(value, StrEnum) else text


def _name(case: Case) -> str:
    pairs = [pair for each in assess(case).differences for pair in each.pairs]
    return "; ".join(dict.fromkeys(pairs))
