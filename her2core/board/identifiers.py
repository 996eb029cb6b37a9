"""What looks like an identifier of a patient: such text is not kept. What does stands in `data/identifiers.yaml`."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Self

from pydantic import model_validator

from her2core.data_files import DATA, Model, read
from her2core.language import Message


class Kind(StrEnum):
    """What an identifier is."""

    IDENTITY = "identity"
    PASSPORT = "passport"
    TELEPHONE = "telephone"
    E_MAIL = "e-mail"
    BIRTH = "birth"
    RECORD = "record"
    SPECIMEN = "specimen"


class Where(StrEnum):
    """Where it is typed: a label of a case, or a text about it, which may hold more."""

    LABEL = "label"
    TEXT = "text"


PROBLEMS = {
    Kind.IDENTITY: Message("it looks like an identity number"),
    Kind.PASSPORT: Message("it looks like the number of a passport"),
    Kind.TELEPHONE: Message("it looks like a telephone number"),
    Kind.E_MAIL: Message("it looks like an e-mail address"),
    Kind.BIRTH: Message("it looks like a date of birth"),
    Kind.RECORD: Message("it looks like a hospital or record number"),
    Kind.SPECIMEN: Message("it looks like the number of a specimen or a report"),
}
_WITHOUT = Message("the text without it")
_OF_THE_LIST = Message(
    "the text without it; a case is known by its label, and a figure by its unit or its word (300 mg, PMID 12345678)"
)
INSTEAD = {
    **dict.fromkeys(Kind, _WITHOUT),
    Kind.BIRTH: Message("the age in years, such as 65"),
    Kind.RECORD: _OF_THE_LIST,
    Kind.SPECIMEN: _OF_THE_LIST,
}
"""What may be typed in place of it."""


@dataclass(frozen=True)
class Identifier:
    """What identifies somebody in a text: its kind, and how it is written there."""

    kind: Kind
    written: str


_PART = re.compile(r"(?<!\?P)<([a-z_]+)>")
_PASSED = "□"
"""What stands in the place of something harmless."""


class _Pattern(Model):
    id: str
    pattern: str


class _Name(_Pattern):
    where: tuple[Where, ...]


class _Rule(_Name):
    kind: Kind
    always: bool = False


class _File(Model):
    parts: dict[str, str]
    harmless: tuple[_Pattern, ...]
    rules: tuple[_Rule, ...]
    names: tuple[_Name, ...]

    @model_validator(mode="after")
    def _every_pattern_can_be_read(self) -> Self:
        for each in (*self.harmless, *self.rules, *self.names):
            try:
                self.compile(each)
            except (re.error, KeyError) as fault:
                raise ValueError(f"{each.id}: {fault}") from None
        return self

    def compile(self, each: _Pattern, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
        """Compile a pattern with its parts."""
        text = each.pattern
        while part := _PART.search(text):
            text = text.replace(part.group(), self.parts[part.group(1)])
        return re.compile(text, flags | re.VERBOSE)


@dataclass(frozen=True)
class _Patterns:
    harmless: re.Pattern[str]
    rules: tuple[tuple[_Rule, re.Pattern[str]], ...]
    names: tuple[tuple[_Name, re.Pattern[str]], ...]


@cache
def _load_patterns() -> _Patterns:
    file = read(_File, DATA / "identifiers.yaml")
    harmless = "|".join(file.compile(each).pattern for each in file.harmless)
    return _Patterns(
        re.compile(harmless, re.IGNORECASE | re.VERBOSE),
        tuple((rule, file.compile(rule)) for rule in file.rules),
        tuple((name, file.compile(name, re.NOFLAG)) for name in file.names),
    )


class _Folded:
    """A text with every digit and dash of any script as ASCII, so that another form of writing hides nothing."""

    def __init__(self, text: str) -> None:
        self._text = unicodedata.normalize("NFC", text)
        folded = [
            (_ascii(each), place)
            for place, mark in enumerate(self._text)
            for each in unicodedata.normalize("NFKC", mark)
        ]
        self.plain = "".join(mark for mark, _place in folded)
        self._places = [place for _mark, place in folded]

    def written(self, match: re.Match[str]) -> str:
        """Return a match as it was typed, to the end of its word."""
        end = match.end()
        while end < len(self.plain) and self.plain[end].isascii() and self.plain[end].isalnum():
            end += 1
        return self._text[self._places[match.start()] : self._places[end - 1] + 1].strip(" ,，、;；:：")


def find_identifier(text: str, where: Where) -> Identifier | None:
    """Find the first thing in a text that seems to identify somebody, or None."""
    folded, patterns = _Folded(text), _load_patterns()
    rest = patterns.harmless.sub(lambda match: _PASSED * len(match.group()), folded.plain)
    for rule, pattern in patterns.rules:
        if where in rule.where and (match := pattern.search(folded.plain if rule.always else rest)):
            return Identifier(rule.kind, folded.written(match))
    return None


def find_name(text: str, where: Where) -> str | None:
    """Find what seems to be a person's name, as it is written; a guess, good enough for a warning only."""
    folded = _Folded(text)
    for name, pattern in _load_patterns().names:
        if where in name.where and (match := pattern.search(folded.plain)):
            return folded.written(match)
    return None


def _ascii(mark: str) -> str:
    if mark.isdecimal():
        return str(unicodedata.decimal(mark))
    return "-" if mark == "−" or unicodedata.category(mark) == "Pd" else mark
