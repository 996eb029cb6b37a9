"""When each trial was last reported, and how often its figures were verified: one row a trial."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from her2core.evidence.loading import Evidence
from her2core.evidence.models import Arm, Source, Trial
from her2core.evidence.regimens import leading_class
from her2core.evidence.selection import Selection
from her2core.terms import Role, SourceKind

COLUMNS = (
    "trial trial_name year status setting classes leading kind data_cutoff registry n figures verified_once "
    "verified_twice has_result"
).split()
WHOLE = ("year", "n", "figures", "verified_once", "verified_twice")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# Of two reports of one year, the one that was checked more.
_KINDS = (SourceKind.PAPER, SourceKind.LABEL, SourceKind.ABSTRACT, SourceKind.PRESS_RELEASE, SourceKind.REVIEW)


def timeline_frame(evidence: Evidence, selection: Selection) -> pd.DataFrame:
    """List one row a trial that `selection` takes, newest report first.

    Parameters
    ----------
    selection : its tiers, where set, keep the trials that enrolled one of them

    Returns
    -------
    a frame with `COLUMNS`. `year` and `kind` are those of the newest source that reports an outcome (a review
    only quotes, and counts where nothing else is dated), missing where no
    outcome is held (`has_result` False) or no year is known; `data_cutoff` is the newest held; `n` is the enrolment;
    `leading` is the class of agent by which the first treated arm is known.
    """
    tiers = set(selection.tiers)
    trials = [trial for trial in selection.trials(evidence).values() if not tiers or tiers & set(trial.tiers)]
    frame = pd.DataFrame([_row(trial) for trial in trials], columns=COLUMNS)
    frame = frame.astype(dict.fromkeys(WHOLE, "Int64") | {"has_result": bool})
    return frame.sort_values(["year", "trial_name", "trial"], ascending=[False, True, True], ignore_index=True)


def _row(trial: Trial) -> dict[str, Any]:
    arm, report = _find_treated(trial), _find_newest(trial)
    verified = [
        *(figure.verified for figure in trial.outcomes),
        *(contrast.verified for contrast in trial.comparisons),
        *(event.verified for event in trial.safety),
    ]
    return {
        "trial": trial.id,
        "trial_name": str(trial.name),
        "year": report.year if report else None,
        "status": str(trial.status),
        "setting": str(trial.setting),
        "classes": tuple(str(agent_class) for agent_class in arm.classes),
        "leading": str(leading_class(arm.classes)),
        "kind": str(report.kind) if report else None,
        "data_cutoff": max(_cutoffs(trial), default=None),
        "registry": trial.registry,
        "n": trial.enrolment,
        "figures": len(trial.outcomes),
        "verified_once": verified.count("once"),
        "verified_twice": verified.count("twice"),
        "has_result": bool(trial.outcomes),
    }


def _find_treated(trial: Trial) -> Arm:
    """The first experimental or single arm."""
    return next((arm for arm in trial.arms if arm.role is not Role.CONTROL), trial.arms[0])


def _find_newest(trial: Trial) -> Source | None:
    """The newest source that reports an outcome, a review only where no other does; where those bear no year, the newest
    of the trial."""
    reporting = {figure.source for figure in trial.outcomes}
    reports = [source for source in trial.sources if source.id in reporting]
    own = [source for source in reports if source.year and source.kind is not SourceKind.REVIEW]
    reports = own or reports
    if not any(source.year for source in reports):
        reports += [source for source in trial.sources if reports and source.year]
    return max(reports, key=lambda source: (source.year or 0, -_KINDS.index(source.kind)), default=None)


def _cutoffs(trial: Trial) -> Iterator[str]:
    """Every cut-off date; a source may name one for each arm."""
    for source in trial.sources:
        yield from _DATE.findall(source.data_cutoff or "")
