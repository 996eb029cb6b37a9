"""Where in a report a specimen begins: "B. Liver, core biopsy:", "（胃窦活检）"."""

import re

from her2core.pathology.rules import HARMLESS, MARKER
from her2core.pathology.sentences import Sentence
from her2core.terms import Specimen

TAKEN = frozenset(specimen.value for specimen in Specimen)
_OPENERS = {"ours", "site", "other tumour", "weak site", *TAKEN, "unclear"}
_LETTERED = re.compile(r"\s*(?:part\s|specimen\s|标本)?\s?\(?(?:[a-h]|[1-9])\s?[.):、]\s?")
_HEAD = re.compile(r"\s*(?:[-*•·]\s)?(?P<bracket>[(\[])?")
_HEAD_END = re.compile(r"[:)\]]|\.\s|[。;\n]")
_NO_HEAD = {"her2", "ish", "cps", MARKER, "earlier", "current", "mention"}


def opens_specimen(plain: str, sentence: Sentence) -> bool:
    """Tell whether a specimen is named at the head of the sentence: "B. Liver, core biopsy:", "（胃窦活检）"."""
    if not any(word.kind in _OPENERS for word in sentence.words):
        return False
    words = [word for word in sentence.words if word.kind not in ("cue negation", HARMLESS)]
    lettered = _LETTERED.match(plain, sentence.start, sentence.end) if sentence.opens_line else None
    head = _HEAD.match(plain, lettered.end() if lettered else sentence.start, sentence.end)
    assert head is not None, "every part of the pattern may be missing"
    first = words[0]
    end = _HEAD_END.search(plain, head.end(), min(sentence.end + 1, head.end() + 90))
    if end is None or first.start >= end.start():
        return False
    within = [word for word in words if word.start < end.start()]
    kinds = {word.kind for word in within}
    if not kinds & _OPENERS or kinds & _NO_HEAD:
        return False
    if lettered or head["bracket"]:
        return True
    if plain[end.start()] != ":" or first.start != head.end():
        return False
    return first.kind != "weak site" or any(word.kind == "her2" for word in sentence.words)
