"""The command line says one clear thing and ends with the status that scripts rely on."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pptx import Presentation

from her2core.data_files import DATA
from tests.her2core.command import run_command

ROOT = DATA.parent


def run_process(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, where that is what matters."""
    return subprocess.run(
        [sys.executable, "-m", "her2core", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_one_case_as_json_has_the_attributes_of_the_core() -> None:
    done = run_process("classify", "--ihc", "2+", "--ish", "not amplified", "--json")
    assert done.returncode == 0
    text = json.loads(done.stdout)
    assert {key: text[key] for key in ("tier", "binary", "state", "possible", "flags", "row")} == {
        "tier": "intermediate", "binary": "negative", "state": "final", "possible": ["intermediate"], "flags": [], "row": "2+ not amplified",
    }  # fmt: skip
    assert text["reason"]
    assert text["source"].startswith("CSCO")


def test_an_undetermined_tier_is_null_and_says_what_is_still_possible() -> None:
    text = json.loads(run_command("classify", "--ihc", "++", "--json").stdout)
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
    done = run_command(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_data_of_this_project_has_no_fault() -> None:
    done = run_command("check")
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
    done = run_process("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "trials/toga.yaml: outcomes.0: " in done.stderr
    assert "138 is outside its interval, 12 to 16" in done.stderr
    assert "trials/her-ram.yaml: setting: " in done.stderr
    assert "rules/csco-2025.yaml: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="there is no such device elsewhere")
def test_output_that_cannot_be_written_is_said_in_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "her2core", "check"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "her2core: the output: No space left on device\n")


def test_a_reader_who_has_read_enough_ends_the_command_without_a_word() -> None:
    closed, write = os.pipe()
    os.close(closed)
    done = subprocess.run(
        [sys.executable, "-m", "her2core", "classify", "--ihc", "2+"],
        cwd=ROOT, stdout=write, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(write)
    assert (done.returncode, done.stderr) == (1, "")


def test_where_there_is_no_output_at_all_the_command_ends_as_it_would(tmp_path: Path) -> None:
    line = f"exec {sys.executable} -m her2core classify --ihc 2+ >&-"
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def export(*arguments: object) -> subprocess.CompletedProcess[str]:
    return run_command("export", "--ihc", "2+", "--format", "fhir", *map(str, arguments))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "board.example", "https://", "http://["]
)
def test_a_link_in_an_export_leads_to_a_page_and_nowhere_else(address: str, tmp_path: Path) -> None:
    done = export("--link", address, tmp_path / "case.json")
    assert done.returncode == 2 and "begins with http:// or https://" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_address_is_printed_unless_it_is_given(tmp_path: Path) -> None:
    assert export(tmp_path / "case.json").returncode == 0
    assert "localhost" not in (tmp_path / "case.json").read_text(encoding="utf-8")


def test_a_comparison_is_a_slide_and_a_regimen_that_is_not_known_is_refused_in_words(tmp_path: Path) -> None:
    out = tmp_path / "case.pptx"
    pair = ("herizon-gea-01/zani-tisle-chemo", "keynote-811")
    asked = ("export", "--ihc", "3+", "--setting", "first-line", "--format", "pptx")
    assert run_command(*asked, "--compare", *pair, str(out)).returncode == 0
    assert len(Presentation(str(out)).slides) == 7
    done = run_command(*asked, "--compare", pair[0], "nothing-known", str(out))
    assert done.returncode == 2
    assert "nothing-known" in done.stderr
    assert "--format pptx" in export("--compare", *pair, tmp_path / "case.json").stderr


def test_an_export_takes_the_place_of_no_pipe_and_no_folder(tmp_path: Path) -> None:
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    os.mkfifo(pipe)
    folder.mkdir()
    for place, why in ((pipe, "a device, a pipe or a socket"), (folder, "this is a folder")):
        done = export(place)
        assert done.returncode == 2 and why in done.stderr and len(done.stderr.splitlines()) == 1
    assert pipe.is_fifo() and folder.is_dir() and len(list(tmp_path.iterdir())) == 2


def test_an_export_replaces_no_device() -> None:
    done = export("/dev/null")
    assert done.returncode == 2 and "a device" in done.stderr
    assert Path("/dev/null").is_char_device()


def test_an_export_follows_a_link_and_leaves_it_where_it_is(tmp_path: Path) -> None:
    place, link = tmp_path / "elsewhere" / "case.json", tmp_path / "case.json"
    place.parent.mkdir()
    link.symlink_to(place)
    for _again in range(2):
        assert export(link).returncode == 0
        assert link.is_symlink() and json.loads(place.read_text(encoding="utf-8"))["resourceType"] == "Bundle"
    link.unlink()
    link.symlink_to(link)
    assert export(link).returncode == 2


def test_what_a_killed_process_left_goes_when_the_file_is_written_again(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    host = socket.gethostname()
    left, running = tmp_path / f"case.json.{host}-{dead.pid}.part", tmp_path / f"case.json.{host}-{os.getppid()}.part"
    elsewhere, other = tmp_path / f"case.json.not-{host}-{dead.pid}.part", tmp_path / "case.json.part"
    for each in (left, running, elsewhere, other):
        each.touch()
    assert export(tmp_path / "case.json").returncode == 0
    assert not left.exists()
    assert running.exists() and elsewhere.exists() and other.exists(), "of those nobody knows that they are left"


REPORT = "（胃窦活检）腺癌，HER2（2+），建议FISH检测。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_report_is_read_from_a_file_in_the_encodings_of_hospitals(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(REPORT.encode(encoding))
    (specimen,) = json.loads(run_command("read-report", str(file), "--json").stdout)["specimens"]
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
        done = run_command("read-report", name)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.strip().splitlines()) == 1
