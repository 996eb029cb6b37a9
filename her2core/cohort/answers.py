"""What a classified cohort shows: its tiers, what became of the binary classes, who needs a test, who disagrees.

A *classified cohort* is a frame of `her2core.cohort.frame`: a row that could not be read has no state, and the label of a
row is its place in the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from her2core.cohort.dates import parse_date
from her2core.cohort.spellings import COLUMNS
from her2core.process.job import CHUNK, Check, never
from her2core.status.populations import load_populations
from her2core.terms import Binary, State, Tier

UNDETERMINED, NOT_READ = "undetermined", "not read"
GROUPS = (*(tier.value for tier in Tier), UNDETERMINED, NOT_READ)
"""Where every row of a cohort is counted, once."""
BELOW_POSITIVE = "adc-below-positive"
"""The population below HER2-positive that trials of ADCs enrolled."""
OTHER, NOT_STATED = "other", "not stated"
"""The values of `distribution_by` that stand for many values, and for none."""
FIRST_ROW = 2
"""The number of the first row of a file, as a spreadsheet shows it: the header is 1."""
NEEDS = (State.NEEDS_REFLEX_ISH, State.RE_TEST, State.NEEDS_IHC)
"""The states that ask for something, in the order of a work list."""
DATED = 0.9
"""The share of the different values of a column that must hold a year, for it to be one of dates."""

_Paired = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
# No patient is called so.
_NOBODY = frozenset("na n/a nan nil none null unknown 不详 未知 无 缺失".split())


def distribution(cohort: pd.DataFrame) -> pd.DataFrame:
    """Count how many rows each tier has.

    Returns
    -------
    group : each of `GROUPS`, in their order
    n : rows
    percent : of the rows that could be read; missing for those that could not, and where none could
    """
    return _shares(pd.DataFrame({"group": GROUPS, "n": np.bincount(_groups(cohort), minlength=len(GROUPS))}))


def reclassify(cohort: pd.DataFrame) -> pd.DataFrame:
    """Count which tiers the binary classes become, over the rows that could be read.

    Returns
    -------
    binary : positive, negative, equivocal, not assignable
    tier : a tier, or "undetermined"
    n : rows; only pairs that occur, in the order of the classes and the tiers
    """
    classes = [each.value for each in Binary]
    groups = _groups(cohort)
    is_read = groups != GROUPS.index(NOT_READ)
    binary = pd.Categorical(cohort["her2_binary"], categories=classes).codes.astype(np.int64)
    pairs = [(one, tier) for one in classes for tier in GROUPS]
    counts = np.bincount(binary[is_read] * len(GROUPS) + groups[is_read], minlength=len(pairs))
    rows = [(*pair, n) for pair, n in zip(pairs, counts.tolist(), strict=True) if n]
    return pd.DataFrame(rows, columns=["binary", "tier", "n"]).astype({"binary": "str", "tier": "str", "n": "int64"})


def list_tiers_below_positive() -> tuple[Tier, ...]:
    """List the tiers below HER2-positive that trials of ADCs enrolled."""
    return load_populations()[BELOW_POSITIVE].tiers


def count_below_positive(flows: pd.DataFrame) -> int:
    """Count how many rows of `reclassify` are HER2-negative and in a tier that trials of ADCs enrolled."""
    below = flows[(flows["binary"] == Binary.NEGATIVE.value) & flows["tier"].isin(list(list_tiers_below_positive()))]
    return int(below["n"].sum())


def count_newly_tiered(cohort: pd.DataFrame) -> int:
    """Count how many rows are HER2-negative and in a tier that trials of ADCs enrolled."""
    return count_below_positive(reclassify(cohort))


def work_list(cohort: pd.DataFrame) -> pd.DataFrame:
    """List the rows that need something, with all their columns.

    Returns
    -------
    row : the number of the row in its file
    needs : the state, where it is not final, and every flag, joined by "; "

    and the columns of the cohort. First those that need reflex ISH, then those to re-test, then those that need IHC, then
    those that are flagged alone. Where the file has a column of the name "row" or "needs", ours is "row_" or "needs_".
    """
    state, flags = cohort["her2_state"], cohort["her2_flags"].astype("str").fillna("")
    is_open = state.isin([each.value for each in NEEDS]).to_numpy()
    places = np.flatnonzero(is_open | (flags != "").to_numpy())
    state, flags = state.iloc[places].astype("str"), flags.iloc[places]
    order = state.map({each.value: place for place, each in enumerate(NEEDS)}).fillna(len(NEEDS)).to_numpy()
    states = state.where(is_open[places], "")
    needs = (states + "; " + flags).str.strip("; ")
    in_order = np.argsort(order, kind="stable")
    rows = cohort.iloc[places[in_order]].reset_index(drop=True)
    return _prepend_columns(
        rows, {"row": cohort.index[places[in_order]].to_numpy() + FIRST_ROW, "needs": needs.to_numpy()[in_order]}
    )


def distribution_by(cohort: pd.DataFrame, column: str, most: int = 20) -> pd.DataFrame:
    """Count how many rows each tier has, for each value of a column.

    Parameters
    ----------
    most : how many values at most have rows of their own, those with most rows first; the rest is one value, `OTHER`

    Returns
    -------
    value : as text, without the blanks around it; `NOT_STATED` where there is none
    group : each of `GROUPS`, for every value
    n : rows
    percent : of the rows of this value that could be read; missing for those that could not

    Values come in the order of their size, but numbers, years and dates in their own; `OTHER` and `NOT_STATED` come last.
    """
    codes, names = _name_values(cohort[column])
    places = (codes % (len(names) + 1)) * len(GROUPS) + _groups(cohort)
    counts = np.bincount(places, minlength=(len(names) + 1) * len(GROUPS)).reshape(-1, len(GROUPS))
    # What the file itself calls so is counted with what we call so.
    is_named = np.array([name not in (OTHER, NOT_STATED) for name in names] + [False], dtype=bool)
    is_not_stated = np.array([name == NOT_STATED for name in names] + [True], dtype=bool)
    largest = np.flatnonzero(is_named)
    largest = largest[np.argsort(-counts[largest].sum(axis=1), kind="stable")][:most]
    not_stated = counts[is_not_stated].sum(axis=0)
    other = counts.sum(axis=0) - counts[largest].sum(axis=0) - not_stated
    values = _sort_values([(names[int(place)], counts[place]) for place in largest])
    values += [(name, rest) for name, rest in ((OTHER, other), (NOT_STATED, not_stated)) if rest.any()]
    table = pd.DataFrame(
        {
            "value": pd.Series(np.repeat([name for name, _counts in values], len(GROUPS)), dtype="str"),
            "group": pd.Series(GROUPS * len(values), dtype="str"),
            "n": pd.Series([n for _name, of_value in values for n in of_value.tolist()], dtype="int64"),
        }
    )
    return _shares(table, np.repeat(np.arange(len(values)), len(GROUPS)))


def years(column: pd.Series) -> pd.Series:
    """Read the year of each row of a column of dates; missing everywhere where the column holds something else.

    Dates are written 2024, 2024-03, 2024-03-05 (with or without a time), 2024/3/5, 2024.3.5, 2024年3月5日, 20240305, day first
    (05.03.2024, 5/3/2024) or with the name of the month (5-Mar-2024).
    """
    codes, names = _name_values(column)
    by_name = [date[0] if (date := parse_date(name)) else None for name in names]
    is_dated = len(names) > 0 and sum(year is not None for year in by_name) >= DATED * len(names)
    values = pd.array([*by_name, None] if is_dated else [None] * (len(names) + 1), dtype="Int64")
    return pd.Series(values[codes], index=column.index, name=column.name)


def find_disagreeing(
    cohort: pd.DataFrame, patient: str, specimen: str | None = None, beside: Sequence[str] | None = None
) -> pd.DataFrame:
    """Find the specimens of patients whose specimens are not all of one tier. They are shown, never averaged.

    Parameters
    ----------
    patient, specimen : columns; a row without a patient is never paired with another
    beside : the columns to show as well, such as those of IHC and ISH; None is all that the file has

    Returns
    -------
    row : the number of the row in its file ("row_" where the file has a column of this name)

    then the patient, the specimen, what stands beside, her2_tier and her2_binary: one row a specimen that could be read, by
    patient and row. A specimen whose tier is undetermined differs from one that has a tier.
    """
    return _find_disagreeing(cohort, _paired(cohort, patient), patient, specimen, beside)


def _find_disagreeing(
    cohort: pd.DataFrame, paired: _Paired, patient: str, specimen: str | None, beside: Sequence[str] | None = None
) -> pd.DataFrame:
    places, patients, groups = paired
    of_patient = pd.Series(groups).groupby(patients)
    differ = of_patient.transform("min").to_numpy() != of_patient.transform("max").to_numpy()
    places = places[differ]
    own = [name for name in cohort.columns if name not in COLUMNS] if beside is None else list(beside)
    first = [patient] if specimen is None else [patient, specimen]
    columns = list(dict.fromkeys([*first, *own, "her2_tier", "her2_binary"]))
    rows = cohort.iloc[places][columns].reset_index(drop=True)
    if pd.api.types.is_string_dtype(rows[patient].dtype):
        rows[patient] = rows[patient].astype("str").str.strip()  # so that one patient is one value
    rows = _prepend_columns(rows, {"row": cohort.index[places].to_numpy() + FIRST_ROW})
    return rows.sort_values(patient, kind="stable", ignore_index=True)


def _groups(cohort: pd.DataFrame) -> NDArray[np.int64]:
    """For each row its place in `GROUPS`."""
    tier = pd.Categorical(cohort["her2_tier"], categories=[each.value for each in Tier])
    codes = tier.codes.astype(np.int64)
    is_read = cohort["her2_state"].notna().to_numpy()
    return np.where(is_read, np.where(codes < 0, GROUPS.index(UNDETERMINED), codes), GROUPS.index(NOT_READ))


@dataclass(frozen=True)
class Lists:
    """Rows to look at again; `disagreeing`, and how many patients were `compared`, are None where no column names them."""

    work_list: pd.DataFrame
    disagreeing: pd.DataFrame | None
    compared: int | None


def lists(cohort: pd.DataFrame, patient: str | None = None, specimen: str | None = None, check: Check = never) -> Lists:
    """List the rows to look at again: those that need something, and the specimens of one patient that disagree.

    Parameters
    ----------
    patient, specimen : columns, as for `find_disagreeing`
    check : called often; what it raises ends the work
    """
    check()
    to_do = work_list(cohort)
    if patient is None:
        return Lists(to_do, None, None)
    check()
    paired = _paired(cohort, patient, check)
    check()
    compared = int(np.count_nonzero(np.bincount(paired[1])))
    return Lists(to_do, _find_disagreeing(cohort, paired, patient, specimen), compared)


def _shares(counts: pd.DataFrame, parts: NDArray[np.int64] | None = None) -> pd.DataFrame:
    """The counts with `percent` of the rows that could be read, altogether or within each part."""
    read = counts["n"].where(counts["group"] != NOT_READ).astype("float64")
    total = read.groupby(np.zeros(len(counts)) if parts is None else parts).transform("sum")
    return counts.assign(percent=100 * read / total.where(total > 0))


def _name_values(column: pd.Series) -> tuple[NDArray[np.int64], pd.Index]:
    """For each row the place of its value, -1 where it has none; and the values as text, each once."""
    codes, values = pd.factorize(column)
    is_text = pd.api.types.is_string_dtype(values.dtype)
    texts = pd.Series(values, dtype="str").str.strip() if is_text else pd.Series(map(_text, values), dtype="str")
    places, names = pd.factorize(texts.mask(texts == ""))
    # The last place is that of a row without a value, which both steps call -1.
    return np.append(places, -1)[codes].astype(np.int64), pd.Index(names)


def _text(value: object) -> str:
    """A value as a reader writes it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().removesuffix(" 00:00:00")  # a day without a time


def _sort_values(values: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Values with their counts, those of numbers and dates by what they say, others as they come."""
    for key in (_number, _day):
        keys = [parsed for name, _counts in values if (parsed := key(name)) is not None]
        if len(keys) == len(values):
            return [value for _key, value in sorted(zip(keys, values, strict=True), key=itemgetter(0))]
    return values


def _number(name: str) -> tuple[float, ...] | None:
    return (float(name),) if re.fullmatch(r"[-+]?\d+(\.\d+)?", name) else None


def _day(name: str) -> tuple[float, ...] | None:
    return parse_date(name)


def _paired(cohort: pd.DataFrame, patient: str, check: Check = never) -> _Paired:
    """The rows that could be read of patients with two or more of them: place, patient as a number, place in `GROUPS`."""
    codes, names = _name_values(cohort[patient])
    groups = _groups(cohort)
    places = np.flatnonzero((codes >= 0) & (groups != GROUPS.index(NOT_READ)))
    several = np.bincount(codes[places], minlength=len(names)) > 1
    check()
    candidates = np.flatnonzero(several)
    for start in range(0, len(candidates), CHUNK):
        check()
        some = candidates[start : start + CHUNK]
        several[some] = [_is_somebody(name) for name in names[some].tolist()]
    places = places[several[codes[places]]]
    return places, codes[places], groups[places]


def _is_somebody(name: str) -> bool:
    """Whether an entry can be the id of a patient: two that are unknown are not one."""
    return name.casefold() not in _NOBODY and any(character.isalnum() for character in name)


def _prepend_columns(frame: pd.DataFrame, first: dict[str, Any]) -> pd.DataFrame:
    """The frame after columns of ours, which give way where it has one of the same name."""
    for place, (name, values) in enumerate(first.items()):
        while name in frame.columns:
            name += "_"
        frame.insert(place, name, values)
    return frame
