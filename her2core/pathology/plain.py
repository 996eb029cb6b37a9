"""The text of a report without what carries no meaning in it: case, width and the boxes nobody ticked.

Every character keeps its place, so that what is read can be shown where it stands.
"""

import re

_WIDTH = {0xFF01 + place: 0x21 + place for place in range(94)}
_OTHER = {
    "\u3000": " ", "\xa0": " ", "\u2009": " ", "\u202f": " ", "\u200b": " ", "\ufeff": " ", "\r": "\n", "\x0b": "\n", "\x0c": "\n",
    "\u2028": "\n", "\u2029": "\n", "−": "-", "‐": "-", "‑": "-", "⁺": "+", "﹢": "+", "∶": ":", "【": "[", "】": "]", "〔": "(", "〕": ")",
    "“": '"', "”": '"', "～": "~",
}  # fmt: skip
_PLAIN: dict[int, int | str] = {**_WIDTH, **{ord(mark): plain for mark, plain in _OTHER.items()}}
_BOX = r"\[ ?\]|[□☐○]|(?<![a-z0-9_])_{2,}(?![a-z0-9_])|\( \)"
_TICK = r"\[[x√✓✔]\]|[☑☒■√✓✔●]|(?<![a-z0-9_])_+[x√]_+(?![a-z0-9_])|\([x√✓]\)"
_HAS_BOX = re.compile(_BOX)
_BLANK = re.compile(rf"(?P<empty>{_BOX})[^\n□☐○☑☒■√✓✔●]*?(?=\n|$|{_BOX}|{_TICK})|(?P<tick>{_TICK})")


def make_plain(text: str) -> str:
    """Make a text of the same length in small letters of one width, with what stands at an empty box left blank."""
    plain = text.replace("\r\n", " \n").translate(_PLAIN)
    lower = plain.lower()
    if len(lower) != len(plain):  # some capitals have a small form of two characters
        lower = "".join(small if len(small := each.lower()) == 1 else each for each in plain)
    if _HAS_BOX.search(lower):
        lower = _BLANK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), lower)
    return lower
