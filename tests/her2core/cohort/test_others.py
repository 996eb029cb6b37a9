"""An archive is read as others keep it, by the page and by the command alike, and what was done to it is said."""

import csv
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.__main__ import main
from her2core.cohort.columns import Column, recognise
from her2core.cohort.files import open_table
from her2core.cohort.limits import FileError
from her2core.cohort.table import annotate, classify_table, group_rejected
from her2core.status.case import Case
from tests.her2core.cohort.others import REFUSED, TRUE

CASES = Path(__file__).parents[2] / "cases"
FILES = yaml.load((CASES / "cases.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)["files"]
KINDS = [(name, *each) for name, each in TRUE.items()]
Answers = list[tuple[str, str]]


def answer(tier: object, row: object) -> str:
    if not isinstance(row, str) or not row:
        return "not read"
    return tier if isinstance(tier, str) and tier else "undetermined"


def by_page(content: bytes, name: str, key: str | None = None) -> tuple[Answers, tuple[str, ...]]:
    table = open_table(content, name)
    columns = recognise(list(table.frame.columns))
    cohort = classify_table(table.frame, columns, Case().laboratory)
    frame = cohort.frame
    who = frame[key or columns[Column.PATIENT]]
    answers = [(str(w), answer(t, r)) for w, t, r in zip(who, frame["her2_tier"], frame["her2_row"], strict=True)]
    return answers, (*table.notes, *cohort.notes)


def by_command(
    path: Path, folder: Path, capsys: pytest.CaptureFixture[str], key: str | None = None, engine: str = "pandas"
) -> tuple[Answers, str]:
    out = folder / "out.csv"
    assert main(["classify-cohort", str(path), str(out), "--engine", engine]) == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    column = key or recognise(list(rows[0]))[Column.PATIENT]
    return [(row[column], answer(row["her2_tier"], row["her2_row"])) for row in rows], capsys.readouterr().out


def agrees(given: Answers, case: dict[str, object]) -> bool:
    if rows := case.get("expect_rows"):
        return given == [tuple(row) for row in rows]  # type: ignore[attr-defined]
    expected: dict[str, str] = case["expect"]  # type: ignore[assignment]
    read = dict(given)
    return all(
        (what == "any" and who in read) or read.get(who) in what.split(" or ") for who, what in expected.items()
    ) and len(given) == case.get("rows", len(given))


@pytest.mark.parametrize("case", FILES, ids=lambda case: case["file"])
def test_the_page_reads_what_others_keep(case: dict[str, object]) -> None:
    path = CASES / "files" / str(case["file"])
    answers, _notes = by_page(path.read_bytes(), path.name, str(case["key"]))
    assert agrees(answers, case), answers


@pytest.mark.parametrize("case", FILES, ids=lambda case: case["file"])
def test_the_command_reads_what_others_keep(
    case: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = CASES / "files" / str(case["file"])
    answers, _text = by_command(path, tmp_path, capsys, str(case["key"]))
    assert agrees(answers, case), answers


@pytest.mark.parametrize(("kind", "content", "expected", "said"), KINDS, ids=TRUE)
def test_the_page_and_the_command_read_alike_and_say_what_was_done(
    kind: str,
    content: bytes,
    expected: dict[str, str],
    said: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / ("cohort.xlsx" if content.startswith(b"PK") else "cohort.txt")
    path.write_bytes(content)
    answers, notes = by_page(content, path.name)
    assert dict(answers) == expected
    assert said is None or any(said in note for note in notes), notes
    answers, text = by_command(path, tmp_path, capsys)
    assert dict(answers) == expected
    assert said is None or said in text, text


@pytest.mark.parametrize("kind", ["GB18030", "old Mac", "titles", "longer rows", "a sheet a year", "Latin-1"])
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_every_engine_reads_them_alike(
    kind: str, engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, expected, said = TRUE[kind]
    path = tmp_path / ("cohort.xlsx" if content.startswith(b"PK") else "cohort.csv")
    path.write_bytes(content)
    answers, text = by_command(path, tmp_path, capsys, engine=engine)
    assert dict(answers) == expected and (said is None or said in text)
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted([path.name, "out.csv"])


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_says_why(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, why = REFUSED[kind]
    with pytest.raises(FileError) as fault:
        open_table(content, "cohort")
    assert why in str(fault.value)
    path = tmp_path / ("cohort.csv" if why.startswith("Line") else "cohort.xlsx")
    path.write_bytes(content)
    assert main(["classify-cohort", str(path), str(tmp_path / "out.csv")]) == 2
    assert why in capsys.readouterr().err


def test_a_sheet_is_read_where_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, _why = REFUSED["sheets of different forms"]
    assert len(open_table(content, "a.xlsx", sheet="B").frame) == 1
    path = tmp_path / "cohort.xlsx"
    path.write_bytes(content)
    assert main(["classify-cohort", str(path), str(tmp_path / "out.csv"), "--sheet", "B"]) == 0
    assert "sheet A was left out: another was chosen" in capsys.readouterr().out
    assert main(["classify-cohort", str(path), str(tmp_path / "out.csv"), "--sheet", "C"]) == 2
    assert "there are: A, B" in capsys.readouterr().err


def test_the_number_of_a_row_is_that_of_its_line_whatever_stands_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = "Register\n\npatient,IHC,FISH\nP1,2+,-\n\nP2,阴性,-\n,,\nP3,2+,?\n".encode()
    table = open_table(content, "a.csv")
    cohort = classify_table(table.frame, recognise(list(table.frame.columns)), Case().laboratory)
    assert cohort.rejected["row"].tolist() == [6, 8]
    (tmp_path / "a.csv").write_bytes(content)
    for engine in ("pandas", "duckdb"):
        out, errors = tmp_path / f"{engine}.csv", tmp_path / f"{engine}-errors.csv"
        main(["classify-cohort", str(tmp_path / "a.csv"), str(out), "--engine", engine, "--errors", str(errors)])
        with errors.open(encoding="utf-8-sig", newline="") as file:
            assert [row["row"] for row in csv.DictReader(file)] == ["6", "8"]


def test_a_spelling_that_is_not_known_is_grouped_and_read_by_hand_once(tmp_path: Path) -> None:
    frame = pd.DataFrame({"IHC": ["弱阳性", "弱阳性", "2+", "±"], "FISH": ["", "", "see p. 2", ""]})
    columns = {Column.IHC: "IHC", Column.ISH: "FISH"}
    groups = group_rejected(classify_table(frame, columns, {}))
    assert groups[["column", "found", "rows"]].to_numpy().tolist() == [
        ["IHC", "弱阳性", 2],
        ["FISH", "see p. 2", 1],
        ["IHC", "±", 1],
    ]
    mapped = {(Column.IHC, "弱阳性"): "1+", (Column.ISH, "see p. 2"): "amplified"}
    cohort = classify_table(frame, columns, {}, mapped=mapped)
    assert cohort.frame["her2_tier"].iloc[:3].tolist() == ["low", "low", "high"]
    assert cohort.frame["IHC"].tolist() == frame["IHC"].tolist(), "the file's own cells stay"
    notes = [str(each) for row in cohort.row_notes for each in row]
    assert notes == ["IHC 弱阳性: read as 1+ by hand"] * 2 + ["ISH see p. 2: read as amplified by hand"]
    assert cohort.rejected["found"].tolist() == ["±"]


def test_everything_that_was_read_is_said_to_be_read_as_what() -> None:
    frame = pd.DataFrame({"IHC": ["++", "2+", "++", None], "FISH": ["无扩增", None, "无扩增", None]})
    read = classify_table(frame, {Column.IHC: "IHC", Column.ISH: "FISH"}, {}).read
    assert read.to_numpy().tolist() == [
        ["IHC", "++", 2, "2+"],
        ["IHC", "2+", 1, "2+"],
        ["FISH", "无扩增", 2, "not amplified"],
    ]


def test_an_unreadable_ish_takes_no_tier_where_ihc_settles_it_and_is_named() -> None:
    frame = pd.DataFrame({"IHC": ["0", "1+", "2+", "3+"], "FISH": ["?"] * 4})
    cohort = classify_table(frame, {Column.IHC: "IHC", Column.ISH: "FISH"}, {})
    assert cohort.frame["her2_tier"].astype("str").fillna("").tolist() == ["none", "low", "", "high"]
    assert cohort.frame["her2_state"].isna().tolist() == [False, False, True, False]
    assert cohort.rejected["row"].tolist() == [2, 3, 4, 5]
    assert list(cohort.row_notes.index) == [0, 1, 3]


def test_a_comma_before_three_digits_alone_may_part_thousands_and_is_refused() -> None:
    frame = pd.DataFrame({"IHC": ["2+"], "ratio": ["1,234"]})
    cohort = classify_table(frame, {Column.IHC: "IHC", Column.RATIO: "ratio"}, {})
    assert cohort.rejected["found"].tolist() == ["1,234"]


def test_a_missing_mark_among_counts_is_missing() -> None:
    marks = ["NA", "N/A", "-", "[Not Available]", "未做", "/", ""]
    frame = pd.DataFrame({"IHC": ["2+"] * len(marks), "ratio": marks, "nuclei": ["40"] * len(marks)})
    cohort = classify_table(frame, {Column.IHC: "IHC", Column.RATIO: "ratio", Column.NUCLEI: "nuclei"}, {})
    assert set(cohort.frame["her2_state"]) == {"needs reflex ISH"} and cohort.rejected.empty


CELLS = [
    "2+",
    "HER2 IHC",
    "FISH",
    "patient",
    "P1",
    "",
    "阴性(1+)",
    "3,1",
    '"',
    "x\ny",
    "sep=;",
    "#",
    "'3+",
    "\ufeff",
    "é",
    "NA",
    "2.4",
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-le"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(CELLS), max_size=5), max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(ENCODINGS),
)
def test_any_table_gives_a_cohort_or_a_named_refusal(rows: list[list[str]], mark: str, end: str, encoding: str) -> None:
    content = end.join(mark.join(row) for row in rows).encode(encoding)
    try:
        table = open_table(content, "any.csv")
    except FileError as fault:
        assert str(fault)
        return
    columns = recognise(list(table.frame.columns))
    if Column.IHC in columns:
        cohort = classify_table(table.frame, columns, Case().laboratory)
        assert len(cohort.frame) == len(table.frame) and list(cohort.frame.index) == list(table.frame.index)
        assert annotate(cohort) is not None and group_rejected(cohort) is not None
