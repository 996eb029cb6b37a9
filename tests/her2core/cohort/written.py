"""What laboratories write, and what they write that nobody can read, with what one case would get."""

from her2core import InputError, IshResult, classify
from her2core.cohort.spellings import COLUMNS

IHC = (
    "0", "1", "2", "3", "1+", "2+", "3+", "+", "++", "+++", "-", "(-)", "(1+)", "(2+)", "(++)", "2＋", "（3+）", "IHC 2+", "IHC2+",
    "ihc 0", "HER2 2+", "HER-2(2+)", "阳性(3+)", "阳性（+++）", " 3+ ", "not done", "未做", "未检测", "", None,
)  # fmt: skip
ISH = (
    "amplified", "Amplified", "not amplified", "+", "-", "(+)", "(-)", "FISH+", "FISH-", "FISH(-)", "ISH +", "positive", "negative",
    "阳性", "阴性", "扩增", "有扩增", "无扩增", "未扩增", "FISH阳性", "equivocal", "临界", "不确定", "not evaluable", "失败", "无法评估", "not done",
    "未检测", "", None,
)  # fmt: skip
DONE = [result for result in IshResult if result is not IshResult.NOT_DONE]
GARBAGE = ("阴性", "positive", "2+/3+", "4", "HER2+", "see report", "1+ to 2+", "ND", "none", "2,5/3", "'", "\\", "−")


def answer(ihc: object, ish: object, definition: str = "csco-2025") -> tuple[str | None, ...]:
    """The values of `COLUMNS` that one case would get; an ISH entry that cannot be read takes nothing that IHC settles."""
    try:
        one = classify(ihc, ish, definition)
    except InputError as fault:
        if fault.field == "ihc" or len({tier_and_class(ihc, result, definition) for result in DONE}) > 1:
            return (None,) * len(COLUMNS)
        one = classify(ihc, None, definition)
        if tier_and_class(ihc, IshResult.AMPLIFIED, definition) != (one.tier, one.binary or one.met):
            return (None,) * len(COLUMNS)
    text = (one.tier, one.binary or one.met, one.state, one.row, "; ".join(one.flags))
    return tuple(None if word is None else str(word) for word in text)


def tier_and_class(ihc: object, ish: object, definition: str) -> tuple[str | None, ...]:
    one = classify(ihc, ish, definition)
    return one.tier, one.binary or one.met


def answers(pairs: list[tuple[object, object]]) -> list[tuple[str | None, ...]]:
    return [answer(ihc, ish) for ihc, ish in pairs]
