"""ISH result from counts, dual or single probe. Every limit stands in `data/readings/`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import format_number, number, word
from her2core.status.decision_tables import Comment, Reading, ReadingTable, holds, reading_table
from her2core.status.signals import divide_totals
from her2core.terms import CopyRule, Flag, IshResult, Probe

DUAL, SINGLE = "ish-dual-probe", "ish-single-probe"


@dataclass(frozen=True)
class Step:
    """One line of the table as it was gone through: what it asks, and whether it applied."""

    row: str
    text: str
    applied: bool


@dataclass(frozen=True)
class Need:
    """A reading that is too low for a result, and how much is needed."""

    field: str
    least: Fraction


@dataclass(frozen=True)
class IshReading:
    """An ISH result with its way through the table.

    Attributes
    ----------
    result : the ISH result
    row : the row of the table that fired
    steps : the figures derived and the rows gone through, in order
    alternative : the result under the other copy-number rule
    comments : cautions; `flags` names them
    advice : what the table proposes where the result is equivocal
    needs : what must be entered anew for a result
    """

    result: IshResult
    row: str
    steps: tuple[Step, ...]
    alternative: IshResult
    comments: tuple[Comment, ...]
    advice: str | None
    source: str
    needs: Need | None = None

    @property
    def flags(self) -> tuple[Flag, ...]:
        return tuple(comment.flag for comment in self.comments)


def interpret_ish(
    ratio: object = None,
    her2_copies: object = None,
    cep17_copies: object = None,
    nuclei: object = None,
    clusters: bool = False,
    controls_passed: bool = True,
    probe: object = Probe.DUAL,
    copy_rule: object = CopyRule.RATIO_OR_COPIES,
    recount_zone: bool = True,
) -> IshReading:
    """Interpret counted nuclei as an ISH result.

    Parameters
    ----------
    ratio : HER2/CEP17; worked out from the copies where it is not given
    her2_copies, cep17_copies : mean signals a nucleus
    nuclei : how many nuclei were counted
    clusters : HER2 signals lie in clusters that cannot be counted
    controls_passed : internal and external controls are as expected
    probe : "dual", or "single" (HER2 alone)
    copy_rule : laboratory setting: "ratio or copies", or "ratio only" (ToGA, EMA)
    recount_zone : laboratory setting: whether 1.8 to 2.2 on fewer than 40 nuclei is equivocal

    Raises
    ------
    InputError
        if figures contradict each other, are impossible, or are too few for a result

    >>> interpret_ish(ratio=1.9, her2_copies=6.4, cep17_copies=3.4, nuclei=40).result.value
    'amplified'
    """
    chosen, rule = word("probe", Probe, probe), word("copy_rule", CopyRule, copy_rule)
    table = reading_table(DUAL if chosen is Probe.DUAL else SINGLE)
    (ratio, her2_copies, cep17_copies), divided = divide_totals(ratio, her2_copies, cep17_copies, nuclei)
    counts, derived = _counts(table, ratio, her2_copies, cep17_copies)
    derived = (*((Step("totals", divided, applied=True),) if divided else ()), *derived)
    readings: dict[str, Reading] = {
        **counts,
        "nuclei": number("nuclei", nuclei, whole=True),
        "clusters": "yes" if clusters else "no",
        "controls": "passed" if controls_passed else "failed",
        "recount_zone": "on" if recount_zone else "off",
    }
    reading = _run(table, {**readings, "copy_rule": rule.value})
    other = next(setting for setting in CopyRule if setting is not rule)
    alternative = _run(table, {**readings, "copy_rule": other.value}).result
    return replace(reading, steps=derived + reading.steps, alternative=alternative)


def _run(table: ReadingTable, readings: Mapping[str, Reading]) -> IshReading:
    row = table.first(readings)
    if row is None or row.result is None:
        dual = table.id == DUAL
        raise InputError(
            "ratio" if dual else "her2_copies",
            Message("nothing"),
            Message("a ratio, or mean HER2 and CEP17 copies") if dual else Message("mean HER2 copies a nucleus"),
        )
    passed = table.rows[: table.rows.index(row)]
    steps = (*(Step(r.id, r.says, applied=False) for r in passed), Step(row.id, row.says, applied=True))
    needs = Need(row.asks, row.least) if row.asks and row.least is not None else None
    comments = table.cautions(row, readings)
    return IshReading(row.result, row.id, steps, row.result, comments, row.advice, table.source, needs)


def _counts(
    table: ReadingTable, ratio: object, her2_copies: object, cep17_copies: object
) -> tuple[dict[str, Reading], tuple[Step, ...]]:
    """The ratio and both copy numbers, the third worked out from the other two, and the steps that did so."""
    r, h, c = number("ratio", ratio), number("her2_copies", her2_copies), number("cep17_copies", cep17_copies)
    if table.id == SINGLE:
        return {"her2_copies": h}, ()
    if c == 0:
        raise InputError("cep17_copies", cep17_copies, Message("a number above 0"))
    steps: tuple[Step, ...] = ()
    if r is not None and h is not None and c is not None:
        _check_triplet(table, r, h, c, ratio)
    elif r is None and h is not None and c is not None:
        r = h / c
        steps = (
            Step(
                "3",
                Message(
                    "Ratio = HER2 / CEP17 = {h} / {c} = {r}", h=format_number(h), c=format_number(c), r=format_number(r)
                ),
                True,
            ),
        )
    elif c is None and r and h is not None:
        c = h / r
        steps = (
            Step(
                "3",
                Message(
                    "CEP17 = HER2 / ratio = {h} / {r} = {c}", h=format_number(h), r=format_number(r), c=format_number(c)
                ),
                True,
            ),
        )
    elif h is None and r is not None and c is not None:
        h = r * c
        steps = (
            Step(
                "3",
                Message(
                    "HER2 = ratio x CEP17 = {r} x {c} = {h}", r=format_number(r), c=format_number(c), h=format_number(h)
                ),
                True,
            ),
        )
    return {"ratio": r, "her2_copies": h, "cep17_copies": c}, steps


def _check_triplet(table: ReadingTable, r: Fraction, h: Fraction, c: Fraction, given: object) -> None:
    tolerance = table.ratio_tolerance
    if tolerance is not None and abs(h / c - r) > tolerance:
        raise InputError(
            "ratio",
            given,
            Message(
                "{r}, which is HER2 / CEP17 = {h} / {c}, give or take {tolerance}",
                r=format_number(h / c),
                h=format_number(h),
                c=format_number(c),
                tolerance=format_number(tolerance),
            ),
            Message("it contradicts the copies"),
        )
    if table.impossible and holds(table.impossible, {"ratio": r, "her2_copies": h, "cep17_copies": c}):
        raise InputError(
            "ratio",
            given,
            Message("a ratio that goes with CEP17 {c} and the HER2 copies", c=format_number(c)),
            Message("it is impossible with {h} HER2 copies", h=format_number(h)),
        )
