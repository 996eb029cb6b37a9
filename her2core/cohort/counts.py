"""ISH results of a cohort from counts, where no result is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from her2core.cohort.columns import Column
from her2core.errors import InputError
from her2core.language import Message
from her2core.process.job import Check, never
from her2core.status.ish import interpret_ish
from her2core.status.lexicon import load_lexicon, plain

COUNTS = (Column.RATIO, Column.HER2_COPIES, Column.CEP17_COPIES, Column.NUCLEI)
TOTALS = "totals"
"""The step that divides signals that were totalled over the nuclei."""
_COMMA = re.compile(r"[<>\u2264\u2265]?\d+,\d+")
_DECIMAL_COMMA = re.compile(r"[<>\u2264\u2265]?\d+,(?:\d{1,2}|\d{4,})")


@dataclass(frozen=True)
class Interpreted:
    """ISH results worked out from counts.

    Attributes
    ----------
    results : as words, missing where a row has no counts or they cannot be used
    faults : why they cannot be used, by the label of the row
    divided : what was divided because it was a total over the nuclei, by the label of the row
    notes : what was done to the numbers of all rows, in words
    """

    results: pd.Series
    faults: Mapping[Any, InputError] = field(default_factory=dict)
    divided: Mapping[Any, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()


def interpret_counts(
    frame: pd.DataFrame, columns: Mapping[Column, str], settings: Mapping[str, Any], check: Check = never
) -> Interpreted:
    """Interpret the counts of each row that has them as an ISH result; each combination is interpreted once.

    Parameters
    ----------
    frame : the rows to look at
    columns : the columns of `COUNTS` that there are
    settings : of the laboratory, as `interpret_ish` takes them
    check : called often; what it raises ends the work
    """
    present = {role.value: columns[role] for role in COUNTS if role in columns}
    results = pd.Series(None, index=frame.index, dtype="str")
    counted, notes = clean_numbers(frame[list(present.values())], check)
    # Nuclei alone say nothing of the gene.
    signals = [name for role, name in present.items() if role != Column.NUCLEI]
    counted = counted[counted[signals].notna().any(axis=1)]
    if counted.empty:
        return Interpreted(results, notes=notes)
    parts = counted.groupby(list(counted.columns), dropna=False, sort=False).ngroup()
    words: dict[int, str] = {}
    broken: dict[int, InputError] = {}
    totals: dict[int, str] = {}
    for part, row in zip(parts.unique(), counted[~parts.duplicated()].itertuples(index=False), strict=True):
        check()
        given: dict[str, Any] = {
            field: None if pd.isna(value) else value for field, value in zip(present, row, strict=True)
        }
        try:
            reading = interpret_ish(**given, **settings)
        except InputError as fault:
            broken[part] = fault.without_trace()
            continue
        words[part] = reading.result.value
        if divided := next((step.text for step in reading.steps if step.row == TOTALS), None):
            totals[part] = divided
    results.loc[parts.index] = parts.map(words).astype("str")
    return Interpreted(results, _by_label(parts, broken), _by_label(parts, totals), notes)


def clean_numbers(counted: pd.DataFrame, check: Check = never) -> tuple[pd.DataFrame, tuple[Message, ...]]:
    """Clean what stands in columns of numbers: a mark for a missing value is missing, and a comma for decimals a point.

    A comma stands for decimals where a number has other than three digits behind one; where all have three, it may part
    thousands, and stays to be refused.

    Returns
    -------
    the columns; what was done, in words
    """
    texts = {name: counted[name] for name in counted if pd.api.types.is_string_dtype(counted[name].dtype)}
    coded = {name: pd.factorize(column) for name, column in texts.items()}
    plains = {name: [_plain(str(value)) for value in values] for name, (_codes, values) in coded.items()}
    check()
    has_comma = any(text and _DECIMAL_COMMA.fullmatch(text) for values in plains.values() for text in values)
    cleaned = counted.copy(deep=False)
    for name, (codes, _values) in coded.items():
        check()
        numbers = [
            text.replace(",", ".") if text and has_comma and _COMMA.fullmatch(text) else text for text in plains[name]
        ]
        cleaned[name] = pd.Series([*numbers, None], dtype="str").array[codes]
    return cleaned, ((Message("decimal comma"),) if has_comma else ())


def _plain(text: str) -> str | None:
    """A number as it is written, without width, blanks or guard; None for a mark of a missing value."""
    number = plain(text)
    bare = number.strip("()[]")
    return None if bare in {"", "-"} or bare in load_lexicon().missing else number


def _by_label(parts: pd.Series, values: Mapping[int, Any]) -> dict[Any, Any]:
    chosen = parts[parts.isin(list(values))]
    return {label: values[part] for label, part in chosen.items()}
