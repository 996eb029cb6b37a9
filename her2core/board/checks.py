"""What is typed about a case of the list, made fit to be kept, or refused with its reason."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from her2core.board.entry import LIMITS, Draft
from her2core.board.identifiers import IN_A_LABEL, IN_A_TEXT, find_identifier, looks_like_a_name
from her2core.errors import InputError
from her2core.language import Message
from her2core.status.case import Case

_UNSEEN = {"Cc", "Cf", "Cs"}
_OF_LINES = {"note", "question", "conclusion"}
_VALUE = 80


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
    """Strip the marks that are not seen from a text; line breaks are kept where `lines`, else they become spaces."""
    broken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    spaced = broken.replace("\t", " ") if lines else broken.replace("\t", " ").replace("\n", " ")
    return "".join(mark for mark in spaced if mark == "\n" or unicodedata.category(mark) not in _UNSEEN).strip()


def check_label(text: str) -> str:
    """Check a label and return it as it is kept.

    Raises
    ------
    InputError
        if it is empty, too long, or looks like an identity, telephone or record number or a date of birth
    """
    label = clean_text("label", text, LIMITS["label"])
    accepted = Message("a label that identifies nobody, such as A3 or the number on the agenda")
    if not label:
        raise InputError("label", label, accepted, Message("it is empty"))
    if kind := find_identifier(label, IN_A_LABEL):
        raise InputError("label", label, accepted, kind)
    return label


def check_text(field: str, text: str) -> str:
    """Check a note, question or conclusion and return it as it is kept.

    Raises
    ------
    InputError
        if it is too long or holds what looks like an identity, telephone or record number or a date of birth
    """
    cleaned = clean_text(field, text, LIMITS[field])
    if kind := find_identifier(cleaned, IN_A_TEXT):
        raise InputError(field, cleaned, Message("text that identifies nobody"), kind)
    return cleaned


def check_case(case: Mapping[str, str]) -> dict[str, str]:
    """Check a case and return it as it is kept, fields in their order, empty ones left out.

    Raises
    ------
    InputError
        naming the field that is not accepted
    """
    read = Case.parse({field: clean_text(field, text, _VALUE) for field, text in case.items()})
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


def warn_of_name(text: str) -> Message | None:
    """Warn where a label seems to hold a person's name; it may be added all the same."""
    if looks_like_a_name(strip_invisible(text)):
        return Message("This looks like a person's name. A label should identify nobody.")
    return None
