"""What laboratories write for a HER2 result, and what it means. Nothing else is understood: nothing is guessed.

"negative" alone is refused for IHC, because 0 and 1+ are both called so; so is "positive" alone.
"""

import numbers
import re
import unicodedata

from her2core.errors import InputError
from her2core.language import Message
from her2core.terms import IhcScore, IshResult

_SCORES = {
    "0": IhcScore.ZERO, "-": IhcScore.ZERO,
    "1": IhcScore.ONE, "1+": IhcScore.ONE, "+": IhcScore.ONE,
    "2": IhcScore.TWO, "2+": IhcScore.TWO, "++": IhcScore.TWO,
    "3": IhcScore.THREE, "3+": IhcScore.THREE, "+++": IhcScore.THREE,
}  # fmt: skip
_IHC = re.compile(r"(?:ihc|her-?2)?(?:\((?P<inner>[-+0-3]+)\)|(?P<bare>[-+0-3]+))", re.IGNORECASE)
# "HER2+" says positive in one mouth and 1+ in another: refused.
_SIGN_AFTER_NAME = re.compile(r"(?:ihc|her-?2)(?:[-+]|\([-+]\))")
_POSITIVE_THREE = {"阳性(3+)", "阳性(+++)"}

_RESULTS = {
    IshResult.AMPLIFIED: ("amplified", "+", "(+)", "positive", "阳性", "扩增", "有扩增"),
    IshResult.NOT_AMPLIFIED: ("not amplified", "-", "(-)", "negative", "阴性", "无扩增", "未扩增"),
    IshResult.EQUIVOCAL: ("equivocal", "临界", "不确定"),
    IshResult.NOT_EVALUABLE: ("not evaluable", "失败", "无法评估"),
    IshResult.NOT_DONE: ("not done", "", "未检测", "未做"),
}
_WORDS = {word.replace(" ", ""): result for result, words in _RESULTS.items() for word in words}
_ISH_PREFIX = re.compile(r"^(?:fish|ish)(?=.)")
_NOT_DONE = {word for word, result in _WORDS.items() if result is IshResult.NOT_DONE}

IHC_ACCEPTED = Message("0, 1+, 2+, 3+, not done, or as laboratories write them: 2, ++, (2+), IHC 2+, HER2 2+, 阳性(3+)")
ISH_ACCEPTED = Message(
    "amplified, not amplified, equivocal, not evaluable, not done, or as laboratories write them: "
    "FISH+, FISH-, (+), (-), positive, negative, 阳性, 阴性, 扩增, 无扩增, 临界, 未检测"
)


def read_ihc(written: object) -> IhcScore:
    """Read the IHC score that a laboratory wrote.

    A missing value is "not done". Whole numbers 0 to 3 are scores, also as floats, which is what a
    spreadsheet column with gaps makes of them.

    Raises
    ------
    InputError
        if `written` is anything but one score in a form of DESIGN section 3 ("阴性", "2+/3+", 4, ...)
    """
    if isinstance(written, IhcScore):
        return written
    if _is_missing(written):
        return IhcScore.NOT_DONE
    text = _plain(written)
    if text in _NOT_DONE:
        return IhcScore.NOT_DONE
    if text in _POSITIVE_THREE:
        return IhcScore.THREE
    match = _IHC.fullmatch(text)
    score = _SCORES.get(match["inner"] or match["bare"]) if match and not _SIGN_AFTER_NAME.fullmatch(text) else None
    if score is None:
        raise InputError("ihc", written, IHC_ACCEPTED, _explain_refusal(text))
    return score


def read_ish(written: object) -> IshResult:
    """Read the ISH result that a laboratory wrote; empty or missing is "not done", never negative.

    Raises
    ------
    InputError
        if `written` is not one of the accepted words
    """
    if isinstance(written, IshResult):
        return written
    if _is_missing(written):
        return IshResult.NOT_DONE
    text = _plain(written)
    result = _WORDS.get(text) if isinstance(written, str) else None
    result = result or (_WORDS.get(_ISH_PREFIX.sub("", text)) if isinstance(written, str) else None)
    if result is None:
        raise InputError("ish", written, ISH_ACCEPTED)
    return result


def _is_missing(written: object) -> bool:
    return written is None or (isinstance(written, float) and written != written)


def _plain(written: object) -> str:
    """Full-width forms, case, blanks and the typographic minus carry no meaning in these words."""
    if isinstance(written, bool):
        return "bool"
    if isinstance(written, numbers.Real) and float(written).is_integer():
        return str(int(float(written)))
    if not isinstance(written, str):
        return repr(written)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", written).replace("\N{MINUS SIGN}", "-")).lower()


def _explain_refusal(text: str) -> Message | None:
    if text in {"阴性", "negative"}:
        return Message("0 and 1+ are both called negative")
    if text in {"阳性", "positive"}:
        return Message("positive alone is not a score")
    return None
