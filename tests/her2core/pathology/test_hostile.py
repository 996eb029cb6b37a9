"""Whatever is pasted, reading ends soon and never fails."""

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core import read_report
from her2core.pathology.reading import LONGEST, MOST, TOO_LONG
from her2core.pathology.rules import load_cues, load_specimen_words, load_words
from her2core.status.case import Case

SPECIMENS, CUES = load_specimen_words(), load_cues()
PIECES = [
    *load_words().names["her2"], *load_words().names["ish"], *load_words().names["cep17"], *load_words().ihc_fillers, *load_words().ish_fillers,
    *(word for cue in CUES.cues for word in cue.words), *CUES.markers, *CUES.harmless, *SPECIMENS.earlier, *SPECIMENS.current, *SPECIMENS.ours,
    *SPECIMENS.sites, *SPECIMENS.other_tumours, *SPECIMENS.sections, "2+", "3+", "0", "1.4", "40", "%", "(", ")", "[x]", "[ ]", "□", "：", ":", ",", "，",
    "。", ". ", "\n", "\n\n", "\r", "A. ", "ratio ", "比值", "not amplified", "扩增", "+", "-", "/", "İ", "ﬃ", "\x00", "\ud7ff", "🧬",
]  # fmt: skip


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
)
@settings(max_examples=400)
def test_any_text_is_read_without_an_error(text: str) -> None:
    report = read_report(text)
    for specimen in report.specimens:
        assert Case.parse(specimen.case).faults == ()
    for start, end in [
        *(span for one in report.specimens for span in one.spans.values()),
        *((each.start, each.end) for each in report.unsure),
    ]:
        assert 0 <= start <= end <= len(text)


def fill(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


HOSTILE = [
    "a", " ", "(", "her2 ", "HER2(", "HER2:", "her2 her2/", "HER2 protein expression ", "FISH HER2 gene ", "HER2 (2+)", "[ ] ", "□", "_", "9", "1.", "+", "\n",
    "\r\n", "扩增", "无", "HER2，", "mean HER2 ", "HER2/CEP17 ratio ", "40 nuclei ", "no ", "breast ", "previous ", "A. Stomach, biopsy: ", "（胃）", "in situ ", "amplification ",
    "HER2 3+ (", "\x00", "İ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_the_time_for_a_text_grows_with_its_length_alone(piece: str) -> None:
    """Sixteen times the text takes less than half of what a quadratic pattern would; an exponential one never ends."""

    def measure(length: int) -> float:
        text = fill(piece, length)
        gc.disable()  # it goes through the heap of all other tests
        start = time.process_time()
        read_report(text)
        taken = time.process_time() - start
        gc.enable()
        return taken

    read_report("HER2 2+")
    short = max(min(measure(MOST // 64) for _round in range(3)), 0.001)
    assert any(measure(MOST // 4) < 16 * 8 * short for _round in range(3))


def test_a_text_too_long_for_a_report_is_refused_at_once_and_says_so() -> None:
    report = read_report(fill("HER2 3+. ", 1_000_000))
    assert [str(each.reason) for each in report.unsure] == [str(TOO_LONG)]
    assert [specimen.case for specimen in report.specimens] == [{}]


def test_nothing_is_taken_from_a_sentence_that_nobody_wrote() -> None:
    text = f"HER2 3+ {fill('word ', LONGEST)}"
    assert [specimen.case for specimen in read_report(text).specimens] == [{}]
