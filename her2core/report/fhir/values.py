"""The values of observations as entries of a case: numbers with their units, and words by their codes or as they are written."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import read_printed
from her2core.report.fhir.codes import ABOVE, ABSENT, AS_ENTERED, LOINC, NOT_DONE, SCORES, UCUM, UNITS, WORDS, system
from her2core.report.fhir.foreign import load_foreign_codes
from her2core.report.fhir.tree import LONGEST, show_ascii
from her2core.status.case import COUNTS, NUMBERS, STAINING, Field, read_entry
from her2core.status.ish import interpret_ish
from her2core.terms import IhcScore

STANDS_FOR = {Field.IHC: STAINING, Field.ISH: COUNTS}
"""The score and the result, and the entries from which each may have been worked out."""
_RESULTS = (*STANDS_FOR, Field.AREA_IHC, Field.AREA_ISH)
_CONCEPT, _QUANTITY, _RATIO = "valueCodeableConcept", "valueQuantity", "valueRatio"
_SCORES = {code: score for score, code in SCORES.items()}
_ANNOTATION = re.compile(r"(?:1|#|\{[^{}]*\})?(?:/(?:1|#|\{[^{}]*\}))?")


def iter_codings(concept: Any) -> Iterator[tuple[str, str]]:
    """Yield the codes of a concept, each with its system."""
    for coding in (concept.coding if concept else None) or ():
        yield coding.system or "", coding.code or ""


_VALUES = ("valueQuantity", "valueCodeableConcept", "valueString", "valueBoolean", "valueInteger", "valueRange",
           "valueRatio", "valueSampledData", "valueTime", "valueDateTime", "valuePeriod")  # fmt: skip


def is_empty(element: Any) -> bool:
    return element.dataAbsentReason is None and all(getattr(element, name) is None for name in _VALUES)


def read_value(field: Field, element: Any) -> str | None:
    """Read the value of a field as it is entered in a case; None where it is absent for another reason than not being done.

    Raises
    ------
    InputError
        naming the field, what stands there and what is accepted
    """
    given = next((name for name in _VALUES if getattr(element, name) is not None), None)
    if element.dataAbsentReason is not None:
        if given:
            raise InputError(field, Message("a value and the reason why there is none"), Message("one of the two"))
        not_done = (ABSENT, NOT_DONE) in set(iter_codings(element.dataAbsentReason))
        return IhcScore.NOT_DONE.value if not_done and field in _RESULTS else None
    if field in NUMBERS:
        return _read_number(field, element, given)
    if given == "valueCodeableConcept":
        return read_word(field, element.valueCodeableConcept)
    if field in STANDS_FOR and given in ("valueString", "valueInteger"):
        return str(read_entry(field, str(getattr(element, given))))
    raise InputError(field, Message(given) if given else Message("nothing"), Message(_CONCEPT))


def _read_number(field: Field, element: Any, given: str | None) -> str:
    if given == "valueQuantity":
        return _number(field, element.valueQuantity)
    if given == "valueInteger":
        read_entry(field, str(element.valueInteger))
        return str(element.valueInteger)
    if given == "valueRatio" and field is Field.RATIO:
        return _ratio(element.valueRatio)
    raise InputError(field, Message(given) if given else Message("nothing"), Message(_QUANTITY))


def _ratio(ratio: Any) -> str:
    """A ratio of two quantities, as the one number that it is."""
    parts = (ratio.numerator, ratio.denominator)
    upper, lower = (Decimal(_number(Field.RATIO, part)) if part else None for part in parts)
    if upper is None or not lower:
        raise InputError(Field.RATIO, Message(_RATIO), Message("a numerator and a denominator above 0"))
    text = format(upper if lower == 1 else round(upper / lower, 6).normalize(), "f")
    read_entry(Field.RATIO, text)
    return text


def read_word(field: Field, concept: Any) -> str:
    """Read the word of a field out of a concept.

    Raises
    ------
    InputError
        where none, or several stand there
    """
    codings = set(iter_codings(concept))
    if field in STANDS_FOR and (written := _written(codings, concept)):
        return str(read_entry(field, written))
    if field in (Field.IHC, Field.AREA_IHC):
        words = {score.value for code, score in _SCORES.items() if (LOINC, code) in codings}
        accepted = "LOINC " + ", ".join(f"{code} ({score})" for code, score in _SCORES.items())
    else:
        where = system(WORDS[field])
        words = {word.value for word in WORDS[field] if (where, word.value) in codings}
        if field in _RESULTS:
            words |= {result.value for code, result in load_foreign_codes().results.items() if code in codings}
        accepted = f"{where}: {', '.join(WORDS[field])}"
    if len(words) != 1:
        given = ", ".join(sorted(code for _where, code in codings)) or concept.text or ""
        raise InputError(field, show_ascii(given), Message(accepted))
    return str(words.pop())


def _written(codings: set[tuple[str, str]], concept: Any) -> str | None:
    """What is written where no code of an answer stands: in words, or under a code of the house's own."""
    known = load_foreign_codes()
    systems = {*known.systems.values(), *(system(words) for words in WORDS.values())}
    if any(where in systems or code in known.answer_codes for where, code in codings):
        return None
    texts = [concept.text, *(coding.display for coding in concept.coding or ())]
    return next((str(text) for text in texts if text), None)


def _number(field: Field, quantity: Any) -> str:
    unit = UNITS[field][0]
    given = quantity.code or quantity.unit or ""
    is_known = bool(_ANNOTATION.fullmatch(given)) or given.lower() in load_foreign_codes().units
    plain = unit == "1" and (not given or is_known)
    if not (given == unit or plain) or (quantity.code and quantity.system not in (None, UCUM)):
        raise InputError(field, show_ascii(given), Message("the unit {unit} of UCUM", unit=unit))
    limit = quantity.comparator == ABOVE and field is Field.RATIO
    if (quantity.comparator and not limit) or quantity.value is None or abs(quantity.value.adjusted()) > LONGEST:
        shown = show_ascii(f"{quantity.comparator or ''}{'' if quantity.value is None else quantity.value}")
        raise InputError(field, shown, Message("an exact number"))
    text = f"{quantity.comparator or ''}{format(quantity.value, 'f')}"
    read_entry(field, text)
    if limit:
        interpret_ish(ratio=text)  # refuses a limit above which ratios have two results
    spelling = next((each.valueString for each in quantity.extension or () if each.url == AS_ENTERED), None)
    if spelling is None:
        return text
    if not is_same_number(field, spelling, text):
        raise InputError(field, show_ascii(spelling), Message(text))
    return str(spelling)


def is_same_number(field: Field, one: str, other: str) -> bool:
    """Tell whether two texts of a field are the same number."""
    first, second = (
        read_printed(field, each, NUMBERS[field][0], open_above=field is Field.RATIO) for each in (one, other)
    )
    if first is None or second is None:
        return first is second
    return (first.value, first.greatest is None) == (second.value, second.greatest is None)
