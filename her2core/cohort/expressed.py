"""Frames that only take expressions (DuckDB, Dask, PySpark, ...): the table as a chain of conditions.

Unlike a join it needs no second frame of the same engine, moves no rows between machines and keeps their order.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw

from her2core.cohort.spellings import COLUMNS, Spellings
from her2core.errors import InputError
from her2core.terms import IhcScore, IshResult

TOGETHER = 4
"""So many values are compared at once: DuckDB makes a join of more, after which rows are no longer in their order."""


def classify(frame: nw.LazyFrame[Any], ihc: str, ish: str, read: Spellings) -> Any:
    """Classify the frame by expressions: its columns and those of a classified one."""
    schema = frame.collect_schema()
    numbered = frame.with_columns(
        _ihc=_number(nw.col(ihc), read.ihc, list(IhcScore), schema[ihc].is_float()),
        _ish=nw.coalesce(
            _number(nw.col(ish), read.ish, list(IshResult), schema[ish].is_float()), nw.lit(len(IshResult))
        ),
    ).with_columns(_pair=nw.col("_ihc") * (len(IshResult) + 1) + nw.col("_ish"))
    answers = read.answers[: len(IhcScore) * (len(IshResult) + 1)]
    columns = {name: _column([each[place] for each in answers]) for place, name in enumerate(COLUMNS)}
    return numbered.with_columns(**columns).drop("_ihc", "_ish", "_pair").to_native()


def _number(
    column: nw.Expr,
    spelt: Iterable[tuple[object, IhcScore | IshResult | InputError]],
    words: Sequence[IhcScore | IshResult],
    is_float: bool,
) -> nw.Expr:
    """The place among `words` of what a column spells; missing where it is not accepted."""
    missing = column.is_null() | column.is_nan() if is_float else column.is_null()
    cases = [(missing, len(words) - 1)]  # the last word of both is "not done"
    for place, word in enumerate(words):
        spellings = [value for value, meaning in spelt if meaning is word and value is not None and value == value]
        cases += [(some, place) for some in _is_among(column, spellings)]
    return _first(cases)


def _column(answers: Sequence[str | None]) -> nw.Expr:
    """A word for each pair, by its place."""
    cases: list[tuple[nw.Expr, str]] = []
    for word in dict.fromkeys(word for word in answers if word is not None):
        places = [place for place, each in enumerate(answers) if each == word]
        cases += [(some, word) for some in _is_among(nw.col("_pair"), places)]
    return _first(cases) if cases else nw.lit(None, nw.String)


def _is_among(column: nw.Expr, values: Sequence[object]) -> list[nw.Expr]:
    return [column.is_in(values[start : start + TOGETHER]) for start in range(0, len(values), TOGETHER)]


def _first(cases: Sequence[tuple[nw.Expr, int | str]]) -> nw.Expr:
    """The value of the first condition that holds; missing where none does.

    Side by side, because conditions inside one another end where an engine takes them for too deep.
    """
    return nw.coalesce(*(nw.when(condition).then(nw.lit(value)) for condition, value in cases))
