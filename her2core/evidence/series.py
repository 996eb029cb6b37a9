"""Series beside the trials: how common a tier is, how HER2 changes in one patient, and published pooled results."""

from collections.abc import Iterable
from functools import cache
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from her2core.data_files import DATA, Model, read
from her2core.evidence.models import Count, Figure, Id, Percent, Text, Verified
from her2core.language import Message
from her2core.terms import Change, Endpoint, Share

Doi = Annotated[str, Field(pattern=r"^10\.\d{4,9}/\S+$")]
Range = tuple[Figure, Figure]
TRASTUZUMAB = "trastuzumab"


class Series(Model):
    """What every series says of itself. `extra` and what is by tier are kept as read."""

    id: Id
    title: Text
    country: Text
    n: Count | None = None
    source: Text
    doi: Doi | None = None
    verified: Verified
    note: Text
    extra: dict[str, Any] = Field(default_factory=dict)


class Prevalence(Series):
    """How common HER2 groups are in one series, in percent of those tested."""

    setting: Text
    percent: dict[Share, Percent] = Field(default_factory=dict)
    percent_derived: bool | Text = False
    counts: dict[Share, Count] | Text | None = None
    os_by_tier: dict[str, Any] | None = None
    pfs_by_tier: dict[str, Any] | None = None
    chemotherapy_effect: dict[str, Any] | None = None

    def count(self, share: Share) -> int | None:
        """Count the patients of a group, where their number is printed."""
        return self.counts.get(share) if isinstance(self.counts, dict) else None


class ChangeRate(Model):
    """A rate of change: in percent, as a range of two series, or as x of n."""

    percent: Percent | None = None
    percent_range: Range | None = None
    ci95: Range | None = None
    x: Count | None = None
    n: Count | None = None


class Dynamics(Series):
    """How often two HER2 results of one patient differ: between specimens, over treatment, between laboratories.

    `lost_after` names the agent of first-line treatment between the two samples, where the series counts HER2 lost by then.
    """

    comparison: Text
    lost_after: Id | None = None
    rates: dict[Change, ChangeRate]
    studies: Count | None = None
    cells: dict[str, Count] = Field(default_factory=dict)
    derived: Text | None = None
    disagreements: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _a_loss_has_its_rate(self) -> Self:
        if self.lost_after and self.lost is None:
            raise ValueError(f"lost_after: no percent of {Change.POSITIVE_TO_NEGATIVE} is given")
        return self

    @property
    def lost(self) -> Figure | None:
        """How many patients lost HER2, in percent; None where it is not held."""
        rate = self.rates.get(Change.POSITIVE_TO_NEGATIVE)
        return rate.percent if rate else None


class PooledResult(Model):
    """One pooled figure as published."""

    endpoint: Endpoint
    population: Text
    value: Figure
    unit: Text
    ci95: Range | None = None
    i2_percent: Percent | None = None
    caution: Text | None = None


class MetaAnalysis(Model):
    """One published pooled analysis, to stand beside ours. They overlap in trials."""

    id: Id
    citation: Text
    doi: Doi
    kind: Text
    scope: Text
    studies: Count
    reports: Count | None = None
    patients: Count
    model: Text
    pooled: tuple[PooledResult, ...]
    source: Text
    verified: Verified
    note: Text
    disagreements: tuple[Text, ...] = ()


class _PrevalenceFile(Model):
    prevalence: tuple[Prevalence, ...]


class _DynamicsFile(Model):
    dynamics: tuple[Dynamics, ...]


class _MetaAnalysesFile(Model):
    meta_analyses: tuple[MetaAnalysis, ...]


@cache
def load_prevalence() -> tuple[Prevalence, ...]:
    """Load how common each tier is, by country and setting."""
    return read(_PrevalenceFile, DATA / "prevalence.yaml").prevalence


@cache
def load_dynamics() -> tuple[Dynamics, ...]:
    """Load how HER2 changes between specimens, over treatment and between laboratories."""
    return read(_DynamicsFile, DATA / "dynamics.yaml").dynamics


@cache
def load_meta_analyses() -> tuple[MetaAnalysis, ...]:
    """Load the published pooled results."""
    return read(_MetaAnalysesFile, DATA / "meta-analyses.yaml").meta_analyses


def after_trastuzumab(series: Iterable[Dynamics]) -> Message:
    """Say how often HER2 was lost after trastuzumab, over the series that count it: the reason for a new biopsy."""
    lost = [each.lost for each in series if each.lost_after == TRASTUZUMAB and each.lost is not None]
    return Message(
        "Re-biopsy: after first-line trastuzumab HER2 was lost in {low} to {high} % of patients in {count} series, which differ.",
        low=min(lost),
        high=max(lost),
        count=len(lost),
    )
