"""HER2 status of every row of a frame, in whatever library the frame was made."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

import narwhals as nw

from her2core.cohort import coded, expressed, joined
from her2core.cohort.spellings import COLUMNS, MOST, Spellings, spellings
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.definitions import find

F = TypeVar("F")
Frame = nw.DataFrame[Any] | nw.LazyFrame[Any]


def classify_frame(frame: F, ihc: str = "ihc", ish: str = "ish", definition: str | None = None) -> F:
    """Classify every row, by the same decision table as for one case.

    Parameters
    ----------
    frame : of pandas, Polars (eager or lazy), PyArrow, DuckDB, Dask, PySpark or another library that narwhals knows
    ihc, ish : the names of the columns; values as laboratories write them, missing is "not done"
    definition : the id of a file in `data/rules/`; where None, the one that gives tiers

    Returns
    -------
    The same kind of frame, its rows in their order, with the columns

    her2_tier : "high", "intermediate", "low" or "none"; missing while undetermined
    her2_binary : "positive", "negative", "equivocal", "not assignable"; under a criterion "met", "not met", "undetermined"
    her2_state : "final", "needs reflex ISH", "re-test" or "needs IHC"
    her2_row : the row of the decision table that fired
    her2_flags : cautions, joined by "; "; empty where there is none

    All five are missing where a row could not be read. An ISH entry that could not be read takes no tier from a row whose IHC
    score settles it. In pandas they are categories. Columns of the same names are
    replaced.

    A lazy frame stays lazy: only the distinct values of the two columns are looked up now.

    Raises
    ------
    InputError
        if a column is not there, or holds more different values than results can be written in

    >>> import pandas as pd
    >>> classify_frame(pd.DataFrame({"ihc": ["2+", "1+"], "ish": ["FISH-", None]}))["her2_tier"].tolist()
    ['intermediate', 'low']
    """
    return classify_columns(frame, ihc, ish, definition)[0]


def classify_columns(
    frame: F, ihc: str, ish: str, definition: str | None = None, settings: Mapping[str, Any] | None = None
) -> tuple[F, Spellings]:
    """Classify a frame, and return it with how the values of its two columns were read.

    `settings` of the laboratory interpret a ratio in the place of an ISH result. Only frames in memory take them.
    """
    rules = find(definition)
    plain: Frame = nw.from_native(cast(Any, frame))
    names = plain.collect_schema().names()
    for field, name in (("ihc", ihc), ("ish", ish)):
        if name not in names:
            raise InputError(field, name, Message(", ".join(names[:50])), Message("there is no such column"))
    if plain.implementation.is_polars():
        return joined.classify(plain, ihc, ish, rules)
    if isinstance(plain, nw.DataFrame):
        return coded.classify(plain, ihc, ish, rules, settings)
    read = spellings(rules, _list_distinct(plain, ihc), _list_distinct(plain, ish))
    own = [name for name in names if name not in COLUMNS]
    return expressed.classify(plain.select(own), ihc, ish, read), read


def _list_distinct(plain: nw.LazyFrame[Any], column: str) -> list[object]:
    """The different values of a column, one more at most than is accepted."""
    values = plain.select(column).unique().head(MOST + 1).collect()
    return list(values[column].to_list())
