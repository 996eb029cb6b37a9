"""Nothing foreign gets in: what is installed is what was locked, by hash, under a licence that somebody read."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import yaml

from deploy.digests import FILES, IMAGE, pin
from deploy.licences import ELSEWHERE, LOCK, PAPER, licence, locked, strangers, table
from deploy.sbom import project
from tests.rows import each_row

ROOT = Path(__file__).parent.parent
TEXT = LOCK.read_text(encoding="utf-8")
ENTRIES = re.findall(r"^[a-z0-9].*(?:\n    .*)*", TEXT, flags=re.MULTILINE)
ASKED = [
    line.split("#")[0].strip()
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
VERSIONS = locked()


def canonical(requirement: str) -> str:
    return re.sub(r"\[\w+\]", "", requirement).lower().replace(".", "-").replace("_", "-")


def test_what_a_person_asks_for_is_what_is_locked() -> None:
    """Whoever edits requirements.txt runs `make lock`."""
    pins = {canonical(line).split("==")[0]: line.split("==")[1] for line in ASKED}
    named = {entry.split("==")[0] for entry in ENTRIES if "-r requirements.txt" in entry}
    assert {name: VERSIONS.get(name) for name in named | set(pins)} == pins


def test_every_package_is_locked_to_one_version_and_the_hashes_of_its_files() -> None:
    assert len(ENTRIES) == len(VERSIONS) > len(ASKED)
    for entry in ENTRIES:
        lines = [line.strip(" \\") for line in entry.splitlines() if not line.startswith("    #")]
        assert re.fullmatch(r"[a-z0-9-]+==[\w.!+]+(?: ; .+)?", lines[0]), lines[0]
        assert lines[1:] and all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", line) for line in lines[1:]), lines[0]


def test_the_lock_names_no_place_to_fetch_from_and_no_machine() -> None:
    assert re.findall(r".*(?:index-url|find-links|://|file:|/home/|/tmp/|@ ).*", TEXT) == []


def test_nothing_is_built_while_it_is_installed() -> None:
    """What a build asks for has no hash here."""
    assert re.findall(r"^--.*", TEXT, flags=re.MULTILINE) == ["--only-binary :all:"]


@each_row("file", ["Makefile", "Containerfile"])
def test_whoever_starts_the_app_installs_by_hash(file: str) -> None:
    installs = re.findall(r"pip install.* -r (\S+)", (ROOT / file).read_text(encoding="utf-8"))
    checked = re.findall(r"pip install.* --require-hashes -r (\S+)", (ROOT / file).read_text(encoding="utf-8"))
    assert checked == ["requirements.lock"]
    assert "requirements.txt" not in installs


def test_the_lock_reaches_the_builder_of_the_image() -> None:
    assert "!requirements.lock" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "COPY requirements.lock ." in (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()


def test_windows_installs_what_a_person_edits() -> None:
    assert "    py -m pip install -r requirements.txt\n" in (ROOT / "README.md").read_text(encoding="utf-8")


@each_row("package", VERSIONS)
def test_what_is_tested_is_what_is_locked(package: str) -> None:
    """The libraries of the tests must not move one of the app."""
    try:
        assert version(package) == VERSIONS[package]
    except PackageNotFoundError:
        assert package in ELSEWHERE


@each_row("package", VERSIONS)
def test_no_licence_comes_in_that_nobody_read(package: str) -> None:
    assert strangers(licence(package)) == set()


@each_row(
    "stated",
    [
        "GPL-3.0-or-later",
        "MIT AND AGPL-3.0-only",
        "(MIT OR GPL-2.0-only) AND Zlib",
        "BSD License",
        "UNKNOWN",
        "says none",
    ],
)
def test_a_licence_that_is_not_on_the_list_is_seen(stated: str) -> None:
    assert strangers(stated)


def test_every_package_stands_in_third_party_with_its_licence() -> None:
    assert PAPER.read_text(encoding="utf-8").endswith(table())


def test_what_others_made_inside_this_repository_has_its_licence_beside_it_and_is_named() -> None:
    fonts = [path for suffix in ("otf", "ttf", "woff", "woff2") for path in (ROOT / "her2core").rglob(f"*.{suffix}")]
    assert fonts
    for font in fonts:
        assert "SIL OPEN FONT LICENSE Version 1.1" in (font.parent / "OFL.txt").read_text(encoding="utf-8")
        assert str((font.parent / "OFL.txt").relative_to(ROOT)) in PAPER.read_text(encoding="utf-8")


def test_the_bill_of_materials_starts_at_the_app_and_what_it_asks_for() -> None:
    app = tomllib.loads(project())["project"]
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert (app["version"], app["description"]) == (about["version"], about["abstract"])
    assert app["dependencies"] == ASKED


@each_row("file", FILES, ids=lambda file: file.name)
def test_every_image_can_be_pinned_and_renewed_by_its_digest(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    images = re.findall(r"^(?:FROM |\s+image: )(?!her2-board$)(\S+?)(?:@\S+)?$", text, flags=re.MULTILINE)
    for digit in "ab":
        text = pin(text, lambda image, digit=digit: f"sha256:{digit * 64}")
        assert images and [found[2] for found in IMAGE.finditer(text)] == images
        assert text.count(f"@sha256:{digit * 64}\n") == len(images) == text.count("@sha256:")
