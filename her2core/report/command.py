"""`python -m her2core export`: the pack of one case as a file."""

import argparse
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from her2core.errors import InputError
from her2core.language import LANGUAGES, Message
from her2core.replacing import replace_file
from her2core.report.specimen_command import read_specimen
from her2core.status.case import VOCABULARIES, Case, Field

FORMATS = "pptx, pdf, html, fhir"


def add_export(command: argparse.ArgumentParser) -> None:
    """Add the options of the command: one for each entry of a case."""
    for field in Field:
        words = VOCABULARIES.get(field)
        command.add_argument(f"--{field.replace('_', '-')}", metavar="VALUE", help=", ".join(words or ()) or None)
    command.add_argument(
        "--further",
        metavar="PAIRS",
        action="append",
        default=[],
        help='a further specimen: "date=2026-01 site=liver kind=biopsy ihc=2+ after=trastuzumab"',
    )
    command.add_argument("--lang", default="en", help=f"{', '.join(LANGUAGES)} (default: en)")
    command.add_argument("--format", required=True, help=FORMATS)
    command.add_argument("--all", action="store_true", help="with every figure and table (a page always has them)")
    command.add_argument(
        "--compare",
        nargs=2,
        metavar=("A", "B"),
        help="a slide of two regimens through their common control: nodes of data/network.yaml, trials, or trial/arm",
    )
    command.add_argument("--link", metavar="ADDRESS", help="where others open the app (default: no address is printed)")
    command.add_argument("out", metavar="OUT", type=Path, help="the file to write")
    command.set_defaults(run=_export)


def _export(given: argparse.Namespace) -> int:
    from her2core.language import using
    from her2core.parsing import word
    from her2core.report.export import Format, export
    from her2core.report.summary import Scope
    from her2core.status.assessment import assess

    form = word("format", Format, given.format)
    if given.lang not in LANGUAGES:
        raise InputError("lang", given.lang, Message(", ".join(LANGUAGES)))
    if given.link is not None:
        _check_link(given.link)
    if given.compare and form is not Format.PPTX:
        raise InputError("compare", " ".join(given.compare), Message("with slides: {option}", option="--format pptx"))
    assessment = assess(_case(given))
    if assessment.faults:
        raise assessment.faults[0]
    with using(given.lang):
        scope = Scope(whole=given.all, compare=tuple(given.compare) if given.compare else None)
        content = export(assessment, form, datetime.now().astimezone(), given.link or "", scope)
    _write(given.out, content)
    print(given.out)
    return 0


def _case(given: argparse.Namespace) -> Case:
    """Read the entries given, in the core's own words.

    Raises
    ------
    InputError
        for the first that is not accepted
    """
    entered = {field.value: str(value).strip() for field in Field if (value := getattr(given, field))}
    for fault in Case.parse(entered).faults:
        raise fault
    case, _faults = Case.from_link(entered)
    for place, text in enumerate(given.further, 2):
        case = case.add_specimen(read_specimen(text, place))
    return case


def _write(out: Path, content: bytes) -> None:
    """The whole file or none."""
    if out.is_dir():
        raise InputError("OUT", str(out), Message("a file that can be written"), Message("this is a folder"))
    try:
        with replace_file(out) as part:
            part.write_bytes(content)
    except OSError as fault:
        raise InputError(
            "OUT", str(out), Message("a file that can be written"), Message(fault.strerror or "")
        ) from fault


def _check_link(address: str) -> None:
    """Refuse what a click on an export should not open."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError("link", address, Message("an address that begins with http:// or https://"))
