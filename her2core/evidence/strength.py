"""How strong evidence is by the design of its study: `data/strength.yaml`. Results play no part in it."""

from functools import cache
from typing import Annotated

from pydantic import Field

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Text, Trial
from her2core.status.decision_tables import Row, holds
from her2core.terms import Allocation, Endpoint, Setting

Some = Annotated[int, Field(ge=1)]


class Rank(Row):
    """One kind of study.

    Attributes
    ----------
    name : of a group of such studies
    says : the design, as a line of evidence says it
    reason : why its evidence stands where it stands
    """

    name: Text
    says: Text
    reason: Text

    @property
    def is_randomised(self) -> bool:
        """Whether its control was allotted by chance."""
        return self.when.get("allocation") == (Allocation.RANDOMISED.value,)


class ShownEndpoints(Model):
    """The endpoints that a line of evidence says, in their order, and how many of them."""

    contrast: tuple[Endpoint, ...]
    contrasts: Some
    arm: tuple[Endpoint, ...]
    arms: Some


class Lines(Model):
    """How many lines of evidence are shown of one tier, and of each where several are possible."""

    tier: Some
    possible: Some


class BenefitOutcomes(Model):
    """The outcomes in which the benefit of a randomised contrast is told, in their order, and how many at most.

    Attributes
    ----------
    endpoints : whose medians differ by months
    landmarks : at which their rates differ by percentage points, in months
    """

    endpoints: tuple[Endpoint, ...]
    landmarks: tuple[Some, ...]
    most: Some


class Strength(Model):
    """The kinds of studies, strongest first, what a line of evidence says, and in which outcomes benefit is told."""

    ranks: tuple[Rank, ...]
    endpoints: dict[Setting, ShownEndpoints]
    lines: Lines
    benefit: BenefitOutcomes


@cache
def load_strength() -> Strength:
    """Load how strong evidence is.

    Raises
    ------
    DataError
        with every fault in `data/strength.yaml`
    """
    return read(Strength, DATA / "strength.yaml")


def find_rank(trial: Trial) -> Rank:
    """Find the kind of study that a trial is; its `reason` says why it has its place."""
    return find_rank_of(trial.phase, trial.allocation)


@cache
def find_rank_of(phase: str, allocation: str) -> Rank:
    """Find the kind of study of a phase and an allocation."""
    design = {"phase": phase, "allocation": str(allocation)}
    return next(rank for rank in load_strength().ranks if holds(rank.when, design))


def newest_report(trial: Trial) -> int | None:
    """Tell the year of the newest report of a trial; None where no source gives one."""
    return max((source.year for source in trial.sources if source.year), default=None)


def order(trial: Trial, alone: bool, of_case: bool = False) -> tuple[bool, int, bool, int, str]:
    """Return what trials are sorted by: pure to the tier before mixed, then by design, then the newest report first.

    Parameters
    ----------
    alone : whether what is shown of the trial is of the tier asked for and no other
    of_case : whether it has a subgroup by the CPS of the case, which stands first among studies of the same design
    """
    rank = load_strength().ranks.index(find_rank(trial))
    return not alone, rank, not of_case, -(newest_report(trial) or 0), trial.id
