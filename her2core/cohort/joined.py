"""Polars frames: joined with the table of answers, whose join keeps the order of rows and can match missing values."""

from typing import Any

import narwhals as nw

from her2core.cohort.spellings import COLUMNS, MOST, Spellings, spellings
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.definitions import Definition

PAIRS = 100 * MOST
"""More pairs of values than this are not results."""
FIRST = 500_000
"""The rows of a frame in memory that are looked at first: as a rule they hold every pair of values there is."""
_KNOWN = "_known"


def classify(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any], ihc: str, ish: str, rules: Definition
) -> tuple[Any, Spellings]:
    """Classify the frame by a join: its columns and those of a classified one, and how its values were read."""
    import polars as pl

    native: Any = frame.to_native()
    for field, kind in (("ihc", frame.collect_schema()[ihc]), ("ish", frame.collect_schema()[ish])):
        if kind.is_nested():
            raise InputError(field, Message("a column of {kind}", kind=str(kind)), Message("text or numbers"))
    own = native.drop([name for name in COLUMNS if name in native.collect_schema()])
    if isinstance(native, pl.DataFrame):
        joined, read = _join(own, native.head(FIRST).lazy(), ihc, ish, rules)
        if joined[_KNOWN].null_count() == 0:
            return joined.drop(_KNOWN), read
    joined, read = _join(own, native.lazy(), ihc, ish, rules)
    return joined.drop(_KNOWN), read


def _join(own: Any, rows: Any, ihc: str, ish: str, rules: Definition) -> tuple[Any, Spellings]:
    """The frame joined with the answers for the pairs of values in `rows`."""
    import polars as pl

    pairs = rows.select(_ihc=ihc, _ish=ish).unique().head(PAIRS + 1).collect(engine="streaming").rows()
    if len(pairs) > PAIRS:
        raise InputError("ish", Message("more than {n} different pairs of values", n=PAIRS), Message("results"))
    read = spellings(rules, dict.fromkeys(score for score, _result in pairs), dict.fromkeys(r for _s, r in pairs))
    answers, schema = read.of_pairs(pairs), rows.collect_schema()
    columns = {
        "_ihc": pl.Series([score for score, _result in pairs], dtype=schema[ihc]),
        "_ish": pl.Series([result for _score, result in pairs], dtype=schema[ish]),
        _KNOWN: pl.Series([True] * len(pairs), dtype=pl.Boolean),
    }
    for place, name in enumerate(COLUMNS):
        columns[name] = pl.Series([answer[place] for answer in answers], dtype=pl.String)
    table = pl.DataFrame(columns)
    joined = own.join(
        table.lazy() if isinstance(own, pl.LazyFrame) else table,
        left_on=[ihc, ish],
        right_on=["_ihc", "_ish"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return joined, read
