"""A cohort that was read from a file: its rows classified, and those that could not be."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from her2core.cohort.answers import FIRST_ROW
from her2core.cohort.columns import Column
from her2core.cohort.counts import COUNTS, interpret_counts
from her2core.cohort.frame import classify_columns
from her2core.cohort.job import Check, never
from her2core.cohort.spellings import COLUMNS
from her2core.errors import InputError
from her2core.language import _

FROM_COUNTS = "her2_ish_from_counts"
"""The column that says which ISH results were worked out from counts, where there are such columns."""
REJECTED = ("row", "column", "found", "fault")
_IHC, _ISH = "_ihc", "_ish"


@dataclass(frozen=True)
class Cohort:
    """A classified cohort.

    Attributes
    ----------
    frame : the rows of the file in their order, with the columns of a classified frame
    columns : which column of the file plays which role
    rejected : the columns `REJECTED`, one row for each thing that could not be read; `fault` is an InputError
    """

    frame: pd.DataFrame
    columns: Mapping[Column, str]
    rejected: pd.DataFrame


def classify_table(
    frame: pd.DataFrame, columns: Mapping[Column, str], settings: Mapping[str, Any], check: Check = never
) -> Cohort:
    """Classify every row by CSCO 2025. A written ISH result comes before counts.

    Parameters
    ----------
    frame : of `her2core.cohort.files.read_table`
    columns : a column for IHC at least; where none holds ISH or counts, ISH is "not done" in every row
    settings : of the laboratory, for counts, as `interpret_ish` takes them
    check : called often; what it raises ends the work
    """
    own = frame.drop(columns=[name for name in (*COLUMNS, FROM_COUNTS) if name in frame.columns])
    read = pd.DataFrame({_IHC: own[columns[Column.IHC]]}, index=own.index)
    read[_ISH] = own[columns[Column.ISH]] if Column.ISH in columns else pd.Series(None, index=own.index, dtype="str")
    faults: dict[Any, InputError] = {}
    if any(role in columns for role in COUNTS):
        blank = read[_ISH].isna() | (read[_ISH].astype("str").str.strip() == "")
        results, faults = interpret_counts(own[blank], columns, settings, check)
        read[_ISH] = read[_ISH].where(~blank, results.reindex(own.index))
        own = own.assign(**{FROM_COUNTS: results.reindex(own.index)})
    check()
    answered, spelt = classify_columns(read, _IHC, _ISH)
    answers = answered[list(COLUMNS)]
    answers.loc[list(faults), :] = None
    check()
    rejected = [
        *_rejected(read[_IHC], spelt.ihc, columns[Column.IHC]),
        *(_rejected(read[_ISH], spelt.ish, columns[Column.ISH]) if Column.ISH in columns else ()),
        *_of_counts(faults, own, columns),
    ]
    check()
    listed = pd.concat(rejected) if rejected else pd.DataFrame(columns=REJECTED)
    return Cohort(
        pd.concat([own, answers], axis=1), columns, listed.sort_values("row", kind="stable", ignore_index=True)
    )


def _rejected(column: pd.Series, spelt: Any, name: str) -> list[pd.DataFrame]:
    """The rows of a column that hold what is not accepted."""
    faults = {value: fault for value, fault in spelt if isinstance(fault, InputError)}
    faulty = column[column.isin(list(faults))]
    if faulty.empty:
        return []
    rows = faulty.index + FIRST_ROW
    return [
        pd.DataFrame({"row": rows, "column": name, "found": faulty.to_numpy(), "fault": faulty.map(faults).to_numpy()})
    ]


def _of_counts(
    faults: Mapping[Any, InputError], own: pd.DataFrame, columns: Mapping[Column, str]
) -> list[pd.DataFrame]:
    if not faults:
        return []
    rows = [
        (label + FIRST_ROW, columns.get(Column(fault.field), fault.field), str(fault.given), fault)
        for label, fault in faults.items()
    ]
    return [pd.DataFrame(rows, columns=REJECTED)]


def explain_rejected(rejected: pd.DataFrame) -> pd.DataFrame:
    """Explain what could not be read, for a reader.

    Row, column, what was found and what is accepted, in the language in use.
    """
    reasons = {id(fault): _explain(fault) for fault in rejected["fault"]}
    return rejected.assign(accepted=[reasons[id(fault)] for fault in rejected["fault"]]).drop(columns="fault")


def _explain(fault: InputError) -> str:
    accepted = _(fault.accepted)
    return f"{_(fault.problem)}; {accepted}" if fault.problem else accepted
