"""A cohort that was read from a file: its rows classified, and those that could not be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from her2core.cohort.answers import FIRST_ROW
from her2core.cohort.columns import Column
from her2core.cohort.counts import COUNTS, Interpreted, interpret_counts
from her2core.cohort.frame import classify_columns
from her2core.cohort.spellings import COLUMNS, MOST
from her2core.errors import InputError
from her2core.language import Message, _
from her2core.process.job import Check, never
from her2core.status.notation import Ratio, parse_ish

FROM_COUNTS, NOTES = "her2_ish_from_counts", "her2_notes"
"""The columns that say which ISH results were worked out from counts, and what was done to the entries of a row."""
REJECTED = ("row", "column", "found", "fault")
READ = ("column", "written", "rows", "read_as")
Mapped = Mapping[tuple[Column, str], str]
"""By hand: the column and a spelling in it, and the word that it stands for."""
_IHC, _ISH = "_ihc", "_ish"
_UNUSABLE = "counts that cannot be used"
"""Stands for an ISH result where counts were given and give none."""


@dataclass(frozen=True)
class Cohort:
    """A classified cohort.

    Attributes
    ----------
    frame : the rows of the file in their order, with the columns of a classified frame
    columns : which column of the file plays which role
    rejected : the columns `REJECTED`, one row for each thing that could not be read; `fault` is an InputError
    read : the columns `READ`, one row for each spelling that was read, and as what
    row_notes : what was done to the entries of a row, by its label
    notes : what was done to the entries of all rows
    """

    frame: pd.DataFrame
    columns: Mapping[Column, str]
    rejected: pd.DataFrame
    read: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=READ))
    row_notes: pd.Series = field(default_factory=lambda: pd.Series(dtype=object))
    notes: tuple[Message, ...] = ()


def classify_table(
    frame: pd.DataFrame,
    columns: Mapping[Column, str],
    settings: Mapping[str, Any],
    check: Check = never,
    mapped: Mapped | None = None,
    definition: str | None = None,
) -> Cohort:
    """Classify every row. A written ISH result comes before counts; a ratio that stands in its place is counts.

    An ISH entry or counts that cannot be read take no tier from a row whose IHC score settles it; the entry is named.

    Parameters
    ----------
    frame : of `her2core.cohort.files.read_table`
    columns : a column for IHC at least; where none holds ISH or counts, ISH is "not done" in every row
    settings : of the laboratory, for counts, as `interpret_ish` takes them
    check : called often; what it raises ends the work
    mapped : what spellings that are not known stand for, as the reader said
    definition : the id of a file in `data/rules/`; where None, the one that gives tiers
    """
    own = frame.drop(columns=[name for name in (*COLUMNS, FROM_COUNTS, NOTES) if name in frame.columns])
    nothing = pd.Series(None, index=own.index, dtype="str")
    written = {role: own[columns[role]] if role in columns else nothing for role in (Column.IHC, Column.ISH)}
    by_hand = {role: _map_by_hand(column, role, mapped or {}) for role, column in written.items()}
    read = pd.DataFrame({_IHC: by_hand[Column.IHC], _ISH: by_hand[Column.ISH]}, index=own.index)
    ratios = _find_ratios(read[_ISH])
    has_counts = any(role in columns for role in COUNTS) or bool(ratios)
    counted = Interpreted(nothing)
    if has_counts:
        read, counted = _interpret(own, read, ratios, columns, settings, check)
        own = own.assign(**{FROM_COUNTS: counted.results.reindex(own.index)})
    check()
    answered, spelt = classify_columns(read, _IHC, _ISH, definition, settings)
    check()
    rejected = [
        *_rejected(read[_IHC], spelt.ihc, columns[Column.IHC]),
        *(_rejected(read[_ISH], spelt.ish, columns[Column.ISH]) if Column.ISH in columns else ()),
        *_of_counts(counted.faults, own, columns),
    ]
    check()
    listed = pd.concat(rejected) if rejected else pd.DataFrame(columns=REJECTED)
    answers = answered[list(COLUMNS)]
    unread = [entry for entry in rejected if not entry.empty]
    notes = [
        *_note_mapped(written, by_hand),
        *_note_divided(counted, own),
        *_note_settled(pd.concat(unread) if unread else listed, answers),
    ]
    return Cohort(
        pd.concat([own, answers], axis=1),
        columns,
        listed.sort_values("row", kind="stable", ignore_index=True),
        pd.concat([_list_read(read[_IHC], spelt.ihc, columns[Column.IHC]), *_list_ish(read, spelt.ish, columns)]),
        _join_notes(notes),
        counted.notes,
    )


def _map_by_hand(column: pd.Series, role: Column, mapped: Mapped) -> pd.Series:
    words = {text: word for (of, text), word in mapped.items() if of is role}
    if not words:
        return column
    values = {value: words[str(value).strip()] for value in column.dropna().unique() if str(value).strip() in words}
    return column.astype(object).replace(values).astype("str")


def _find_ratios(column: pd.Series) -> dict[object, str]:
    """The entries for ISH that are a ratio."""
    ratios: dict[object, str] = {}
    for value in column.dropna().unique()[: MOST + 1]:
        try:
            meaning = parse_ish(value)
        except InputError:
            continue
        if isinstance(meaning, Ratio) and meaning.text[0] not in "<\u2264":
            ratios[value] = meaning.text.replace("\u2265", ">")
    return ratios


def _interpret(
    own: pd.DataFrame,
    read: pd.DataFrame,
    ratios: Mapping[object, str],
    columns: Mapping[Column, str],
    settings: Mapping[str, Any],
    check: Check,
) -> tuple[pd.DataFrame, Interpreted]:
    """The entries with the ISH result that counts give where none is written, and how they were interpreted."""
    is_ratio = read[_ISH].isin(list(ratios))
    blank = is_ratio | _is_missing(read[_ISH])
    present = {role: columns[role] for role in COUNTS if role in columns}
    counts = own.loc[blank, list(present.values())]
    if ratios:
        name = present.setdefault(Column.RATIO, "\x00ratio")
        given = read.loc[blank, _ISH].where(is_ratio[blank]).map(ratios, na_action="ignore").astype("str")
        counts = counts.assign(**{name: counts[name].where(counts[name].notna(), given) if name in counts else given})
    counted = interpret_counts(counts, present, settings, check)
    results = counted.results.copy()
    results.loc[list(counted.faults)] = _UNUSABLE
    return read.assign(**{_ISH: read[_ISH].where(~blank, results.reindex(own.index))}), counted


def _is_missing(column: pd.Series) -> pd.Series:
    """The entries that say that there is no result, in any of the ways to say it."""
    missing = []
    for value in column.dropna().unique()[: MOST + 1]:
        try:
            is_missing = parse_ish(value) == "not done"
        except InputError:
            is_missing = False
        missing += [value] if is_missing else []
    return column.isna() | column.isin(missing)


def _rejected(column: pd.Series, spelt: Any, name: str) -> list[pd.DataFrame]:
    """The rows of a column that hold what is not accepted."""
    faults = {value: fault for value, fault in spelt if isinstance(fault, InputError) and value != _UNUSABLE}
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
        (
            label + FIRST_ROW,
            columns.get(Column(fault.field), columns.get(Column.ISH, fault.field)),
            str(fault.given),
            fault,
        )
        for label, fault in faults.items()
    ]
    return [pd.DataFrame(rows, columns=REJECTED)]


def _list_read(column: pd.Series, spelt: Any, name: str) -> pd.DataFrame:
    meanings = {value: word for value, word in spelt if not isinstance(word, InputError)}
    counts = column.dropna().value_counts()
    rows = [(name, str(value), int(n), str(meanings[value])) for value, n in counts.items() if value in meanings]
    return pd.DataFrame(rows, columns=READ)


def _list_ish(read: pd.DataFrame, spelt: Any, columns: Mapping[Column, str]) -> list[pd.DataFrame]:
    return [_list_read(read[_ISH], spelt, columns[Column.ISH])] if Column.ISH in columns else []


def _note_mapped(written: Mapping[Column, pd.Series], by_hand: Mapping[Column, pd.Series]) -> Iterable[pd.Series]:
    for role, column in written.items():
        if by_hand[role] is column:
            continue
        changed = column.notna() & (column != by_hand[role])
        pairs = {
            pair: Message(
                "{column} {entry}: read as {word} by hand", column=role.value.upper(), entry=pair[0], word=pair[1]
            )
            for pair in set(zip(column[changed], by_hand[role][changed], strict=True))
        }
        texts = [pairs[pair] for pair in zip(column[changed], by_hand[role][changed], strict=True)]
        yield pd.Series(texts, index=column.index[changed], dtype=object)


def _note_divided(counted: Interpreted, own: pd.DataFrame) -> Iterable[pd.Series]:
    if counted.divided:
        yield pd.Series(dict(counted.divided), dtype=object)


def _note_settled(rejected: pd.DataFrame, answers: pd.DataFrame) -> Iterable[pd.Series]:
    """The rows that keep their tier although their ISH entry could not be read."""
    labels = pd.Index(rejected["row"]).unique() - FIRST_ROW if len(rejected) else pd.Index([])
    kept = answers.loc[labels, "her2_state"].notna()
    text = Message("ISH could not be read; no ISH result would change the tier")
    if kept.any():
        yield pd.Series([text] * int(kept.sum()), index=kept.index[kept], dtype=object)


def _join_notes(notes: Iterable[pd.Series]) -> pd.Series:
    every = [each.map(lambda text: (text,)) for each in notes if len(each)]
    return pd.concat(every).groupby(level=0).sum() if every else pd.Series(dtype=object)


def annotate(cohort: Cohort) -> pd.DataFrame:
    """Return the classified table, with a column that says what was done to the entries of a row, where anything was."""
    if cohort.row_notes.empty:
        return cohort.frame
    codes, values = pd.factorize(cohort.row_notes)
    texts = pd.Series(["; ".join(_(text) for text in value) for value in values], dtype="str").array
    return cohort.frame.assign(**{NOTES: pd.Series(texts[codes], index=cohort.row_notes.index)})


def group_rejected(cohort: Cohort) -> pd.DataFrame:
    """Group what could not be read by spelling, the most frequent first.

    Returns
    -------
    column, found, rows; role, the `Column` that may be mapped by hand, or None; and fault
    """
    roles = {name: role for role, name in cohort.columns.items() if role in (Column.IHC, Column.ISH)}
    groups = cohort.rejected.groupby(["column", "found"], sort=False, dropna=False)
    grouped = groups.agg(rows=("row", "size"), fault=("fault", "first")).reset_index()
    return grouped.assign(role=grouped["column"].map(roles)).sort_values(
        "rows", ascending=False, kind="stable", ignore_index=True
    )


def explain_rejected(rejected: pd.DataFrame) -> pd.DataFrame:
    """Explain what could not be read, for a reader.

    Row, column, what was found and what is accepted, in the language in use.
    """
    reasons = {id(fault): _explain(fault) for fault in rejected["fault"]}
    return rejected.assign(accepted=[reasons[id(fault)] for fault in rejected["fault"]]).drop(columns="fault")


def _explain(fault: InputError) -> str:
    accepted = _(fault.accepted)
    return f"{_(fault.problem)}; {accepted}" if fault.problem else accepted
