"""What is typed about a case of the list, made fit to be kept, or refused with its reason."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from her2core.board.entry import LIMITS, Draft
from her2core.board.identifiers import INSTEAD, PROBLEMS, Where, find_identifier, find_name
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.case import FURTHER, Case

_UNSEEN = {"Cc", "Cf", "Cs"}
# Letters and symbols by their category, that are drawn as nothing.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# What Unicode promises never to be a character: the last two of each plane, and 32 more.
_NO_CHARACTERS = frozenset(
    map(
        chr,
        (*range(0xFDD0, 0xFDF0), *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))),
    )
)
_OF_LINES = {"note", "question", "conclusion"}
_VALUE, _SPECIMEN = 80, 400  # a further specimen is one text with all its entries


def clean_text(field: str, text: str, at_most: int) -> str:
    """Clean text as it is kept: without what cannot be seen (control, direction and zero-width marks) and outer space.

    Raises
    ------
    InputError
        if more than `at_most` characters remain; nothing is ever cut
    """
    cleaned = strip_invisible(text, lines=field in _OF_LINES)
    if len(cleaned) > at_most:
        raise InputError(
            field,
            cleaned,
            Message("at most {most} characters", most=at_most),
            Message("it has {count} characters", count=len(cleaned)),
        )
    return cleaned


def strip_invisible(text: str, lines: bool = False) -> str:
    """Strip marks that are not seen or are no characters; line breaks stay where `lines`, else they become spaces.

    One that is no character (U+FFFE, U+FFFF and their like) breaks the XML of slides.
    """
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    spaced = broken.replace("\t", " ") if lines else broken.replace("\t", " ").replace("\n", " ")
    return "".join(mark for mark in spaced if mark == "\n" or _is_seen(mark)).strip()


def _is_seen(mark: str) -> bool:
    return mark not in _BLANK and mark not in _NO_CHARACTERS and unicodedata.category(mark) not in _UNSEEN


def check_label(text: str) -> str:
    """Check a label and return it as it is kept.

    Raises
    ------
    InputError
        if it is empty, too long, or holds what looks like an identity, telephone or record number or a date of birth
    """
    label = clean_text("label", text, LIMITS["label"])
    accepted = Message("a label that identifies nobody, such as A3 or the number on the agenda")
    if not any(unicodedata.category(mark)[0] in "LNPS" for mark in label):
        raise InputError("label", label, accepted, Message("it is empty"))
    if identifier := find_identifier(label, Where.LABEL):
        raise InputError("label", identifier.written, accepted, PROBLEMS[identifier.kind])
    return label


def check_name(text: str) -> str:
    """Check the name of a meeting and return it as it is kept; it may be empty.

    Raises
    ------
    InputError
        if it is too long or holds what looks like an identifier of a patient
    """
    name = clean_text("name", text, LIMITS["name"])
    if identifier := find_identifier(name, Where.LABEL):
        raise InputError("name", identifier.written, INSTEAD[identifier.kind], PROBLEMS[identifier.kind])
    return name


def check_text(field: str, text: str) -> str:
    """Check a note, question or conclusion and return it as it is kept.

    Raises
    ------
    InputError
        if it is too long or holds what looks like an identity, telephone or record number or a date of birth
    """
    cleaned = clean_text(field, text, LIMITS[field])
    if identifier := find_identifier(cleaned, Where.TEXT):
        raise InputError(field, identifier.written, INSTEAD[identifier.kind], PROBLEMS[identifier.kind])
    return cleaned


def check_case(case: Mapping[str, str]) -> dict[str, str]:
    """Check a case and return it as it is kept, fields in their order, empty ones left out.

    Raises
    ------
    InputError
        naming the field that is not accepted
    """
    limits = dict.fromkeys(FURTHER, _SPECIMEN)
    read = Case.parse({field: clean_text(field, text, limits.get(field, _VALUE)) for field, text in case.items()})
    if read.faults:
        raise read.faults[0]
    return dict(read.entries)


def check_draft(draft: Draft) -> Draft:
    """Check a draft and return it as it is kept.

    Raises
    ------
    InputError
        naming the first field that is not accepted
    """
    return replace(
        draft,
        label=check_label(draft.label),
        case=check_case(draft.case),
        note=check_text("note", draft.note),
        question=check_text("question", draft.question),
        conclusion=check_text("conclusion", draft.conclusion),
    )


def warn_of_name(text: str, field: str = "label") -> Message | None:
    """Warn where a text seems to hold a person's name; it may be kept all the same."""
    if name := find_name(strip_invisible(text), Where.LABEL if field == "label" else Where.TEXT):
        return Message("{name}: this looks like a person's name. What is kept here should identify nobody.", name=name)
    return None
