"""A Chinese reader sees every word in Chinese, and the same figures as an English one."""

import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from locales.update import FOLDER, templates

MONTHS = "January February March April May June July August September October November December".split()
MONTH = {name[:length]: number for number, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))}
NAMES = "|".join(sorted(MONTH, key=len, reverse=True))


def read_catalogue(name: str) -> Catalog:
    with (FOLDER / f"{name}.po").open("rb") as file:
        return read_po(file, locale="zh_CN")


@cache
def list_messages() -> list[Message]:
    return [message for path in sorted(FOLDER.glob("*.po")) for message in read_catalogue(path.stem) if message.id]


def test_the_catalogues_hold_every_string_and_nothing_else() -> None:
    """`make messages` brings new strings in; each is then to be translated."""
    asked = {name: {(each.id, each.context) for each in template if each.id} for name, template in templates().items()}
    held = {name: {(each.id, each.context) for each in read_catalogue(name) if each.id} for name in asked}
    assert {name: keys - held[name] for name, keys in asked.items() if keys - held[name]} == {}, "not translated yet"
    assert {name: keys - asked[name] for name, keys in held.items() if keys - asked[name]} == {}, "written nowhere"
    assert {path.stem for path in FOLDER.glob("*.po")} == set(asked)


def test_every_string_is_translated() -> None:
    assert [message.id for message in list_messages() if not str(message.string).strip()] == []


def numbers(text: str) -> list[str]:
    """The figures of a text; an English date counts by its month's number, as the Chinese one is written."""
    text = re.sub(rf"(\d+) ({NAMES})\b (\d{{4}})", lambda date: f"{date[3]} {MONTH[date[2]]} {date[1]}", text)
    text = re.sub(rf"\b({NAMES})\b (\d{{4}})", lambda date: f"{date[2]} {MONTH[date[1]]}", text)
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"\{\w+\}", text))


def test_no_translation_changes_a_figure_or_a_placeholder() -> None:
    def same(message: Message) -> bool:
        english, chinese = str(message.id), str(message.string)
        return numbers(english) == numbers(chinese) and placeholders(english) == placeholders(chinese)

    assert [(message.id, message.string) for message in list_messages() if not same(message)] == []


@pytest.mark.parametrize(
    ("context", "english", "chinese"),
    [
        ("Tier", "high", "高表达"), ("Tier", "intermediate", "中表达"), ("Tier", "low", "低表达"), ("Tier", "none (IHC 0)", "不表达 (IHC 0)"),
        ("IshResult", "amplified", "扩增"), ("IshResult", "not amplified", "未扩增"), ("IshResult", "equivocal", "不确定"),
        ("IshResult", "not evaluable", "无法评估"), ("IshResult", "not done", "未检测"), ("State", "needs reflex ISH", "需补做 ISH"),
        ("State", "re-test", "复检"), ("Flag", "discordant", "结果不一致"), ("Endpoint", "ORR", "客观缓解率 (ORR)"),
        ("Endpoint", "PFS", "无进展生存期 (PFS)"), ("Endpoint", "OS", "总生存期 (OS)"), ("Setting", "perioperative", "围手术期"),
        ("Setting", "third line or later", "三线及以上"), ("AgentClass", "ADC", "抗体偶联药物 (ADC)"), ("Basis", "our reading", "我方解读"),
        (None, "HER2 Gastric Board", "胃癌 HER2 分层与循证看板"), (None, "Undetermined", "待定"),
    ],
)  # fmt: skip
def test_the_words_are_those_of_chinese_oncology(context: str | None, english: str, chinese: str) -> None:
    assert read_catalogue("messages").get(english, context).string == chinese
