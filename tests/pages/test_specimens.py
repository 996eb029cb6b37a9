"""Several specimens on the page: each is entered, shown with its own tier, and the newest evaluable one leads."""

from her2core.language import _
from her2core.status.specimen_text import format_specimen
from tests.pages.conftest import Run, chart_text, find_widget, list_tables, page_text, press, session_of, squeeze

EARLIER = {"ihc": "3+", "date": "2024-03", "site": "primary", "setting": "second-line"}
LATER = format_specimen({"ihc": "1+", "date": "2026-01", "site": "liver", "after": "trastuzumab"})


def test_a_specimen_is_added_entered_and_leads_once_it_is_newer(run: Run) -> None:
    app = press(run(**EARLIER), _("Add a specimen"))
    assert session_of(app).assessment.csco.tier == "high", "nothing is entered of it yet"
    find_widget(app, "s2-ihc").set_value("1+").run()
    find_widget(app, "s2-date").set_value("2026-01").run()
    assert session_of(app).assessment.csco.tier == "low"
    assert session_of(app).to_query()["s2"] == "i1-d202601"
    assert _("Leading: {specimen} ({reason}).", specimen="2026-01", reason=_("newest evaluable specimen")) in page_text(
        app
    )
    find_widget(app, "s2-date").set_value("soon").run()
    assert "soon" in session_of(app).case.list_entries("s2")["date"], "what was typed stays beside its error"
    assert _("a date as 2026, 2026-01 or 2026-01-31") in " ".join(error.value for error in app.error)


def test_a_specimen_removed_comes_back_with_undo(run: Run) -> None:
    app = run(**EARLIER, s2=LATER)
    press(app, _("Remove this specimen"))
    assert session_of(app).assessment.csco.tier == "high" and "s2" not in session_of(app).to_query()
    press(app, _("Undo"))
    assert session_of(app).assessment.csco.tier == "low" and session_of(app).to_query()["s2"] == LATER


def test_the_specimens_stand_in_time_and_what_differs_is_said_with_its_published_frequency(run: Run) -> None:
    app = run(drawers=("specimens",), **EARLIER, s2=LATER)
    text = chart_text(app)
    assert "2024-03" in text and "2026-01" in text
    assert squeeze(_("leading")) in text
    assert _("The specimens differ. Each keeps its own tier; none is averaged.") in page_text(app)
    assert "69 %" in page_text(app) and "T-ACT" in page_text(app), "HER2 lost after trastuzumab, with its source"
    assert any(_("Answered otherwise by another specimen") in table for table in list_tables(app))


def test_one_specimen_is_shown_as_it_always_was(run: Run) -> None:
    app = run(**EARLIER)
    assert not app.get("plotly_chart") and _("leading") not in page_text(app)
    app = run(ihc="1+", area_ihc="3+")
    assert _("A second area was read otherwise. This changes no tier. Reported by heterogeneity:") in page_text(app)


def test_a_report_with_several_specimens_is_entered_with_all_of_them(run: Run) -> None:
    app = run(drawers=("report",), setting="second-line")
    report = "A. Stomach, biopsy: HER2 3+.\nB. Liver, core biopsy: HER2 IHC 1+."
    find_widget(app, "report-text").set_value(report).run()
    press(app, _("Enter all specimens"))
    case = session_of(app).case
    assert [each.text("ihc") for each in case.specimens] == ["3+", "1+"] and case.text("setting") == "second-line"
    press(app, _("Undo"))
    assert session_of(app).case.entries == {"setting": "second-line"}
