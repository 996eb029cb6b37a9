"""How a report writes its results, and which words around one refuse it: read from `data/pathology/`."""

from functools import cache, lru_cache
from typing import Literal, Self

from pydantic import model_validator

from her2core.data_files import DATA, Model, read
from her2core.status.case import Field, read_entry
from her2core.terms import IhcScore, IshResult, Specimen

FOLDER = DATA / "pathology"
Words = tuple[str, ...]
Reach = Literal["before", "clause", "tail", "after"]
HARMLESS, MARKER = "harmless", "marker"


class Category(Model):
    """A word for several scores, and the scores that agree with it."""

    words: Words
    scores: tuple[IhcScore, ...]


class CountWords(Model):
    """How mean signals and their ratio are written."""

    mean: Words
    per: Words
    copies: Words
    copy_number: Words
    ratio: Words
    joiners: Words
    fillers: Words


class NucleiWords(Model):
    """How the number of counted nuclei is written."""

    nouns: Words
    verbs: Words
    alone: Words
    before: Words
    fillers: Words


class ReportWords(Model):
    """How a report writes its results; `data/pathology/words.yaml` says what each list is for."""

    names: dict[Literal["her2", "cep17", "ish", "cps", "amplification"], Words]
    ihc_fillers: Words
    ihc_tail: Words
    lead: Words
    general_before: Words
    score_words: Words
    categories: dict[str, Category]
    ish_fillers: Words
    shows: Words
    ish_results: dict[IshResult, Words]
    gene_words: Words
    amplification_noun: Words
    amplification_zh: Words
    ish_tail: Words
    ish_weak: dict[IshResult, Words]
    not_done: Words
    counts: CountWords
    cps_fillers: Words
    nuclei: NucleiWords
    range_joiners: Words
    range_after: Words
    alternatives: Words
    verdicts: Words
    not_after_weak: Words
    about: Words
    points: Words
    measure_words: Words
    abbreviations: Words


class Cue(Model):
    """Words that refuse a result, how far they reach, and what they say of it.

    Attributes
    ----------
    of : the fields that they refuse
    spares_ihc_before_ish : whether an IHC score stays where the words speak of the ISH that follows it
    until_current : whether what is named as this specimen's own, further on, is not refused
    """

    id: str
    says: str
    refuses: tuple[Reach, ...]
    words: Words
    of: tuple[Field, ...] = tuple(Field)
    spares_ihc_before_ish: bool = False
    until_current: bool = False


class Cues(Model):
    """All that refuses a result, what only looks so, and the markers that are not HER2."""

    cues: tuple[Cue, ...]
    harmless: Words
    markers: Words

    @model_validator(mode="after")
    def _each_word_once(self) -> Self:
        words = [word for each in self.cues for word in each.words]
        if twice := sorted({word for word in words if words.count(word) > 1}):
            raise ValueError(f"cues: in two cues: {', '.join(twice)}")
        return self


class SpecimenWords(Model):
    """Which words say what was taken, from where and when; `data/pathology/specimens.yaml` says what each is for."""

    specimens: dict[Specimen, Words]
    unclear: Words
    history: Words
    ours: Words
    stomach_in: Words
    sites: Words
    weak_sites: Words
    other_tumours: Words
    mentions: Words
    earlier: Words
    current: Words
    sections: Words


@cache
def load_words() -> ReportWords:
    """Load how a report writes its results.

    Raises
    ------
    DataError
        naming the file and the key of every fault
    """
    return read(ReportWords, FOLDER / "words.yaml")


@cache
def load_cues() -> Cues:
    """Load what refuses a result."""
    return read(Cues, FOLDER / "cues.yaml")


@cache
def load_specimen_words() -> SpecimenWords:
    """Load which specimen a result is of."""
    return read(SpecimenWords, FOLDER / "specimens.yaml")


@lru_cache(maxsize=4096)
def is_accepted(field: Field, text: str) -> bool:
    """Tell whether a field of a case takes this text."""
    try:
        read_entry(field, text)
    except ValueError:
        return False
    return True
