"""Two languages side by side: a sentence with figures is said in the reader's own."""

import threading
from pathlib import Path

import pytest

from her2core import language
from her2core.__main__ import main
from her2core.labels import Term, capital
from her2core.language import Message, _, choose_language, current_language, join_words, list_missing_catalogues, using
from her2core.terms import Endpoint, Intensity, IshResult, Tier


def test_a_reader_never_sees_a_sign_of_the_keyboard_for_one_of_print() -> None:
    for code in language.LANGUAGES:
        with using(code):
            assert _("CPS >= 1") == "CPS ≥ 1"
            assert _(Message("{limit} or less", limit="CPS <= 4")) == _("{limit} or less", limit="CPS ≤ 4")


def test_a_sentence_with_a_word_of_the_field_is_said_whole_in_chinese() -> None:
    sentence = Message(
        "{test} {result} would make it {tier}.", test="ISH", result=Term(IshResult.AMPLIFIED), tier=Term(Tier.HIGH)
    )
    assert sentence == "ISH amplified would make it high."
    with using("zh"):
        assert _(sentence) == "若 ISH 扩增，则为高表达。"
    assert _(sentence) == sentence


def test_none_the_tier_is_not_none_the_staining() -> None:
    with using("zh"):
        assert capital(Tier.NONE) == "不表达 (IHC 0)"
        assert capital(Intensity.NONE) == "无染色"


def test_an_abbreviation_keeps_its_form_where_a_word_would_begin_with_a_capital() -> None:
    assert [capital(word) for word in (Endpoint.PCR, Endpoint.YPN0, Tier.HIGH)] == ["pCR", "ypN0", "High"]


@pytest.mark.parametrize(
    ("header", "spoken"),
    [
        ("zh-CN", "zh"),
        ("zh", "zh"),
        ("zh-TW,en;q=0.5", "zh"),
        ("en-GB,zh;q=0.5", "en"),
        ("de", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_the_language_of_the_browser_is_the_default(header: str | None, spoken: str) -> None:
    assert choose_language(header) == spoken


def test_an_unknown_language_is_english() -> None:
    with using("fr"):
        assert current_language() == "en"


def test_one_readers_language_is_not_anothers() -> None:
    heard: list[str] = []

    def reader() -> None:
        with using("zh"):
            heard.append(current_language())

    thread = threading.Thread(target=reader)
    thread.start()
    thread.join()
    assert heard == ["zh"]
    assert current_language() == "en"


def test_words_in_a_row_are_separated_as_the_language_does() -> None:
    assert join_words(["a", "b"]) == "a, b"
    with using("zh"):
        assert join_words(["高表达", "中表达"]) == "高表达、中表达"


def test_a_catalogue_that_is_missing_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert list_missing_catalogues() == []
    monkeypatch.setattr(language, "LOCALES", tmp_path)
    language._catalogue.cache_clear()
    try:
        with using("zh"):
            assert _("Tier") == "Tier"
    finally:
        language._catalogue.cache_clear()
    assert "no catalogue of zh" in caplog.text
    assert main(["check"]) == 1 and "locales: no catalogue of zh" in capsys.readouterr().err
