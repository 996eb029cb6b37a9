"""The case: what is entered about one tumour, and its form in a link. No identifier has a place in it.

A case is a plain mapping of field name to the text that was entered, the same in every language, so that it goes into a
link and comes back unchanged, faults and all.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import number, word
from her2core.status.notation import read_ihc, read_ish
from her2core.terms import CopyRule, Intensity, Probe, Setting, Specimen

Case = Mapping[str, str]


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class Controls(StrEnum):
    PASSED = "passed"
    FAILED = "failed"


class RecountZone(StrEnum):
    ON = "on"
    OFF = "off"


VOCABULARIES: dict[str, type[StrEnum]] = {
    "probe": Probe,
    "clusters": YesNo,
    "controls": Controls,
    "copy_rule": CopyRule,
    "recount_zone": RecountZone,
    "intensity": Intensity,
    "specimen": Specimen,
    "setting": Setting,
    "prior_trastuzumab": YesNo,
}
NUMBERS: dict[str, tuple[int, bool]] = {
    # field: (largest accepted, whole numbers only)
    "ratio": (100, False),
    "her2_copies": (1000, False),
    "cep17_copies": (1000, False),
    "nuclei": (100_000, True),
    "percent": (100, False),
    "cluster": (100_000, True),
    "cps": (100, False),
}
FIELDS = ("ihc", "ish", *VOCABULARIES, *NUMBERS)
COUNTS = ("ratio", "her2_copies", "cep17_copies", "nuclei", "clusters", "controls")
SETTINGS = ("probe", "copy_rule", "recount_zone")
STAINING = ("intensity", "percent", "cluster")


def laboratory(case: Case) -> dict[str, Any]:
    """The settings of the laboratory, as `interpret_ish` takes them."""
    return {
        "probe": case.get("probe", Probe.DUAL),
        "copy_rule": case.get("copy_rule", CopyRule.RATIO_OR_COPIES),
        "recount_zone": case.get("recount_zone") != RecountZone.OFF,
    }


def check(field: str, value: str) -> None:
    """Whether a field accepts this value.

    Raises
    ------
    InputError
        naming the field, what was given and what is accepted
    """
    if field == "ihc":
        read_ihc(value)
    elif field == "ish":
        read_ish(value)
    elif field in VOCABULARIES:
        word(field, VOCABULARIES[field], value)
    elif field in NUMBERS:
        most, whole = NUMBERS[field]
        number(field, value, at_most=most, whole=whole)
    else:
        raise InputError(field, value, Message(", ".join(FIELDS)), Message("there is no such field"))


def from_link(query: Mapping[str, str]) -> tuple[dict[str, str], list[InputError]]:
    """The case in a link, and what in it is not accepted.

    A number that is not accepted stays in the case, because its entry shows it beside the error; a word that is not
    accepted cannot be shown by its buttons and is only named.
    """
    case: dict[str, str] = {}
    faults: list[InputError] = []
    for field in FIELDS:
        value = query.get(field, "")
        if not value.strip():
            continue
        try:
            check(field, value)
        except InputError as fault:
            if field not in NUMBERS:
                faults.append(fault)
                continue
        case[field] = {"ihc": read_ihc, "ish": read_ish}.get(field, str)(value)
    return case, faults
