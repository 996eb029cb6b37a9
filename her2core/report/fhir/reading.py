"""A case out of a FHIR R4B bundle: what was entered comes back, what was worked out from it does not."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import read_printed
from her2core.report.fhir.codes import (
    ABOVE,
    ABSENT,
    AS_ENTERED,
    ENTRY,
    LOINC,
    NOT_DONE,
    SCORES,
    STATUS,
    TESTS,
    TIER,
    TITLES,
    UCUM,
    UNITS,
    WORDS,
    system,
)
from her2core.status.case import COUNTS, NUMBERS, STAINING, Field, read_entry
from her2core.status.ish import interpret_ish
from her2core.terms import IhcScore, Specimen

LARGEST = 1_000_000
DEEPEST = 60
LONGEST = 40  # digits: far more than any entry has, and few enough to be written out
_FIELDS = {code: field for field, code in TESTS.items()}
_SCORES = {code: score for score, code in SCORES.items()}
_STANDS_FOR = {Field.IHC: STAINING, Field.ISH: COUNTS}
_NAMES = frozenset(Field)
_NO_LONGER = {"entered-in-error", "cancelled"}
_ANNOTATION = re.compile(r"\{[^{}]*\}(/\{[^{}]*\})?")
_BUNDLE = Message("a FHIR R4B bundle in JSON (UTF-8), as this app exports it")


@dataclass(frozen=True)
class _Answer:
    """An observation or a component of one, with the entry that it is; `sources` are what it was worked out from."""

    field: Field
    text: str
    names: tuple[str, ...]
    sources: tuple[str, ...]


def case_from_fhir(content: bytes) -> dict[str, str]:
    """Read the case in a bundle: every value is one that `her2core.status.case.read_entry` accepts.

    A score that refers to staining in the same bundle, and a result that refers to counts, was worked out and is not
    taken as entered. Nothing about a person is read.

    Raises
    ------
    InputError
        naming the entry, or the place in the bundle, for anything that cannot be read
    """
    bundle = _validate(_tree(content))
    entries = [(each.fullUrl, each.resource) for each in bundle.entry or () if each.resource]
    observations = [
        (url, resource)
        for url, resource in entries
        if resource.get_resource_type() == "Observation" and resource.status not in _NO_LONGER
    ]
    parts = [part for url, observation in observations for part in _parts(url, observation)]
    _check_results(parts, [observation for _url, observation in observations])
    case: dict[Field, str] = {}
    for _url, resource in entries:
        if resource.get_resource_type() == "Specimen" and resource.type:
            _add_specimen(case, resource.type)
    for part in _drop_derived(parts):
        _add(case, part.field, part.text)
    return {field.value: case[field] for field in Field if field in case}


def _check_results(parts: list[_Answer], observations: list[Any]) -> None:
    """Whether the bundle is about HER2, and says how an overall status came about."""
    if not any(_is_about_her2(observation) for observation in observations):
        codes = ", ".join((*TESTS.values(), STATUS))
        raise InputError("entry", Message("no observation of HER2"), Message("LOINC {codes}", codes=codes))
    results = {Field.IHC, Field.ISH, *STAINING, *COUNTS}
    if not any(part.field in results for part in parts) and any(map(_status, observations)):
        codes = ", ".join((TESTS[Field.IHC], TESTS[Field.ISH]))
        raise InputError("entry", Message("an overall status alone"), Message("LOINC {codes}", codes=codes))


def _drop_derived(parts: list[_Answer]) -> list[_Answer]:
    """The parts without each score that was worked out from staining here, and each result from counts here."""
    holders = {
        field: {name for part in parts if part.field in basis for name in part.names}
        for field, basis in _STANDS_FOR.items()
    }
    return [part for part in parts if holders.get(part.field, set()).isdisjoint(part.sources)]


def _tree(content: bytes) -> Any:
    if len(content) > LARGEST:
        raise InputError("size", Message("{n} bytes", n=len(content)), Message("at most {n} bytes", n=LARGEST))
    try:
        tree = json.loads(content.decode("utf-8-sig"), parse_float=_decimal, parse_constant=_decimal)
    except (ValueError, ArithmeticError, RecursionError) as fault:
        raise InputError("file", Message("a file that is not JSON in UTF-8"), _BUNDLE, _ascii(fault)) from None
    if not isinstance(tree, dict) or tree.get("resourceType") != "Bundle":
        kind = tree.get("resourceType") if isinstance(tree, dict) else type(tree).__name__
        raise InputError("resourceType", _ascii(kind), Message("Bundle"))
    _check_depth(tree)
    return tree


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite() or abs(value.adjusted()) > LONGEST or len(text) > 2 * LONGEST:
        raise ValueError(f"number {text[:40]}")
    return value


def _check_depth(tree: Any) -> None:
    level = [tree]
    for _depth in range(DEEPEST):
        level = [
            inner
            for part in level
            for inner in (part.values() if isinstance(part, dict) else part if isinstance(part, list) else ())
        ]
        if not level:
            return
    raise InputError(
        "file", Message("more than {n} levels", n=DEEPEST), _BUNDLE, Message("it is nested too deep to be a report")
    )


def _validate(tree: Any) -> Any:
    from fhir.resources.R4B.bundle import Bundle
    from pydantic import ValidationError

    try:
        return Bundle.model_validate(tree)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_context=False)[0]
        path = _ascii(".".join(map(str, first["loc"]))) or "Bundle"
        raise InputError(path, _ascii(first["input"]), Message("FHIR R4B"), _ascii(first["msg"])) from None
    except Exception as fault:  # what the models stumble over is as malformed as what they refuse
        raise InputError("Bundle", _ascii(fault), Message("FHIR R4B")) from None


def _ascii(given: object) -> str:
    """Foreign text that can be shown anywhere."""
    return str(given)[:200].encode("ascii", "backslashreplace").decode()


def _codings(concept: Any) -> Iterator[tuple[str, str]]:
    for coding in (concept.coding if concept else None) or ():
        yield coding.system or "", coding.code or ""


def _is_about_her2(observation: Any) -> bool:
    """Whether it says something about HER2, in itself or in a component."""
    concepts = [observation.code, *(component.code for component in observation.component or ())]
    return any(
        (where == LOINC and code in {*TESTS.values(), STATUS}) or where == ENTRY
        for concept in concepts
        for where, code in _codings(concept)
    )


def _status(observation: Any) -> bool:
    codes = set(_codings(observation.code))
    return bool(codes & {(LOINC, STATUS), (ENTRY, TIER)}) and not observation.dataAbsentReason


def _field(concept: Any) -> Field | None:
    """The entry that a code names."""
    for where, code in _codings(concept):
        if where == LOINC and code in _FIELDS:
            return _FIELDS[code]
        if where == ENTRY and code in _NAMES:
            return Field(code)
        if where == ENTRY and code not in TITLES:
            raise InputError("code", _ascii(code), Message(", ".join(TITLES)))
    return None


def _parts(url: str | None, observation: Any) -> Iterator[_Answer]:
    names = tuple(name for name in (url, observation.id and f"Observation/{observation.id}") if name)
    sources = tuple(each.reference for each in observation.derivedFrom or () if each.reference)
    others = observation.component or ()
    elements = [*others] if _empty(observation) and (others or observation.hasMember) else [observation, *others]
    for element in elements:
        field = _field(element.code)
        text = _text(field, element) if field else None
        if field and text is not None:
            yield _Answer(field, text, names, sources if element is observation else ())


_VALUES = ("valueQuantity", "valueCodeableConcept", "valueString", "valueBoolean", "valueInteger", "valueRange",
           "valueRatio", "valueSampledData", "valueTime", "valueDateTime", "valuePeriod")  # fmt: skip


def _empty(element: Any) -> bool:
    return element.dataAbsentReason is None and all(getattr(element, name) is None for name in _VALUES)


def _text(field: Field, element: Any) -> str | None:
    """The value as it is entered in a case; None where it is absent for another reason than not being done."""
    given = next((name for name in _VALUES if getattr(element, name) is not None), None)
    if element.dataAbsentReason is not None:
        if given:
            raise InputError(field, Message("a value and the reason why there is none"), Message("one of the two"))
        not_done = (ABSENT, NOT_DONE) in set(_codings(element.dataAbsentReason))
        return IhcScore.NOT_DONE.value if not_done and field in _STANDS_FOR else None
    wanted = "valueQuantity" if field in NUMBERS else "valueCodeableConcept"
    if given != wanted:
        raise InputError(field, Message(given) if given else Message("nothing"), Message(wanted))
    return _number(field, element.valueQuantity) if field in NUMBERS else _word(field, element.valueCodeableConcept)


def _word(field: Field, concept: Any) -> str:
    codings = set(_codings(concept))
    if field is Field.IHC:
        words = {score.value for code, score in _SCORES.items() if (LOINC, code) in codings}
        accepted = "LOINC " + ", ".join(f"{code} ({score})" for code, score in _SCORES.items())
    else:
        where = system(WORDS[field])
        words = {word.value for word in WORDS[field] if (where, word.value) in codings}
        accepted = f"{where}: {', '.join(WORDS[field])}"
    if len(words) != 1:
        given = ", ".join(sorted(code for _where, code in codings)) or concept.text or ""
        raise InputError(field, _ascii(given), Message(accepted))
    return str(words.pop())


def _number(field: Field, quantity: Any) -> str:
    unit = UNITS[field][0]
    given = quantity.code or quantity.unit or ""
    plain = unit == "1" and (not given or _ANNOTATION.fullmatch(given))
    if not (given == unit or plain) or (quantity.code and quantity.system not in (None, UCUM)):
        raise InputError(field, _ascii(given), Message("the unit {unit} of UCUM", unit=unit))
    limit = quantity.comparator == ABOVE and field is Field.RATIO
    if (quantity.comparator and not limit) or quantity.value is None or abs(quantity.value.adjusted()) > LONGEST:
        shown = _ascii(f"{quantity.comparator or ''}{'' if quantity.value is None else quantity.value}")
        raise InputError(field, shown, Message("an exact number"))
    text = f"{quantity.comparator or ''}{format(quantity.value, 'f')}"
    read_entry(field, text)
    if limit:
        interpret_ish(ratio=text)  # refuses a limit above which ratios have two results
    spelling = next((each.valueString for each in quantity.extension or () if each.url == AS_ENTERED), None)
    if spelling is None:
        return text
    if not _is_same_number(field, spelling, text):
        raise InputError(field, _ascii(spelling), Message(text))
    return str(spelling)


def _is_same_number(field: Field, one: str, other: str) -> bool:
    first, second = (
        read_printed(field, each, NUMBERS[field][0], open_above=field is Field.RATIO) for each in (one, other)
    )
    if first is None or second is None:
        return first is second
    return (first.value, first.greatest is None) == (second.value, second.greatest is None)


def _add_specimen(case: dict[Field, str], kind: Any) -> None:
    where = system(Specimen)
    if any(each == where for each, _code in _codings(kind)):
        _add(case, Field.SPECIMEN, _word(Field.SPECIMEN, kind))


def _add(case: dict[Field, str], field: Field, text: str) -> None:
    read_entry(field, text)
    before = case.setdefault(field, text)
    same = _is_same_number(field, before, text) if field in NUMBERS else before == text
    if not same:
        raise InputError(
            field, Message("{one} and {other}", one=before, other=text), Message("one value for one specimen")
        )
