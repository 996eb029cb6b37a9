"""What a reader sees for each word of `her2core.terms`, in English; the catalogues hold the other languages.

A word may mean different things in different vocabularies ("none" is a tier and an intensity), so each is looked up in
the context of its vocabulary.
"""

from collections.abc import Sequence
from enum import StrEnum

from her2core.language import Message, _, in_context
from her2core.specimen_terms import Pair, Site, TakenAfter
from her2core.terms import (
    Agency,
    AgentClass,
    Allocation,
    Analysis,
    Basis,
    Binary,
    Change,
    Controls,
    CopyRule,
    Eligibility,
    Endpoint,
    Flag,
    Guideline,
    IhcScore,
    Intensity,
    IshResult,
    LabelPart,
    Measure,
    Probe,
    RecountZone,
    Role,
    Setting,
    Share,
    SourceKind,
    Specimen,
    State,
    Tier,
    TiersBasis,
    TrialStatus,
    Verdict,
    YesNo,
)

VOCABULARIES: tuple[type[StrEnum], ...] = (
    Agency, AgentClass, Allocation, Analysis, Basis, Binary, Change, Controls, CopyRule, Eligibility, Endpoint, Flag, Guideline, IhcScore, Intensity, IshResult,
    LabelPart, Measure, Pair, Probe, RecountZone, Role, Setting, Share, Site, SourceKind, Specimen, State, TakenAfter, Tier, TiersBasis, TrialStatus, Verdict, YesNo,
)  # fmt: skip

# Where the value itself does not read well.
_ENGLISH: dict[type[StrEnum], dict[str, str]] = {
    Setting: {"first-line": "first line", "second-line": "second line", "third-line-plus": "third line or later"},
    Basis: {"reading": "our reading"},
    SourceKind: {"press-release": "press release"},
    TrialStatus: {"press-release": "press release"},
    Analysis: {"headline": "main analysis", "earlier": "earlier or alternative analysis"},
    Role: {"single": "single arm"},
    Allocation: {"single-arm": "single arm"},
    Eligibility: {"meets": "meets HER2 (and PD-L1)", "does not meet": "does not meet HER2 or PD-L1"},
    Flag: {"polysomy": "polysomy 17"},
    Site: {"other": "other metastasis"},
    Tier: {"none": "none (IHC 0)"},  # "none" alone reads as an answer that is lacking
    TakenAfter: {"none": "no anti-HER2 drug"},
    Intensity: {
        "none": "no membrane staining",
        "faint": "faint or barely perceptible, partial",
        "weak to moderate": "weak to moderate, complete, basolateral or lateral",
        "strong": "strong, complete, basolateral or lateral",
    },
    Share: {
        "ihc_0": "IHC 0",
        "ihc_1plus": "IHC 1+",
        "ihc_2plus_any_ish": "IHC 2+, whatever the ISH",
        "ihc_3plus": "IHC 3+",
        "her2_low_combined": "IHC 1+ or IHC 2+/ISH- together",
        "her2_positive": "HER2-positive as the series defines it",
    },
    Change: {
        "positive_to_negative": "positive, then negative",
        "negative_to_positive": "negative, then positive",
        "negative_to_positive_one_baseline_test": "negative, then positive (one test before)",
        "negative_to_positive_repeated_baseline_test": "negative, then positive (repeated tests before)",
        "ihc_1plus_to_positive_one_baseline_test": "IHC 1+, then positive (one test before)",
        "ihc_0_to_positive_one_baseline_test": "IHC 0, then positive (one test before)",
        "amplified_to_not_amplified": "amplified, then not amplified",
        "not_amplified_to_amplified": "not amplified, then amplified",
        "amplified_before": "amplified before treatment",
        "amplified_at_end": "amplified at the end of treatment",
        "biopsy_resection_concordant": "biopsy and resection agree",
        "primary_metastasis_concordant": "primary and metastasis agree",
        "local_positive_central_negative": "local laboratory positive, central negative",
        "local_negative_central_positive": "local laboratory negative, central positive",
    },
}


def english(word: StrEnum) -> str:
    """Return the English label of a word."""
    return _ENGLISH.get(type(word), {}).get(word.value, word.value)


def label(word: StrEnum) -> str:
    """Return the label of a word in the language in use."""
    return in_context(type(word).__name__, english(word))


def capital(word: StrEnum) -> str:
    """Return the label with a capital, to stand alone ("High"); abbreviations keep their form."""
    text = label(word)
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.islower() else text  # pCR and ypN0 have capitals of their own


def label_of(vocabulary: type[StrEnum], value: str) -> str:
    """Return the label of a value that stands in a frame as plain text."""
    return label(vocabulary(value))


def answer(word: str) -> str:
    """Return the answer of a binary definition or a criterion."""
    return {
        "positive": _("Positive"),
        "negative": _("Negative"),
        "equivocal": _("Equivocal"),
        "not assignable": _("Not assignable"),
        "met": _("Met"),
        "not met": _("Not met"),
        "undetermined": _("Undetermined"),
    }[word]


def describe_basis(basis: Basis, source: str) -> str:
    """Tell whether the source says so, or we read it so."""
    if basis is Basis.READING:
        return _("Our reading; the source is silent here: {source}.", source=source)
    return _("Stated by {source}.", source=source)


def join_alternatives(words: Sequence[StrEnum]) -> Message:
    """Name several words of which one applies ("high or intermediate")."""
    text: Message = Term(words[0])
    for word in words[1:]:
        text = Message("{one} or {other}", one=text, other=Term(word))
    return text


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

    def localise(self) -> str:
        """Return the label in the language in use."""
        return label(self.word)
