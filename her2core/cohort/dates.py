"""Dates as archives write them: year first, day first, or with the name of the month."""

import re

_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR, _TIME = r"(?:199\d|20\d\d|2100)", r"(?:[T ]+\d.*)?"
_MONTHS = {
    # English, German, French and Spanish, by their first three letters.
    **dict.fromkeys("jan jän ene".split(), 1), **dict.fromkeys("feb fév fev".split(), 2), **dict.fromkeys("mar mär mrz".split(), 3),
    **dict.fromkeys("apr avr abr".split(), 4), **dict.fromkeys("may mai".split(), 5), **dict.fromkeys(["jun"], 6),
    **dict.fromkeys(["jul"], 7), **dict.fromkeys("aug aoû aou ago".split(), 8), **dict.fromkeys("sep".split(), 9),
    **dict.fromkeys("oct okt".split(), 10), **dict.fromkeys(["nov"], 11), **dict.fromkeys("dec dez déc dic".split(), 12),
}  # fmt: skip
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>{_YEAR})(?:(?P<mark>[-/.])(?P<month>{_MONTH})(?:(?P=mark)(?P<day>{_DAY}){_TIME})?)?",
        rf"(?P<year>{_YEAR})年(?:(?P<month>{_MONTH})月(?:(?P<day>{_DAY})[日号])?)?",
        rf"(?P<year>{_YEAR})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])",
        rf"(?P<day>{_DAY})(?P<mark>[-/.])(?P<month>{_MONTH})(?P=mark)(?P<year>{_YEAR}){_TIME}",
        rf"(?P<month>{_MONTH})(?P<mark>[-/.])(?P<day>{_DAY})(?P=mark)(?P<year>{_YEAR}){_TIME}",
        rf"(?P<month>{_MONTH})[-/.](?P<year>{_YEAR})",
        rf"(?P<day>{_DAY})\.?[- ](?P<name>[a-zäéû]{{3,10}})\.?[- ](?P<year>{_YEAR})",
        rf"(?P<name>[a-zäéû]{{3,10}})\.? (?:(?P<day>{_DAY}),? )?(?P<year>{_YEAR})",
    )
]
Date = tuple[int, int, int]
"""Year, month and day; 0 where a date does not say."""


def parse_date(text: str) -> Date | None:
    """Read a date; return None for anything else.

    A date with two numbers before the year is read day first; month first only where the second cannot be a month.

    >>> parse_date("05.03.2024"), parse_date("2024年3月"), parse_date("5-Mar-2024")
    ((2024, 3, 5), (2024, 3, 0), (2024, 3, 5))
    """
    for form in _FORMS:
        match = form.fullmatch(text.strip())
        if match is None:
            continue
        parts = match.groupdict()
        month = _MONTHS.get(parts["name"].lower()[:3]) if parts.get("name") else int(parts.get("month") or 0)
        if month is None:
            return None
        return int(parts["year"]), month, int(parts.get("day") or 0)
    return None
