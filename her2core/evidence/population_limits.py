"""What limits the populations of a trial beyond their tiers: a choice of patients by HER2, or PD-L1."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from her2core.data_files import Model
from her2core.errors import DataError
from her2core.status.decision_tables import Bounds
from her2core.status.populations import load_populations


class PopulationLimits(Model):
    """What limits some populations of a trial beyond their tiers, by their texts.

    Attributes
    ----------
    her2 : the id of a population in `data/populations.yaml`, where HER2 says more than the tiers ("selected-by-ish")
    cps : the limits on PD-L1 CPS
    """

    names: Annotated[tuple[str, ...], Field(min_length=1)]
    her2: str | None = None
    cps: Bounds | None = None

    @model_validator(mode="after")
    def _is_limited(self) -> Self:
        if self.her2 is None and self.cps is None:
            raise ValueError("a limit, by her2 or by cps, is needed")
        if self.her2 is not None and not _is_known(self.her2):
            raise ValueError(f"her2: no population {self.her2!r}")
        return self


def _is_known(id: str) -> bool:
    try:
        return id in load_populations()
    except DataError:
        return True  # the fault is that of another file, which names it
