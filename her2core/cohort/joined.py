"""Polars frames: joined with the table of answers, whose join keeps the order of rows and can match missing values."""

from typing import Any

import narwhals as nw

from her2core.cohort.spellings import COLUMNS, Spellings


def classify(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], ihc: str, ish: str, read: Spellings) -> Any:
    """The frame with the columns of a classified one."""
    import polars as pl

    native: Any = frame.to_native()
    schema = native.collect_schema()
    pairs = [(score, result) for score, _s in read.ihc for result, _r in read.ish]
    table = pl.DataFrame(
        {
            "_ihc": pl.Series([score for score, _result in pairs], dtype=schema[ihc]),
            "_ish": pl.Series([result for _score, result in pairs], dtype=schema[ish]),
            **{
                name: pl.Series([answer[place] for answer in read.answers], dtype=pl.String)
                for place, name in enumerate(COLUMNS)
            },
        }
    )
    lazy = isinstance(native, pl.LazyFrame)
    return native.join(
        table.lazy() if lazy else table,
        left_on=[ihc, ish],
        right_on=["_ihc", "_ish"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
