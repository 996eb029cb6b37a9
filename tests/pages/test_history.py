"""Back and Forward: a step that something else interrupts on its way is taken all the same, and raises no alarm."""

from streamlit.testing.v1 import AppTest

from pages.parts.shared.session import Place, Session
from tests.pages.conftest import Run

LEFT = {"ihc": "3+", "setting": "first-line"}
REACHED = {"ihc": "1+"}


def start_visit() -> Session:
    """Start a visit on Treatments."""
    visit = Session(open="treatments")
    visit.read_address({name: [value] for name, value in LEFT.items()})
    return visit


def test_a_step_back_that_streamlit_forgot_is_taken_when_the_browser_tells_of_it() -> None:
    visit = start_visit()
    visit.check_move(Place("treatments", LEFT), Place("cohort", REACHED), 0)
    assert visit.place == Place("cohort", REACHED)
    assert visit.notice is None


def test_a_step_back_during_which_the_window_was_resized_leads_to_its_page() -> None:
    visit = start_visit()
    visit.move({name: [value] for name, value in REACHED.items()})
    visit.open = "treatments"  # the message of the new size still names the old page
    visit.check_move(Place("treatments", LEFT), Place("cohort", REACHED), 0)
    assert visit.place == Place("cohort", REACHED)
    assert visit.notice is None


def test_a_step_back_before_an_entry_was_answered_is_taken_with_a_notice() -> None:
    visit = start_visit()
    visit.done += 1
    visit.move({name: [value] for name, value in REACHED.items()})
    visit.open = "cohort"
    visit.check_move(Place("treatments", LEFT), Place("cohort", REACHED), 0)
    assert visit.notice is not None


def test_every_answer_reaches_the_links_though_nothing_in_them_changed(run: Run) -> None:
    app = run("", ihc="3+")
    before = written_for_links(app)
    app.run()
    assert written_for_links(app) != before


def written_for_links(app: AppTest) -> str:
    """Return what the browser is told to draw the links with."""
    (links,) = [each for each in app.get("bidi_component") if "pages" in each.proto.id]
    return str(links.proto)
