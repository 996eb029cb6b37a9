"""Counted signals before they are interpreted: totals over all nuclei become means."""

from fractions import Fraction
from functools import cache

from her2core.data_files import DATA, Model, read
from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import format_number, number
from her2core.terms import Basis

Means = tuple[object, object, object]
"""A ratio, and mean HER2 and CEP17 copies a nucleus, as `interpret_ish` takes them."""


class Totals(Model):
    """Above how many CEP17 signals a number is no mean a nucleus: any number, and one that is written whole."""

    cep17_copies: int
    whole_cep17_copies: int
    basis: Basis


@cache
def load_totals() -> Totals:
    """Load what tells totals from means."""
    return read(Totals, DATA / "totals.yaml")


def divide_totals(ratio: object, her2: object, cep17: object, nuclei: object) -> tuple[Means, Message | None]:
    """Calculate the means of signals that were totalled over the nuclei; means are returned as they were given.

    Returns
    -------
    the ratio and both means; what was divided, in words, or None

    Raises
    ------
    InputError
        if signals are too many to be means, and the nuclei to divide them by are missing or do not fit; or if a whole number
        of HER2 signals alone may be either
    """
    r = None if str(ratio).strip().startswith((">", "\uff1e")) else number("ratio", ratio)
    h, c, n = _numbers(her2, cep17, nuclei)
    centromeres = c if c is not None else h / r if h is not None and r else None
    if centromeres is None and h is not None and n and h >= n and r is None and _is_counted(her2, h):
        raise InputError("her2_copies", her2, _MEAN, Message("a mean or a total over the nuclei, nobody can tell"))
    if centromeres is None or not _is_above(centromeres, [her2] * (h is not None) + [cep17] * (c is not None)):
        return (ratio, her2, cep17), None
    whole = all(value is None or value.denominator == 1 for value in (h, c))
    if not n or not whole or _is_above(centromeres / n, []):
        field, given = ("cep17_copies", cep17) if c is not None else ("her2_copies", her2)
        raise InputError(field, given, _MEAN_OR_TOTALS, Message("more than a nucleus holds: a total over the nuclei"))
    if r is not None and h is not None and c and not _is_rounded(ratio, r, h / c):
        accepted = Message("{r}, which is HER2 / CEP17 = {h} / {c}", r=format_number(h / c), h=int(h), c=int(c))
        raise InputError("ratio", ratio, accepted, Message("it contradicts the copies"))
    both = h is not None and c is not None
    means: Means = (None if both else ratio, None if h is None else h / n, None if c is None else c / n)
    written = [(name, value) for name, value in (("HER2", h), ("CEP17", c)) if value is not None]
    divided = "; ".join(f"{name} {int(value)} / {int(n)} = {format_number(value / n)}" for name, value in written)
    return means, Message("Signals were totalled over the nuclei and divided: {divided}", divided=divided)


_MEAN = Message("mean HER2 copies a nucleus, with decimals")
_MEAN_OR_TOTALS = Message("mean copies a nucleus, or totals of whole signals with the nuclei counted")


def _numbers(her2: object, cep17: object, nuclei: object) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    return number("her2_copies", her2), number("cep17_copies", cep17), number("nuclei", nuclei, whole=True)


def _is_counted(given: object, value: Fraction) -> bool:
    """Whether a number is written as one that was counted: whole, and without decimals."""
    return value.denominator == 1 and "." not in str(given)


def _is_above(centromeres: Fraction, written: list[object]) -> bool:
    """Whether so many CEP17 signals are no mean a nucleus; fewer are enough where they are written as counted."""
    totals = load_totals()
    are_whole = bool(written) and all("." not in str(given) for given in written)
    return centromeres > (totals.whole_cep17_copies if are_whole else totals.cep17_copies)


def _is_rounded(given: object, value: Fraction, exact: Fraction) -> bool:
    """Whether a value as it was printed is another, rounded or cut off at its last digit."""
    decimals = len(str(given).partition(".")[2])
    return abs(value - exact) < Fraction(1, 10**decimals)
