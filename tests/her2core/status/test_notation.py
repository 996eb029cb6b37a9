"""What laboratories write is understood, and nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import IhcScore, InputError, IshResult
from her2core.status.notation import read_ihc, read_ish

IHC = {
    IhcScore.ZERO: ["0", 0, 0.0, "-", "(-)", "IHC 0", "HER2 0", "－", "−"],
    IhcScore.ONE: ["1", "1+", "+", "(+)", 1, "(1+)", "IHC 1+", "1＋", " 1 + "],
    IhcScore.TWO: [
        "2",
        "2+",
        "++",
        "(2+)",
        "(++)",
        "2＋",
        "IHC 2+",
        "IHC2+",
        "ihc2+",
        "HER2 2+",
        "HER-2(2+)",
        "HER-2（2＋）",
        2,
        2.0,
    ],
    IhcScore.THREE: ["3", "3+", "+++", "(3+)", "(+++)", "阳性(3+)", "阳性（3+）", "HER-2(+++)", 3],
    IhcScore.NOT_DONE: ["not done", "Not done", "未检测", "未做", "", "  ", None, float("nan"), IhcScore.NOT_DONE],
}
ISH = {
    IshResult.AMPLIFIED: [
        "amplified",
        "FISH+",
        "FISH +",
        "(+)",
        "+",
        "FISH(+)",
        "positive",
        "Positive",
        "阳性",
        "扩增",
        "有扩增",
        "fish 扩增",
    ],
    IshResult.NOT_AMPLIFIED: [
        "not amplified",
        "FISH-",
        "(-)",
        "-",
        "FISH(-)",
        "FISH（－）",
        "negative",
        "阴性",
        "无扩增",
        "未扩增",
    ],
    IshResult.EQUIVOCAL: ["equivocal", "临界", "不确定"],
    IshResult.NOT_EVALUABLE: ["not evaluable", "失败", "无法评估"],
    IshResult.NOT_DONE: ["not done", "未检测", "未做", "", " ", None, float("nan")],
}


@pytest.mark.parametrize(("score", "written"), [(score, w) for score, all in IHC.items() for w in all])
def test_an_ihc_score_as_laboratories_write_it(score: IhcScore, written: object) -> None:
    assert read_ihc(written) is score


@pytest.mark.parametrize(("result", "written"), [(result, w) for result, all in ISH.items() for w in all])
def test_an_ish_result_as_laboratories_write_it(result: IshResult, written: object) -> None:
    assert read_ish(written) is result


@pytest.mark.parametrize(
    "written",
    [
        "阴性",
        "negative",
        "阳性",
        "positive",
        "阳性(2+)",
        "2+/3+",
        "1+-2+",
        "2+, 3+",
        "4",
        "4+",
        "0+",
        "++++",
        "HER2+",
        "HER-2(+)",
        "IHC-",
        4,
        -1,
        2.5,
        True,
        "2+?",
        "IHC",
        b"2+",
        "=1+1",
        "\x002+",
    ],
)
def test_an_ambiguous_or_impossible_ihc_is_refused_with_what_is_accepted(written: object) -> None:
    with pytest.raises(ValueError, match=r"^ihc: .* given; .*accepted: 0, 1\+, 2\+, 3\+"):
        read_ihc(written)


@pytest.mark.parametrize("written", ["FISH", "2.1", 1, 0, True, "amplified?", "++", "阳性/阴性", "n/a", "2+", 2.1])
def test_an_ambiguous_ish_is_refused_with_what_is_accepted(written: object) -> None:
    with pytest.raises(ValueError, match=r"^ish: .* given; accepted: amplified, not amplified"):
        read_ish(written)


def test_negative_alone_is_refused_because_0_and_1_plus_are_both_called_so() -> None:
    with pytest.raises(InputError, match="0 and 1\\+ are both called negative"):
        read_ihc("阴性")


@given(st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.booleans(), st.none(), st.lists(st.integers())))
def test_whatever_is_written_is_either_a_result_or_a_named_error(written: object) -> None:
    for reader, words in ((read_ihc, IhcScore), (read_ish, IshResult)):
        try:
            assert reader(written) in words
        except InputError as fault:
            assert fault.given is written
            assert len(str(fault)) < 600
