"""What laboratories write is understood, and nothing is guessed."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from her2core import IhcScore, InputError, IshResult
from her2core.status.lexicon import load_lexicon
from her2core.status.notation import read_ihc, read_ish
from tests.rows import each_row

CASES = Path(__file__).parents[2] / "cases"
EVERYDAY = yaml.load((CASES / "everyday.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
OTHERS = yaml.load((CASES / "cases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
REFUSED = "refused"


def pairs(field: str) -> list[tuple[str, str]]:
    """Each spelling with what it says."""
    everyday = [(text, says) for says, groups in EVERYDAY[field].items() for group in groups for text in group]
    return [*everyday, *OTHERS[field].items()]


def says_ihc(written: object) -> str:
    try:
        return read_ihc(written).value
    except InputError:
        return REFUSED


def says_ish(written: object) -> str:
    try:
        return read_ish(written).value
    except InputError:
        return REFUSED


@each_row(("written", "says"), pairs("ihc"))
def test_an_ihc_score_as_laboratories_write_it(written: str, says: str) -> None:
    assert says_ihc(written) == says


@each_row(("written", "says"), pairs("ish"))
def test_an_ish_result_as_laboratories_write_it(written: str, says: str) -> None:
    assert says_ish(written) == says


@each_row(
    ("written", "score"),
    [(0, "0"), (0.0, "0"), (1, "1+"), (2, "2+"), (2.0, "2+"), ("2.0", "2+"), ("3.00", "3+"), (3, "3+"), (None, "not done"),
     (float("nan"), "not done"), ("  ", "not done"), (IhcScore.NOT_DONE, "not done"), (" 1 + ", "1+"), ("ihc2+", "2+")],
)  # fmt: skip
def test_a_score_as_a_number_or_missing(written: object, score: str) -> None:
    assert says_ihc(written) == score


@each_row(
    ("written", "result"),
    [(None, "not done"), (float("nan"), "not done"), (" ", "not done"), (2.4, "amplified"), (1.2, "not amplified"),
     (2.1, "equivocal"), (IshResult.EQUIVOCAL, "equivocal")],
)  # fmt: skip
def test_a_result_as_a_ratio_or_missing(written: object, result: str) -> None:
    assert says_ish(written) == result


@each_row("written", [4, -1, 2.5, True, b"2+", "\x002+", ["2+"], float("inf")])
def test_what_is_no_score_is_refused_with_what_is_accepted(written: object) -> None:
    with pytest.raises(ValueError, match=r"^ihc: .* given; .*accepted: 0, 1\+, 2\+, 3\+"):
        read_ihc(written)


@each_row("written", [1, 0, 2.0, True, "amplified?", b"+", float("inf")])
def test_what_is_no_result_is_refused_with_what_is_accepted(written: object) -> None:
    with pytest.raises(ValueError, match=r"^ish: .* given; accepted: amplified, not amplified"):
        read_ish(written)


@each_row(
    ("written", "why"),
    [
        ("阴性", "0 and 1+ are both called negative"),
        ("HER2 positive", "a category alone is not a score"),
        ("positive", "positive alone is not a score"),
        ("2+/3+", "several scores in one entry"),
        ("Positive (Score 1+)", "the category contradicts the score"),
    ],
)
def test_a_refusal_says_why(written: str, why: str) -> None:
    with pytest.raises(InputError) as fault:
        read_ihc(written)
    assert fault.value.problem == why


@each_row("rule", ["ratio only", "ratio or copies"])
def test_a_ratio_in_the_place_of_a_result_is_read_by_the_settings_of_the_laboratory(rule: str) -> None:
    assert read_ish("比值2.1", {"copy_rule": rule, "recount_zone": True}) is IshResult.EQUIVOCAL
    assert read_ish("比值2.1", {"copy_rule": rule, "recount_zone": False}) is IshResult.AMPLIFIED


MARKERS = ("HER2 ", "HER2", "HER-2", "Her2/neu ", "CerbB-2", "cerbB-2：", "ＨＥＲ２：")
# A sign alone is a score, and after the name of the marker it is not: "HER2+" says positive in one mouth and 1+ in another.
BARE = ("+", "-", "")


def is_bare(written: str) -> bool:
    """Whether a sign is all that says which score it is: "negative" beside it is both 0 and 1+."""
    return written.strip(" ()（）＋－+-.'\"=阴阳性") == "" and not any(sign in written for sign in ("++", "＋＋"))


def blanks(draw: st.DrawFn, written: str) -> str:
    place = draw(st.integers(0, len(written)))
    return written[:place] + draw(st.sampled_from([" ", "\t", "\u3000", "\u00a0", "\u200b"])) + written[place:]


@st.composite
def dressed(draw: st.DrawFn, written: str, prefixes: tuple[str, ...]) -> str:
    """Dress a spelling in what changes nothing: blanks, brackets of any width, the name of the marker, a full stop."""
    for step in draw(st.lists(st.sampled_from(["blank", "brackets", "prefix", "stop"]), max_size=4, unique=True)):
        if step == "blank" and not written.startswith(("'", "=")):
            written = f" {written}\u3000"
        if step == "brackets" and not written.startswith(("'", "=")):
            left, right = draw(st.sampled_from(["()", "（）", "[]", "【】", "［］"]))
            written = f"{left}{written}{right}"
        if step == "prefix" and prefixes and not written.startswith(("'", "=")):
            written = draw(st.sampled_from(prefixes)) + written
        if step == "stop":
            end = '"' if written.startswith('="') else ""  # a spreadsheet's formula holds the text, with its stop
            written = written.removesuffix(end) + draw(st.sampled_from([".", "。", "．"])) + end
    return written


def test_a_sign_alone_is_no_score_after_the_name_of_the_marker() -> None:
    bare = [written for written, _says in pairs("ihc") if written.strip() and is_bare(written)]
    assert {"(+)", "阴性（-）"} <= set(bare)
    named = [prefix + written for prefix in (*MARKERS, "IHC", "IHC ", "免疫组化：") for written in bare]
    assert {each: says_ihc(each) for each in named if says_ihc(each) != REFUSED} == {}


@given(st.data())
def test_dress_changes_no_ihc_score_and_makes_none_of_what_is_refused(data: st.DataObject) -> None:
    written, says = data.draw(st.sampled_from([pair for pair in pairs("ihc") if pair[0].strip()]))
    prefixes = () if is_bare(written) else (*MARKERS, "IHC", "IHC ", "免疫组化：")
    assert says_ihc(data.draw(dressed(written, prefixes))) == says


@given(st.data())
def test_dress_changes_no_ish_result_and_makes_none_of_what_is_refused(data: st.DataObject) -> None:
    written, says = data.draw(st.sampled_from([pair for pair in pairs("ish") if pair[0].strip()]))
    assert says_ish(data.draw(dressed(written, (*MARKERS, "FISH", "FISH：", "ISH ")))) == says


@given(st.data(), st.sampled_from(["ihc", "ish"]))
def test_blanks_anywhere_change_nothing(data: st.DataObject, field: str) -> None:
    written, says = data.draw(st.sampled_from(pairs(field)))
    place = data.draw(st.integers(0, len(written)))
    blank = data.draw(st.sampled_from([" ", "\t", "\u3000", "\u00a0", "\u200b"]))
    assert (says_ihc if field == "ihc" else says_ish)(written[:place] + blank + written[place:]) == says


def test_every_word_of_the_table_is_understood_where_it_stands() -> None:
    lexicon = load_lexicon()
    scores = {word: score.value for score, words in lexicon.ihc.scores.items() for word in words}
    results = {word: r.value for r, groups in lexicon.ish.results.items() for words in groups for word in words}
    missing = {word: "not done" for words in lexicon.not_done for word in words}
    assert {word: says_ihc(word) for word in {**scores, **missing}} == {**scores, **missing}
    assert {word: says_ish(word) for word in {**results, **missing}} == {**results, **missing}


def test_every_category_goes_with_its_scores_and_no_other() -> None:
    for category in load_lexicon().ihc.categories:
        for word in category.words:
            for score in (IhcScore.ZERO, IhcScore.ONE, IhcScore.TWO, IhcScore.THREE):
                agrees = score in {s for c in load_lexicon().ihc.categories if word in c.words for s in c.scores}
                assert says_ihc(f"{word} ({score})") == (score.value if agrees else REFUSED), (word, score)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.booleans(), st.none(), st.lists(st.integers())))
def test_whatever_is_written_is_either_a_result_or_a_named_error(written: object) -> None:
    for reader, words in ((read_ihc, IhcScore), (read_ish, IshResult)):
        try:
            assert reader(written) in words
        except InputError as fault:
            assert fault.given is written
            assert len(str(fault)) < 600


@given(
    st.lists(st.sampled_from(list("0123+-()（）.,，:/%~<>= 阴阳性扩增无未HER2FISHIHC比值")), max_size=12).map("".join)
)
def test_no_mixture_of_marks_breaks_the_reader(written: str) -> None:
    assert says_ihc(written) in {*IhcScore, REFUSED} and says_ish(written) in {*IshResult, REFUSED}
