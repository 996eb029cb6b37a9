"""What a file in `data/trials/` may hold. Unknown keys are faults; so is a figure that contradicts itself."""

import re
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from her2core.data_files import Model
from her2core.evidence.population_limits import PopulationLimits
from her2core.terms import (
    AgentClass,
    Allocation,
    Analysis,
    Endpoint,
    Measure,
    Role,
    Setting,
    SourceKind,
    Tier,
    TiersBasis,
    TrialStatus,
)

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=32, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
# A figure keeps the form in which it is written: 14 and 14.0 are printed as such.
Figure = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)]
Percent = Annotated[Figure, Field(ge=0, le=100)]
Count = Annotated[int, Field(strict=True, ge=0)]
Interval = Annotated[
    tuple[Figure | None, Figure | None],
    Field(description="[low, high]; null = not given; of a median not reached, not reached"),
]
Tiers = Annotated[tuple[Tier, ...], Field(min_length=1)]
Verified = Literal["once", "twice"]
PdL1Assay = Literal["CPS", "TAP"]


class Source(Model):
    """Where figures were read."""

    id: Id
    citation: Text
    year: int | None = Field(None, ge=1990, le=2100)
    doi: str | None = Field(None, pattern=r"^10\.\d{4,9}/\S+$")
    pmid: str | None = Field(None, pattern=r"^\d{6,8}$")
    kind: SourceKind
    data_cutoff: str | None = Field(None, pattern=r"\d{4}-\d{2}-\d{2}")
    read_in: Text | None = None
    follow_up: Annotated[tuple[Figure, ...], Field(min_length=1, max_length=2)] | None = Field(
        None, description="median follow-up in months: of all, or of the experimental and the control arm"
    )

    @property
    def link(self) -> str | None:
        """The address under which the source is found."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else None


class Arm(Model):
    """A group of patients treated alike; `short` is its label where there is no room for all of it."""

    id: Id
    label: Text
    short: ShortText | None = None
    role: Role
    n: Count | None = None
    drugs: tuple[Text, ...]
    classes: tuple[AgentClass, ...]
    anti_her2: tuple[Text, ...]


class Outcome(Model):
    """One reported efficacy figure of one arm; `value: null` is a median not reached."""

    endpoint: Endpoint
    at_months: Count | None = None
    population: Text
    tiers: Tiers
    arm: Id
    value: Figure | None
    unit: Literal["percent", "months"]
    ci: Interval | None = None
    ci_level: Literal[80, 90, 95, 99] = 95
    upper: Literal["not reached"] | None = Field(
        None, description="not reached: the source says why the upper limit is missing (also printed as not estimable)"
    )
    n: Count | None = None
    responders: Count | None = None
    confirmed: bool | None = None
    assessor: Literal["independent", "investigator"] | None = None
    analysis: Analysis
    source_review: bool = Field(False, description="a result that the source review singles out")
    pan_tumour: bool = Field(False, description="the population is not gastric alone: never charted")
    pdl1_assay: PdL1Assay | None = Field(None, description="how PD-L1 was counted, where it makes the population")
    caution: Text | None = Field(None, description="what must be known before this figure is read beside others")
    source: Id
    verified: Verified

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        _inside(self.value, self.ci)
        if self.unit == "percent":
            for name, figure in (
                ("value", self.value),
                ("ci", (self.ci or (None, None))[0]),
                ("ci", (self.ci or (None, None))[1]),
            ):
                if figure is not None and not 0 <= figure <= 100:
                    raise ValueError(f"{name}: {figure} is no percentage")
            if self.value is None:
                raise ValueError("value: a rate cannot be 'not reached'")
        if self.unit == "months" and self.at_months is not None:
            raise ValueError("at_months: a time has no landmark")
        if self.unit == "months" and self.value is not None and self.value < 0:
            raise ValueError(f"value: {self.value} months is negative")
        if self.upper and (self.ci is None or self.ci[1] is not None):
            raise ValueError("upper: the interval has an upper limit, or there is none")
        if self.responders is not None and self.n:
            _is_rate(self.responders, self.n, self.value)
        return self


class Comparison(Model):
    """One reported contrast between two arms.

    Attributes
    ----------
    printed : the value as its source prints it, where that has fewer decimals than its kind usually has
    p_sided : 1 where the p value is one-sided
    contrast : "biomarker" where both groups had the same drug: the value is no effect of treatment
    """

    endpoint: Endpoint
    at_months: Count | None = None
    population: Text
    tiers: Tiers
    experimental: Id
    control: Id
    measure: Measure
    value: Figure
    printed: Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")] | None = None
    ci: Interval | None = None
    ci_level: Literal[80, 90, 95, 99] = 95
    p: Figure | Annotated[str, StringConstraints(pattern=r"^[<>=]\s?\d")] | None = None
    p_sided: Literal[1, 2] | None = None
    p_interaction: Figure | None = None
    contrast: Literal["biomarker"] | None = None
    n: Count | None = None
    analysis: Analysis
    pan_tumour: bool = False
    pdl1_assay: PdL1Assay | None = None
    caution: Text | None = None
    source: Id
    verified: Verified

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        _inside(self.value, self.ci)
        if self.measure is not Measure.DIFFERENCE and self.value <= 0:
            raise ValueError(f"value: a ratio of {self.value} is impossible")
        if self.experimental == self.control:
            raise ValueError(f"control: {self.control!r} is compared with itself")
        if self.printed is not None and float(self.printed) != self.value:
            raise ValueError(f"printed: {self.printed} is not the value, {self.value}")
        if self.p_sided is not None and self.p is None:
            raise ValueError("p_sided: no p is given")
        return self


class AdverseEvent(Model):
    """How often one event was reported in one arm, in percent of patients. Missing is not reported, never 0."""

    arm: Id
    event: Text
    population: Text | None = None
    any_grade: Percent | None = None
    grade_3_plus: Percent | None = None
    grade_3_4: Percent | None = None
    n: Count | None = None
    treatment_related: bool | None = None
    pan_tumour: bool = False
    source: Id
    verified: Verified

    @model_validator(mode="after")
    def _severe_is_part_of_all(self) -> Self:
        for name in ("grade_3_plus", "grade_3_4"):
            severe = getattr(self, name)
            if severe is not None and self.any_grade is not None and severe > self.any_grade:
                raise ValueError(f"{name}: {severe} is above any_grade, {self.any_grade}")
        return self


class TrialDisagreement(Model):
    """Where sources give different figures; `endpoints` are the charts it stands beside."""

    about: Text
    endpoints: tuple[Endpoint, ...]
    says: Annotated[tuple[Text, ...], Field(min_length=1)]
    reading: Text


class Benefit(Model):
    """A published score of clinical benefit. Scores of different scales or versions are not the same measure."""

    scale: Text
    version: Text
    score: Text
    form: Text
    population: Text
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")] | None = None
    source: Text
    verified: Verified


class Trial(Model):
    """One trial or series."""

    id: Id
    name: Text
    short: ShortText | None = Field(None, description="the name where there is no room for all of it")
    registry: (
        Annotated[str, StringConstraints(pattern=r"^(NCT\d{8}|jRCTs?\d+|UMIN\d+|ChiCTR\d+|CTR\d+)( / NCT\d{8})?$")]
        | None
    ) = None
    phase: Text
    design: Text
    allocation: Allocation
    setting: Setting
    regions: Annotated[tuple[Text, ...], Field(min_length=1)]
    enrolment: Count | None = None
    her2_eligibility: Text
    tiers: Tiers
    tiers_basis: TiersBasis = Field(
        TiersBasis.STATED, description='assumed: the source says "HER2-positive" alone, and the high tier is assumed'
    )
    primary_endpoint: Text | None = None
    status: TrialStatus
    approval: Text | None = None
    benefit: tuple[Benefit, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    arms: Annotated[tuple[Arm, ...], Field(min_length=1)]
    populations: tuple[PopulationLimits, ...] = ()
    outcomes: tuple[Outcome, ...]
    comparisons: tuple[Comparison, ...]
    safety: tuple[AdverseEvent, ...]
    disagreements: tuple[TrialDisagreement, ...] = ()
    note: Text

    @model_validator(mode="after")
    def _ids_exist(self) -> Self:
        arms, sources = [arm.id for arm in self.arms], [source.id for source in self.sources]
        for name, ids in (("arms", arms), ("sources", sources)):
            if len(set(ids)) < len(ids):
                raise ValueError(f"{name}: an id stands twice")
        reported = {each.population for each in self.outcomes} | {each.population for each in self.comparisons}
        faults = [
            f"populations: no figure is of {name!r}"
            for each in self.populations
            for name in each.names
            if name not in reported
        ]
        for name in ("outcomes", "comparisons", "safety"):
            for place, figure in enumerate(getattr(self, name)):
                for key in ("arm", "experimental", "control"):
                    if hasattr(figure, key) and getattr(figure, key) not in arms:
                        faults.append(f"{name}.{place}.{key}: no arm {getattr(figure, key)!r}")
                if figure.source not in sources:
                    faults.append(f"{name}.{place}.source: no source {figure.source!r}")
                if hasattr(figure, "tiers") and not set(figure.tiers) <= set(self.tiers):
                    faults.append(f"{name}.{place}.tiers: not among the trial's tiers")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def arm(self, id: str) -> Arm:
        """Return the arm of that id."""
        return next(arm for arm in self.arms if arm.id == id)

    def source(self, id: str) -> Source:
        """Return the source of that id."""
        return next(source for source in self.sources if source.id == id)

    def limits_of(self, population: str) -> PopulationLimits | None:
        """Return what limits a population beyond its tiers; None where nothing does."""
        return next((each for each in self.populations if population in each.names), None)

    @property
    def registry_link(self) -> str | None:
        """The registry entry, where the registry is ClinicalTrials.gov."""
        match = re.search(r"NCT\d{8}", self.registry or "")
        return f"https://clinicaltrials.gov/study/{match[0]}" if match else None


def _inside(value: Figure | None, interval: tuple[Figure | None, Figure | None] | None) -> None:
    low, high = interval or (None, None)
    if value is None:
        if high is not None:
            raise ValueError("ci: the upper limit of a median that was not reached cannot be known")
        return
    if (low is not None and low > value) or (high is not None and high < value):
        raise ValueError(f"value: {value} is outside its interval, {low} to {high}")


def _is_rate(responders: int, n: int, value: Figure | None) -> None:
    """Papers round or truncate, so a rate may differ by less than one unit of its last printed digit."""
    if responders > n:
        raise ValueError(f"responders: {responders} of {n}")
    decimals = len(str(value).partition(".")[2]) if isinstance(value, float) else 0
    if value is not None and abs(100 * responders / n - value) >= 10**-decimals:
        raise ValueError(f"responders: {responders}/{n} is {100 * responders / n:.2f} %, the value is {value}")
