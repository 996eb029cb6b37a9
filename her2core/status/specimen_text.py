"""A further specimen in one short text, as it stands in a link: "i3-kb-sv-d202601-at".

Letters, digits, points and hyphens only, so that no mail program or messenger changes it: a letter for each entry, then its
value. What has no short form stands under the capital letter as the hexadecimal digits of its bytes, so that every entry
comes back as it was typed. Letters are never given another meaning: links are kept for years.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from her2core.errors import InputError
from her2core.language import Message
from her2core.specimen_terms import Site, TakenAfter
from her2core.terms import Controls, CopyRule, IhcScore, Intensity, IshResult, Probe, RecountZone, Specimen, YesNo

NOTHING = "0"
"""A specimen of which nothing is entered yet."""
_SCORES = {"0": IhcScore.ZERO, "1": IhcScore.ONE, "2": IhcScore.TWO, "3": IhcScore.THREE, "n": IhcScore.NOT_DONE}
_RESULTS = {
    "a": IshResult.AMPLIFIED,
    "n": IshResult.NOT_AMPLIFIED,
    "e": IshResult.EQUIVOCAL,
    "v": IshResult.NOT_EVALUABLE,
    "d": IshResult.NOT_DONE,
}
_STAINS = {"n": Intensity.NONE, "f": Intensity.FAINT, "w": Intensity.WEAK_TO_MODERATE, "s": Intensity.STRONG}
_KINDS = {
    "r": Specimen.RESECTION,
    "b": Specimen.BIOPSY,
    "c": Specimen.CELL_BLOCK,
    "m": Specimen.CORE_BIOPSY_OF_METASTASIS,
}
_SITES = {"p": Site.PRIMARY, "n": Site.LYMPH_NODE, "v": Site.LIVER, "m": Site.PERITONEUM, "o": Site.OTHER}
_AFTER = {"t": TakenAfter.TRASTUZUMAB, "o": TakenAfter.OTHER, "n": TakenAfter.NONE}
_RULES = {"r": CopyRule.RATIO_ONLY, "c": CopyRule.RATIO_OR_COPIES}
_WORDS: dict[str, tuple[str, Mapping[str, StrEnum]]] = {
    # letter: entry, and the letter of each word
    "i": ("ihc", _SCORES),
    "f": ("ish", _RESULTS),
    "k": ("specimen", _KINDS),
    "s": ("site", _SITES),
    "a": ("after", _AFTER),
    "p": ("probe", {"d": Probe.DUAL, "s": Probe.SINGLE}),
    "u": ("clusters", {"y": YesNo.YES, "n": YesNo.NO}),
    "c": ("controls", {"p": Controls.PASSED, "f": Controls.FAILED}),
    "y": ("copy_rule", _RULES),
    "z": ("recount_zone", {"n": RecountZone.ON, "f": RecountZone.OFF}),
    "t": ("intensity", _STAINS),
    "w": ("second_intensity", _STAINS),
    "j": ("area_ihc", _SCORES),
    "g": ("area_ish", _RESULTS),
}
_NUMBERS = {
    "r": "ratio",
    "h": "her2_copies",
    "e": "cep17_copies",
    "n": "nuclei",
    "m": "percent",
    "l": "cluster",
    "q": "second_percent",
    "v": "second_cluster",
}
_DATE = "d"
_NAMES = {**{letter: name for letter, (name, _words) in _WORDS.items()}, **_NUMBERS, _DATE: "date"}
_LETTERS = {name: letter for letter, name in _NAMES.items()}
_PLAIN = re.compile(r"[0-9]+(\.[0-9]+)?")
_WRITTEN_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SHORT_DATE = re.compile(r"([0-9]{4})([0-9]{2})?([0-9]{2})?")
_HEX = re.compile(r"(?:[0-9a-f]{2})+")


def format_specimen(entries: Mapping[str, str]) -> str:
    """Write the entries of a specimen in one short text, which `parse_specimen` reads back exactly."""
    parts = [_format(_LETTERS[name], entries[name]) for name in _LETTERS if name in entries]
    return "-".join(parts) or NOTHING


def parse_specimen(field: str, text: str) -> dict[str, str]:
    """Read the entries of a specimen from its short text.

    Raises
    ------
    InputError
        naming `field`, where it is no such text
    """
    if text == NOTHING:
        return {}
    entries: dict[str, str] = {}
    for part in text.split("-"):
        name = _NAMES.get(part[:1].lower())
        value = _parse(part[:1], part[1:])
        if name is None or value is None or name in entries:
            raise InputError(field, text, Message("a specimen as a link of this app holds it"))
        entries[name] = value
    return entries


def _format(letter: str, text: str) -> str:
    if letter in _WORDS:
        short = next((code for code, word in _WORDS[letter][1].items() if word.value == text), None)
    elif letter == _DATE:
        short = text.replace("-", "") if _WRITTEN_DATE.fullmatch(text) else None
    else:
        short = text if _PLAIN.fullmatch(text) else None
    return letter + short if short is not None else letter.upper() + text.encode("utf-8", "surrogatepass").hex()


def _parse(letter: str, value: str) -> str | None:
    if letter.isupper():
        return _decode(value)
    if letter in _WORDS:
        word = _WORDS[letter][1].get(value)
        return word.value if word else None
    if letter == _DATE:
        match = _SHORT_DATE.fullmatch(value)
        return "-".join(part for part in match.groups() if part) if match else None
    return value if _PLAIN.fullmatch(value) else None


def _decode(digits: str) -> str | None:
    try:
        text = bytes.fromhex(digits).decode("utf-8", "surrogatepass") if _HEX.fullmatch(digits) else ""
    except UnicodeDecodeError:
        return None
    return text if text.strip() else None
