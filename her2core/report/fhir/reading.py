"""Cases out of a FHIR bundle: what was entered comes back, what was worked out from it does not, and what is not used is named."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.report.fhir.codes import ENTRY, LOINC, SCORES, STATUS, TESTS, TIER, TITLES, WORDS, system
from her2core.report.fhir.foreign import load_foreign_codes
from her2core.report.fhir.tree import list_resources, resolve, show_ascii
from her2core.report.fhir.values import STANDS_FOR, is_empty, is_same_number, iter_codings, read_value, read_word
from her2core.status.case import COUNTS, NUMBERS, SHARED, STAINING, Case, Field, read_entry

SHOWN = 10
"""So many codes that are not used are named."""
DAY = len("2026-01-31")
_NAMES = frozenset(Field)
_NO_LONGER = {"entered-in-error", "cancelled"}
_WORKED_OUT = {(LOINC, STATUS), (ENTRY, TIER), (ENTRY, "case"), (ENTRY, "state")}


@dataclass(frozen=True)
class SpecimenCase:
    """What a bundle says of one specimen: its address, or "" where none is named, and the text of each entry."""

    specimen: str
    case: dict[str, str]


@dataclass(frozen=True)
class FhirCases:
    """The cases in a bundle, one a specimen, and what in it is not used, in words."""

    cases: tuple[SpecimenCase, ...]
    unused: tuple[Message, ...]


@dataclass(frozen=True)
class _Answer:
    """An observation or a component of one, with the entry that it is; `sources` are what it was worked out from."""

    field: Field
    text: str
    names: tuple[str, ...]
    sources: tuple[str, ...]
    specimen: str


def case_from_fhir(content: bytes) -> dict[str, str]:
    """Read the case in a bundle: every value is one that `her2core.status.case.read_entry` accepts.

    Raises
    ------
    InputError
        naming the entry, or the place in the bundle, for anything that cannot be read; and where specimens are more than a case
        may have
    """
    return read_case(content)[0]


def read_case(content: bytes) -> tuple[dict[str, str], tuple[Message, ...]]:
    """Read the case in a bundle with each of its specimens, and what in it is not used, in words.

    What is of the patient is that of the first specimen with it.

    Raises
    ------
    InputError
        as `case_from_fhir`
    """
    read = read_fhir(content)
    first, *others = read.cases
    case, unused = Case.parse(first.case), list(read.unused)
    for each in others:
        of_patient = {name: text for name, text in each.case.items() if name in SHARED}
        for name, text in of_patient.items():
            if not case.has(Field(name)):
                case = case.enter(Field(name), text)
            elif case.text(Field(name)) != text:
                unused.append(Message("{field} {given} of another specimen", field=name, given=text))
        case = case.add_specimen({name: text for name, text in each.case.items() if name not in SHARED})
    return dict(case.entries), tuple(unused)


def read_fhir(content: bytes) -> FhirCases:
    """Read the cases in a bundle, one a specimen.

    A score that refers to staining in the same bundle, and a result that refers to counts, was worked out and is not
    taken as entered. Nothing about a person is read.

    Raises
    ------
    InputError
        naming the entry, or the place in the bundle, for anything that cannot be read
    """
    resources = list_resources(content)
    every = [(url, each) for url, each in resources if each.get_resource_type() == "Observation"]
    observations = [(url, each) for url, each in every if each.status not in _NO_LONGER]
    specimens = _list_specimens(resources)
    parts = [part for url, each in observations for part in _parts(url, each, specimens)]
    _check_results(parts, [each for _url, each in observations])
    kept = _drop_derived(parts)
    tissues = {url: each for url, each in resources if each.get_resource_type() == "Specimen"}
    has_entries = {part.specimen for part in kept if part.field is not Field.SPECIMEN}
    # A tier of ours names a specimen of which no result is entered yet.
    of_each = [(_name_specimen(url, each, specimens), _is_tier(each)) for url, each in observations]
    named = list(dict.fromkeys(name for name, is_tier in of_each if name in has_entries or is_tier))
    if len([name for name in named if name]) <= 1:
        # What names no specimen is of the only one there is.
        name = next((name for name in named if name), "")
        cases = [SpecimenCase(name, _case(kept, [tissues[name]] if name in tissues else list(tissues.values())))]
    else:
        cases = [
            SpecimenCase(
                name, _case([p for p in kept if p.specimen == name], [tissues[name]] if name in tissues else [])
            )
            for name in named
        ]
    return FhirCases(tuple(cases), tuple(_list_unused(every, cases)))


def _case(parts: Sequence[_Answer], tissues: Sequence[Any]) -> dict[str, str]:
    case: dict[Field, str] = {}
    for each in tissues:
        _add_tissue(case, each)
    for part in parts:
        _add(case, part.field, part.text)
    return {field.value: case[field] for field in Field if field in case}


def _list_specimens(resources: Sequence[tuple[str, Any]]) -> dict[str, str]:
    """The address of each specimen, by every name that a reference may use."""
    names: dict[str, str] = {}
    for url, each in resources:
        if each.get_resource_type() == "Specimen":
            names |= {name: url or f"Specimen/{each.id}" for name in (url, f"Specimen/{each.id}") if name}
    return names


def _list_unused(every: Sequence[tuple[str, Any]], cases: Sequence[SpecimenCase]) -> Iterator[Message]:
    """What stands in observations and is not used: withdrawn ones, those of other things, a result that counts stand for."""
    withdrawn = sum(each.status in _NO_LONGER for _url, each in every)
    if withdrawn:
        yield Message("{count} observations were withdrawn", count=withdrawn)
    others: Counter[str] = Counter()
    for _url, each in every:
        if each.status in _NO_LONGER:
            continue
        for element in (each, *(each.component or ())):
            codes = list(iter_codings(element.code))
            is_read = _field(element.code) is not None or _WORKED_OUT & set(codes)
            if not is_read and not is_empty(element):
                named = ", ".join(f"{_name(where)} {code}" for where, code in codes)
                others[named or str((element.code and element.code.text) or "")] += 1
            if element is each and each.interpretation and _field(each.code) in NUMBERS:
                others["interpretation"] += 1
    for code, count in others.most_common(SHOWN):
        yield Message("{code}: not used ({count})", code=show_ascii(code), count=count)
    if len(others) > SHOWN:
        yield Message("{count} more codes: not used", count=len(others) - SHOWN)
    for each in cases:
        if Field.ISH in each.case and any(field in each.case for field in COUNTS):
            yield Message("ISH {result}: counts stand for it", result=each.case[Field.ISH])


def _name(where: str) -> str:
    known = {address: name for name, address in load_foreign_codes().systems.items()}
    return known.get(where, where).upper() if where in known else where


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
        for field, basis in STANDS_FOR.items()
    }
    return [part for part in parts if holders.get(part.field, set()).isdisjoint(part.sources)]


def _is_about_her2(observation: Any) -> bool:
    """Whether it says something about HER2, in itself or in a component."""
    concepts = [observation.code, *(component.code for component in observation.component or ())]
    return any(
        (where, code) in load_foreign_codes().fields or (where, code) == (LOINC, STATUS) or where == ENTRY
        for concept in concepts
        for where, code in iter_codings(concept)
    )


def _status(observation: Any) -> bool:
    codes = set(iter_codings(observation.code))
    return bool(codes & {(LOINC, STATUS), (ENTRY, TIER)}) and not observation.dataAbsentReason


def _field(concept: Any) -> Field | None:
    """The entry that a code names."""
    for where, code in iter_codings(concept):
        if (where, code) in load_foreign_codes().fields:
            return load_foreign_codes().fields[where, code]
        if where == ENTRY and code in _NAMES:
            return Field(code)
        if where == ENTRY and code not in TITLES:
            raise InputError("code", show_ascii(code), Message(", ".join(TITLES)))
    return None


def _parts(url: str, observation: Any, specimens: dict[str, str]) -> Iterator[_Answer]:
    names = tuple(name for name in (url, observation.id and f"Observation/{observation.id}") if name)
    sources = tuple(resolve(each.reference, url) for each in observation.derivedFrom or () if each.reference)
    specimen = _name_specimen(url, observation, specimens)
    others = observation.component or ()
    elements = [*others] if is_empty(observation) and (others or observation.hasMember) else [observation, *others]
    for element in elements:
        field = _field(element.code) or _scored(element)
        text = read_value(field, element) if field else None
        if field and text is not None:
            yield _Answer(field, text, names, sources if element is observation else (), specimen)


def _name_specimen(url: str, observation: Any, specimens: Mapping[str, str]) -> str:
    """Name the specimen that an observation is of; "" where it names none."""
    reference = observation.specimen.reference if observation.specimen else None
    named = resolve(reference, url) if reference else ""
    return specimens.get(named, named)


def _is_tier(observation: Any) -> bool:
    return (ENTRY, TIER) in set(iter_codings(observation.code))


def _scored(element: Any) -> Field | None:
    """IHC where the overall status holds an IHC score, as some houses write it."""
    if (LOINC, STATUS) not in set(iter_codings(element.code)) or element.valueCodeableConcept is None:
        return None
    codes = set(iter_codings(element.valueCodeableConcept))
    return Field.IHC if codes & {(LOINC, code) for code in SCORES.values()} else None


def _add_tissue(case: dict[Field, str], tissue: Any) -> None:
    """What a specimen is, where and when it was taken; of a time, the day."""
    collection = tissue.collection
    for field, concept in ((Field.SPECIMEN, tissue.type), (Field.SITE, collection and collection.bodySite)):
        where = system(WORDS[field])
        if concept and any(each == where for each, _code in iter_codings(concept)):
            _add(case, field, read_word(field, concept))
    if collection and collection.collectedDateTime is not None:
        _add(case, Field.DATE, str(collection.collectedDateTime)[:DAY])


def _add(case: dict[Field, str], field: Field, text: str) -> None:
    read_entry(field, text)
    before = case.setdefault(field, text)
    same = is_same_number(field, before, text) if field in NUMBERS else before == text
    if not same:
        raise InputError(
            field, Message("{one} and {other}", one=before, other=text), Message("one value for one specimen")
        )
