"""A report is pasted; what was read of it is shown, and nothing is entered before the reader accepts it."""

import pytest
from streamlit.testing.v1 import AppTest

from her2core.labels import label
from her2core.language import _
from her2core.pathology.rules import load_cues
from her2core.terms import IhcScore, IshResult, Specimen
from tests.pages import texts
from tests.pages.conftest import Run, find_widget, page_text, press, session_of

EN = "Gastric biopsy: adenocarcinoma. HER2 IHC: 2+. FISH: not amplified. Positive control: HER2 3+."
ZH = "（胃窦活检）腺癌。免疫组化：HER2（2+）。FISH检测：HER2基因无扩增。阳性对照：HER2（3+）。"
SAYS = {"ihc": "2+", "ish": "not amplified", "specimen": "biopsy"}
SEVERAL = "Previous biopsy: HER2 3+. Current liver metastasis: HER2 1+."


def paste(app: AppTest, text: str) -> AppTest:
    find_widget(app, "report-text").set_value(text).run()
    return app


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.sidebar.button]


@pytest.mark.parametrize("text", [EN, ZH])
def test_nothing_is_entered_until_the_reader_accepts(run: Run, text: str) -> None:
    app = paste(run(drawers=("report",), ihc="0", setting="second-line"), text)
    assert session_of(app).case.entries == {"ihc": "0", "setting": "second-line"}
    assert text not in str(app.query_params)
    press(app, _("Enter into the case"))
    assert session_of(app).case.entries == {**SAYS, "setting": "second-line"}


@pytest.mark.parametrize("text", [EN, ZH])
def test_the_words_it_was_read_from_are_marked_and_what_was_left_out_says_why(run: Run, text: str) -> None:
    shown = page_text(paste(run(drawers=("report",)), text))
    for value in (label(IhcScore.TWO), label(IshResult.NOT_AMPLIFIED), label(Specimen.BIOPSY)):
        assert f": {value}</li>" in shown
    assert shown.count("<mark>") == len(SAYS)
    assert shown.count("<s>") == 1
    (control,) = (cue for cue in load_cues().cues if cue.id == "control")
    assert _(control.says) in shown


def test_of_several_specimens_the_reader_chooses(run: Run) -> None:
    app = paste(run(drawers=("report",)), SEVERAL)
    assert _("Enter into the case") not in buttons(app)
    assert session_of(app).case.entries == {}
    find_widget(app, "report-specimen").set_value(1).run()
    press(app, _("Enter into the case"))
    assert session_of(app).case.entries == {"ihc": "1+"}


def test_the_notice_undoes_what_was_entered(run: Run) -> None:
    app = paste(run(drawers=("report",), ihc="0", cps="5"), EN)
    press(app, _("Enter into the case"))
    assert _("The report was entered. Please check the case against it.") in page_text(app)
    press(app, _("Undo"))
    assert session_of(app).case.entries == {"ihc": "0", "cps": "5"}
    assert _("Undo") not in [button.label for button in app.button]


def test_what_was_checked_is_no_longer_to_be_undone(run: Run) -> None:
    app = paste(run(drawers=("report",)), EN)
    press(app, _("Enter into the case"))
    press(app, _("Checked"))
    assert session_of(app).case.entries == SAYS
    assert _("Undo") not in [button.label for button in app.button]


def test_new_case_clears_what_was_entered(run: Run) -> None:
    app = paste(run(drawers=("report",)), EN)
    press(app, _("Enter into the case"))
    press(app, _("New case"))
    assert session_of(app).case.entries == {}


def test_the_text_is_gone_once_it_was_entered_or_cleared(run: Run) -> None:
    app = paste(run(drawers=("report",)), EN)
    press(app, _("Clear the text"))
    assert session_of(app).report.text == find_widget(app, "report-text").value == ""
    press(paste(app, EN), _("Enter into the case"))
    assert session_of(app).report.text == find_widget(app, "report-text").value == ""


def test_a_text_changed_in_the_moment_of_accepting_is_read_first(run: Run) -> None:
    """What is entered is what the reader has seen."""
    app = paste(run(drawers=("report",)), EN)
    find_widget(app, "report-text").set_value("Gastric biopsy: HER2 0.")
    press(app, _("Enter into the case"))
    assert session_of(app).case.entries == {}
    press(app, _("Enter into the case"))
    assert session_of(app).case.entries == {"ihc": "0", "specimen": "biopsy"}


@pytest.mark.parametrize("text", ["Chest radiograph: no infiltrate.", "HER2 IHC pending.", "1" * 300_000])
def test_a_text_that_says_nothing_says_so(run: Run, text: str) -> None:
    app = paste(run(drawers=("report",)), text)
    assert _("Nothing that can be entered was read.") in page_text(app)
    assert _("Enter into the case") not in buttons(app)


def test_what_is_pasted_is_shown_as_text(run: Run) -> None:
    app = paste(run(drawers=("report",)), 'HER2 2+ <img src="https://example.org/x"> ![x](https://example.org/y)')
    assert "<img" not in page_text(app)
    assert not any("](https" in text for element in app.sidebar.markdown for text in [element.value])


def test_a_report_stands_on_every_page_and_in_every_language(run: Run) -> None:
    app = paste(run(drawers=("report",)), EN)
    session_of(app).open = "outcomes"
    app.run()
    assert find_widget(app, "report-text").value == EN
    assert any(_("Enter into the case") == text for text in texts.of_page(app))
