"""Reading and validating `data/trials/`, once."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

import pandas as pd
from pydantic import Field, StringConstraints

from her2core.data_files import DATA, Model, read, read_folder, refuse
from her2core.evidence import frames
from her2core.evidence.models import Trial


class Version(Model):
    """Which data this is, since when earlier results may no longer match, and what changed with it."""

    version: str
    changed: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    changes: tuple[str, ...]


class Versions(Model):
    """Every version of the data, newest last."""

    versions: Annotated[tuple[Version, ...], Field(min_length=1)]


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything held, as objects (`trials`, by id) and as tidy frames, one row a figure.

    It never changes once read, so that what is worked out from it can be kept. No reader writes into a frame.

    Attributes
    ----------
    trials : trial id -> Trial
    outcomes, comparisons, safety : pandas frames; see `her2core.evidence.frames` for their columns
    """

    trials: dict[str, Trial]

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        return frames.outcomes(self.trials.values())

    @cached_property
    def comparisons(self) -> pd.DataFrame:
        return frames.comparisons(self.trials.values())

    @cached_property
    def safety(self) -> pd.DataFrame:
        return frames.safety(self.trials.values())


def read_trials(folder: Path) -> dict[str, Trial]:
    """Read every trial in a folder.

    Raises
    ------
    DataError
        with every fault of every file, each with its file and key
    """
    trials, faults = read_folder(Trial, folder)
    places = {place for area in regions().values() for place in area}
    for trial in trials:
        faults += [
            f"trials/{trial.id}.yaml: regions: {r!r} is not in regions.yaml" for r in trial.regions if r not in places
        ]
    refuse(faults)
    return {trial.id: trial for trial in trials}


@cache
def load_evidence() -> Evidence:
    """Load the evidence of this installation, read and validated at the first call and kept.

    Raises
    ------
    DataError
        with every fault in `data/`
    """
    return Evidence(read_trials(DATA / "trials"))


class Regions(Model):
    """The areas that a filter offers, each with the places that trials name."""

    areas: dict[str, tuple[str, ...]]


@cache
def regions() -> dict[str, tuple[str, ...]]:
    """Return each area with the places that trials name in it."""
    return read(Regions, DATA / "regions.yaml").areas


@cache
def versions() -> tuple[Version, ...]:
    """List every version of the data, newest last."""
    return read(Versions, DATA / "changes.yaml").versions


def version() -> Version:
    """Return the data version of this installation."""
    return versions()[-1]
