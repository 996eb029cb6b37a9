"""A cohort larger than memory goes from file to file: whole or not at all, and nothing in it is lost."""

import csv
import os
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

from her2core.cohort.spellings import COLUMNS
from tests.her2core.cohort.command_line import PAIRS, PARALLEL, STREAMING, cohort, parquet, run, text
from tests.her2core.cohort.written import GARBAGE, ISH, answers


def answered(table: pa.Table) -> list[tuple[object, ...]]:
    return list(zip(*(table[name].to_pylist() for name in COLUMNS), strict=True))


def figures(text: str) -> dict[str, int]:
    lines = [line.rsplit(maxsplit=1) for line in text.splitlines()[:8]]
    return {name: int(figure.replace(",", "")) for name, figure in lines}


@pytest.mark.parametrize("engine", STREAMING)
def test_every_row_gets_what_one_case_gets_in_its_order(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given, out = parquet(tmp_path / "in.parquet"), tmp_path / "out.parquet"
    assert run(given, out, "--engine", engine) == 0
    result, stored = pq.read_table(out), cohort()
    assert result.select(stored.column_names).equals(stored)
    assert result.schema.field("count").type == pa.int64()
    assert answered(result) == answers(PAIRS)
    text = figures(capsys.readouterr().out)
    tiers = Counter(tier or "undetermined" for tier, _binary, _state, row, _flags in answers(PAIRS) if row)
    assert {name: text[name] for name in tiers} == tiers
    assert (text["rows"], text["read"]) == (len(PAIRS), sum(tiers.values())) and text["not read"] > 0


@pytest.mark.xdist_group("Spark")
@pytest.mark.parametrize(("engine", "kind"), list(zip(PARALLEL, ["parquet", "csv"], strict=True)))
def test_dask_and_spark_give_the_same_rows_in_a_folder(engine: str, kind: str, tmp_path: Path) -> None:
    given = tmp_path / f"in.{kind}"
    if kind == "csv":
        text(given, ["count", "ihc", "ish"], *([str(n), ihc or "", ish or ""] for n, (ihc, ish) in enumerate(PAIRS)))
    else:
        stored = cohort().set_column(0, "count", pa.array(range(len(PAIRS))))
        parquet(given, stored.set_column(2, "ish", stored["ish"].dictionary_encode()))
    out, errors = tmp_path / "out", tmp_path / "rejected.csv"
    assert run(given, out, "--engine", engine, "--errors", errors) == 0
    result = ds.dataset(out, format="parquet").to_table()
    counts = result["count"].cast(pa.int64())
    assert answered(result.set_column(0, "count", counts).sort_by("count")) == answers(PAIRS)
    listed = list(csv.DictReader(errors.open(encoding="utf-8-sig")))
    assert {row["row"] for row in listed} == {""}
    once = next(row for row in listed if row["found"] == "see report" and row["column"] == "ihc")
    assert int(once["rows"]) == len([*ISH, *GARBAGE])
    assert [path.name for path in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize("engine", STREAMING)
@pytest.mark.parametrize(("ending", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_text_with_chinese_names_keeps_every_cell_as_it_was_written(
    engine: str, ending: str, delimiter: str, tmp_path: Path
) -> None:
    header = ["", "免疫组化", "FISH", "备注"]
    rows = [["007", "2+", "无扩增", 'a "b", c'], ["1.50", "（3+）", "", "line\nbreak"], ["NA", "", "+", ""]]
    given, out = text(tmp_path / f"in.{ending}", header, *rows, delimiter=delimiter), tmp_path / f"out.{ending}"
    assert run(given, out, "--engine", engine) == 0
    with out.open(encoding="utf-8", newline="") as file:
        result = list(csv.reader(file, delimiter=delimiter))
    assert result[0] == ["column 1", *header[1:], *COLUMNS]
    assert [row[:4] for row in result[1:]] == rows
    assert [row[4] for row in result[1:]] == ["intermediate", "high", ""]
    assert [row[7] for row in result[1:]] == ["2+ not amplified", "3+", "IHC not done"]


@pytest.mark.parametrize("engine", STREAMING)
def test_a_folder_of_parquet_files_is_read_in_the_order_of_their_names(engine: str, tmp_path: Path) -> None:
    folder = tmp_path / "cohort [2025]"
    folder.mkdir()
    for start in (0, 500, 1000):
        parquet(folder / f"part-{start:04}.parquet", cohort().slice(start, 500 if start < 1000 else None))
    assert run(folder, tmp_path / "out.parquet", "--engine", engine) == 0
    result = pq.read_table(tmp_path / "out.parquet")
    assert result["count"].equals(cohort()["count"]) and answered(result) == answers(PAIRS)


@pytest.mark.parametrize("engine", STREAMING)
def test_every_rejected_entry_is_listed_and_its_row_is_kept(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = text(tmp_path / "in.csv", ["ihc", "ish"], ["2+", "-"], ["阴性", "see report"], ["3+", "+"], ["4", ""])
    out, errors = tmp_path / "out.csv", tmp_path / "rejected.csv"
    assert run(given, out, "--engine", engine, "--errors", errors) == 0
    listed = list(csv.reader(errors.open(encoding="utf-8-sig")))
    assert listed[0] == ["row", "rows", "column", "found", "accepted"]
    assert [row[:4] for row in listed[1:]] == [
        ["3", "1", "ihc", "阴性"],
        ["3", "1", "ish", "see report"],
        ["5", "1", "ihc", "4"],
    ]
    assert listed[1][4].startswith("0 and 1+ are both called negative; 0, 1+, 2+, 3+")
    assert [row["her2_row"] for row in csv.DictReader(out.open(encoding="utf-8"))] == ["2+ not amplified", "", "3+", ""]
    assert f"{errors} lists what could not be read" in capsys.readouterr().out


def test_no_entry_in_the_list_of_errors_is_run_as_a_formula(tmp_path: Path) -> None:
    given = text(tmp_path / "in.csv", ["=ihc", "ish"], ["=cmd|' /C calc'!A0", ""], ["++++", ""], ["@SUM(A1)", ""])
    assert run(given, tmp_path / "out.csv", "--ihc", "=ihc", "--errors", tmp_path / "rejected.csv") == 0
    listed = list(csv.reader((tmp_path / "rejected.csv").open(encoding="utf-8-sig")))[1:]
    assert [row[2:4] for row in listed] == [["'=ihc", "'=cmd|' /C calc'!A0"], ["'=ihc", "++++"], ["'=ihc", "'@SUM(A1)"]]


def test_an_output_that_is_a_link_stays_one_and_a_pipe_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = text(tmp_path / "in.csv", ["ihc", "ish"], ["2+", "-"])
    place, link, pipe = tmp_path / "place.csv", tmp_path / "link.csv", tmp_path / "pipe.csv"
    link.symlink_to(place)
    os.mkfifo(pipe)
    assert run(given, link) == 0
    assert link.is_symlink() and "intermediate" in place.read_text()
    assert run(given, pipe) == 2 and pipe.is_fifo()
    assert "a device, a pipe or a socket" in capsys.readouterr().err


def test_without_a_file_of_errors_the_first_five_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = text(tmp_path / "in.csv", ["ihc", "ish"], *(["阴性", ""] for _ in range(9)))
    assert run(given, tmp_path / "out.csv") == 0
    words = capsys.readouterr().out.splitlines()
    assert "--errors FILE lists all" in words[-6]
    assert [line.split(":")[0] for line in words[-5:]] == [f"row {n}, ihc" for n in range(2, 7)]


def test_in_parquet_the_first_row_is_number_one(tmp_path: Path) -> None:
    given = parquet(tmp_path / "in.parquet", pa.table({"ihc": ["4"], "ish": ["-"]}))
    run(given, tmp_path / "out.parquet", "--errors", tmp_path / "rejected.csv")
    assert (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("1,1,ihc,4,")


@pytest.mark.parametrize("engine", STREAMING)
def test_spellings_that_begin_late_and_numbers_with_gaps_are_read(engine: str, tmp_path: Path) -> None:
    scores = pa.array([1] * 300_000 + [None, 2, 9], pa.int64())
    table = pa.table({"score": scores, "FISH": pa.array(["-"] * 300_002 + ["无扩增"])})
    given = parquet(tmp_path / "in.parquet", table)
    assert run(given, tmp_path / "out.parquet", "--engine", engine, "--ihc", "score") == 0
    result = pq.read_table(tmp_path / "out.parquet")
    assert result["her2_row"].to_pylist()[299_998:] == ["1+", "1+", "IHC not done", "2+ not amplified", None]
    assert result["score"].equals(table["score"])


def test_another_definition_counts_its_own_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = text(tmp_path / "in.csv", ["ihc", "ish"], ["3+", ""], ["1+", ""], ["2+", ""])
    assert run(given, tmp_path / "out.csv", "--definition", "toga-eligibility") == 0
    words = capsys.readouterr().out
    assert {"met", "not", "undetermined"} <= {line.split()[0] for line in words.splitlines()}


@pytest.mark.parametrize("engine", STREAMING)
def test_a_file_without_rows_is_a_file(engine: str, tmp_path: Path) -> None:
    given = text(tmp_path / "in.csv", ["ihc", "ish"])
    assert run(given, tmp_path / "out.csv", "--engine", engine) == 0
    assert (tmp_path / "out.csv").read_text().strip() == ",".join(["ihc", "ish", *COLUMNS])


def test_what_was_classified_before_is_classified_anew(tmp_path: Path) -> None:
    once = text(tmp_path / "once.csv", ["her2_tier", "ihc", "ish"], ["high", "2+", "-"])
    assert run(once, tmp_path / "out.csv") == 0
    assert next(csv.DictReader((tmp_path / "out.csv").open()))["her2_tier"] == "intermediate"


REPORTS = [
    ("胃窦腺癌。免疫组化：HER2（3+），CPS 5。", "3+", ""),
    ("Gastric adenocarcinoma. HER2 IHC: 2+ (equivocal). HER2 FISH: not amplified.", "2+", "not amplified"),
    ("known breast cancer HER2 3+; gastric biopsy without tumour", "", ""),
]


def test_a_column_of_reports_is_read_and_what_was_not_taken_is_said(tmp_path: Path) -> None:
    given = text(tmp_path / "in.csv", ["id", "report"], *([str(n), report] for n, (report, *_) in enumerate(REPORTS)))
    out = tmp_path / "out.csv"
    assert run(given, out, "--reports", "report") == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8-sig")))
    assert [row["report"] for row in rows] == [report for report, *_ in REPORTS]
    assert [(row["report_ihc"], row["report_ish"]) for row in rows] == [(ihc, ish) for _report, ihc, ish in REPORTS]
    assert [row["her2_tier"] for row in rows] == ["high", "intermediate", ""]
    assert rows[0]["report_cps"] == "5" and rows[2]["report_notes"]


def test_a_spelling_is_read_by_hand_and_the_row_says_so(tmp_path: Path) -> None:
    given, out = text(tmp_path / "in.csv", ["ihc", "ish"], ["2+", "see annex"], ["2+", "-"]), tmp_path / "out.csv"
    assert run(given, out, "--map", "ish:see annex=amplified") == 0
    rows = list(csv.DictReader(out.open(encoding="utf-8-sig")))
    assert [row["her2_tier"] for row in rows] == ["high", "intermediate"]
    assert [row["ish"] for row in rows] == ["see annex", "-"]
    assert "see annex" in rows[0]["her2_notes"] and not rows[1]["her2_notes"]


@pytest.mark.parametrize(
    ("options", "names"),
    [
        (("--map", "see annex=amplified"), "map"),
        (("--map", "ish:see annex=perhaps"), "perhaps"),
        (("--reports", "text"), "there is no such column"),
        (("--reports", "ish", "--engine", "polars"), "--engine pandas"),
    ],
)
def test_what_cannot_be_read_so_is_refused_in_one_line(
    options: tuple[str, ...], names: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = text(tmp_path / "in.csv", ["ihc", "ish"], ["2+", "see annex"])
    assert run(given, tmp_path / "out.csv", *options) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert names in line
