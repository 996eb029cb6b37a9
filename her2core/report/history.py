"""What the history and a refusal say of the fields of a case, in the language in use."""

import json
from collections.abc import Mapping

from her2core.language import Message, _, join_words
from her2core.report.entries import list_entries
from her2core.report.specimens import describe_place
from her2core.status.assessment import assess
from her2core.status.case import Case

NAMES = {
    "label": Message("label"),
    "date": Message("date"),
    "name": Message("name"),
    "case": Message("case"),
    "note": Message("note"),
    "question": Message("question"),
    "discussed": Message("discussed"),
    "conclusion": Message("conclusion"),
    "position": Message("position"),
}
"""What a reader calls each field in a history, and the place of an entry on the list."""
_ANSWERS = {"yes": Message("yes"), "no": Message("no")}


def name_field(field: str) -> str:
    """Name a field of the history in the language in use."""
    return _(NAMES.get(field, field))


def show_value(field: str, value: str) -> str:
    """Show what a field was: our own words in the language in use, what somebody typed as it was typed."""
    if field == "case":
        return describe_case(json.loads(value))
    return _(_ANSWERS.get(value, value)) if field == "discussed" else value


def describe_case(entries: Mapping[str, str]) -> str:
    """Describe what is entered of a case, each further specimen after the first."""
    case = Case.parse(entries)
    parts = []
    for slot in ("", *case.further):
        specimen = assess(case.select(slot))
        rows = join_words(": ".join(row) for row in list_entries(specimen).rows)
        parts.append(f"{describe_place(specimen)}: {rows}" if case.further else rows)
    return "; ".join(parts)
