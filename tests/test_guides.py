"""A trial, an approval and a position that are added as docs/ says turn nothing red but what is wrong with them."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
COPIED = ("her2core", "pages", "app.py", "data", "locales", "tests", "pyproject.toml")
ABOUT_DATA = (
    "tests/her2core/evidence",
    "tests/her2core/guidance",
    "tests/her2core/report/test_summary.py",
    "tests/locales",
)
Run = Callable[..., subprocess.CompletedProcess[str]]


def example(guide: str, first: str) -> list[dict[str, Any]]:
    """The block of a guide that begins with this line, as data."""
    lines = (ROOT / "docs" / guide).read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if line.strip() == first)
    block = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.startswith("         "):
            break
        block.append(line)
    return yaml.safe_load("\n".join(block))  # type: ignore[no-any-return]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """This checkout without what is no part of the data or of its tests."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tmp_path)
    return tmp_path


@pytest.fixture
def run(copy: Path) -> Run:
    """Runs Python on the copy."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *arguments], cwd=copy, capture_output=True, text=True)

    return run


def changed(path: Path, change: Callable[[Any], None], new: Path | None = None) -> None:
    """Writes the file with a change, in its place or as a new one."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(content)
    (new or path).write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def add_trial(copy: Path) -> None:
    """A trial by docs/adding-a-trial.md, with the figure and the disagreement of its examples."""
    (figure,) = example("adding-a-trial.md", "- endpoint: PFS")
    (disagreement,) = example("adding-a-trial.md", "disagreements:")["disagreements"]  # type: ignore[call-overload]

    def change(trial: dict[str, Any]) -> None:
        trial |= {"id": "new-trial", "name": "NEW-TRIAL", "registry": "NCT00000000"}
        trial["sources"] = [{"id": figure["source"], "citation": "Doe J, et al. 2026", "year": 2026, "kind": "paper"}]
        trial["arms"][0]["id"] = figure["arm"]
        trial |= {"outcomes": [figure], "comparisons": [], "safety": [], "disagreements": [disagreement]}

    changed(copy / "data/trials/her-ram.yaml", change, copy / "data/trials/new-trial.yaml")


def add_approval(copy: Path) -> None:
    """An approval by docs/adding-a-guideline.md: its line in the truth table, then the nearest block, changed."""

    def change(agency: dict[str, Any]) -> None:
        nearest = next(each for each in agency["approvals"] if each["agents"] == ["trastuzumab-deruxtecan"])
        new = {"agents": ["tucatinib"], "date": "2026-11-01", "source": "a notice read for this test"}
        agency["approvals"].append(nearest | new)

    changed(copy / "data/guidance/approvals/eu-ema.yaml", change)
    table = copy / "tests/her2core/guidance/test_eligibility.py"
    text = table.read_text(encoding="utf-8")
    row = '    ("EU EMA", {"tucatinib"}, HER2_POSITIVE, None),\n'
    table.write_text(text.replace("LABELS = [\n", f"LABELS = [\n{row}"), encoding="utf-8")


def add_position(copy: Path) -> None:
    """A position by docs/adding-a-guideline.md."""

    def change(guideline: dict[str, Any]) -> None:
        nearest = next(each for each in guideline["positions"] if not each.get("superseded"))
        new = {"regimen": "a regimen of this test", "agents": ["tucatinib"], "grade": None}
        guideline["positions"].append(nearest | new)

    changed(copy / "data/guidance/positions/csco.yaml", change)


def say_it_in_chinese(copy: Path) -> None:
    """Fills what `make messages` brought in; the Chinese holds the same figures."""
    for path in (copy / "locales/zh_CN/LC_MESSAGES").glob("*.po"):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="zh_CN")
        for message in catalogue:
            if message.id and not message.string:
                message.string = f"中文：{message.id}"
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, sort_output=False)


def test_what_is_added_as_the_guides_say_turns_nothing_red(copy: Path, run: Run) -> None:
    for add in (add_trial, add_approval, add_position):
        add(copy)
    checked = run("-m", "her2core", "check")
    assert checked.returncode == 0, checked.stderr
    assert run("locales/update.py").returncode == 0
    say_it_in_chinese(copy)
    tested = run("-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *ABOUT_DATA)
    assert tested.returncode == 0, tested.stdout


def test_what_is_wrong_with_it_is_named(copy: Path, run: Run) -> None:
    add_trial(copy)
    path = copy / "data/trials/new-trial.yaml"
    path.write_text(re.sub(r"value: 7\.1\b", "value: 71", path.read_text(encoding="utf-8")), encoding="utf-8")
    checked = run("-m", "her2core", "check")
    assert checked.returncode == 1
    (fault,) = [line for line in checked.stderr.splitlines() if line]
    assert "trials/new-trial.yaml: outcomes.0: " in fault and "71 is outside its interval" in fault
