"""The case as FHIR R4B: a bundle of a diagnostic report, its observations, the specimen and the codes it uses.

Everything in it is "preliminary": FHIR's "final" means that an authorised person has verified the report, which an export
for decision support cannot say, however final the tier is. The state of the tier is a component of its observation.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup

from her2core.evidence import version
from her2core.labels import capital
from her2core.language import Message, _, using
from her2core.report.entries import readings
from her2core.report.fhir.codes import (
    LOINC,
    PANEL,
    STATUS,
    TESTS,
    TIER,
    TITLES,
    Element,
    absence,
    code_systems,
    field_concept,
    superseded_concept,
    value,
    word_concept,
)
from her2core.report.fhir.reading import case_from_fhir
from her2core.report.summary import APP, Summary, describe_status
from her2core.status.assessment import Assessment, assess
from her2core.status.case import COUNTS, SETTINGS, STAINING, Case, Field
from her2core.terms import Binary, Specimen

__all__ = ["case_from_fhir", "fhir_bundle"]

NOT_A_REPORT = Message(
    "Made for decision support from what was entered here; it is not the report of the laboratory and was verified by nobody."
)
NOT_IDENTIFIED = Message("The patient is not identified")
_METHODS = {Field.IHC: Message("Immunohistochemistry (IHC)"), Field.ISH: Message("In situ hybridisation (ISH)")}
_OF_TISSUE = (Field.SPECIMEN, Field.SITE, Field.DATE)
"""What stands with the specimen, not with its observations."""
_MEASURED = (Field.RATIO, Field.HER2_COPIES, Field.CEP17_COPIES)
_TAGS = {"zh": "zh-CN"}


def fhir_bundle(summary: Summary) -> bytes:
    """Build the case as a FHIR R4B bundle in JSON, in the language of the summary; `case_from_fhir` reads it back.

    Entries that cannot be used are left out, with the score or result that they stand for, and named in the conclusion.
    Blanks around an entry are no part of it.
    """
    from fhir.resources.R4B.bundle import Bundle

    with using(summary.language):
        written = _write(_bundle(summary))
    Bundle.model_validate(json.loads(written, parse_float=Decimal))
    return written.encode()


def _bundle(summary: Summary) -> Element:
    language = _TAGS.get(summary.language, summary.language)
    observations: dict[str, Element] = {}
    specimens: dict[str, Element] = {}
    for each, slot in _list_groups(summary):
        specimens[f"specimen{slot}"] = _specimen(each.assessment)
        for name, observation in _observations(each, slot).items():
            observations[name + slot] = {**observation, "specimen": _reference(summary, f"specimen{slot}")}
    report = _report(summary, list(observations), list(specimens))
    resources = {"report": report, **observations, **specimens}
    for resource in resources.values():
        resource["language"] = language
        resource["subject"] = {"display": _(NOT_IDENTIFIED)}
    systems = code_systems(list(resources.values()), language, version().version, summary.date)
    resources |= {system["url"]: system for system in systems}
    return {
        "resourceType": "Bundle",
        "language": language,
        "type": "collection",
        "timestamp": _time(summary),
        "entry": [{"fullUrl": _address(summary, name), "resource": each} for name, each in resources.items()],
    }


def _list_groups(summary: Summary) -> list[tuple[Summary, str]]:
    """Each specimen as it was entered, with the answer for it alone, and its name; what is of the patient stands with the first."""
    case = summary.assessment.entered
    slots = [slot for slot in ("", *case.further) if case.list_entries(slot)]
    if not case.further or not slots:
        return [(summary, "")]
    groups = []
    for place, slot in enumerate(slots):
        each = assess(case.select(slot) if not place else Case.parse(case.list_entries(slot)))
        groups.append((replace(summary, assessment=each, **describe_status(each)), f"-{slot}" if slot else ""))
    return groups


def _list_usable(assessment: Assessment) -> dict[Field, str]:
    """The entries that can be used. Counts or staining go as a whole, with the entry that they stand for."""
    case = assessment.case
    lost = {field for field in Field if case.fault(field)}
    if case.stained and not assessment.ihc:
        lost |= {*STAINING, Field.IHC}
    if case.counted and not assessment.ish:
        lost |= {*COUNTS, Field.ISH}
    return {field: case.text(field).strip() for field in Field if case.has(field) and field not in lost}


def _observations(summary: Summary, slot: str) -> dict[str, Element]:
    """Each test, the entries that have no code of their own, the overall status and the tier."""
    assessment = summary.assessment
    case = _list_usable(assessment)
    read: dict[Field, StrEnum | None] = {
        Field.IHC: assessment.ihc.score if assessment.ihc else None,
        Field.ISH: assessment.ish.result if assessment.ish else None,
    }
    lines = {Field.IHC: readings(replace(assessment, ish=None)), Field.ISH: readings(replace(assessment, ihc=None))}

    observations: dict[str, Element] = {}
    components = [
        {"code": superseded_concept(field) if field in TESTS else field_concept(field), **value(field, text)}
        for field, text in case.items()
        if field not in _OF_TISSUE and (field not in TESTS or read.get(field))
    ]
    if components:
        observations["case"] = _observation(field_concept("case"), component=components)
    for field in _MEASURED:
        if field in case:
            observations[field] = _observation(
                field_concept(field), **value(field, case[field]), method={"text": _(_METHODS[Field.ISH])}
            )
    for field, word in read.items():
        method = {"text": _(_METHODS[field])}
        if word:
            observations[field] = _observation(
                field_concept(field),
                **value(field, word),
                method=method,
                derivedFrom=[_reference(summary, name + slot) for name in _sources(field, case)],
                note=_notes(lines[field]),
            )
        elif field in case:
            observations[field] = _observation(field_concept(field), **value(field, case[field]), method=method)
    sources = [name for name in (Field.IHC, Field.ISH) if name in observations]
    return {**observations, **_answers(summary, [_reference(summary, name + slot) for name in sources])}


def _sources(field: Field, case: Mapping[Field, str]) -> list[str]:
    """The observations from which the score or the result was worked out."""
    if field is Field.IHC:
        return ["case"]
    others = {*COUNTS, *SETTINGS}.difference(_MEASURED)
    return [*(name for name in _MEASURED if name in case), *(["case"] if others & case.keys() else [])]


def _answers(summary: Summary, sources: list[Element]) -> dict[str, Element]:
    """The overall status and the tier."""
    csco = summary.assessment.csco
    binary = csco.binary or Binary.NOT_ASSIGNABLE
    status = (
        absence("unknown", capital(binary))
        if binary is Binary.NOT_ASSIGNABLE
        else {"valueCodeableConcept": word_concept(binary)}
    )
    tier = {"valueCodeableConcept": word_concept(csco.tier)} if csco.tier else absence("unknown", summary.tier)
    beneath = [] if csco.tier else [summary.beneath, *summary.missing]
    return {
        "status": _observation(
            {"coding": [{"system": LOINC, "code": STATUS}], "text": _("Overall HER2 status")},
            **status,
            derivedFrom=sources,
        ),
        "tier": _observation(
            field_concept(TIER),
            **tier,
            derivedFrom=sources,
            note=_notes(
                [*beneath, summary.reason, summary.basis, summary.comment, *_list_left_out(summary.assessment)]
            ),
            component=[
                {"code": field_concept("state"), "valueCodeableConcept": word_concept(summary.assessment.state)}
            ],
        ),
    }


def _observation(code: Element, **parts: Any) -> Element:
    """An observation without its empty parts."""
    given = {name: part for name, part in parts.items() if part}
    return {"resourceType": "Observation", "status": "preliminary", "code": code, **given}


def _specimen(assessment: Assessment) -> Element:
    case = assessment.case
    word = _list_usable(assessment).get(Field.SPECIMEN)
    kind = word_concept(Specimen(word)) if word else {"text": _("Tumour tissue; biopsy or resection was not entered")}
    collection = {
        **({"collectedDateTime": case.date} if case.date else {}),
        **({"bodySite": word_concept(case.site)} if case.site else {}),
    }
    return {"resourceType": "Specimen", "type": kind, **({"collection": collection} if collection else {})}


def _report(summary: Summary, results: list[str], specimens: list[str]) -> Element:
    conclusion = _conclusion(summary)
    return {
        "resourceType": "DiagnosticReport",
        "text": {"status": "generated", "div": _narrative(summary, conclusion)},
        "status": "preliminary",
        "code": {"coding": [{"system": LOINC, "code": PANEL}], "text": _("HER2 in gastric and GEJ adenocarcinoma")},
        "issued": _time(summary),
        "specimen": [_reference(summary, name) for name in specimens],
        "result": [_reference(summary, name) for name in results],
        "conclusion": "\n".join(conclusion),
        **({"presentedForm": [_attachment(summary)]} if summary.link else {}),
    }


def _attachment(summary: Summary) -> dict[str, object]:
    """The case in the app, where others can open it."""
    return {
        "contentType": "text/html",
        "language": _TAGS.get(summary.language, summary.language),
        "url": summary.link,
        "title": _("The case in {app}", app=APP),
        "creation": _time(summary),
    }


def _conclusion(summary: Summary) -> list[str]:
    """The answer, what was left out, and what every export carries."""
    specimens = summary.assessment.specimens or (summary.assessment,)
    return [
        summary.sentence,
        *(line for each in specimens for line in _list_left_out(each)),
        _(NOT_A_REPORT),
        summary.warning,
        summary.intended_use,
        f"{_(APP)} · {summary.date} · {summary.data_version}",
        *([summary.link] if summary.link else []),
    ]


def _list_left_out(assessment: Assessment) -> list[str]:
    """What cannot be used, and the entries that are left out because of it."""
    used = _list_usable(assessment)
    faulty = [f"{_title(fault.field)}: {_(fault.message)}" for fault in assessment.faults]
    named_already = {fault.field for fault in assessment.faults}
    others = [
        f"{_title(field)}: {text.strip()}"
        for field, text in assessment.case.entries.items()
        if field not in used and field not in named_already
    ]
    lines = [_("Cannot be used: {entry}", entry=each) for each in faulty]
    return lines + [_("Left out with it: {entry}", entry=each) for each in others]


def _title(field: str) -> str:
    return _(TITLES.get(field, field))


def _narrative(summary: Summary, conclusion: Iterable[str]) -> str:
    rows = (
        Markup("<tr><th>{}</th><td>{}</td></tr>").format(_xml(name), _xml(text)) for name, text in summary.entries.rows
    )
    paragraphs = [f"{summary.tier} {summary.beneath}".strip(), f"{summary.reason} {summary.basis}", *conclusion]
    return Markup('<div xmlns="http://www.w3.org/1999/xhtml"><table><tbody>{}</tbody></table>{}</div>').format(
        Markup("").join(rows), Markup("").join(Markup("<p>{}</p>").format(_xml(each)) for each in paragraphs)
    )


def _xml(text: str) -> str:
    """The text without the characters that no XML may hold."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _notes(lines: Iterable[str]) -> list[Element]:
    return [{"text": line} for line in lines if line]


def _reference(summary: Summary, name: str) -> Element:
    return {"reference": _address(summary, name)}


def _address(summary: Summary, name: str) -> str:
    """The name of a resource within its bundle: the same for the same export, and without anything of a person."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{summary.identity} {summary.made.isoformat()} {name}')}"


def _time(summary: Summary) -> str:
    return summary.made.isoformat(timespec="seconds")


def _write(part: Any) -> str:
    """JSON in which a decimal keeps every digit: 2.0 stays 2.0, which a float would not promise."""
    if isinstance(part, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{_write(each)}" for name, each in part.items()) + "}"
    if isinstance(part, list):
        return "[" + ",".join(map(_write, part)) + "]"
    if isinstance(part, Decimal):
        return format(part, "f")
    return json.dumps(part, ensure_ascii=False)
