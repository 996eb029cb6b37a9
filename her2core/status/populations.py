"""Whom a word of a label, a series or a trial means, and which tiers they are in: read from `data/populations.yaml`."""

from functools import cache, cached_property
from typing import Self

from pydantic import Field, model_validator

from her2core.data_files import DATA, Model, read
from her2core.errors import InputError
from her2core.status.decision_tables import Conditions, holds
from her2core.status.definitions import RESOLVED, Definition, find
from her2core.terms import Basis, Binary, IhcScore, IshResult, Tier


class Population(Model):
    """The patients whom a word means: by their scores and results, or by a definition; `says` marks their figures."""

    id: str
    says: str | None = None
    when: Conditions = Field(default_factory=dict)
    definition: str | None = None
    basis: Basis

    @model_validator(mode="after")
    def _is_some_patients(self) -> Self:
        try:
            one_of_both = bool(self.when) != bool(self.definition)
            if not one_of_both or not self.inputs:
                raise ValueError("a definition, or scores and results that occur, are needed")
        except InputError as fault:
            raise ValueError(str(fault)) from None
        return self

    @cached_property
    def inputs(self) -> frozenset[tuple[IhcScore, IshResult]]:
        """The resolved scores and results of these patients."""
        rules = find(self.definition) if self.definition else None
        return frozenset(
            (ihc, ish)
            for ihc, ish in RESOLVED
            if (_takes(rules, ihc, ish) if rules else holds(self.when, {"ihc": ihc.value, "ish": ish.value}))
        )

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that these patients are in."""
        return tuple(tier for tier in Tier if _inputs(tier) & self.inputs)

    def leaves_out(self, tier: Tier) -> bool:
        """Tell whether some patients of a tier are not among these."""
        return not _inputs(tier) <= self.inputs


class _PopulationsFile(Model):
    populations: tuple[Population, ...]


@cache
def load_populations() -> dict[str, Population]:
    """Load every population by its id."""
    return {each.id: each for each in read(_PopulationsFile, DATA / "populations.yaml").populations}


def _takes(rules: Definition, ihc: IhcScore, ish: IshResult) -> bool:
    row = rules.row(ihc, ish)
    return row.met == "met" or row.binary is Binary.POSITIVE


@cache
def _inputs(tier: Tier) -> frozenset[tuple[IhcScore, IshResult]]:
    return frozenset(each for each in RESOLVED if find().row(*each).tier is tier)
