"""`python -m her2core read-report FILE`: what the text of a pathology report says."""

import argparse
import json
import sys
from pathlib import Path

from her2core.errors import InputError
from her2core.language import Message

LARGEST = 4_000_000
"""Bytes of a file with one report."""
ENCODINGS = ("utf-8-sig", "gb18030")


def add_read_report(command: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("given", metavar="FILE", help="a text file, UTF-8 or GB18030; - reads what is piped in")
    command.add_argument("--json", action="store_true", help="as JSON, with where in the text each entry was read")
    command.set_defaults(run=_read_report)


def _read_report(given: argparse.Namespace) -> int:
    from her2core.pathology.reading import read_report

    report = read_report(_read_text(given.given))
    if given.json:
        specimens = [
            {
                "case": one.case,
                "spans": one.spans,
                "earlier": one.earlier,
                "unsure": [
                    {"text": report.text[each.start : each.end], "span": (each.start, each.end), "reason": each.reason}
                    for each in one.unsure
                ],
            }
            for one in report.specimens
        ]
        print(json.dumps({"specimens": specimens}, ensure_ascii=False, indent=2))
        return 0
    for place, one in enumerate(report.specimens, 1):
        print(f"specimen {place}{' (earlier)' if one.earlier else ''}")
        for field, value in one.case.items():
            print(f"  {field:<12} {value:<16} {_quote(report.text, *one.spans[field])}")
        for each in one.unsure:
            print(f"  not taken    {each.reason:<16} {_quote(report.text, each.start, each.end)}")
    if not report.specimens:
        print("nothing about HER2 or CPS was found")
    return 0


def _quote(text: str, start: int, end: int) -> str:
    words = " ".join(text[start:end].split())
    return f'"{words[:60]}{"..." if len(words) > 60 else ""}"' if words else ""


def _read_text(name: str) -> str:
    try:
        content = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else _read_start(Path(name))
    except OSError as fault:
        raise InputError("FILE", name, Message("a text file, or -"), Message(fault.strerror or "")) from fault
    if len(content) > LARGEST:
        raise InputError("FILE", name, Message("the text of one report"), Message("it is too large"))
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("FILE", name, Message("text in a known encoding"))


def _read_start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
