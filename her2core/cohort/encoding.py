"""The characters of a text in any encoding that hospitals use."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from her2core.cohort.limits import ACCEPTED, FileError
from her2core.language import Message
from her2core.process.job import Check, never

UTF8 = "utf-8"
BYTES = 8 << 20
"""Of text, that are decoded between two checks."""
_FEWEST = 4
"""Zeros that tell UTF-16 from a text with a stray one."""
_LOOKED_AT = 1 << 20
_HIGH = re.compile(rb"[\x80-\xff]+")
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, check: Check = never) -> tuple[bytes, tuple[Message, ...]]:
    """Turn a text into UTF-8; return it with what was done.

    Raises
    ------
    FileError
        where no encoding fits
    """
    encoding = find_encoding(content, check)
    if encoding == UTF8:
        return content, ()
    text = b"".join(_recode(content, encoding, check))
    return text, (Message("read as {encoding}", encoding=encoding.upper()),)


def recode(content: bytes, encoding: str, out: BinaryIO) -> None:
    """Write a text that is in an encoding to a file in UTF-8."""
    for part in _recode(content, encoding, never):
        out.write(part)


def find_encoding(content: bytes, check: Check = never) -> str:
    """Find the encoding that a text is in.

    GB18030 accepts nearly every text of Western Europe; but there a letter with an accent stands among plain ones, and a
    Chinese character is two bytes.

    Raises
    ------
    FileError
        where none fits
    """
    if content[:2] in _BOMS:
        candidates = ["utf-16"]
    elif unmarked := _utf16_without_mark(content[:_LOOKED_AT]):
        candidates = [unmarked]
    else:
        western = ["windows-1252", "latin-1"]
        candidates = [UTF8, *(western if _is_western(content[:_LOOKED_AT]) else ["gb18030", *western])]
    for encoding in candidates:
        try:
            for _part in _recode(content, encoding, check):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileError(Message("The characters of the file cannot be read; accepted: {accepted}", accepted=ACCEPTED))


def _recode(content: bytes, encoding: str, check: Check) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content), BYTES):
        check()
        part = decoder.decode(content[start : start + BYTES], final=start + BYTES >= len(content))
        yield b"" if encoding == UTF8 else part.encode()


def _is_western(content: bytes) -> bool:
    runs = [len(run) for run in _HIGH.findall(content)]
    return sum(length % 2 for length in runs) * 2 > len(runs)


def _utf16_without_mark(content: bytes) -> str | None:
    """Marks between cells and lines have a zero beside them, always on the same side."""
    nulls = [content[side::2].count(0) for side in (0, 1)]
    if min(nulls) or max(nulls) < max(_FEWEST, len(content) // 8):
        return None
    return "utf-16-le" if nulls[1] else "utf-16-be"
