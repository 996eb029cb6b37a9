"""Words of a list as one pattern, whose time grows with the text alone."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from her2core.errors import DataError

_ASCII = re.compile(r"[a-z0-9]")
_MARKS = {" ": r"\s{1,3}", ":": r"\s{0,3}:\s{0,3}", "(": r"\s{0,3}\(\s{0,3}", ")": r"\s{0,3}\)"}

_LOOSE = re.compile(r" ?([:()]) ?")


def alternate(words: Iterable[str], slot: str = "") -> str:
    """Return a pattern of any of these words, the longest first; a blank is any white space, "~" is the `slot`.

    A word that begins or ends in a letter or a figure is whole: "er" is not in "her2". What shares a beginning is tried
    once, so that a long list costs little more than a short one.
    """
    return _branch(sorted({word.lower() for word in words}), "", slot)


def _branch(words: list[str], before: str, slot: str) -> str:
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    branches = []
    for first, rest in sorted(tails.items(), reverse=True):  # the end of a word ("") comes last
        if not first:
            branches.append(_guard_end(before))
        elif first == "~":
            branches.append(slot + _branch(rest, "", slot))
        else:
            begin = r"(?<![a-z0-9])" if not before and _ASCII.match(first) else ""
            branches.append(begin + _MARKS.get(first, re.escape(first)) + _branch(rest, first, slot))
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _guard_end(last: str) -> str:
    return "(?![a-z])" if last.isalpha() and last.isascii() else "(?![a-z0-9])" if last.isdigit() else ""


class Word(NamedTuple):
    """A word of a lexicon where it stands in a text, and its kind."""

    start: int
    end: int
    kind: str


class Lexicon:
    """Words, each with what it stands for, found in one pass over a text.

    Parameters
    ----------
    words : the words of each kind

    Raises
    ------
    DataError
        for a word in two kinds
    """

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self.kinds: dict[str, str] = {}
        for kind, those in words.items():
            for word in those:
                if self.kinds.setdefault(word.lower(), kind) != kind:
                    raise DataError([f"pathology: {word!r} is of {self.kinds[word.lower()]} and of {kind}"])
        first = "".join(sorted({re.escape(word[0]) for word in self.kinds}))
        self.pattern = re.compile(f"(?=[{first}]){alternate(self.kinds)}")

    def find(self, plain: str) -> list[Word]:
        """Find every word of a plain text, from first to last."""
        kind = self.kinds.get
        return [
            Word(match.start(), match.end(), kind(word := match[0]) or self._kind(word))
            for match in self.pattern.finditer(plain)
        ]

    def _kind(self, word: str) -> str:
        """The kind of a word that is written with other white space than in its list."""
        return self.kinds[_LOOSE.sub(r"\1", " ".join(word.split()))]
