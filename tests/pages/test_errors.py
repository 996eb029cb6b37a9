"""A page that breaks says so in plain words, and its test fails."""

import pytest

from her2core.errors import DataError
from tests.pages.conftest import PageFailed, Run, find_widget


@pytest.mark.parametrize("error", [ZeroDivisionError("broken on purpose"), DataError(["a.yaml: broken on purpose"])])
@pytest.mark.parametrize("place", ["her2core.evidence.version", "pages.parts.shared.session.Session.to_query"])
def test_a_page_that_breaks_fails_its_test(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, place: str
) -> None:
    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr(place, fail)
    with pytest.raises(PageFailed) as failure:
        run("methods")
    assert "broken on purpose" in str(failure.value.__cause__ or failure.value)


def test_a_button_that_breaks_fails_its_test(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    app = run(ihc="3+")

    def fail(*_args: object) -> None:
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr("pages.parts.shared.session.Session.enter", fail)
    with pytest.raises(PageFailed) as failure:
        find_widget(app, "ihc").set_value("2+").run()
    assert "broken on purpose" in str(failure.value.__cause__)
