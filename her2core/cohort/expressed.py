"""Frames that only take expressions (DuckDB, Dask, PySpark, ...): the table as a chain of conditions.

Unlike a join it needs no second frame of the same engine, moves no rows between machines and keeps their order.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw

from her2core.cohort.spellings import COLUMNS, Spellings, answer
from her2core.errors import InputError
from her2core.rules import INPUTS
from her2core.terms import IhcScore, IshResult


def classify(frame: nw.LazyFrame[Any], ihc: str, ish: str, read: Spellings) -> Any:
    """The frame with the columns of a classified one."""
    schema = frame.collect_schema()
    numbered = frame.with_columns(
        _ihc=_number(nw.col(ihc), read.ihc, list(IhcScore), schema[ihc].is_float()),
        _ish=_number(nw.col(ish), read.ish, list(IshResult), schema[ish].is_float()),
    ).with_columns(_pair=nw.col("_ihc") * len(IshResult) + nw.col("_ish"))
    answers = [answer(read.rules, *pair) for pair in INPUTS]
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
        if spellings:
            cases.append((column.is_in(spellings), place))
    return _chain(cases)


def _column(answers: Sequence[str | None]) -> nw.Expr:
    """A word for each pair, by its place."""
    words = dict.fromkeys(word for word in answers if word is not None)
    cases = [
        (nw.col("_pair").is_in([place for place, each in enumerate(answers) if each == word]), word) for word in words
    ]
    return _chain(cases) if cases else nw.lit(None, nw.String)


def _chain(cases: Sequence[tuple[nw.Expr, int | str]]) -> nw.Expr:
    """The value of the first condition that holds; missing where none does."""
    chain: nw.Expr | None = None
    for condition, value in reversed(cases):
        then = nw.when(condition).then(nw.lit(value))
        chain = then if chain is None else then.otherwise(chain)
    assert chain is not None
    return chain
