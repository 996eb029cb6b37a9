"""What identifies somebody is caught wherever it is typed, and what belongs to the case is kept."""

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from her2core.board import identifiers
from her2core.board.checks import check_label, check_text, warn_of_name
from her2core.board.identifiers import Where, find_identifier
from her2core.errors import DataError, InputError
from tests.rows import each_row

TABLE: dict[str, list[dict[str, Any]]] = yaml.load(
    (Path(__file__).parent / "identifiers.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
ENOUGH, ENOUGH_CHINESE = 100, 40


def rows(side: str) -> list[tuple[str, str]]:
    return [(field, text) for group in TABLE[side] for field in group["in"] for text in group["texts"]]


def caught(field: str, text: str) -> bool:
    """Whether it is refused, or warned of as a name."""
    try:
        check_label(text) if field == "label" else check_text(field, text)
    except InputError:
        return True
    return warn_of_name(text, field) is not None


@each_row(("field", "text"), rows("caught"))
def test_what_identifies_somebody_is_caught(field: str, text: str) -> None:
    assert caught(field, text)


@each_row(("field", "text"), rows("harmless"))
def test_what_belongs_to_the_case_is_kept(field: str, text: str) -> None:
    assert not caught(field, text)


@each_row("side", ["caught", "harmless"])
def test_the_table_speaks_both_languages_and_holds_nothing_twice(side: str) -> None:
    texts = [text for group in TABLE[side] for text in group["texts"]]
    chinese = sum(bool(re.search("[一-鿿]", text)) for text in texts)
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert len(texts) - chinese >= ENOUGH_CHINESE <= chinese and len(texts) >= ENOUGH


def test_precision_and_recall_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    right = sum(caught(*row) for row in rows("caught"))
    wrong = sum(caught(*row) for row in rows("harmless"))
    precision, recall = right / (right + wrong), right / len(rows("caught"))
    with capsys.disabled():
        print(f"\nidentifiers: precision {precision:.3f}, recall {recall:.3f} of {len(rows('caught'))} to be caught")
    assert (precision, recall) == (1, 1)


@each_row(
    ("field", "text", "seen", "problem", "instead"),
    [
        (
            "note",
            "IHC 2+, call １３８.0013.8000 first",
            "１３８.0013.8000",
            "a telephone number",
            "the text without it",
        ),
        ("note", "男，1960年3月1日，胃窦癌", "男，1960年3月1日", "a date of birth", "the age in years"),
        ("question", "S25-12345: re-read?", "S25-12345", "the number of a specimen", "known by its label"),
        ("conclusion", "mail w.li@example.org", "w.li@example.org", "an e-mail address", "the text without it"),
        ("label", "A3 MRN 00123", "MRN 00123", "a hospital or record number", "such as A3"),
        ("label", "护照 E1234567", "护照 E1234567", "the number of a passport", "such as A3"),
    ],
)
def test_a_refusal_names_what_it_saw_and_how_to_go_on(
    field: str, text: str, seen: str, problem: str, instead: str
) -> None:
    with pytest.raises(InputError) as fault:
        check_label(text) if field == "label" else check_text(field, text)
    assert fault.value.given == seen
    assert f"looks like {problem}" in fault.value.message and instead in fault.value.message


def test_a_warning_names_the_name() -> None:
    assert "王小明" in str(warn_of_name("患者王小明，男，65岁", "note"))


@each_row("form", ["NFC", "NFD", "NFKD"])
def test_another_way_of_writing_the_same_marks_hides_nothing(form: Any) -> None:
    for text in ("né le 1er mars 1960", "Pt. Müller, Hans", "電話 6234 5678 / 电话：62345678"):
        assert caught("note", unicodedata.normalize(form, text))


def test_what_is_named_as_an_identifier_is_one_whatever_it_looks_like() -> None:
    assert find_identifier("2025-11-20", Where.LABEL) is None
    assert find_identifier("MRN 2025-11-20", Where.TEXT) is not None
    assert find_identifier("DOB 2010-11-20", Where.TEXT) is not None


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ("pattern: '(?<!\\d)(?!(?:", "pattern: '(?<!\\d)(?!((?:", "Chinese identity number"),
        ("<born>[^", "<burn>[^", "burn"),
        ("kind: telephone", "kind: fax", "kind"),
        ("where: [label]", "where: [title]", "where"),
        ("harmless:\n", "harmful: []\nharmless:\n", "harmful"),
    ],
)
def test_a_fault_in_the_rules_is_named(
    before: str, after: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (identifiers.DATA / "identifiers.yaml").read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "identifiers.yaml").write_text(text.replace(before, after), encoding="utf-8")
    monkeypatch.setattr(identifiers, "DATA", tmp_path)
    with pytest.raises(DataError, match=named):
        identifiers._load_patterns.__wrapped__()
