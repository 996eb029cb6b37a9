"""ISH result from counts, dual or single probe. Every limit stands in `data/readings/`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import Printed, format_number, number, read_printed, word
from her2core.status.decision_tables import Bounds, Comment, Reading, ReadingTable, reading_table
from her2core.status.signals import divide_totals
from her2core.terms import COPY_RULE, CopyRule, Flag, IshResult, Probe

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
    advice : what the table proposes where counting gave no result
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
    copy_rule: object = COPY_RULE,
    recount_zone: bool = True,
) -> IshReading:
    """Interpret counted nuclei as an ISH result.

    Parameters
    ----------
    ratio : HER2/CEP17, also as ">20"; worked out from the copies where it is not given
    her2_copies, cep17_copies : mean signals a nucleus
    nuclei : how many nuclei were counted; unknown counts as few
    clusters : HER2 signals lie in clusters that cannot be counted
    controls_passed : internal and external controls are as expected
    probe : "dual", or "single" (HER2 alone)
    copy_rule : laboratory setting: "ratio only" (CACA 2023, ToGA, Hofmann 2008, EU label) or "ratio or copies" (Allina
        Health, NCCN)
    recount_zone : laboratory setting: whether 1.8 to below 2.2 on fewer than 40 nuclei is equivocal

    Numbers may be texts, which hold the digits that were printed ("10.00"), `Decimal` or other numbers.

    Raises
    ------
    InputError
        if figures contradict each other by more than rounding of their digits allows, are impossible, or give no result

    >>> interpret_ish(ratio="1.9", her2_copies="6.4", cep17_copies="3.4", nuclei=40).result.value
    'not amplified'
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
    reading = _run(table, {**readings, "copy_rule": rule.value}, ratio)
    other = next(setting for setting in CopyRule if setting is not rule)
    alternative = _run(table, {**readings, "copy_rule": other.value}, ratio).result
    return replace(reading, steps=derived + reading.steps, alternative=alternative)


def _run(table: ReadingTable, readings: Mapping[str, Reading], ratio: object) -> IshReading:
    row = table.first(readings)
    if row is None or row.result is None:
        dual = table.id == DUAL
        raise InputError(
            "ratio" if dual else "her2_copies",
            Message("nothing"),
            Message("a ratio, or mean HER2 and CEP17 copies") if dual else Message("mean HER2 copies a nucleus"),
        )
    limits = row.when.get("ratio")
    if _is_open(ratio) and isinstance(limits, Bounds) and limits.has_upper:
        raise InputError(
            "ratio", ratio, Message("a number, or > before one above which every ratio gives the same result")
        )
    passed = table.rows[: table.rows.index(row)]
    steps = (*(Step(r.id, r.says, applied=False) for r in passed), Step(row.id, row.says, applied=True))
    needs = Need(row.asks, row.least) if row.asks and row.least is not None else None
    comments = table.cautions(row, readings)
    return IshReading(row.result, row.id, steps, row.result, comments, row.advice, table.source, needs)


def _is_open(ratio: object) -> bool:
    printed = read_printed("ratio", ratio, open_above=True)
    return printed is not None and printed.greatest is None


def _counts(
    table: ReadingTable, ratio: object, her2_copies: object, cep17_copies: object
) -> tuple[dict[str, Reading], tuple[Step, ...]]:
    """The ratio and both copy numbers, the third worked out from the other two, and the steps that did so."""
    h = read_printed("her2_copies", her2_copies)
    if table.id == SINGLE:
        return {"her2_copies": h.value if h else None}, ()
    r = read_printed("ratio", ratio, open_above=True)
    c = read_printed("cep17_copies", cep17_copies)
    if c and c.value == 0:
        raise InputError("cep17_copies", cep17_copies, Message("a number above 0"))
    if r and h and c:
        _check_triplet(r, h, c, ratio)
    given = {"ratio": r, "her2_copies": h, "cep17_copies": c}
    values = {name: printed.value if printed else None for name, printed in given.items()}
    if r and r.greatest is None:
        return {**values}, ()  # a third figure cannot be worked out from a limit
    derived = _derive(**values)
    return {**values, **{name: value for name, value, _text in derived}}, tuple(
        Step("4", text, applied=True) for _name, _value, text in derived
    )


def _derive(
    ratio: Fraction | None, her2_copies: Fraction | None, cep17_copies: Fraction | None
) -> list[tuple[str, Fraction, Message]]:
    """The third of the three figures, where the other two are given, and how it was worked out."""
    if ratio is None and her2_copies is not None and cep17_copies:
        value = her2_copies / cep17_copies
        text = Message("Ratio = HER2 / CEP17 = {h} / {c} = {r}", **_formatted(value, her2_copies, cep17_copies))
        return [("ratio", value, text)]
    if cep17_copies is None and her2_copies is not None and ratio:
        value = her2_copies / ratio
        text = Message("CEP17 = HER2 / ratio = {h} / {r} = {c}", **_formatted(ratio, her2_copies, value))
        return [("cep17_copies", value, text)]
    if her2_copies is None and ratio is not None and cep17_copies is not None:
        value = ratio * cep17_copies
        text = Message("HER2 = ratio x CEP17 = {r} x {c} = {h}", **_formatted(ratio, value, cep17_copies))
        return [("her2_copies", value, text)]
    return []


def _formatted(ratio: Fraction, her2: Fraction, cep17: Fraction) -> dict[str, str]:
    return {"r": format_number(ratio), "h": format_number(her2), "c": format_number(cep17)}


def _check_triplet(r: Printed, h: Printed, c: Printed, given: object) -> None:
    """Refuse a ratio that no rounding of the printed digits explains."""
    assert h.greatest is not None and c.greatest is not None, "only a ratio may be given as a limit"
    least, greatest = h.least / c.greatest, h.greatest / c.least if c.least else None
    if (greatest is None or r.least <= greatest) and (r.greatest is None or least <= r.greatest):
        return
    copies = Message("HER2 / CEP17 = {h} / {c}", h=format_number(h.value), c=format_number(c.value))
    accepted = (
        Message("{least} or more, which rounding allows for {copies}", least=format_number(least), copies=copies)
        if greatest is None
        else Message(
            "{least} to {greatest}, which rounding allows for {copies}",
            least=format_number(least),
            greatest=format_number(greatest),
            copies=copies,
        )
    )
    sentence = c.value and Message(
        "{ratio} does not fit {h} / {c} = {quotient}: correct one of the three",
        ratio=format_number(r.value),
        h=format_number(h.value),
        c=format_number(c.value),
        quotient=f"{float(h.value / c.value):.2f}",
    )
    raise InputError("ratio", given, accepted, Message("it contradicts the copies"), sentence or None)
