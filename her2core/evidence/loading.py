"""Reading and validating `data/trials/`, once."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from her2core.data_files import DATA, Model, read, read_folder, refuse
from her2core.evidence import frames
from her2core.evidence.models import Trial
from her2core.own import mark_own, read_own


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
    faults += [f"trials/{trial.id}.yaml: {fault}" for trial in trials for fault in find_unknown_regions(trial)]
    refuse(faults)
    return {trial.id: trial for trial in trials}


def find_unknown_regions(trial: Trial) -> list[str]:
    """Find the places of a trial that belong to no area of `data/regions.yaml`."""
    places = {place for area in regions().values() for place in area}
    return [f"regions: {place!r} is not in regions.yaml" for place in trial.regions if place not in places]


def own_trials() -> tuple[dict[str, Trial], tuple[str, ...]]:
    """Return the hospital's own trials, marked, by id, and the faults of those that are left out."""
    trials, faults = read_own(Trial, "trials", find_unknown_regions)
    return {trial.id: trial.model_copy(update={"name": mark_own(trial.name)}) for trial in trials}, faults


@cache
def load_evidence() -> Evidence:
    """Load the evidence of this installation and the hospital's own, read and validated at the first call and kept.

    Raises
    ------
    DataError
        with every fault in `data/`
    """
    return Evidence(read_trials(DATA / "trials") | own_trials()[0])


class Regions(Model):
    """The areas that a filter offers, each with the places that trials name."""

    areas: dict[str, tuple[str, ...]]


@cache
def regions() -> dict[str, tuple[str, ...]]:
    """Return each area with the places that trials name in it."""
    return read(Regions, DATA / "regions.yaml").areas
