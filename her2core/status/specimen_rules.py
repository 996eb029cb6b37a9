"""What `data/specimens.yaml` says of several specimens: which can lead, and what sets two of them apart."""

from functools import cache
from typing import Literal, Self

from pydantic import model_validator

from her2core.data_files import DATA, Model, read
from her2core.specimen_terms import Pair, Site, TakenAfter
from her2core.status.decision_tables import Conditions, Reading, Row, holds
from her2core.terms import Change, Specimen, YesNo

Fate = Literal["lost", "gained", "otherwise"]
"""What became of the binary class from one specimen to another."""


class EvaluableRow(Row):
    """Whether a specimen can lead, and why not in a few words."""

    evaluable: bool
    says: str = ""


class Told(Row):
    """What an entry of a specimen tells of the patient."""

    prior_trastuzumab: YesNo


class PublishedRate(Model):
    """A published frequency of a change: a rate of a series in `data/dynamics.yaml`, and what became of HER2 in it."""

    series: str
    rate: Change
    of: tuple[Fate, ...]
    besides: Pair | None = None


class PairRule(Model):
    """When two specimens are a pair of this kind: one of the conditions holds for each."""

    pair: Pair
    one: tuple[Conditions, ...]
    other: tuple[Conditions, ...]
    rates: tuple[PublishedRate, ...]

    def hold(self, one: dict[str, Reading], other: dict[str, Reading]) -> bool:
        """Tell whether two specimens, in this order, are such a pair."""
        return any(holds(when, one) for when in self.one) and any(holds(when, other) for when in self.other)


class Retesting(Model):
    """A position of a guideline on testing again, by its condition, and the pairs that it speaks of."""

    condition: str
    pairs: tuple[Pair, ...]


class Metastasis(Model):
    """Sites and kinds of specimen that are of a metastasis."""

    site: tuple[Site, ...]
    specimen: tuple[Specimen, ...]


class CellWords(Model):
    """How a column of a cohort says where a specimen is from, and after which drug it was taken."""

    specimen: dict[Specimen, tuple[str, ...]]
    site: dict[Site, tuple[str, ...]]
    after: dict[TakenAfter, tuple[str, ...]]


class SpecimenRules(Model):
    """`data/specimens.yaml`."""

    evaluable: tuple[EvaluableRow, ...]
    tells: tuple[Told, ...]
    metastasis: Metastasis
    cells: CellWords
    pairs: tuple[PairRule, ...]
    retesting: tuple[Retesting, ...]
    heterogeneity: tuple[str, ...]

    @model_validator(mode="after")
    def _every_specimen_has_an_answer(self) -> Self:
        if not self.evaluable or self.evaluable[-1].when:
            raise ValueError("evaluable: the last row holds for every specimen")
        return self

    def find_prior_trastuzumab(self, readings: dict[str, Reading]) -> YesNo | None:
        """Find what a specimen tells of earlier trastuzumab, if anything."""
        return next((row.prior_trastuzumab for row in self.tells if holds(row.when, readings)), None)

    def find_evaluable(self, readings: dict[str, Reading]) -> EvaluableRow:
        """Find the row that says whether a specimen can lead."""
        return next(row for row in self.evaluable if holds(row.when, readings))


@cache
def load_specimen_rules() -> SpecimenRules:
    """Load the rules on several specimens.

    Raises
    ------
    DataError
        naming the faults of the file
    """
    return read(SpecimenRules, DATA / "specimens.yaml")
