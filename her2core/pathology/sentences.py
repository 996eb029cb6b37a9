"""The sentences of a report, with the words in them that matter."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from her2core.pathology.lexicon import Word
from her2core.pathology.patterns import Patterns

LONG_LINE = 60
"""A line of so many characters may have been broken where no sentence ends."""
FAR = 400
"""No part of a sentence is longer in characters: what stands further off is not looked at twice."""
_LABELLED = re.compile(r"\s*(?:[-*•·]\s|\(?\w{1,2}\s?[.)、]|[(\[]|[^:\n。;]{1,40}:)")
_CLAUSE_END = re.compile(r"[,;。\n]|\.(?=\s|$)")
_MARKS = (",", ";", "。", "、", "\n")


_REFUSING = {"earlier", "other tumour"}


@dataclass
class Sentence:
    """A sentence: `opens_line` where a line of its own begins with it, `after_blank` behind an empty line.

    `is_header` where it is a line that ends in a colon, and so speaks of the lines below it.
    """

    start: int
    end: int
    opens_line: bool
    after_blank: bool
    is_header: bool
    words: list[Word] = field(default_factory=list)

    @cached_property
    def refuses(self) -> bool:
        """Whether any word of the sentence may refuse a result."""
        return any(word.kind in _REFUSING or word.kind.startswith("cue ") for word in self.words)


def split_sentences(plain: str, words: list[Word], patterns: Patterns) -> list[Sentence]:
    """Break a plain text into sentences; a line that was only broken because it was long goes on."""
    sentences: list[Sentence] = []
    starts = [word.start for word in words]
    start, opens, blank = 0, True, False
    for match in [*patterns.sentence_end.finditer(plain), None]:
        end = match.start() if match else len(plain)
        at_line_end = match is not None and plain[end] == "\n"
        if match and at_line_end and _goes_on(plain, start, end):
            continue
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        stripped = plain[start:end].strip()
        if stripped:
            header = at_line_end and stripped.endswith(":")
            sentences.append(Sentence(start, end, opens, blank, header, words[first:last]))
            opens = blank = False
        elif at_line_end and opens:
            blank = True
        if at_line_end:
            opens = True
        start = match.end() if match else end
    return sentences


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Tell whether the sentence goes on in the next line."""
    line = plain[plain.rfind("\n", start, end) + 1 : end].strip()
    after = plain.find("\n", end + 1)
    following = plain[end + 1 : after if after >= 0 else end + 200]
    if not line or not following.strip() or (line.endswith((":", ".", ")", "]")) and len(line) < LONG_LINE):
        return False
    if ":" in line and len(line) < LONG_LINE:
        return False
    return not _LABELLED.match(following, 0, 60)


def is_labelled(plain: str, sentence: Sentence) -> bool:
    """Tell whether the sentence opens a line with a label or a bullet."""
    return sentence.opens_line and _LABELLED.match(plain, sentence.start, sentence.start + LONG_LINE) is not None


def find_clause_start(plain: str, sentence: Sentence, place: int) -> int:
    """Find where the part of the sentence begins that holds this place."""
    begin = max(sentence.start, place - FAR)
    for mark in _MARKS:
        begin = max(begin, plain.rfind(mark, begin, place) + 1)
    return begin


def find_tail_end(plain: str, place: int, patterns: Patterns) -> int:
    """Find where what belongs to a result ends that ends at this place: at the next comma, or behind brackets right there.

    What stands in brackets with a score of its own belongs to that one.
    """
    match = _CLAUSE_END.search(plain, place, place + FAR)
    end = match.start() if match else min(len(plain), place + FAR)
    near = max(0, place - LONG_LINE)
    if plain.count("(", near, place) > plain.count(")", near, place):
        closing = plain.find(")", place, place + FAR)
        end = max(end, closing)
    opening = place + 1 if plain.startswith(")", place) else place
    while plain.startswith(" ", opening):
        opening += 1
    if plain.startswith("(", opening):
        closing = plain.find(")", opening, opening + 200)
        if closing >= 0 and patterns.own_score.search(plain, opening, closing):
            return opening
        return max(end, closing)
    return end
