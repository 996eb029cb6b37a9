"""What files in `data/guidance/` may hold. An approval or a position without a source is a fault."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from her2core.data_files import Model
from her2core.evidence.models import Id, Text, Verified
from her2core.status.definitions import definitions
from her2core.terms import Agency, Guideline, Setting, Tier

NOT_RESTATED, ANY_HER2 = "not-restated", "none"
PartialDate = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Approval(Model):
    """One approval of an agency, or an application that it has accepted.

    Attributes
    ----------
    agents : ids of files in `data/agents/`, or names of agents that have none
    her2_definition : the id of the definition that the label uses; "not-restated" where it only says "HER2-positive",
        "none" where any HER2 status is treated
    pdl1 : "none", or the CPS that the label asks for ("CPS >= 1")
    date : of the approval, as exactly as it is held; None is not held
    """

    agents: Annotated[tuple[Id, ...], Field(min_length=1)]
    region: Agency
    setting: Annotated[tuple[Setting, ...], Field(min_length=1)]
    prior_therapy: Text
    her2_definition: Id
    her2_text: Text
    pdl1: Annotated[str, StringConstraints(pattern=r"^(none|CPS >= \d+)$")]
    date: PartialDate | None
    kind: Literal["full", "conditional"] | None
    status: Literal["approved", "under review"]
    source: Text
    verified: Verified
    note: Text

    @model_validator(mode="after")
    def _definition_exists(self) -> Self:
        known = {definition.id for definition in definitions()} | {NOT_RESTATED, ANY_HER2}
        if self.her2_definition not in known:
            raise ValueError(f"her2_definition: no definition {self.her2_definition!r}")
        return self

    @property
    def least_cps(self) -> int | None:
        """The PD-L1 CPS that the label asks for, or None where it does not."""
        match = re.search(r"\d+", self.pdl1)
        return int(match[0]) if match else None


class Position(Model):
    """What one edition of a guideline says of one regimen in one line.

    `grade` is given as printed; None is not read. `superseded` positions are history.
    """

    guideline: Guideline
    edition: Text
    setting: Setting | Literal["testing"]
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]
    condition: Text | None
    regimen: Text
    agents: tuple[Id, ...]
    grade: Text | None
    anti_her2: bool
    source: Text
    verified: Verified
    superseded: bool = False
    note: Text | None


class ApprovalFile(Model):
    """`data/guidance/approvals/`: one file an agency."""

    id: Id
    region: Agency
    approvals: tuple[Approval, ...]

    @model_validator(mode="before")
    @classmethod
    def _each_has_the_region(cls, content: Any) -> Any:
        return _share(content, "region", "approvals")


class PositionFile(Model):
    """`data/guidance/positions/`: one file a guideline."""

    id: Id
    guideline: Guideline
    positions: tuple[Position, ...]

    @model_validator(mode="before")
    @classmethod
    def _each_has_the_guideline(cls, content: Any) -> Any:
        return _share(content, "guideline", "positions")


def _share(content: Any, key: str, rows: str) -> Any:
    """What stands once at the head of a file holds for each of its rows."""
    if not isinstance(content, dict) or not isinstance(content.get(rows), list):
        return content
    shared = {key: content.get(key)}
    return {**content, rows: [{**row, **shared} if isinstance(row, dict) else row for row in content[rows]]}
