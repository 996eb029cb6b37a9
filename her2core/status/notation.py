"""What laboratories write for a HER2 result, and what it means. Nothing else is understood: nothing is guessed.

The spellings stand in `data/spellings.yaml`. An entry is understood when each of its parts is known and all agree:
"Negative (Score 1+)" is 1+, "Positive (Score 1+)" is refused. "negative" alone is refused for IHC, because 0 and 1+ are
both called so; so is "positive" alone, and a sign after the name of the marker ("HER2+").
"""

import numbers
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import LARGEST
from her2core.status.ish import interpret_ish
from her2core.status.lexicon import Kind, Part, load_lexicon, plain, split_ihc, split_ish
from her2core.terms import IhcScore, IshResult

IHC_ACCEPTED = Message(
    "0, 1+, 2+, 3+, not done, or as laboratories write them: 2, ++, (2+), IHC 2+, HER2 2+, 阳性(3+); all on Methods"
)
ISH_ACCEPTED = Message(
    "amplified, not amplified, equivocal, not evaluable, not done, or as laboratories write them: "
    "FISH+, FISH-, (+), (-), positive, negative, 阳性, 阴性, 扩增, 无扩增, 临界, 未检测, a ratio; all on Methods"
)


@dataclass(frozen=True)
class Ratio:
    """A HER2/CEP17 ratio that stands where an ISH result was to stand, as it was written."""

    text: str


def read_ihc(written: object) -> IhcScore:
    """Read the IHC score that a laboratory wrote.

    A missing value is "not done". Whole numbers 0 to 3 are scores, also as floats, which is what a
    spreadsheet column with gaps makes of them.

    Raises
    ------
    InputError
        if `written` is anything but one score in the forms of `data/spellings.yaml` ("阴性", "2+/3+", 4, ...)

    >>> read_ihc("HER-2（3+，约60%）").value
    '3+'
    """
    if isinstance(written, IhcScore):
        return written
    if _is_missing(written):
        return IhcScore.NOT_DONE
    text = _plain(written)
    parts = split_ihc(text)
    score = _agree_on_score(parts)
    if score is None:
        raise InputError("ihc", written, IHC_ACCEPTED, _explain_ihc(text, parts))
    return score


def read_ish(written: object, settings: Mapping[str, Any] | None = None) -> IshResult:
    """Read the ISH result that a laboratory wrote; empty or missing is "not done", never negative.

    A ratio is interpreted, on an unknown number of nuclei, under `settings` of the laboratory as `interpret_ish` takes them.

    Raises
    ------
    InputError
        if `written` is not in one of the forms of `data/spellings.yaml`

    >>> read_ish("HER2基因无扩增").value, read_ish("比值2.4").value
    ('not amplified', 'amplified')
    """
    read = parse_ish(written)
    if isinstance(read, IshResult):
        return read
    result = _interpret(read, settings or {})
    if result is None:
        raise InputError("ish", written, ISH_ACCEPTED, Message("the bound on the ratio leaves the result open"))
    return result


def parse_ish(written: object) -> IshResult | Ratio:
    """Read what stands in an entry for ISH: a result, or a ratio still to be interpreted.

    Raises
    ------
    InputError
        as `read_ish`
    """
    if isinstance(written, IshResult):
        return written
    if _is_missing(written):
        return IshResult.NOT_DONE
    text = _plain(written)
    parts = split_ish(text)
    results = {word for part in parts for word in part.says}
    ratios = [part for part in parts if part.kind is Kind.NUMBER]
    is_known = all(part.kind not in (Kind.UNKNOWN, Kind.PERCENT) for part in parts)
    if not is_known or len(results) > 1 or len(ratios) > 1 or not (results or ratios):
        raise InputError("ish", written, ISH_ACCEPTED)
    result = next((IshResult(word) for word in results), None)
    if not ratios:
        assert result, "there is a result or a ratio"
        return result
    ratio = _read_ratio(ratios[0], any(part.kind is Kind.RATIO for part in parts), result is not None)
    if ratio is None or (result and not _go_together(ratio, result)):
        raise InputError("ish", written, ISH_ACCEPTED)
    return result or ratio


def _agree_on_score(parts: Sequence[Part]) -> IhcScore | None:
    """The only score of an entry, where its categories go with it and nothing else stands in it."""
    kinds = {part.kind for part in parts}
    of_ish = Kind.OTHER_METHOD in kinds
    said = [part for part in parts if part.kind in (Kind.RESULT, Kind.SIGN)]
    # "2+, FISH not done" says of ISH that it is to come.
    planned = {part for part in said if of_ish and IhcScore.NOT_DONE in part.says}
    scores = {word for part in said if part not in planned for word in part.says}
    if kinds & {Kind.UNKNOWN, Kind.NUMBER, Kind.RATIO} or len(scores) != 1:
        return None
    if of_ish and (Kind.CATEGORY in kinds or not (Kind.PLAN in kinds or planned)):
        return None
    is_signed = all(part.kind is Kind.SIGN for part in said)
    if is_signed and kinds & {Kind.MARKER, Kind.METHOD, Kind.OTHER_METHOD, Kind.PLAN}:
        return None  # "HER2+" says positive in one mouth and 1+ in another
    (score,) = scores
    if any(part.kind is Kind.CATEGORY and score not in part.says for part in parts):
        return None
    return IhcScore(score)


def _read_ratio(part: Part, is_named: bool, is_beside: bool) -> Ratio | None:
    """The ratio of an entry. A whole number that is not called one may be a score, and three decimals thousands."""
    text = part.text.replace(",", ".")
    bound, digits = (text[0], text.lstrip("<>\u2264\u2265=")) if text[0] in "<>\u2264\u2265" else ("", text)
    whole, _point, decimals = digits.partition(".")
    if "+" in digits or ("," in part.text and len(decimals) > 2) or not (whole + decimals).isascii():
        return None
    if not (bound or is_named or is_beside or decimals.strip("0")):
        return None
    ratio = Ratio(bound + digits)
    try:
        return ratio if _interpret(ratio, {}) else None
    except InputError:
        return None


def _interpret(ratio: Ratio, settings: Mapping[str, Any]) -> IshResult | None:
    """The result of a ratio; of a bound (">20") the one that every ratio within it gives, if there is one."""
    text = ratio.text.lstrip("<>\u2264\u2265")
    ends = (text,) if text == ratio.text else (text, LARGEST if ratio.text[0] in ">\u2265" else 0)
    results = {interpret_ish(ratio=end, **settings).result for end in ends}
    return results.pop() if len(results) == 1 else None


def _go_together(ratio: Ratio, result: IshResult) -> bool:
    """Whether a ratio does not say the opposite of the result that stands beside it."""
    opposite = {IshResult.AMPLIFIED: IshResult.NOT_AMPLIFIED, IshResult.NOT_AMPLIFIED: IshResult.AMPLIFIED}
    return _interpret(ratio, {}) is not opposite.get(result)


def _is_missing(written: object) -> bool:
    return written is None or (isinstance(written, float) and written != written) or _is_blank(written)


def _is_blank(written: object) -> bool:
    return isinstance(written, str) and not plain(written)


def _plain(written: object) -> str:
    """The text of an entry; whole numbers without decimals."""
    if isinstance(written, bool):
        return "bool"
    if isinstance(written, numbers.Real):
        return str(int(float(written))) if float(written).is_integer() else repr(float(written))
    return plain(written) if isinstance(written, str) else "object"


def _explain_ihc(text: str, parts: Sequence[Part]) -> Message | None:
    said = {word for part in parts if part.kind in (Kind.RESULT, Kind.SIGN) for word in part.says}
    if any(part.kind is Kind.CATEGORY for part in parts) and not said:
        return load_lexicon().explain(text) or Message("a category alone is not a score")
    if len(said) > 1:
        return Message("several scores in one entry")
    if said and any(part.kind is Kind.CATEGORY and not said <= part.says for part in parts):
        return Message("the category contradicts the score")
    return None
