"""Write the packages of requirements.lock and their licences into THIRD-PARTY.md: a step of `make lock`."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
PAPER = ROOT / "THIRD-PARTY.md"
HEADING = "## Packages\n"

# What may come in, by its SPDX identifier. Another licence is read by a person before it stands here.
ALLOWED = {
    **dict.fromkeys(
        "0BSD BSD-2-Clause BSD-3-Clause CC0-1.0 MIT MIT-0 MIT-CMU PSF-2.0 Zlib".split(), "asks for its notice at most"
    ),
    "Apache-2.0": "asks for its notice, and grants patents",
    "LGPL-3.0-only": "psycopg: imported as it is, and another version may be put in its place",
    "MPL-2.0": "certifi, tqdm: their files stay open; ours need not be",
}
SPELLINGS = {"3-Clause BSD License": "BSD-3-Clause", "Apache License 2.0": "Apache-2.0"}
# Says "BSD License" and no more; which one was read in the licence file of the package, of the two of FHIR in their source.
BSD = dict.fromkeys("altair fhir-core fhir-resources itsdangerous jinja2 scipy".split(), "BSD-3-Clause")
# Not installed on every system; read in the package.
ELSEWHERE = {"colorama": "BSD-3-Clause", "watchdog": "Apache-2.0"}


def locked() -> dict[str, str]:
    """Return the version of each package in requirements.lock."""
    return dict(re.findall(r"^([a-z0-9-]+)==([\w.!+]+)", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE))


def licence(package: str) -> str:
    """Return what a package says of its licence, as an SPDX expression where one can be told."""
    try:
        stated = metadata(package)
    except PackageNotFoundError:
        return ELSEWHERE.get(package, "not installed here")
    said = next((stated[field] for field in ("License-Expression", "License") if field in stated), "")
    if not said or "\n" in said:  # some put the whole text there
        kinds = [kind for kind in stated.get_all("Classifier") or () if kind.startswith("License ::")]
        said = " AND ".join(kind.rsplit(" :: ", 1)[-1] for kind in kinds) or "says none"
    if said.lower() == "bsd license":
        return BSD.get(package, said)
    return SPELLINGS.get(said, said)


def strangers(expression: str) -> set[str]:
    """Return the licences of an SPDX expression that are not on the list, also where another one may be chosen."""
    return {part for part in re.split(r" (?:AND|OR) |[()]", expression) if part} - set(ALLOWED)


def table() -> str:
    """Return one line a package, as THIRD-PARTY.md ends."""
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in locked().items()]
    return "\n".join([HEADING, "| package | version | licence |", "|---|---|---|", *rows, ""])


def main() -> None:
    """Write the table, and leave what stands above it."""
    above = PAPER.read_text(encoding="utf-8").split(HEADING)[0]
    PAPER.write_text(above + table(), encoding="utf-8")


if __name__ == "__main__":
    main()
