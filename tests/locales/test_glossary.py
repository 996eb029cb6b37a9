"""One word for one concept: every catalogue is held to the glossary."""

import re
from functools import cache

import yaml
from babel.messages.pofile import read_po

from locales.update import FOLDER, ROOT
from tests.rows import each_row

GLOSSARY = yaml.load((ROOT / "locales" / "glossary.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
Term = dict[str, list[str]]


@cache
def messages() -> list[tuple[str, str]]:
    """Every string in English and Chinese; a citation stands as printed."""
    pairs = []
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            pairs += [(str(each.id), str(each.string)) for each in read_po(file, locale="zh_CN") if each.id]
    return [(english, chinese) for english, chinese in pairs if english != chinese]


def holds(text: str, words: list[str]) -> bool:
    """Whether one of the words stands in the text, as whole words, case aside."""
    small = text.lower()  # a term seldom stands in a text, and this tells so at once
    return any(
        word.lower() in small and re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.IGNORECASE)
        for word in words
    )


def find_strays(term: Term, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [
        (english, chinese)
        for english, chinese in pairs
        if holds(english, term["english"])
        and not holds(english, term.get("unless", []))
        and not any(word in chinese for word in term["chinese"])
    ]


@each_row("term", GLOSSARY["terms"], ids=lambda term: term["english"][0])
def test_a_term_is_said_by_its_word_in_every_catalogue(term: Term) -> None:
    assert find_strays(term, messages()) == []


@each_row("word", GLOSSARY["never"], ids=lambda word: word["use"])
def test_a_word_that_another_stands_for_is_used_nowhere(word: dict[str, str]) -> None:
    excused = list(word.get("with", []))
    assert [(e, c) for e, c in messages() if word["chinese"] in c and not holds(e, excused)] == []


def test_no_english_term_has_two_entries() -> None:
    words = [word.lower() for term in GLOSSARY["terms"] for word in term["english"]]
    assert sorted(words) == sorted(set(words))


def test_a_string_with_another_word_is_found() -> None:
    term: Term = {"english": ["fatigue"], "chinese": ["疲乏"]}
    assert find_strays(term, [("severe Fatigue, grade 3", "重度乏力，3 级")])
    assert not find_strays(term, [("fatigue-free", "无"), ("fatigue", "疲乏")])
