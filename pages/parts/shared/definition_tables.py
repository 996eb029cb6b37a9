"""Definitions of HER2 status as tables: the table shown is the table run."""

from markupsafe import Markup

from her2core.labels import answer, capital, label, label_of
from her2core.language import _, join_words
from her2core.status.assessment import Assessment
from her2core.status.definitions import Definition, StatusRow, differs, find
from her2core.terms import IhcScore, IshResult
from pages.parts.shared.markup import table


def decision_table(definition: Definition, fired: str | None = None) -> Markup:
    """Return a definition as it is run, with the row that fired lit up."""
    tiers = definition.kind == "tiers"
    answers = [_("Tier"), _("Binary class")] if tiers else [_("Answer")]
    return table(
        _(definition.name),
        [_("IHC"), _("ISH (FISH)"), *answers, _("State"), _("Flag"), _("Basis")],
        [
            [
                _words_cell(row, "ihc"),
                _words_cell(row, "ish"),
                *_answer_cells(row, tiers),
                capital(row.state),
                join_words(label(flag) for flag in row.flags),
                label(row.basis),
            ]
            for row in definition.rows
        ],
        next((place for place, row in enumerate(definition.rows) if row.id == fired), None),
    )


def definitions_table(assessment: Assessment) -> Markup:
    """Return the case by every other definition, those that differ from CSCO marked."""
    unlike = [differs(other, assessment.csco) for other in assessment.others]
    return table(
        _("The same case by each definition"),
        [_("Definition"), _("Answer"), _("Compared with CSCO")],
        [
            [
                _(find(other.definition).name),
                answer(other.answer),
                "≠ " + _("different") if differing else "= " + _("same"),
            ]
            for other, differing in zip(assessment.others, unlike, strict=True)
        ],
        strong=[place for place, differing in enumerate(unlike) if differing],
        captioned=False,
    )


def _answer_cells(row: StatusRow, tiers: bool) -> list[str]:
    if tiers:
        return [capital(row.tier) if row.tier else _("Undetermined"), answer(str(row.binary))]
    return [answer(row.met or str(row.binary))]


def _words_cell(row: StatusRow, test: str) -> str:
    words = row.when[test]
    assert isinstance(words, tuple), "definitions hold lists of words only"
    vocabulary = IhcScore if test == "ihc" else IshResult
    if len(words) == len(IshResult):
        return _("any")
    return join_words(label_of(vocabulary, word) for word in words)
