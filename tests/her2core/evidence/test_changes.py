"""What changed in the data is worked out figure by figure, and a reader may ask since when."""

from typing import Any

import pytest
import yaml

from her2core import load_evidence
from her2core.data_files import DATA
from her2core.evidence.changes import (
    FigureChanges,
    TrialChanges,
    Versions,
    compare,
    find_last_change,
    versions,
    write_changes,
)
from her2core.evidence.models import Trial

GOOD = yaml.load(
    (DATA.parent / "tests" / "bad_input" / "trials" / "good.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


def made(**changed: Any) -> Trial:
    """The good trial with its one response rate changed."""
    outcome = {**GOOD["outcomes"][0], **changed}
    return Trial.model_validate({**GOOD, "outcomes": [outcome]})


def changes(before: Trial, now: Trial) -> FigureChanges:
    return compare({"good": before}, {"good": now}).figures.get("good", FigureChanges())


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (made(), FigureChanges()),
        (made(verified="twice"), FigureChanges(twice=1)),
        (made(population="every randomised patient"), FigureChanges()),
        (made(value=53.3, responders=16), FigureChanges(corrected=1)),
        (made(value=53.3, responders=16, verified="twice"), FigureChanges(corrected=1)),
        (made(endpoint="DCR"), FigureChanges(new=1, withdrawn=1)),
    ],
    ids=["the same", "read twice", "other words", "another value", "another value, read twice", "another endpoint"],
)
def test_a_figure_is_new_read_twice_corrected_or_withdrawn(now: Trial, expected: FigureChanges) -> None:
    assert changes(made(), now) == expected


def test_trials_that_came_and_went_are_named() -> None:
    assert compare({"old": made()}, {"new": made()}) == TrialChanges(new=("new",), withdrawn=("old",))


def test_what_is_written_is_read_back_as_it_was() -> None:
    result = compare({"good": made(), "old": made()}, {"good": made(verified="twice"), "new": made()})
    head = "versions:\n  - version: '1'\n    changed: '2026-01-01'\n    changes: []\n"
    read = Versions.model_validate(yaml.load(head + "\n".join(write_changes(result)), yaml.CSafeLoader))
    assert read.versions[0].trials == result


def test_every_trial_that_is_said_to_have_come_is_held_or_was_withdrawn_later() -> None:
    gone = {id for each in versions() for id in each.trials.withdrawn}
    named = {id for each in versions() for id in (*each.trials.new, *each.trials.figures)}
    assert named - gone <= set(load_evidence().trials)


def test_a_trial_says_when_its_figures_changed_last() -> None:
    newest = versions()[-1]
    for trial in newest.trials.new[:1]:
        assert find_last_change(trial) == newest
    assert find_last_change("no-such-trial") == versions()[0]
