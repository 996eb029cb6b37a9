"""A centre drops its archive and reads who was negative and now has a tier."""

from pathlib import Path
from threading import Event

import pytest
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from her2core.cohort.files import read_table
from her2core.cohort.sample import SAMPLE, sample
from her2core.cohort.uploads import Uploads
from her2core.labels import capital, label
from her2core.language import _, current_language
from her2core.process.job import Job
from her2core.specimen_terms import Pair
from her2core.terms import CopyRule, IshResult, State, Tier
from pages.parts.shell.retention import Visit
from tests.her2core.cohort.others import REFUSED
from tests.pages.conftest import Run, as_pattern, find_widget, list_tables, open_page, page_text, press, session_of

READ = "**{rows}** rows, of which **{read}** could be read and **{not_read}** could not."
NO_IHC = "No column for IHC is chosen. Without IHC there is no tier."
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


def drop(
    run: Run, content: str | bytes, name: str = "archive.csv", drawers: tuple[str, ...] = (), **query: str
) -> AppTest:
    app = run("cohort", drawers=drawers, **query)
    data = content.encode() if isinstance(content, str) else content
    app.file_uploader[0].set_value((name, data, "application/octet-stream"))
    app.run()
    return app


def read_sentence(rows: int, read: int) -> str:
    """Return the sentence on a file of so many rows, of which so many could be read."""
    return _(READ, rows=rows, read=read, not_read=rows - read)


def test_an_empty_page_says_what_to_drop_and_offers_a_sample(run: Run) -> None:
    app = run("cohort")
    assert _(
        "The file stays in the memory of this session. It is not stored, and nothing leaves the machine."
    ) in page_text(app)
    what_to_do = (
        "Drop a CSV, TSV, XLSX or Parquet file with one row for each specimen: a column for IHC, and one for ISH or its "
        "counts. Or open the sample."
    )
    assert _(what_to_do) in page_text(app)
    press(app, _("Open the sample (synthetic specimens)"))
    rows = len(read_table(sample(), SAMPLE))
    assert f"**{rows}**" in as_pattern(READ).search(page_text(app))[0]
    assert len(app.get("plotly_chart")) == 3


def test_columns_are_recognised_and_each_row_gets_its_tier(run: Run) -> None:
    app = drop(run, ARCHIVE)
    text = page_text(app)
    assert read_sentence(7, 6) in text
    assert "IHC: 免疫组化" in text and "ISH (FISH): FISH" in text


def test_a_row_that_cannot_be_read_is_listed_with_its_number_its_column_and_what_is_accepted(run: Run) -> None:
    text = page_text(drop(run, ARCHIVE))
    assert "<td>6</td><td>免疫组化</td><td>阴性</td>" in text
    assert _("0 and 1+ are both called negative") in text


def test_the_work_list_names_who_needs_reflex_ish_and_who_needs_another_sample(run: Run) -> None:
    text = page_text(drop(run, ARCHIVE))
    assert f"<td>4</td><td>{label(State.NEEDS_REFLEX_ISH)}</td>" in text
    assert f"<td>8</td><td>{label(State.RE_TEST)}</td>" in text


def test_specimens_of_one_patient_that_disagree_are_shown_and_not_averaged(run: Run) -> None:
    text = page_text(drop(run, ARCHIVE))
    disagree = "{patients} of {compared} patients with several specimens that could be read."
    assert _(disagree, patients=1, compared=1) in text
    assert "<td>2</td><td>p1</td>" in text and "<td>3</td><td>p1</td>" in text


def test_the_specimens_of_one_patient_stand_in_time_on_demand_and_what_sets_them_apart_is_said(run: Run) -> None:
    app = drop(run, "patient,标本,检测日期,免疫组化\np1,胃镜活检,2024-01-02,3+\np1,手术标本,2024-03-02,1+\n")
    assert label(Pair.BIOPSY_RESECTION) in page_text(app)
    charts = len(app.get("plotly_chart"))
    find_widget(app, "cohort-patient").set_value("p1").run()
    assert len(app.get("plotly_chart")) == charts + 1
    assert _("newest evaluable specimen") in page_text(app) and "57" in page_text(app)


def test_columns_that_are_not_recognised_are_asked_for(run: Run) -> None:
    app = drop(run, "id,x\n1,2+\n2,3+\n")
    assert _(NO_IHC) in page_text(app)
    chooser = next(box for box in app.selectbox if box.label == "IHC")
    chooser.set_value("x").run()
    assert read_sentence(2, 2) in page_text(app)


@pytest.mark.parametrize("path", sorted(HOSTILE.iterdir()), ids=lambda path: path.name)
def test_a_hostile_file_gives_an_answer_or_a_reason_and_the_next_one_works(run: Run, path: Path) -> None:
    app = drop(run, path.read_bytes(), path.name)
    errors = "\n".join(error.value for error in app.error)
    assert as_pattern(READ).search(page_text(app)) or errors.startswith(path.name) or _(NO_IHC) in errors
    app.file_uploader[0].set_value(("archive.csv", ARCHIVE.encode(), "text/csv"))
    app.run()
    assert read_sentence(7, 6) in page_text(app)


def test_the_case_of_the_sidebar_and_the_cohort_do_not_disturb_each_other(run: Run) -> None:
    app = drop(run, ARCHIVE, ihc="3+")
    open_page(app, "")
    assert capital(Tier.HIGH) in page_text(app)
    open_page(app, "cohort")
    assert read_sentence(7, 6) in page_text(app)


def test_markup_in_a_file_is_shown_as_text(run: Run) -> None:
    hostile = 'ihc,ish,<img src=x onerror=alert(1)>\n2+,,<script>alert(1)</script>\nx<b>,,"=1+1"\n'
    text = page_text(drop(run, hostile, drawers=("cohort-table",)))
    assert "<script>" not in text and "<img" not in text and "&lt;script&gt;" in text


def test_another_choice_of_columns_gives_the_lists_of_that_choice(run: Run) -> None:
    app = drop(run, "first,second\n2+,0\n2+,1+\n")
    box = next(box for box in app.selectbox if box.label == "IHC")
    box.set_value("first").run()
    needing = f"{label(State.NEEDS_REFLEX_ISH)}</td>"
    assert page_text(app).count(needing) == 2
    next(box for box in app.selectbox if box.label == "IHC").set_value("second").run()
    assert needing not in page_text(app)


def test_the_laboratory_settings_of_the_sidebar_decide_how_counts_are_read(run: Run) -> None:
    counted = "ihc,HER2 copies,CEP17 copies,nuclei\n2+,6.4,3.4,40\n"
    for rule, tier in ((CopyRule.RATIO_OR_COPIES, Tier.HIGH), (CopyRule.RATIO_ONLY, Tier.INTERMEDIATE)):
        text = page_text(drop(run, counted, drawers=("cohort-table",), copy_rule=rule))
        assert f"<td>{label(tier)}</td>" in text
        assert _("Counts are read with the laboratory settings of the sidebar: {rule}.", rule=label(rule)) in text


def test_the_bytes_of_a_file_are_given_back_once_it_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stores: list[MemoryUploadedFileManager] = []
    remove = MemoryUploadedFileManager.remove_file

    def watch(store: MemoryUploadedFileManager, session: str, file: str) -> None:
        stores.append(store)
        assert store.get_files(session, [file]), "Streamlit holds it until here"
        remove(store, session, file)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", watch)
    app = drop(run, ARCHIVE)
    assert "**7**" in page_text(app)
    assert [files for store in stores for files in store.file_storage.values()] == [{}]
    assert session_of(app).cohort.chosen.content == b""
    open_page(app, "")
    open_page(app, "cohort")
    assert "**7**" in page_text(app)


def test_a_file_that_is_closed_is_gone(run: Run) -> None:
    app = drop(run, ARCHIVE)
    assert _("File: {name}", name="archive.csv") in page_text(app)
    find_widget(app, "close").click().run()
    assert any("XLSX" in info.value for info in app.info), "what may be dropped"
    assert "archive.csv" not in page_text(app) and "**7**" not in page_text(app)
    assert session_of(app).jobs == {}


def test_a_file_for_which_the_server_has_no_room_is_refused_until_another_is_closed(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploads = Uploads(1000)
    monkeypatch.setattr("pages.parts.cohort.file._uploads", lambda: uploads)
    elsewhere = uploads.reserve(990)
    app = drop(run, ARCHIVE)
    (error,) = app.error
    assert {"en": "Try again once another file has been closed", "zh": "请待其他文件关闭后再试"}[
        current_language()
    ] in error.value
    assert uploads.open() == 990
    del elsewhere
    app.file_uploader[0].set_value(("archive.csv", ARCHIVE.encode(), "text/csv"))
    app.run()
    assert not app.error and uploads.open() == len(ARCHIVE.encode())
    find_widget(app, "close").click().run()
    assert uploads.open() == 0


def test_what_was_done_to_the_file_is_said_in_one_line(run: Run) -> None:
    content = "Register 2024\npatient;HER2 IHC;HER2 copies;CEP17 copies;nuclei\nP1;2+;3,1;2,0;40\n"
    text = page_text(drop(run, content))
    done = [
        _("cells separated by {mark}", mark=_("semicolon")),
        _("names of the columns found in line {line}", line=2),
        _("decimal comma"),
    ]
    assert _("How the file was read: {notes}.", notes="; ".join(done)) in text
    assert read_sentence(1, 1) in text


def test_a_spelling_that_is_not_known_is_read_by_hand_once_for_the_file(run: Run) -> None:
    app = drop(run, "IHC,FISH\n弱阳性,\n弱阳性,\n2+,-\n", drawers=("cohort-unread", "cohort-table"))
    assert read_sentence(3, 1) in page_text(app)
    assert "<td>IHC</td><td>弱阳性</td><td>2</td>" in page_text(app)
    (box,) = [box for box in app.selectbox if box.label == "IHC: 弱阳性"]
    box.set_value("1+").run()
    assert read_sentence(3, 3) in page_text(app)
    note = _("{column} {entry}: read as {word} by hand", column="IHC", entry="弱阳性", word="1+")
    assert page_text(app).count(f"<td>{note}</td>") == 2
    app.file_uploader[0].set_value(("again.csv", "IHC\n弱阳性\n".encode(), "text/csv"))
    app.run()
    assert read_sentence(1, 0) in page_text(app), "what was said of one file says nothing of another"


def test_sheets_of_different_forms_are_asked_for(run: Run) -> None:
    content, _why = REFUSED["sheets of different forms"]
    app = drop(run, content, "years.xlsx")
    assert _("The sheets {names} are of different forms: name the one to read.", names="A, B") in page_text(app)
    (box,) = [box for box in app.selectbox if box.label == _("Sheet")]
    box.set_value("B").run()
    assert read_sentence(1, 1) in page_text(app)


def test_every_entry_is_shown_with_what_it_was_read_as(run: Run) -> None:
    text = page_text(drop(run, "IHC,FISH\n++,HER2基因无扩增\n", drawers=("cohort-read",)))
    assert "<td>++</td><td>1</td><td>2+</td>" in text
    assert f"<td>HER2基因无扩增</td><td>1</td><td>{label(IshResult.NOT_AMPLIFIED)}</td>" in text


def test_what_a_visit_held_is_gone_once_its_page_has_been_closed_for_its_time(run: Run) -> None:
    uploads = Uploads(1 << 20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pages.parts.cohort.file._uploads", lambda: uploads)
        app = drop(run, ARCHIVE)
    session, visit = session_of(app), Visit(session_of(app))
    assert uploads.open() and session.jobs
    assert visit.release(), "a file was among it"
    assert session.cohort.chosen is None and session.jobs == {} and uploads.open() == 0
    assert not visit.release()


def test_work_that_nobody_waits_for_is_stopped_and_begun_anew_for_whoever_comes_back(run: Run) -> None:
    app, go_on = drop(run, ARCHIVE), Event()
    session = session_of(app)
    done = dict(session.jobs)

    def work(job: Job[None]) -> None:
        while not go_on.wait(0.01):
            job.check()

    endless: Job[None] = Job(work)
    session.jobs["lists"] = ("another file", endless)
    Visit(session).stop_work()
    assert endless.wait(30) and endless.is_cancelled
    assert session.jobs == {name: job for name, job in done.items() if name != "lists"}
    app.run()
    assert read_sentence(7, 6) in page_text(app) and "lists" in session.jobs


REPORTS = """patient,report
p1,"Gastric biopsy: adenocarcinoma. HER2 IHC 2+. FISH: HER2 gene is not amplified."
p2,"（胃窦活检）低分化腺癌，伴印戒细胞癌成分。免疫组化：HER2（3+），Ki-67（约60%+），MLH1（+）。阳性对照：HER2（1+）。"
p3,"Gastric biopsy: adenocarcinoma. HER2 immunohistochemistry will follow in an addendum."
"""


def test_a_column_of_reports_is_read_once_the_reader_says_which_it_is(run: Run) -> None:
    app = drop(run, REPORTS, drawers=("cohort-table",))
    assert _(NO_IHC) in page_text(app)
    key = next(box.key for box in app.selectbox if box.label == _("Column with the text of reports"))
    app.selectbox(key=key).set_value("report").run()
    text = page_text(app)
    assert read_sentence(3, 3) in text
    (table,) = [table for table in list_tables(app) if "report_notes" in table]
    assert f"<td>{label(Tier.INTERMEDIATE)}</td>" in table
    assert f"<td>{label(Tier.HIGH)}</td>" in table
    assert _("a control, not the tumour") in table
    find_widget(app, key.partition("~")[0].removeprefix("cohort-")).set_value(None).run()
    assert _(NO_IHC) in page_text(app)
