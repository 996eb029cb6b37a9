"""What the command cannot use or write is said in one line, and no half output is left."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from her2core.cohort import engines, output
from tests.her2core.cohort.command_line import PARALLEL, ROOT, STREAMING, parquet, run, text


def picture(path: Path) -> Path:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return path


REFUSED = {
    "a missing file": ("nowhere.csv", "out.csv", (), "'nowhere.csv' given; there is no such file"),
    "a picture named Parquet": ("picture.parquet", "out.csv", (), "this is not a Parquet file"),
    "a picture named CSV": ("picture.csv", "out.csv", (), "This is a PNG file"),
    "another kind of file": ("cohort.xlsx", "out.csv", (), "accepted: .csv, .tsv, .txt, .xlsx, .parquet"),
    "an empty file": ("empty.csv", "out.csv", (), "The file is empty"),
    "a folder without Parquet": ("folder", "out.csv", (), "no .parquet file stands directly in this folder"),
    "two columns of one name": ("twins.csv", "out.csv", (), "Several columns have the same name: ihc"),
    "a column that is not there": ("in.csv", "out.csv", ("--ihc", "IHC"), "there is no such column; accepted: id, ihc, ish"),
    "one column for both": ("in.csv", "out.csv", ("--ish", "ihc"), "the same column was given for IHC"),
    "no column known by its name": ("unknown.csv", "out.csv", (), "accepted: --ihc with one of a, b"),
    "a short row": ("short.csv", "out.csv", (), "Line 3 has 2 cells, the header 3"),
    "an unknown engine": ("in.csv", "out.csv", ("--engine", "excel"), "accepted: pandas, polars, duckdb, dask, spark"),
    "an unknown definition": ("in.csv", "out.csv", ("--definition", "x"), "accepted: csco-2025"),
    "an output of another kind": ("in.csv", "out.xlsx", (), "a name that ends in .csv, .tsv, .parquet"),
    "no folder for the output": ("in.csv", "no/out.csv", (), "there is no folder no"),
    "lists into text": ("lists.parquet", "out.csv", (), "column l holds list"),
    "the input as output": ("in.csv", "in.csv", (), "this is the input, or stands in it"),
    "the output as list of errors": ("in.csv", "out.csv", ("--errors", "out.csv"), "a file of its own"),
    "a file for Dask": ("in.csv", "out.csv", ("--engine", "dask"), "dask writes a folder of Parquet files"),
    "a folder with something in it": ("in.csv", "full", ("--engine", "spark"), "the folder is not empty"),
    "counts for another engine": ("counts.csv", "out.csv", ("--engine", "duckdb"), "counts are read by pandas alone"),
    "two columns that may be it": ("both.csv", "out.csv", (), "accepted: --ihc with one of ihc, 免疫组化"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_used_is_said_in_one_line(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    given, out, more, words = REFUSED[case]
    for name in ("picture.parquet", "picture.csv", "cohort.xlsx"):
        picture(tmp_path / name)
    (tmp_path / "empty.csv").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note").touch()
    parquet(tmp_path / "lists.parquet", pa.table({"ihc": ["2+"], "ish": ["-"], "l": [[1]]}))
    text(tmp_path / "in.csv", ["id", "ihc", "ish"], ["1", "2+", "-"])
    text(tmp_path / "twins.csv", ["ihc", "ihc", "ish"])
    text(tmp_path / "unknown.csv", ["a", "b"])
    text(tmp_path / "short.csv", ["id", "ihc", "ish"], ["1", "2+", "-"], ["2", "2+"])
    text(tmp_path / "counts.csv", ["ihc", "HER2 copies", "CEP17 copies"], ["2+", "4.0", "2.0"])
    text(tmp_path / "both.csv", ["ihc", "免疫组化", "ish"], ["2+", "2+", "-"])
    before = sorted(tmp_path.iterdir())
    assert run(given, out, *more) == 2
    printed = capsys.readouterr()
    assert words in printed.err and len(printed.err.splitlines()) == 1 and printed.out == ""
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("engine", [*STREAMING, *PARALLEL][1:])
def test_an_engine_that_is_not_installed_is_named_with_the_line_that_installs_it(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    assert run(text(tmp_path / "in.csv", ["ihc", "ish"]), tmp_path / "out", "--engine", engine) == 2
    assert "is not installed; accepted: pandas, or first: python -m pip install" in capsys.readouterr().err


def test_a_full_disk_is_said_and_the_file_before_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(output.Writer, "write", full)
    out = tmp_path / "out.parquet"
    out.write_text("before")
    assert run(parquet(tmp_path / "in.parquet"), out) == 1
    assert capsys.readouterr().err == "her2core: OUT: the disk is full; nothing was written\n"
    assert out.read_text() == "before" and sorted(tmp_path.iterdir()) == [tmp_path / "in.parquet", out]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes some seconds."""
    rows = 12_000_000
    return parquet(
        tmp_path_factory.mktemp("long") / "in.parquet", pa.table({"ihc": ["2+"] * rows, "ish": ["-"] * rows})
    )


@pytest.mark.parametrize(
    ("engine", "number"),
    [
        *((engine, signal.SIGKILL) for engine in STREAMING),
        *zip(STREAMING, [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], strict=False),
    ],
)
def test_a_run_that_is_killed_leaves_no_half_output(
    engine: str, number: signal.Signals, long: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.parquet"
    out.write_text("before")
    process = subprocess.Popen(
        [sys.executable, "-m", "her2core", "classify-cohort", str(long), str(out), "--engine", engine],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # who runs the tests under nohup ignores it
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while not any(part.stat().st_size > 1000 for part in tmp_path.glob("*.part")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(process.pid, number)
    _, text = process.communicate(timeout=30)
    assert out.read_text() == "before"
    if number is signal.SIGKILL:
        assert process.returncode == -number
    else:
        assert process.returncode == 128 + number
        assert text == "her2core: stopped; nothing was written\n"
        assert list(tmp_path.iterdir()) == [out]
