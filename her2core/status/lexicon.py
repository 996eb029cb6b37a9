"""The accepted spellings of HER2 results, read from `data/spellings.yaml`, and the parts that an entry is made of."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache

from her2core.data_files import DATA, Model, read
from her2core.language import Message
from her2core.terms import Basis, IhcScore, IshResult

Words = tuple[str, ...]


class Kind(StrEnum):
    """What a part of an entry is."""

    MARKER = "marker"
    METHOD = "method"
    OTHER_METHOD = "other method"
    BESIDE = "beside"
    RESULT = "result"
    SIGN = "sign"
    CATEGORY = "category"
    CELLS = "cells"
    PLAN = "plan"
    PERCENT = "percent"
    RATIO = "ratio"
    NUMBER = "number"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """A part of an entry: its text, what it is, and the scores or results that it says or allows."""

    text: str
    kind: Kind
    says: frozenset[StrEnum] = frozenset()


class Category(Model):
    """Words that may stand beside some scores and are no score alone."""

    scores: tuple[IhcScore, ...]
    words: Words


class Refusal(Model):
    """Words that are refused, and why."""

    words: Words
    says: str


class IhcWords(Model):
    """What is written for an IHC score."""

    method: Words
    scores: dict[IhcScore, Words]
    categories: tuple[Category, ...]
    cells: Words
    plans: tuple[Words, ...]


class IshWords(Model):
    """What is written for an ISH result."""

    method: Words
    ratio: Words
    results: dict[IshResult, tuple[Words, ...]]


class Lexicon(Model):
    """The table of accepted spellings."""

    basis: Basis
    marker: Words
    beside: tuple[Words, ...]
    not_done: tuple[Words, ...]
    ihc: IhcWords
    ish: IshWords
    refused: tuple[Refusal, ...]

    @cached_property
    def ihc_parts(self) -> Mapping[str, Part]:
        """Each word of an IHC entry, in its plain form."""
        ihc = self.ihc
        return _parts(
            (ihc.cells, Kind.CELLS, ()),
            *((words, Kind.PLAN, ()) for words in ihc.plans),
            (self.ish.method, Kind.OTHER_METHOD, ()),
            *((words, Kind.BESIDE, ()) for words in self.beside),
            *((words, Kind.RESULT, (IhcScore.NOT_DONE,)) for words in self.not_done),
            (ihc.method, Kind.METHOD, ()),
            (self.marker, Kind.MARKER, ()),
            *((words, Kind.RESULT, (score,)) for score, words in ihc.scores.items()),
            *((each.words, Kind.CATEGORY, each.scores) for each in ihc.categories),
        )

    @cached_property
    def ish_parts(self) -> Mapping[str, Part]:
        """Each word of an ISH entry, in its plain form."""
        ish = self.ish
        return _parts(
            *((words, Kind.BESIDE, ()) for words in self.beside),
            *((words, Kind.RESULT, (IshResult.NOT_DONE,)) for words in self.not_done),
            (ish.method, Kind.METHOD, ()),
            (self.marker, Kind.MARKER, ()),
            (ish.ratio, Kind.RATIO, ()),
            *((words, Kind.RESULT, (result,)) for result, groups in ish.results.items() for words in groups),
        )

    @cached_property
    def missing(self) -> frozenset[str]:
        """The marks of a missing result, in their plain form."""
        return frozenset(plain(word) for words in self.not_done for word in words)

    def explain(self, text: str) -> Message | None:
        """Explain why an entry in its plain form is refused, where the table says so."""
        bare = text.strip(_AROUND)
        return next((Message(each.says) for each in self.refused if bare in map(plain, each.words)), None)


@cache
def load_lexicon() -> Lexicon:
    """Load the table of accepted spellings.

    Raises
    ------
    DataError
        naming the faults of the file
    """
    return read(Lexicon, DATA / "spellings.yaml")


_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_ACCENT = re.compile(r"[\u0300-\u036f]")
_SIGNS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63", "-") | dict.fromkeys("\u2795", "+"))
_GUARD = re.compile(r'="([^"]*)"|\'(.*)', re.DOTALL)
_PERCENT = r"[~\u2248<>\u2264\u2265]*\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?%\+?"
_BOUND = r"[<>\u2264\u2265]=?\d+(?:[.,]\d+)?"
_NUMBER = rf"\d+(?:[.,]\d+(?![\d%]))?\+*+(?:(?!\d)|(?={_PERCENT}))"
_WHOLE = re.compile(r"\.0+(?=\+*$)")
_DASH = re.compile(r"(?<=[^\W_]|[+)\]%])-(?=[^\W_]|[(\[])")
_BRACKETS = "()[]{}\u3010\u3011\u3014\u3015\u3008\u3009\u300a\u300b\u300c\u300d"
_AROUND = f"{_BRACKETS}.\u3002 "
_SEPARATOR = f"{_BRACKETS}:,;.\u3001\u3002=|/_\"'"


def plain(text: str) -> str:
    """Strip from a text what carries no meaning: width, case, blanks, accents, kinds of dashes, a guard of spreadsheets."""
    text = _BLANK.sub("", unicodedata.normalize("NFKC", text).translate(_SIGNS)).lower()
    guarded = _GUARD.fullmatch(text)
    text = next((part for part in guarded.groups() if part is not None), text) if guarded else text
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))


LONGEST = 200
"""Characters of an entry; more are a report, or something else."""


@lru_cache(maxsize=20_000)
def split_ihc(text: str) -> tuple[Part, ...]:
    """List the parts of an IHC entry in its plain form."""
    return tuple(_iter_parts(text, load_lexicon().ihc_parts))


@lru_cache(maxsize=20_000)
def split_ish(text: str) -> tuple[Part, ...]:
    """List the parts of an ISH entry in its plain form."""
    return tuple(_iter_parts(text, load_lexicon().ish_parts))


def _iter_parts(text: str, known: Mapping[str, Part]) -> Iterator[Part]:
    """The parts of a plain text; what is not known is a part of its own."""
    if text.startswith("=") or len(text) > LONGEST:
        yield Part(text[:LONGEST], Kind.UNKNOWN)  # a formula that nobody calculated, or no entry
        return
    whole = text.strip(_AROUND)
    if whole in known and not whole.isdigit():
        yield known[whole]
        return
    place, pattern, begun = 0, _pattern(tuple(known)), False
    while place < len(text):
        rest = text[place:].strip(_AROUND)
        if not begun and rest in known and rest in _SEPARATOR:
            yield known[rest]  # "HER2: /"
            return
        match = pattern.match(text, place)
        if match is None or (match["signs"] == "-" and _DASH.match(text, place)):
            if match:
                place = match.end()
                continue
            if text[place] not in _SEPARATOR:
                yield Part(text[place:], Kind.UNKNOWN)
                return
            place += 1
            continue
        place, part = match.end(), match[0]
        begun = begun or part not in known or known[part].kind not in (Kind.MARKER, Kind.METHOD)
        if match["percent"]:
            yield Part(part, Kind.PERCENT)
        elif match["number"] or match["bound"]:
            yield known.get(_WHOLE.sub("", part), Part(part, Kind.NUMBER))
        elif match["signs"]:
            yield known.get(part, Part(part, Kind.UNKNOWN))
        else:
            yield known[part]


@cache
def _pattern(words: Words) -> re.Pattern[str]:
    """The longest word first; a number or a run of signs is one part, whatever begins it."""
    spelt = sorted((word for word in words if re.search(r"[^\W\d]", word)), key=len, reverse=True)
    # A word that ends in a sign does not end before another one.
    each = (re.escape(word) + ("(?![+-])" if word[-1] in "+-" else "") for word in spelt)
    return re.compile(
        rf"(?P<percent>{_PERCENT})|(?P<bound>{_BOUND})|(?P<word>{'|'.join(each)})|(?P<number>{_NUMBER})|(?P<signs>[+-]+)"
    )


def _parts(*groups: tuple[Words, Kind, tuple[StrEnum, ...]]) -> dict[str, Part]:
    """Each word in its plain form; what is said later of a word holds."""
    parts = {}
    for words, kind, says in groups:
        for word in words:
            text = plain(word)
            is_sign = kind is Kind.RESULT and text in ("+", "-")
            parts[text] = Part(text, Kind.SIGN if is_sign else kind, frozenset(says))
    return parts
