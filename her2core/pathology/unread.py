"""What looks like a result and could not be read, with the reason."""

from her2core.language import Message
from her2core.pathology.context import find_cue
from her2core.pathology.lexicon import Word
from her2core.pathology.patterns import Patterns
from her2core.pathology.report import Finding, Unsure
from her2core.pathology.results import FAR, NOT_UNDERSTOOD, OTHER_GENE
from her2core.pathology.rules import MARKER
from her2core.pathology.sentences import Sentence
from her2core.status.case import Field

NEAR = 40
"""Characters behind a name in which a result of it may stand."""
NOT_DONE = Message("not done")


def explain_unread(
    plain: str, sentence: Sentence, name: Word, behind_marker: bool, patterns: Patterns
) -> Unsure | None:
    """Explain what stands behind a name of HER2 or of ISH and was not read; None where nothing like a result stands there."""
    end = min(sentence.end, name.end + NEAR)
    following = [each for each in sentence.words if name.end <= each.start < end]
    end = next((each.start for each in following if each.kind in (MARKER, "cps")), end)
    like = patterns.like_a_result.search(plain, name.end, end)
    end = like.end() if like else name.end
    if name.kind == "ish":
        not_done = patterns.not_done.match(plain, name.start, min(sentence.end, name.start + FAR))
        if not_done:
            return Unsure(name.start, not_done.end(), NOT_DONE)
        reason = find_cue(plain, sentence, Finding(Field.ISH, "", name.start, end), patterns)
        return Unsure(name.start, end, reason) if reason else None
    # What the method or the gene is said to be is explained where its own word stands.
    if any(each.kind == "ish" and each.start < end for each in following):
        return None
    if like and any(
        each.kind == "amplification" and each.start < end and each.end > like.start() for each in following
    ):
        return None
    reason = find_cue(plain, sentence, Finding(Field.IHC, "", name.start, end), patterns)
    if like is None and reason is None:
        return None
    return Unsure(name.start, end, reason or (OTHER_GENE if behind_marker else NOT_UNDERSTOOD))
