"""A centre drops its archive and reads who was negative and now has a tier."""

from pathlib import Path

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from her2core.cohort.uploads import Uploads
from tests.pages.conftest import Run, shown

HOSTILE = Path(__file__).parents[1] / "bad_input" / "cohort"
ARCHIVE = """patient,site,检测日期,免疫组化,FISH,HER2 copies,CEP17 copies,nuclei
p1,A,2024-01-02,2+,FISH-,,,
p1,A,2024-03-02,阳性(3+),,,,
p2,B,2023-05-01,++,,,,
p3,B,2023-06-01,(1+),,,,
p4,B,2022-06-01,阴性,,,,
p5,A,2022-06-01,2+,,12.0,2.0,40
p6,A,2022-06-01,2+,,5.2,2.1,12
"""


def dropped(
    run: Run, content: str | bytes, name: str = "archive.csv", drawers: tuple[str, ...] = (), **query: str
) -> AppTest:
    app = run("cohort", drawers=drawers, **query)
    data = content.encode() if isinstance(content, str) else content
    app.file_uploader[0].set_value((name, data, "application/octet-stream"))
    app.run()
    assert not app.exception
    return app


def test_an_empty_page_says_what_to_drop_and_offers_a_sample(run: Run) -> None:
    app = run("cohort")
    assert "Drop a CSV, TSV, XLSX or Parquet file" in shown(app)
    assert "not stored" in shown(app)
    next(button for button in app.button if "sample" in button.label).click().run()
    assert "**240** rows" in shown(app)
    assert len(app.get("plotly_chart")) == 3


def test_columns_are_recognised_and_each_row_gets_its_tier(run: Run) -> None:
    app = dropped(run, ARCHIVE)
    text = shown(app)
    assert "**7** rows, of which **6** could be read and **1** could not" in text
    assert "IHC: 免疫组化" in text and "ISH (FISH): FISH" in text


def test_a_row_that_cannot_be_read_is_listed_with_its_number_its_column_and_what_is_accepted(run: Run) -> None:
    text = shown(dropped(run, ARCHIVE))
    assert "<td>6</td><td>免疫组化</td><td>阴性</td>" in text
    assert "0 and 1+ are both called negative" in text


def test_the_work_list_names_who_needs_reflex_ish_and_who_needs_another_sample(run: Run) -> None:
    text = shown(dropped(run, ARCHIVE))
    assert "<td>4</td><td>needs reflex ISH</td>" in text
    assert "<td>8</td><td>re-test</td>" in text


def test_specimens_of_one_patient_that_disagree_are_shown_and_not_averaged(run: Run) -> None:
    text = shown(dropped(run, ARCHIVE))
    assert "1 of 1 patients with several specimens" in text
    assert "<td>2</td><td>p1</td>" in text and "<td>3</td><td>p1</td>" in text


def test_the_same_words_in_chinese(run: Run) -> None:
    text = shown(dropped(run, ARCHIVE, lang="zh"))
    assert "需补做 ISH" in text and "免疫组化" in text


def test_columns_that_are_not_recognised_are_asked_for(run: Run) -> None:
    app = dropped(run, "id,x\n1,2+\n2,3+\n")
    assert "No column for IHC is chosen" in shown(app)
    chooser = next(box for box in app.selectbox if box.label == "IHC")
    chooser.set_value("x").run()
    assert "**2** rows, of which **2** could be read" in shown(app)


@pytest.mark.parametrize("path", sorted(HOSTILE.iterdir()), ids=lambda path: path.name)
def test_a_hostile_file_gives_an_answer_or_a_reason_and_the_next_one_works(run: Run, path: Path) -> None:
    app = dropped(run, path.read_bytes(), path.name)
    said = "\n".join(error.value for error in app.error)
    assert "could be read" in shown(app) or said.startswith(path.name) or "No column for IHC" in said
    app.file_uploader[0].set_value(("archive.csv", ARCHIVE.encode(), "text/csv"))
    app.run()
    assert "**7** rows" in shown(app)


def test_the_case_of_the_sidebar_and_the_cohort_do_not_disturb_each_other(run: Run) -> None:
    app = dropped(run, ARCHIVE, ihc="3+")
    app.switch_page("pages/classify.py").run()
    assert "High" in shown(app)
    app.switch_page("pages/cohort.py").run()
    assert "**7** rows" in shown(app)


def test_markup_in_a_file_is_shown_as_text(run: Run) -> None:
    hostile = 'ihc,ish,<img src=x onerror=alert(1)>\n2+,,<script>alert(1)</script>\nx<b>,,"=1+1"\n'
    text = shown(dropped(run, hostile, drawers=("cohort-table",)))
    assert "<script>" not in text and "<img" not in text and "&lt;script&gt;" in text


def test_another_choice_of_columns_gives_the_lists_of_that_choice(run: Run) -> None:
    app = dropped(run, "first,second\n2+,0\n2+,1+\n")
    box = next(box for box in app.selectbox if box.label == "IHC")
    box.set_value("first").run()
    assert shown(app).count("needs reflex ISH</td>") == 2
    next(box for box in app.selectbox if box.label == "IHC").set_value("second").run()
    assert "needs reflex ISH</td>" not in shown(app)


def test_the_laboratory_settings_of_the_sidebar_decide_how_counts_are_read(run: Run) -> None:
    counted = "ihc,HER2 copies,CEP17 copies,nuclei\n2+,6.4,3.4,40\n"
    for rule, tier in (("ratio or copies", "high"), ("ratio only", "intermediate")):
        text = shown(dropped(run, counted, drawers=("cohort-table",), copy_rule=rule))
        assert f"<td>{tier}</td>" in text and f"sidebar: {rule}" in text


def test_the_bytes_of_a_file_are_given_back_once_it_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stores: list[MemoryUploadedFileManager] = []
    remove = MemoryUploadedFileManager.remove_file

    def watched(store: MemoryUploadedFileManager, session: str, file: str) -> None:
        stores.append(store)
        assert store.get_files(session, [file]), "Streamlit holds it until here"
        remove(store, session, file)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", watched)
    app = dropped(run, ARCHIVE)
    assert "**7** rows" in shown(app)
    assert [files for store in stores for files in store.file_storage.values()] == [{}]
    assert app.session_state["cohort-wanted"].content == b""
    app.switch_page("pages/classify.py").run()
    app.switch_page("pages/cohort.py").run()
    assert "**7** rows" in shown(app)


def test_a_file_that_is_closed_is_gone(run: Run) -> None:
    app = dropped(run, ARCHIVE)
    assert "File: archive.csv" in shown(app)
    app.button(key="cohort-close").click().run()
    assert "Drop a CSV" in shown(app) and "archive.csv" not in shown(app) and "**7** rows" not in shown(app)
    assert app.session_state["jobs"] == {}


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "Try again once another file has been closed"), ("zh", "请待其他文件关闭后再试")]
)
def test_a_file_for_which_the_server_has_no_room_is_refused_until_another_is_closed(
    run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, words: str
) -> None:
    uploads = Uploads(1000)
    monkeypatch.setattr("pages.parts.cohort.file._uploads", lambda: uploads)
    elsewhere = uploads.take(990)
    app = dropped(run, ARCHIVE, lang=lang)
    assert words in app.error[0].value and uploads.open() == 990
    del elsewhere
    app.file_uploader[0].set_value(("archive.csv", ARCHIVE.encode(), "text/csv"))
    app.run()
    assert not app.error and uploads.open() == len(ARCHIVE.encode())
    app.button(key="cohort-close").click().run()
    assert uploads.open() == 0
