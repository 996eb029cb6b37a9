"""The command line says one clear thing and ends with the status that scripts rely on."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from her2core.data_files import DATA

ROOT = DATA.parent


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "her2core", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_one_case_as_json_has_the_attributes_of_the_core() -> None:
    done = run("classify", "--ihc", "2+", "--ish", "not amplified", "--json")
    assert done.returncode == 0
    text = json.loads(done.stdout)
    assert {key: text[key] for key in ("tier", "binary", "state", "possible", "flags", "row")} == {
        "tier": "intermediate", "binary": "negative", "state": "final", "possible": ["intermediate"], "flags": [], "row": "2+ not amplified",
    }  # fmt: skip
    assert text["reason"]
    assert text["source"].startswith("CSCO")


def test_an_undetermined_tier_is_null_and_says_what_is_still_possible() -> None:
    text = json.loads(run("classify", "--ihc", "++", "--json").stdout)
    assert (text["tier"], text["possible"], text["state"]) == (None, ["high", "intermediate"], "needs reflex ISH")


@pytest.mark.parametrize(
    "arguments",
    [
        ("classify", "--ihc", "阴性"),
        ("classify", "--ihc", "2+", "--definition", "x"),
        ("classify", "--isch", "+"),
        ("bogus",),
        (),
    ],
)
def test_bad_input_ends_with_2_and_one_clear_line(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_data_of_this_project_has_no_fault() -> None:
    done = run("check")
    assert done.returncode == 0, done.stderr
    trials = len(list((ROOT / "data" / "trials").glob("*.yaml")))
    assert f"{trials} trials" in done.stdout


def test_check_reports_every_fault_with_file_and_key(tmp_path: Path) -> None:
    for part in ("her2core", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    toga, her_ram = tmp_path / "data/trials/toga.yaml", tmp_path / "data/trials/her-ram.yaml"
    toga.write_text(toga.read_text(encoding="utf-8").replace("value: 13.8", "value: 138"), encoding="utf-8")
    her_ram.write_text(
        her_ram.read_text(encoding="utf-8").replace("setting: second-line", "setting: last-line"), encoding="utf-8"
    )
    (tmp_path / "data/rules/csco-2025.yaml").write_text("id: [", encoding="utf-8")
    done = run("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "trials/toga.yaml: outcomes.0: " in done.stderr
    assert "138 is outside its interval, 12 to 16" in done.stderr
    assert "trials/her-ram.yaml: setting: " in done.stderr
    assert "rules/csco-2025.yaml: " in done.stderr
    assert "Traceback" not in done.stderr


REPORT = "（胃窦活检）腺癌，HER2（2+），建议FISH检测。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_report_is_read_from_a_file_in_the_encodings_of_hospitals(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(REPORT.encode(encoding))
    (specimen,) = json.loads(run("read-report", str(file), "--json").stdout)["specimens"]
    assert specimen["case"] == {"ihc": "2+", "specimen": "biopsy"}
    assert REPORT[slice(*specimen["spans"]["ihc"])] == "HER2（2+"
    assert [each["text"] for each in specimen["unsure"]] == ["FISH"]


def test_a_report_is_read_from_what_is_piped_in() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "her2core", "read-report", "-"],
        cwd=ROOT,
        input=REPORT.encode(),
        capture_output=True,
        check=True,
    )
    lines = done.stdout.decode().split("\n")
    assert lines[0] == "specimen 1"
    assert lines[1].split()[:2] == ["ihc", "2+"]


def test_a_report_that_is_not_there_or_no_text_ends_with_2(tmp_path: Path) -> None:
    picture = tmp_path / "report.png"
    picture.write_bytes(b"\x89PNG\r\n\xff\xff\x80")
    for name in (str(tmp_path / "missing.txt"), str(tmp_path), str(picture)):
        done = run("read-report", name)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.strip().splitlines()) == 1
