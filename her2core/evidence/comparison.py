"""Trials side by side: what makes them not comparable comes first."""

from collections.abc import Sequence

import pandas as pd

from her2core.evidence.loading import Evidence
from her2core.evidence.models import Trial
from her2core.labels import Term
from her2core.language import Message
from her2core.terms import Analysis


def list_differences(trials: Sequence[Trial]) -> list[Message]:
    """List in what these trials differ, so that their figures must not be read against each other."""
    aspects: list[tuple[Message, list[str]]] = [
        (Message("Line: {values}"), [Term(trial.setting) for trial in trials]),
        (Message("Region: {values}"), [_join(sorted(trial.regions)) for trial in trials]),
        (Message("HER2 tiers: {values}"), [_join([Term(tier) for tier in trial.tiers]) for trial in trials]),
        (Message("HER2 eligibility: {values}"), [trial.her2_eligibility for trial in trials]),
        (Message("Design: {values}"), [Term(trial.allocation) for trial in trials]),
        (
            Message("Year of the newest report: {values}"),
            [str(_year(trial)) if _year(trial) else Message("not collected here") for trial in trials],
        ),
        (Message("Assessor of response: {values}"), [_assessor(trial) for trial in trials]),
    ]
    return [
        Message(str(template), values=_oppose(values))
        for template, values in aspects
        if len({str(value) for value in values}) > 1
    ]


def headline(evidence: Evidence, trial: Trial) -> pd.DataFrame:
    """List the headline figures of a trial: what stands side by side."""
    frame = evidence.outcomes
    return frame[(frame["trial"] == trial.id) & (frame["analysis"] == Analysis.HEADLINE) & ~frame["pan_tumour"]]


def shared_events(trials: Sequence[Trial]) -> list[str]:
    """List the adverse events that at least two of the trials report, those that most report first."""
    reported = [{event.event for event in trial.safety} for trial in trials]
    counts = {
        event: sum(event in events for events in reported)
        for event in dict.fromkeys(e for each in reported for e in sorted(each))
    }
    return sorted((event for event, count in counts.items() if count > 1), key=lambda event: (-counts[event], event))


def _assessor(trial: Trial) -> Message:
    named = sorted({outcome.assessor for outcome in trial.outcomes if outcome.assessor})
    words = {"independent": Message("independent review"), "investigator": Message("investigator")}
    return _join([words[each] for each in named]) if named else Message("not stated")


def _year(trial: Trial) -> int | None:
    return max((source.year for source in trial.sources if source.year), default=None)


def _join(parts: Sequence[str]) -> Message:
    text = parts[0] if isinstance(parts[0], Message) else Message(parts[0])
    for part in parts[1:]:
        text = Message("{one}, {other}", one=text, other=part)
    return text


def _oppose(values: Sequence[str]) -> Message:
    text = values[0] if isinstance(values[0], Message) else Message(values[0])
    for value in values[1:]:
        text = Message("{one} / {other}", one=text, other=value)
    return text
