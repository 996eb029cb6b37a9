"""What a reader sees for each word of `her2core.terms`, in English; the catalogues hold the other languages.

A word may mean different things in different vocabularies ("none" is a tier and an intensity), so each is looked up in
the context of its vocabulary.
"""

from enum import StrEnum

from her2core.case import Controls, RecountZone, YesNo
from her2core.language import Message, in_context
from her2core.terms import (
    AgentClass,
    Allocation,
    Analysis,
    Basis,
    Binary,
    CopyRule,
    Endpoint,
    Flag,
    IhcScore,
    Intensity,
    IshResult,
    Measure,
    Probe,
    Role,
    Setting,
    SourceKind,
    Specimen,
    State,
    Tier,
    TrialStatus,
)

VOCABULARIES: tuple[type[StrEnum], ...] = (
    AgentClass, Allocation, Analysis, Basis, Binary, Controls, CopyRule, Endpoint, Flag, IhcScore, Intensity, IshResult,
    Measure, Probe, RecountZone, Role, Setting, SourceKind, Specimen, State, Tier, TrialStatus, YesNo,
)  # fmt: skip

# Where the value itself does not read well.
_ENGLISH: dict[type[StrEnum], dict[str, str]] = {
    Setting: {"first-line": "first line", "second-line": "second line", "third-line-plus": "third line or later"},
    Basis: {"reading": "our reading"},
    SourceKind: {"press-release": "press release"},
    TrialStatus: {"press-release": "press release"},
    Role: {"single": "single arm"},
    Allocation: {"single-arm": "single arm"},
    Flag: {"polysomy": "polysomy 17"},
}


def english(word: StrEnum) -> str:
    """The English label of a word."""
    return _ENGLISH.get(type(word), {}).get(word.value, word.value)


def label(word: StrEnum) -> str:
    """The label of a word in the language in use."""
    return in_context(type(word).__name__, english(word))


def capital(word: StrEnum) -> str:
    """The label with a capital, to stand alone ("High"); abbreviations keep their form."""
    text = label(word)
    return text[:1].upper() + text[1:] if text[:1].islower() and not text.startswith("pCR") else text


def label_of(vocabulary: type[StrEnum], value: str) -> str:
    """The label of a value that stands in a frame as plain text."""
    return label(vocabulary(value))


class Term(Message):
    """A word of a vocabulary inside a sentence, said by its label.

    >>> str(Message("ISH {result}", result=Term(IshResult.NOT_AMPLIFIED)))
    'ISH not amplified'
    """

    word: StrEnum

    def __new__(cls, word: StrEnum) -> "Term":
        self = super().__new__(cls, english(word))
        self.word = word
        return self

    def said(self) -> str:
        return label(self.word)
