"""Definitions of HER2 status as decision tables over IHC and ISH, and the classification of one case by them.

Each definition is one file in `data/rules/`. A table names every one of the 5 x 5 inputs once, so that what is shown is
what is run.
"""

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Literal, Self

from pydantic import PrivateAttr, model_validator

from her2core.data_files import DATA, Model, read_folder, refuse
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.decision_tables import Row, holds
from her2core.status.notation import read_ihc, read_ish
from her2core.terms import Basis, Binary, Flag, IhcScore, IshResult, State, Tier

Met = Literal["met", "not met", "undetermined"]
INPUTS = tuple(product(IhcScore, IshResult))
"""Every pair of an IHC score and an ISH result, the missing ones included."""

_RESOLVED_IHC = tuple(score for score in IhcScore if score is not IhcScore.NOT_DONE)
_RESOLVED_ISH = (IshResult.AMPLIFIED, IshResult.NOT_AMPLIFIED)
RESOLVED = tuple(product(_RESOLVED_IHC, _RESOLVED_ISH))
"""Every pair of a score and a result once both are known."""


class StatusRow(Row):
    """One line of a definition: for these scores and results, this answer."""

    tier: Tier | None = None
    binary: Binary | None = None
    met: Met | None = None
    state: State
    flags: tuple[Flag, ...] = ()
    reason: str
    comment: str | None = None


class Disagreement(Model):
    """What sources say differently, and how this collection reads it."""

    about: str
    says: tuple[str, ...]
    reading: str


class Definition(Model):
    """One definition of HER2 status.

    `kind` is "tiers" (CSCO), "binary" (positive, negative, equivocal) or "criterion" (met, not met). `counterpart` are
    the CSCO tiers that name the same patients, so that a difference can be marked.
    """

    id: str
    order: int
    kind: Literal["tiers", "binary", "criterion"]
    name: str
    used_by: str
    source: str
    counterpart: tuple[Tier, ...] = ()
    rows: tuple[StatusRow, ...]
    disagreements: tuple[Disagreement, ...] = ()
    _by_input: dict[tuple[IhcScore, IshResult], StatusRow] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _is_total(self) -> Self:
        for ihc, ish in INPUTS:
            fired = [row for row in self.rows if holds(row.when, {"ihc": ihc.value, "ish": ish.value})]
            if len(fired) != 1:
                raise ValueError(f"IHC {ihc}, ISH {ish}: {len(fired)} rows apply, 1 is needed")
            self._by_input[ihc, ish] = fired[0]
        for row in self.rows:
            if row not in self._by_input.values():
                raise ValueError(f"row {row.id}: no input reaches it")
            if (row.met if self.kind == "criterion" else row.binary) is None:
                raise ValueError(f"row {row.id}: the answer is missing")
        return self

    def row(self, ihc: IhcScore, ish: IshResult) -> StatusRow:
        """Find the row that answers for this input."""
        return self._by_input[ihc, ish]

    def expand(self) -> dict[tuple[IhcScore, IshResult], StatusRow]:
        """Spread the table over every input."""
        return dict(self._by_input)


@dataclass(frozen=True)
class Classification:
    """HER2 status of one case by one definition.

    Attributes
    ----------
    tier : the CSCO tier; None while undetermined, and under definitions that have no tiers
    binary : positive, negative, equivocal or not assignable; None under a criterion
    met : under a criterion, whether it is met; None otherwise
    state : final, or what is still needed
    possible : the tiers still possible, from most to least expression
    flags : cautions; they change no tier
    row : the row of the decision table that fired
    reason, comment, source : why, what to consider, and who says so
    basis : "stated" by the source, or our "reading" where it is silent
    """

    definition: str
    ihc: IhcScore
    ish: IshResult
    tier: Tier | None
    binary: Binary | None
    met: Met | None
    state: State
    possible: tuple[Tier, ...]
    flags: tuple[Flag, ...]
    row: str
    reason: str
    comment: str | None
    source: str
    basis: Basis

    @property
    def answer(self) -> str:
        """The word that answers: the tier ("undetermined" while open), the class, or whether the criterion is met."""
        if self.met is not None:
            return self.met
        if self.possible:
            return self.tier.value if self.tier else "undetermined"
        return str(self.binary)


def classify(
    ihc: object = IhcScore.NOT_DONE, ish: object = IshResult.NOT_DONE, definition: str | None = None
) -> Classification:
    """Classify one case by one definition.

    Parameters
    ----------
    ihc, ish : enumerations, or what laboratories write ("2+", "FISH-", ...); missing is "not done"
    definition : the id of a file in `data/rules/`; where None, the one that gives tiers

    Raises
    ------
    InputError
        a ValueError naming the field, the value and what is accepted

    >>> classify(ihc="2+", ish="not amplified").tier.value
    'intermediate'
    """
    score, result, rules = read_ihc(ihc), read_ish(ish), find(definition)
    row = rules.row(score, result)
    return Classification(
        definition=rules.id,
        ihc=score,
        ish=result,
        tier=row.tier,
        binary=row.binary,
        met=row.met,
        state=row.state,
        possible=_possible(rules, score, result) if rules.kind == "tiers" else (),
        flags=row.flags,
        row=row.id,
        reason=row.reason,
        comment=row.comment,
        source=rules.source,
        basis=row.basis,
    )


def list_outcomes(ihc: IhcScore, ish: IshResult) -> tuple[tuple[IhcScore, IshResult], ...]:
    """List every pair of a score and a result that a case may turn out to be, once what is missing is known."""
    scores = _RESOLVED_IHC if ihc is IhcScore.NOT_DONE else (ihc,)
    results = (ish,) if ish in _RESOLVED_ISH else _RESOLVED_ISH
    return tuple(product(scores, results))


def _possible(rules: Definition, ihc: IhcScore, ish: IshResult) -> tuple[Tier, ...]:
    """The tiers reached by every way in which the missing results could still turn out."""
    reached = {rules.row(*outcome).tier for outcome in list_outcomes(ihc, ish)}
    return tuple(tier for tier in Tier if tier in reached)


def differs(other: Classification, csco: Classification) -> bool:
    """Tell whether another definition answers otherwise than its counterpart among the CSCO tiers."""
    counterpart = set(find(other.definition).counterpart)
    inside = {tier in counterpart for tier in csco.possible}
    expected = inside.pop() if len(inside) == 1 else None
    answered = {"met": True, "positive": True, "not met": False, "negative": False}.get(other.answer)
    return answered is not expected


@cache
def definitions() -> tuple[Definition, ...]:
    """Load every definition in `data/rules/`, the one that gives tiers first."""
    rules, faults = read_folder(Definition, DATA / "rules")
    rules.sort(key=lambda definition: definition.order)
    if not faults and [each.kind for each in rules[:1]] != ["tiers"]:
        faults.append("rules: the definition of the lowest order is the default, and must give tiers")
    refuse(faults)
    return tuple(rules)


def find(id: str | None = None) -> Definition:
    """Find the definition of that id, or the one that gives tiers, by which a case is classified unless another is asked for.

    Raises
    ------
    InputError
        naming the ids that there are
    """
    if id is None:
        return definitions()[0]
    for definition in definitions():
        if definition.id == id:
            return definition
    raise InputError("definition", id, Message(", ".join(definition.id for definition in definitions())))
