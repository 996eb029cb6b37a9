"""`python -m her2core classify --specimen "date=2024-03 ihc=3+"`: the status of several specimens of one patient."""

import json
import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.status.assessment import Assessment, assess
from her2core.status.case import FURTHER, OF_SPECIMEN, Case, Field
from her2core.status.definitions import Classification, classify
from her2core.status.specimen_text import format_specimen
from her2core.status.specimens import describe_specimen, describe_treatment, explain_evaluable, is_heterogeneous

KIND = "kind"
"""What the kind of a specimen is called here, beside the name of its field."""
KEYS = {**{name.value: name for name in OF_SPECIMEN}, KIND: Field.SPECIMEN}
AsJson = Callable[[Classification], dict[str, object]]


def classify_specimens(
    given: Sequence[str], definition: str | None, as_json: AsJson | None, as_text: Callable[[Classification], str]
) -> int:
    """Print the status of each specimen, the newest first, which leads, and whether they differ; return the exit status.

    Parameters
    ----------
    given : one text a specimen: pairs of key and value, quoted where a value holds a blank
    definition : the id of a file in `data/rules/`; where None, the one that gives tiers
    as_json, as_text : how a classification is printed; as text where `as_json` is None

    Raises
    ------
    InputError
        naming the specimen and the key of what is not accepted
    """
    print_specimens(assess(read_specimens(given)), definition, as_json, as_text)
    return 0


def read_specimens(given: Sequence[str]) -> Case:
    """Read specimens from texts such as "date=2026-01 site=liver kind='cell block' ihc=2+".

    Raises
    ------
    InputError
        naming the specimen, the key, what was given and what is accepted
    """
    most = len(FURTHER) + 1
    if len(given) > most:
        raise InputError("specimen", len(given), Message("at most {most} specimens", most=most))
    first, *further = (read_specimen(text, place) for place, text in enumerate(given, 1))
    return Case.parse({**first, **dict(zip(FURTHER, map(format_specimen, further), strict=False))})


def read_specimen(text: str, place: int) -> Mapping[str, str]:
    """Read one specimen; `place` is its number, by which faults name it.

    Raises
    ------
    InputError
        naming the specimen, the key, what was given and what is accepted
    """
    name = f"specimen {place}"
    pairs = Message("pairs of key=value, quoted where a value holds a blank")
    try:
        parts = shlex.split(text)
    except ValueError as fault:
        raise InputError(name, text, pairs, str(fault)) from None
    entries: dict[str, str] = {}
    for part in parts:
        key, equals, value = part.partition("=")
        if not equals or not value.strip():
            raise InputError(name, part, pairs)
        if key not in KEYS:
            raise InputError(f"{name}, {key}", value, Message(", ".join(KEYS)), Message("there is no such key"))
        if KEYS[key] in entries:
            raise InputError(f"{name}, {key}", value, Message("one value"), Message("it stands there several times"))
        entries[KEYS[key].value] = value
    if not entries:
        raise InputError(name, text, pairs)
    for each in assess(entries).faults:
        given = KIND if each.field == Field.SPECIMEN and KIND in text else each.field
        raise InputError(f"{name}, {given}", each.given, each.accepted, each.problem)
    return entries


def print_specimens(
    assessment: Assessment, definition: str | None, as_json: AsJson | None, as_text: Callable[[Classification], str]
) -> None:
    """Print the status of each specimen of a case, the newest first, which leads, and whether they differ."""
    specimens = assessment.specimens or (assessment,)
    if as_json:
        print(json.dumps(_as_json(assessment, specimens, definition, as_json), ensure_ascii=False, indent=2))
        return
    for each in specimens:
        lines = [f"specimen: {describe_specimen(each.case)}{_mark(assessment, each)}"]
        lines += [f"taken: {treatment}"] if (treatment := describe_treatment(each.case)) else []
        lines.append(as_text(_classify(each, definition)))
        lines += (
            ["a second area was read otherwise: heterogeneous; no tier is changed"] if is_heterogeneous(each) else []
        )
        print("\n".join(lines) + "\n")
    if not assessment.lead:
        return
    print(f"leading: {assessment.lead.why}")
    print(f"the specimens {'differ' if assessment.differ else 'do not differ'}; each keeps its own answer")
    for difference in _list_differences(assessment):
        print(f"{difference['specimen']}: {', '.join(difference['pairs']) or 'no kind of pair with published figures'}")
        for each in difference["published"]:
            print(f"  published: {each['text']}")


def _mark(assessment: Assessment, specimen: Assessment) -> str:
    if specimen is assessment.leading:
        return " (leading)"
    evaluable, says = explain_evaluable(specimen)
    return "" if evaluable else f" (cannot lead: {says})"


def _as_json(
    assessment: Assessment, specimens: Sequence[Assessment], definition: str | None, as_json: AsJson
) -> dict[str, object]:
    written = [{**as_json(_classify(each, definition)), **_describe(each)} for each in specimens]
    single = 0 if not assessment.specimens and explain_evaluable(assessment)[0] else None
    place = assessment.lead.place if assessment.lead else single
    return {
        "leading": None if place is None else written[place],
        "why": assessment.lead.why if assessment.lead else None,
        "tied": list(assessment.lead.tied) if assessment.lead else [],
        "differ": assessment.differ,
        "differences": _list_differences(assessment),
        "specimens": written,
    }


def _describe(specimen: Assessment) -> dict[str, object]:
    case = specimen.case
    evaluable, says = explain_evaluable(specimen)
    return {
        "date": case.date,
        "site": case.site,
        "kind": case.specimen,
        "after": case.after,
        "evaluable": evaluable,
        "why_not": None if evaluable else says,
        "heterogeneous": is_heterogeneous(specimen),
        "case": dict(case.entries),
    }


def _list_differences(assessment: Assessment) -> list[dict[str, Any]]:
    if not assessment.differences:
        return []
    from her2core.guidance.specimen_changes import list_frequencies

    return [
        {
            "specimen": describe_specimen(each.specimen.case),
            "older": each.is_older,
            "pairs": list(each.pairs),
            "published": [
                {"pair": one.pair, "change": one.change, "text": one.describe(), "series": one.series.id}
                for one in list_frequencies(each)
            ],
        }
        for each in assessment.differences
    ]


def _classify(specimen: Assessment, definition: str | None) -> Classification:
    for fault in specimen.faults:
        raise fault
    return classify(specimen.csco.ihc, specimen.csco.ish, definition)
