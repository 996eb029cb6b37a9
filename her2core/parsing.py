"""Words and numbers as people enter them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from her2core.errors import InputError
from her2core.language import Message

LARGEST = 100_000
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
W = TypeVar("W", bound=StrEnum)


class Entries(Mapping[str, str]):
    """Texts by name, as they were entered, which nobody can change; equal to any mapping of the same texts.

    >>> Entries({"ihc": "2+"}) == {"ihc": "2+"}
    True
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._texts = dict(texts or {})

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Entries({self._texts})"


def word(field: str, vocabulary: type[W], given: object) -> W:
    """Read the member of `vocabulary` that was entered.

    Raises
    ------
    InputError
        naming the accepted words
    """
    try:
        return vocabulary(str(given))
    except ValueError:
        raise InputError(field, given, Message(", ".join(vocabulary))) from None


def number(field: str, given: object, at_most: int = LARGEST, whole: bool = False) -> Fraction | None:
    """Read the exact number that was entered, or None where nothing was.

    Raises
    ------
    InputError
        if it is no number, negative, above `at_most`, or not whole where it counts something
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    accepted = (
        Message("a whole number from 0 to {most}", most=at_most)
        if whole
        else Message("a number from 0 to {most}, with a point for decimals", most=at_most)
    )
    text = unicodedata.normalize("NFKC", str(given)).strip()
    try:
        if isinstance(given, Fraction):
            value = given
        elif isinstance(given, bool) or len(text) > 20 or "/" in text or "_" in text or "e" in text.lower():
            raise ValueError
        else:
            value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise InputError(field, given, accepted) from None
    if not 0 <= value <= at_most or (whole and value.denominator != 1):
        raise InputError(field, given, accepted)
    return value


@dataclass(frozen=True)
class Printed:
    """A number as it was printed, with the least and the greatest number that rounding prints with these digits.

    Attributes
    ----------
    value : the number; of ">20" its limit
    least, greatest : what it may have been before it was rounded; `greatest` is None where there is no limit (">20")
    """

    value: Fraction
    least: Fraction
    greatest: Fraction | None


def read_printed(field: str, given: object, at_most: int = LARGEST, open_above: bool = False) -> Printed | None:
    """Read a number with the precision of its printed digits, or None where nothing was entered.

    A text and a `Decimal` hold their digits ("10.00"). Other numbers have lost trailing zeros: 4 and 4.0 are one number,
    read as printed with a decimal at least; a `Fraction` is exact. `open_above` accepts ">20" too.

    Raises
    ------
    InputError
        as `number` does

    >>> read_printed("ratio", "2.0").least == Fraction("1.95")
    True
    """
    text = unicodedata.normalize("NFKC", str(given)).strip()
    if open_above and isinstance(given, str) and text.startswith(">"):
        limit = number(field, text[1:], at_most)
        if limit is None:
            raise InputError(
                field, given, Message("a number from 0 to {most}, with a point for decimals", most=at_most)
            )
        return Printed(limit, limit, None)
    value = number(field, given, at_most)
    if value is None:
        return None
    if isinstance(given, Fraction):
        return Printed(value, value, value)
    decimals = len(text.partition(".")[2])
    half = Fraction(1, 2 * 10 ** (decimals if isinstance(given, str | Decimal) else max(decimals, 1)))
    return Printed(value, max(value - half, Fraction(0)), value + half)


def read_date(field: str, text: str) -> str:
    """Read a date as it is compared: a year, a month or a day.

    Raises
    ------
    InputError
        naming what is accepted

    >>> read_date("date", "2026-01")
    '2026-01'
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _DATE.fullmatch(plain)
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part or 1) for part in match.groups())
        date(year, month, day)
    except ValueError:
        raise InputError(field, text, Message("a date as 2026, 2026-01 or 2026-01-31")) from None
    return plain


def format_number(value: Fraction, digits: int = 3) -> str:
    """Format a number for reading: at most `digits` decimals, no trailing zeros; "≈" stands where it is not exact.

    >>> printed(Fraction(64, 34))
    '≈ 1.882'
    """
    rounded = round(value, digits)
    text = f"{float(rounded):.{digits}f}".rstrip("0").rstrip(".")
    return text if rounded == value else f"≈ {text}"
