"""ISH results of a cohort from counts, where no result is written."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from her2core.cohort.columns import Column
from her2core.cohort.job import Check, never
from her2core.errors import InputError
from her2core.status.ish import interpret_ish

COUNTS = (Column.RATIO, Column.HER2_COPIES, Column.CEP17_COPIES, Column.NUCLEI)
_PART = "_part"


def interpret_counts(
    frame: pd.DataFrame, columns: Mapping[Column, str], settings: Mapping[str, Any], check: Check = never
) -> tuple[pd.Series, dict[Any, InputError]]:
    """Interpret the counts of each row that has them as an ISH result; each combination is interpreted once.

    Parameters
    ----------
    frame : the rows to look at
    columns : the columns of `COUNTS` that there are
    settings : of the laboratory, as `interpret_ish` takes them
    check : called often; what it raises ends the work

    Returns
    -------
    the results as words, missing where a row has no counts or they cannot be used; and why not, by the label of the row
    """
    present = {role.value: columns[role] for role in COUNTS if role in columns}
    results = pd.Series(None, index=frame.index, dtype="str")
    counted = frame[list(present.values())]
    counted = counted[counted.notna().any(axis=1)]
    if counted.empty:
        return results, {}
    parts = counted.groupby(list(counted.columns), dropna=False, sort=False).ngroup()
    words: dict[int, str] = {}
    broken: dict[int, InputError] = {}
    for part, row in zip(parts.unique(), counted[~parts.duplicated()].itertuples(index=False), strict=True):
        check()
        given: dict[str, Any] = {
            field: None if pd.isna(value) else value for field, value in zip(present, row, strict=True)
        }
        try:
            words[part] = interpret_ish(**given, **settings).result.value
        except InputError as fault:
            broken[part] = fault.without_trace()
    results.loc[parts.index] = parts.map(words).astype("str")
    faulty = parts[parts.isin(list(broken))]
    return results, {label: broken[part] for label, part in faulty.items()}
