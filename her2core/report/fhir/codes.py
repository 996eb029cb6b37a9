"""The codes of a case in FHIR: LOINC where it has one, a code system of this project for the rest."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any

from her2core.labels import capital
from her2core.language import Message, _
from her2core.report import entries
from her2core.status.case import NUMBERS, VOCABULARIES, Field, read_entry
from her2core.terms import Binary, IhcScore, IshResult, State, Tier

Element = dict[str, Any]

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
NOT_DONE = "not-performed"

PANEL = "74885-5"
STATUS = "48676-1"
TESTS = {
    Field.IHC: "18474-7",
    Field.ISH: "31150-6",
    Field.RATIO: "49683-6",
    Field.HER2_COPIES: "74860-8",
    Field.CEP17_COPIES: "74861-6",
}
SCORES = {IhcScore.ZERO: "LA6111-4", IhcScore.ONE: "LA11841-6", IhcScore.TWO: "LA11842-4", IhcScore.THREE: "LA11843-2"}

OWN = "urn:her2-gastric-board:"
ENTRY = OWN + "entry"
AS_ENTERED = OWN + "as-entered"
ABOVE = ">"
"""The comparator of a ratio that is only known to be above a limit."""
TIER = "csco-2025-tier"
"""The code of the tier, which others have stored: a later guideline is another code."""
TITLES: dict[str, str] = {
    **{field.value: title for field, title in entries.TITLES.items()},
    Field.IHC: Message("HER2 by IHC"),
    Field.ISH: Message("HER2 by ISH (FISH)"),
    "case": Message("The case as entered"),
    TIER: Message("CSCO 2025 tier"),
    "state": Message("State"),
}
WORDS: dict[Field, type[StrEnum]] = {**VOCABULARIES, Field.ISH: IshResult, Field.AREA_ISH: IshResult}
_CODED: tuple[type[StrEnum], ...] = (*WORDS.values(), Binary, State)
_SYSTEMS: dict[str, type[StrEnum]] = {
    TIER: Tier,
    **{re.sub(r"(?<=[a-z])(?=[A-Z])", "-", words.__name__).lower(): words for words in _CODED},
}
UNITS: dict[Field, tuple[str, str]] = {
    # field: UCUM code, and the unit in words; "1" is UCUM's own name for a plain number
    Field.RATIO: ("1", Message("HER2/CEP17")),
    Field.HER2_COPIES: ("1", Message("copies a nucleus")),
    Field.CEP17_COPIES: ("1", Message("copies a nucleus")),
    Field.NUCLEI: ("1", Message("nuclei")),
    Field.PERCENT: ("%", "%"),
    Field.CLUSTER: ("1", Message("tumour cells")),
    Field.SECOND_PERCENT: ("%", "%"),
    Field.SECOND_CLUSTER: ("1", Message("tumour cells")),
    Field.CPS: ("1", Message("score")),
}
# A number in this form is the same text after a FHIR decimal.
_PLAIN = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")


def system(words: type[StrEnum]) -> str:
    """Return the code system of a vocabulary."""
    return OWN + next(name for name, each in _SYSTEMS.items() if each is words)


def field_concept(field: str) -> Element:
    """Return the code of an entry: LOINC's, else this project's."""
    coding = (
        {"system": LOINC, "code": TESTS[field]}
        if isinstance(field, Field) and field in TESTS
        else {"system": ENTRY, "code": field}
    )
    return {"coding": [coding], "text": _(TITLES[field])}


def superseded_concept(field: Field) -> Element:
    """Return the code of a score or result that was entered beside the staining or the counts which stand for it."""
    return {"coding": [{"system": ENTRY, "code": field}], "text": _(TITLES[field])}


def word_concept(word: StrEnum) -> Element:
    """Return a word of the field, with its label."""
    if isinstance(word, IhcScore):
        return {"coding": [{"system": LOINC, "code": SCORES[word]}], "text": word.value}
    coding = {"system": system(type(word)), "code": word.value, "display": capital(word)}
    return {"coding": [coding], "text": capital(word)}


def absence(code: str, text: str) -> Element:
    """Return why there is no value."""
    return {"dataAbsentReason": {"coding": [{"system": ABSENT, "code": code}], "text": text}}


def value(field: Field, text: str) -> Element:
    """Return the value of an entry; "not done" is no value but the reason why there is none."""
    if field in NUMBERS:
        return {"valueQuantity": _quantity(field, text)}
    word = read_entry(field, text)
    assert isinstance(word, StrEnum)
    if word in (IhcScore.NOT_DONE, IshResult.NOT_DONE):
        return absence(NOT_DONE, capital(word))
    return {"valueCodeableConcept": word_concept(word)}


def _quantity(field: Field, text: str) -> Element:
    """The number exactly as it was entered; where its spelling is not FHIR's ("1.", "２.0"), the spelling too."""
    code, unit = UNITS[field]
    plain = unicodedata.normalize("NFKC", text).strip()
    quantity: Element = {
        "value": Decimal(plain.removeprefix(ABOVE).strip()),
        **({"comparator": ABOVE} if plain.startswith(ABOVE) else {}),
        "unit": _(unit),
        "system": UCUM,
        "code": code,
    }
    if not _PLAIN.fullmatch(text):
        quantity["extension"] = [{"url": AS_ENTERED, "valueString": text}]
    return quantity


def code_systems(resources: list[Element], language: str, version: str, date: str) -> list[Element]:
    """List the definitions of this project's codes that are used in `resources`."""
    used = set(_list_systems(resources))
    entries = [(code, _(title)) for code, title in TITLES.items()]
    concepts = {
        ENTRY: entries,
        **{OWN + name: [(word.value, capital(word)) for word in words] for name, words in _SYSTEMS.items()},
    }
    return [
        {
            "resourceType": "CodeSystem",
            "language": language,
            "url": url,
            "version": version,
            "name": "".join(part.capitalize() for part in url.removeprefix(OWN).split("-")),
            "status": "active",
            "date": date,
            "caseSensitive": True,
            "content": "complete",
            "concept": [{"code": code, "display": display} for code, display in words],
        }
        for url, words in concepts.items()
        if url in used
    ]


def _list_systems(part: Any) -> Iterator[str]:
    """Every code system named in a resource."""
    if isinstance(part, dict):
        if isinstance(part.get("system"), str):
            yield part["system"]
        for each in part.values():
            yield from _list_systems(each)
    elif isinstance(part, list):
        for each in part:
            yield from _list_systems(each)
