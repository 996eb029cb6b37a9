"""What a report says of this tumour is read, with the words it was read from; anything else is left out, with the reason."""

import pytest

from her2core import DataError, read_report
from her2core.pathology.context import OTHER_TUMOUR, UNCLEAR_TIME
from her2core.pathology.lexicon import Lexicon
from her2core.pathology.patterns import patterns
from her2core.pathology.report import DIFFERENT, PathologyReport
from her2core.pathology.results import CONTRADICTION, LIMIT, NOT_A_MEAN, SIGN
from her2core.pathology.rules import load_cues, load_specimen_words, load_words
from her2core.status.case import Case, Field
from her2core.terms import Specimen
from tests.her2core.pathology.corpus import Sentence, read_corpus
from tests.rows import each_row

WORDS = load_words()


def cases(text: str) -> list[dict[str, str]]:
    return [specimen.case for specimen in read_report(text).specimens]


def reasons(report: PathologyReport) -> set[str]:
    return {str(each.reason) for each in report.unsure}


@each_row("sentence", read_corpus(), ids=lambda sentence: sentence.text[:60])
def test_no_wrong_entry_is_ever_read(sentence: Sentence) -> None:
    assert sentence.misread(cases(sentence.text)) == []


@each_row("sentence", read_corpus(), ids=lambda sentence: sentence.text[:60])
def test_what_is_read_can_be_entered_and_stands_where_it_was_read(sentence: Sentence) -> None:
    for specimen in read_report(sentence.text).specimens:
        assert Case.parse(specimen.case).faults == ()
        assert specimen.case.keys() == specimen.spans.keys()
        for field, (start, end) in specimen.spans.items():
            assert 0 <= start < end <= len(sentence.text)
            if field in (Field.RATIO, Field.HER2_COPIES, Field.CEP17_COPIES, Field.NUCLEI, Field.CPS):
                assert specimen.case[field] in sentence.text[start:end]


@each_row(
    ("text", "says"),
    [
        (
            "Stomach, antrum, biopsy: adenocarcinoma. HER2 immunohistochemistry: equivocal (2+). FISH: HER2/CEP17 ratio 1.4, "
            "mean HER2 copies 3.2, mean CEP17 copies 2.3, 40 nuclei scored. Not amplified.",
            [{"ihc": "2+", "ish": "not amplified", "specimen": "biopsy", "ratio": "1.4", "her2_copies": "3.2", "cep17_copies": "2.3", "nuclei": "40"}],
        ),
        (
            "（胃窦活检）腺癌。免疫组化：CK(+)，HER2(2+)，Ki-67(约60%+)，MLH1(+)，PD-L1(22C3) CPS=5。FISH检测：HER2基因无扩增，HER2/CEP17=1.3。",
            [{"ihc": "2+", "ish": "not amplified", "specimen": "biopsy", "cps": "5", "ratio": "1.3"}],
        ),
        (
            "Total gastrectomy. ER negative, HER2 score 3+ (positive) in 40 % of tumour cells, strong complete basolateral staining. ISH not indicated.",
            [{"ihc": "3+", "specimen": "resection"}],
        ),
        ("HER2 by IHC will be reported in an addendum. FISH pending.", [{}]),
        (
            "Previous biopsy (2024): HER2 3+. Current liver metastasis: HER2 1+, ISH not performed.",
            [{"ihc": "3+", "specimen": "biopsy"}, {"ihc": "1+"}],
        ),
    ],
)  # fmt: skip
def test_a_whole_report_is_read(text: str, says: list[dict[str, str]]) -> None:
    assert cases(text) == says


def test_an_earlier_result_is_marked_as_one() -> None:
    report = read_report("Previous biopsy (2024): HER2 3+. Current liver metastasis: HER2 1+.")
    assert [specimen.earlier for specimen in report.specimens] == [True, False]


def test_the_words_of_a_result_are_those_from_its_name_to_its_value() -> None:
    text = "胃腺癌，ＨＥＲ２：２＋。"
    (specimen,) = read_report(text).specimens
    assert text[slice(*specimen.spans["ihc"])] == "ＨＥＲ２：２＋"


@each_row(
    ("text", "reason"),
    [
        ("HER2 (+)", SIGN),
        ("HER2 positive (1+)", CONTRADICTION),
        ("HER2 3+. HER2 1+.", DIFFERENT),
        ("HER2/CEP17 ratio < 2.0", LIMIT),
        ("FISH: HER2 signals 128, 40 nuclei scored", NOT_A_MEAN),
        ("Known breast cancer, HER2 3+.", OTHER_TUMOUR),
        ("The previous biopsy was reviewed. HER2 3+.", UNCLEAR_TIME),
        ("Positive control: HER2 3+.", "a control, not the tumour"),
        ("如HER2 2+，请加做FISH。", "a condition, not a result"),
    ],
)
def test_what_is_not_taken_is_told_with_the_reason(text: str, reason: str) -> None:
    report = read_report(text)
    assert all("ihc" not in specimen.case and "ratio" not in specimen.case for specimen in report.specimens)
    assert str(reason) in reasons(report)


@each_row("name", WORDS.names["her2"])
@each_row("form", ["{} 2+", "{}: 2+", "{}(2+)", "{}（２＋）", "免疫组化：{}（2+）。"])
def test_every_spelling_of_her2_is_read(name: str, form: str) -> None:
    assert cases(form.format(name.upper())) == [{"ihc": "2+"}]


@each_row(("result", "word"), [(result, word) for result, words in WORDS.ish_weak.items() for word in words])
def test_every_word_of_a_result_is_read_behind_the_method(result: str, word: str) -> None:
    assert cases(f"HER2 2+, FISH{'' if word in '+-' else ' '}{word}.") == [{"ihc": "2+", "ish": result}]


@each_row(("result", "word"), [(result, word) for result, words in WORDS.ish_results.items() for word in words])
def test_every_word_of_amplification_is_read(result: str, word: str) -> None:
    gene = " HER2 " if word.isascii() else "HER2基因"
    for text in (f"HER2 FISH: {word.replace('~', ' ')}.", f"FISH: {word.replace('~', gene)}."):
        assert [case.get("ish") for case in cases(f"HER2 2+. {text}")] == [result]


@each_row("marker", load_cues().markers)
def test_a_value_behind_another_marker_is_never_that_of_her2(marker: str) -> None:
    for text in (
        f"HER2, {marker} 3+.",
        f"{marker} 3+; {marker}（2+）",
        f"HER2 pending, {marker}: 3+",
        f"{marker}/HER2: 3+/2+",
    ):
        assert [case for case in cases(text) if case] == []
    assert [case for case in cases(f"HER2 2+. {marker} ISH negative. {marker} FISH: amplified.") if case] == [
        {"ihc": "2+"}
    ]


@each_row(("cue", "word"), [(cue.id, word) for cue in load_cues().cues for word in cue.words])
def test_every_word_that_refuses_a_result_does(cue: str, word: str) -> None:
    (rule,) = (each for each in load_cues().cues if each.id == cue)
    field = Field.IHC if Field.IHC in rule.of else Field.NUCLEI
    result = "HER2 3+" if field is Field.IHC else "HER2 FISH: 40 nuclei counted"
    spoken = {
        "before": f"{word} {result}.",
        "clause": f"{word} {result}.",
        "tail": f"{result} ({word}).",
        "after": f"{result}, the {word} of it.",
    }
    for reach in rule.refuses:
        assert all(field not in case for case in cases(spoken[reach])), reach


@each_row("word", load_specimen_words().other_tumours)
def test_a_result_of_another_tumour_is_never_taken(word: str) -> None:
    for text in (
        f"{word}: HER2 3+",
        f"{word}. ER 90%. HER2 3+.",
        f"HER2 3+ ({word})",
        f"{word}，HER2（3+）。FISH扩增。",
    ):
        assert all("ihc" not in case and "ish" not in case for case in cases(text)), text


@each_row("word", load_specimen_words().earlier)
def test_an_earlier_result_never_stands_for_this_specimen(word: str) -> None:
    report = read_report(f"{word} HER2 3+.\n\nHER2 1+.")
    assert [specimen.case for specimen in report.specimens if not specimen.earlier] == [{"ihc": "1+"}]


@each_row(
    ("specimen", "word"),
    [(specimen, word) for specimen, words in load_specimen_words().specimens.items() for word in words],
)
def test_every_word_for_a_specimen_is_read(specimen: Specimen, word: str) -> None:
    assert cases(f"{word}. HER2 2+.") == [{"ihc": "2+", "specimen": specimen.value}]
    assert cases(f"HER2 2+. {word} is recommended.") == [{"ihc": "2+"}]


def test_a_report_that_names_two_ways_of_taking_says_neither() -> None:
    assert cases("Biopsy and resection. HER2 2+.") == [{"ihc": "2+"}]


def test_a_text_about_something_else_has_no_specimen() -> None:
    assert cases("Chest radiograph: no infiltrate. Heart size normal.") == []
    assert cases("") == []


def test_a_word_that_stands_for_two_things_is_a_fault_of_the_data() -> None:
    with pytest.raises(DataError, match="'GIST'"):
        Lexicon({"a cue": ["gist"], "a marker": ["GIST"]})
    assert patterns().lexicon.kinds
