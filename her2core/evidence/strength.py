"""How strongly the design of a study supports its figures: the order in which studies are listed, `data/strength.yaml`."""

from functools import cache

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Id, Text, Trial
from her2core.terms import Allocation, Basis


class Strength(Model):
    """One kind of study.

    Attributes
    ----------
    allocations, phases : of the studies that are of this kind; no `phases` are all
    reason : why it stands where it does
    """

    id: Id
    name: Text
    allocations: tuple[Allocation, ...]
    phases: tuple[Text, ...] = ()
    reason: Text
    basis: Basis

    def takes(self, trial: Trial) -> bool:
        """Tell whether a trial has the design of this kind."""
        return trial.allocation in self.allocations and (not self.phases or trial.phase in self.phases)

    @property
    def is_randomised(self) -> bool:
        return self.allocations == (Allocation.RANDOMISED,)


class _StrengthFile(Model):
    kinds: tuple[Strength, ...]


@cache
def load_strengths() -> tuple[Strength, ...]:
    """Load the kinds of studies, the strongest first."""
    return read(_StrengthFile, DATA / "strength.yaml").kinds


def strength(trial: Trial) -> Strength:
    """Find the kind of a study: what its design allows to conclude, never what it found."""
    return next(kind for kind in load_strengths() if kind.takes(trial))


def rank(trial: Trial) -> int:
    """Return the place of a study's kind, 0 the strongest."""
    return load_strengths().index(strength(trial))
