"""Published cross-tables of HER2 results, and the rows they stand for: what a whole cohort must come out as."""

from functools import cache
from typing import Any, Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Count, Id, Text, Verified
from her2core.terms import IhcScore, IshResult

_IHC = {
    "ihc_0": IhcScore.ZERO,
    "ihc_1plus": IhcScore.ONE,
    "ihc_2plus": IhcScore.TWO,
    "ihc_3plus": IhcScore.THREE,
    "ihc_not_done": IhcScore.NOT_DONE,
}
# Where IHC is not done, the table does not say what FISH was, and no tier depends on it.
_FISH = {
    "fish_pos": IshResult.AMPLIFIED,
    "fish_neg": IshResult.NOT_AMPLIFIED,
    "fish_not_done": IshResult.NOT_DONE,
    "any_fish": IshResult.NOT_DONE,
}
# A pair is published as two binary classes: of each, the score whose class needs no ISH stands for it.
_CLASS = {"pos": IhcScore.THREE, "neg": IhcScore.ZERO}
_IHC_BY_FISH, _PAIRS = ("IHC", "FISH"), ("biopsy", "resection")


class Expected(Model):
    """How many of a table's patients are in each tier of CSCO 2025, and in each class of one binary definition."""

    tiers_2025: dict[Literal["high", "intermediate", "low", "none", "undetermined"], Count]
    binary_ihc3_or_ihc2_ish_pos: dict[Literal["positive", "negative", "undetermined"], Count]
    counts: Text


class CrossTable(Model):
    """One published table of HER2 results.

    Attributes
    ----------
    axes : what is set against what; one axis is a plain count
    cells : patients, by the first axis and then the second, or by both at once
    margins : patients by one axis alone, where the cells are not published
    counts, derivation : what is printed in the source, and what was worked out from it
    expected, check : what the rows of this table must come out as
    usable : "cells" where the table sets two results of every patient against each other; "margins" where it does not
    """

    id: Id
    title: Text
    n: Count
    axes: tuple[Text, ...] = Field(min_length=1)
    definition: Text | None = None
    cells: dict[str, Count | dict[str, Count]] = Field(default_factory=dict)
    margins: dict[str, Count] = Field(default_factory=dict)
    counts: Text
    derivation: Text | None = None
    extra: dict[str, Any] = Field(default_factory=dict)
    expected: Expected | None = None
    check: Text
    usable: Literal["cells", "margins"]
    source: Text
    verified: Verified
    note: Text | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if bool(self.cells) is bool(self.margins):
            raise ValueError("either cells or margins are needed")
        counted = sum(sum(c.values()) if isinstance(c, dict) else c for c in self.cells.values())
        if self.cells and counted != self.n:
            raise ValueError(f"the cells add up to {counted}, n is {self.n}")
        # Margins count every patient once an axis.
        if self.margins and sum(self.margins.values()) != self.n * len(self.axes):
            raise ValueError(f"the margins do not add up to n = {self.n} for each of {len(self.axes)} axes")
        return self


class _CohortsFile(Model):
    cohorts: tuple[CrossTable, ...]


@cache
def load_published() -> tuple[CrossTable, ...]:
    """Load every published table that is held."""
    return read(_CohortsFile, DATA / "cohorts.yaml").cohorts


def expand_rows(table: CrossTable) -> pd.DataFrame | None:
    """Expand a table to one row a specimen, for `classify_frame`.

    Returns
    -------
    ihc, ish : as words of `her2core.terms`

    and, where the table is of pairs of specimens, before them

    patient, specimen : the number of the pair, from 1; the axis. Such a table knows "positive" and "negative" alone: IHC 3+
    and 0 stand for them, so that only whether two specimens differ may be asked of these rows.

    None where the table does not set one result of a patient against another.
    """
    if table.axes == _IHC_BY_FISH and table.cells:
        single = [
            (_IHC[ihc].value, _FISH[ish].value, n)
            for ihc, cell in table.cells.items()
            if isinstance(cell, dict)
            for ish, n in cell.items()
        ]
        return _repeat(pd.DataFrame(single, columns=["ihc", "ish", "n"]))
    if table.axes == _PAIRS and table.cells:
        paired = [(*name.split("_"), n) for name, n in table.cells.items()]
        pairs = _repeat(pd.DataFrame(paired, columns=[*_PAIRS, "n"]))
        pairs["patient"] = pairs.index + 1
        rows = pairs.melt("patient", list(_PAIRS), "specimen", "ihc")
        rows["ihc"] = rows["ihc"].map({name: score.value for name, score in _CLASS.items()})
        rows = rows.sort_values("patient", kind="stable", ignore_index=True)
        return rows.assign(ish=IshResult.NOT_DONE.value)[["patient", "specimen", "ihc", "ish"]]
    return None


def _repeat(counts: pd.DataFrame) -> pd.DataFrame:
    """Each row as often as its `n` says."""
    return counts.loc[counts.index.repeat(counts["n"])].drop(columns="n").reset_index(drop=True)
