"""What stands around a result and refuses it: a control, a plan, another tumour, a denial."""

from functools import cache

from her2core.language import Message
from her2core.pathology.lexicon import Word
from her2core.pathology.patterns import Patterns
from her2core.pathology.report import Finding
from her2core.pathology.rules import Cue, load_cues
from her2core.pathology.sentences import Sentence, find_clause_start, find_tail_end
from her2core.status.case import Field

OTHER_TUMOUR = Message("of another tumour, or not clearly of this one")
UNKNOWN_LEAD = Message("behind words that are not known")
UNCLEAR_TIME = Message("unclear whether it is an earlier result or this one")


@cache
def _cues() -> dict[str, Cue]:
    return {f"cue {cue.id}": cue for cue in load_cues().cues}


def find_cue(plain: str, sentence: Sentence, finding: Finding, patterns: Patterns) -> Message | None:
    """Find what in the sentence refuses a result; None where nothing does."""
    if not sentence.refuses:
        return None
    start, end = finding.start, finding.end
    clause, tail = find_clause_start(plain, sentence, start), find_tail_end(plain, end, patterns)
    if finding.field is Field.SPECIMEN and (colon := plain.find(":", end, tail)) >= 0:
        tail = colon
    for word in sentence.words:
        cue = _cues().get(word.kind)
        if cue is None:
            if word.kind == "other tumour" and end <= word.start:
                return OTHER_TUMOUR
            if word.kind == "earlier" and end <= word.start < tail and finding.field is not Field.SPECIMEN:
                return UNCLEAR_TIME
        elif finding.field in cue.of and _reaches(cue, word, finding, clause, tail):
            if cue.spares_ihc_before_ish and finding.field is Field.IHC and _speaks_of_ish(sentence, word, end, tail):
                continue
            if cue.until_current and _is_own_again(sentence, word, start):
                continue
            return _say(cue.id)
    return None


@cache
def _say(id: str) -> Message:
    return Message(_cues()[f"cue {id}"].says)


def has_known_lead(plain: str, sentence: Sentence, place: int, patterns: Patterns) -> bool:
    """Tell whether every word is known that stands before a result in its part of the sentence: "a cell line, HER2 3+"."""
    start = find_clause_start(plain, sentence, place)
    for word in sentence.words:
        if word.end > start and word.start < place:
            if word.start > start and not patterns.lead.fullmatch(plain, start, word.start):
                return False
            start = word.end
    return start >= place or patterns.lead.fullmatch(plain, start, place) is not None


def find_carried_cue(header: Sentence | None, field: Field) -> Message | None:
    """Find what in the line above, which ends in a colon, refuses what stands below it."""
    for word in header.words if header else ():
        cue = _cues().get(word.kind)
        if cue and field in cue.of and "before" in cue.refuses:
            return _say(cue.id)
    return None


def _reaches(cue: Cue, word: Word, finding: Finding, clause: int, tail: int) -> bool:
    start, end = finding.start, finding.end
    if word.start >= end:
        return "after" in cue.refuses or ("tail" in cue.refuses and word.start < tail)
    if word.start >= start:
        return True
    return "before" in cue.refuses or ("clause" in cue.refuses and word.start >= clause)


def _is_own_again(sentence: Sentence, word: Word, start: int) -> bool:
    """Tell whether between the words and the result this specimen is named: "control HER2 3+, this specimen HER2 1+"."""
    return any(each.kind == "current" and word.end <= each.start < start for each in sentence.words)


def _speaks_of_ish(sentence: Sentence, word: Word, end: int, tail: int) -> bool:
    """Tell whether words behind a score speak of ISH: "2+, FISH pending" is a score."""
    return word.start >= end and any(each.kind == "ish" and end <= each.start < tail for each in sentence.words)
