"""Adverse events as reported: by arm, and between the arms of a randomised trial."""

from enum import StrEnum
from functools import lru_cache

import pandas as pd

from her2core.evidence import Evidence, Selection
from her2core.evidence.event_order import load_event_order
from her2core.evidence.frames import SAFETY, Record
from her2core.evidence.strength import order
from her2core.labels import label_of
from her2core.language import Message
from her2core.statistics.proportions import newcombe
from her2core.terms import Allocation, Role, SourceKind


class Grade(StrEnum):
    """Which events are counted; the values stand in links."""

    SEVERE = "severe"
    ANY = "any"


GRADES = {Grade.SEVERE: Message("Grade 3 or more"), Grade.ANY: Message("Any grade")}
OVERALL = ("any adverse event", "treatment-related adverse event")
"""The events by which the harm of an arm is told in one number: the first that its trial reports."""
CAUSES = {False: Message("any cause"), True: Message("treatment-related"), None: Message("cause not stated")}
PERCENT = {Grade.SEVERE: "severe", Grade.ANY: "any_grade"}
"""The column of `arms_frame` with the percentage of a grade; with "_printed" in its name, in the decimals of the paper."""

_ARM = "trial_name arm_label role classes setting allocation phase regions".split()
_SOURCE = "source_year source_kind data_cutoff".split()
ARMS = [*SAFETY, "severe", "severe_printed", "severe_is_3_4", *_ARM, *_SOURCE]

# Two arms are set against each other only where all of this is the same: an event of another population, cause or
# report (with another cut-off) is another figure.
_ALIKE = "trial event population treatment_related source severe_is_3_4".split()
DIFFERENCES = (
    "trial trial_name event experimental control experimental_label control_label value ci_low ci_high "
    "n_experimental n_control percent_experimental percent_control printed_experimental printed_control "
    "treatment_related classes source source_year grade severe_is_3_4 population verified setting phase regions "
    "source_kind data_cutoff"
).split()


@lru_cache(maxsize=128)
def arms_frame(evidence: Evidence, selection: Selection) -> pd.DataFrame:
    """List one row a reported event of an arm, of the trials that are asked for; never of pan-tumour populations.

    Parameters
    ----------
    selection : where it names tiers, trials that enrolled one of them; adverse events are not reported by tier

    Returns
    -------
    the columns `ARMS`, the strongest design first, events in the order of `order_events`. `severe` is grade 3 or more, or,
    where only that is reported, grade 3-4, and then `severe_is_3_4` says so; a death is of grade 5, whatever its column. What is not reported is missing, never 0.
    """
    trials = {
        id: trial
        for id, trial in selection.trials(evidence).items()
        if not selection.tiers or set(selection.tiers) & set(trial.tiers)
    }
    events = evidence.safety
    events = events[events["trial"].isin(list(trials)) & ~events["pan_tumour"].astype(bool)].copy()
    events["severe"] = events["grade_3_plus"].fillna(events["grade_3_4"])
    events["severe_printed"] = events["grade_3_plus_printed"].fillna(events["grade_3_4_printed"])
    events["severe_is_3_4"] = events["grade_3_plus"].isna() & events["grade_3_4"].notna()
    fatal = events["event"].isin(load_event_order().fatal) & events["severe"].isna()
    events["severe"] = events["severe"].where(~fatal, events["any_grade"])
    events["severe_printed"] = events["severe_printed"].where(~fatal, events["any_grade_printed"])
    arms = [
        {
            "trial": id,
            "arm": arm.id,
            "trial_name": trial.name,
            "arm_label": arm.label,
            "role": str(arm.role),
            "classes": tuple(str(agent_class) for agent_class in arm.classes),
            "setting": str(trial.setting),
            "allocation": str(trial.allocation),
            "phase": trial.phase,
            "regions": trial.regions,
        }
        for id, trial in trials.items()
        for arm in trial.arms
    ]
    sources = [
        {
            "trial": id,
            "source": source.id,
            "source_year": source.year,
            "source_kind": str(source.kind),
            "data_cutoff": source.data_cutoff,
        }
        for id, trial in trials.items()
        for source in trial.sources
    ]
    events = events.merge(pd.DataFrame(arms, columns=["trial", "arm", *_ARM]), on=["trial", "arm"], how="left")
    events = events.merge(
        pd.DataFrame(sources, columns=["trial", "source", *_SOURCE]), on=["trial", "source"], how="left"
    )
    events = events[ARMS].assign(source_year=pd.to_numeric(events["source_year"]))
    strongest = {id: place for place, id in enumerate(sorted(trials, key=lambda id: order(trials[id], alone=True)))}
    places = {event: place for place, event in enumerate(order_events(events))}
    keys = pd.DataFrame(
        {
            "trial": events["trial"].map(strongest),
            "arm": events.groupby(["trial", "arm"], sort=False).ngroup(),
            "event": events["event"].map(places),
        }
    )
    return events.loc[keys.sort_values(["trial", "arm", "event"], kind="stable").index].reset_index(drop=True)


def format_percentage(row: Record, grade: Grade) -> str:
    """Format the percentage of a grade, in the decimals of the paper."""
    return str(row[f"{PERCENT[grade]}_printed"])


def cause(row: Record) -> bool | None:
    """Tell whether a figure counts treatment-related events only; None where that is not stated."""
    return None if pd.isna(row["treatment_related"]) else bool(row["treatment_related"])


def report(row: Record) -> str:
    """Describe the kind of report a figure was read in, and its year."""
    kind = label_of(SourceKind, row["source_kind"])
    return f"{kind} {row['source_year']:.0f}" if pd.notna(row["source_year"]) else kind


def order_events(frame: pd.DataFrame) -> tuple[str, ...]:
    """List the events of a frame like that of `arms_frame`: those with a fixed place first, the others by frequency.

    The frequency is the highest that an arm reports at grade 3 or more, so that no event stands behind one that is rarer
    in every arm; among equals, what more arms report comes first. An event restricted to a subgroup or a laboratory in
    its name is an event of its own.
    """
    by_event = frame.groupby("event").agg(any=("any_grade", "max"))
    by_event["severe"] = choose_figures(frame, Grade.SEVERE).groupby("event")["severe"].max()
    by_event["arms"] = frame.drop_duplicates(["trial", "arm", "event"]).groupby("event").size()
    by_event["place"] = [load_event_order().place(event) for event in by_event.index]
    by_event = by_event.fillna(-1).sort_values(
        ["place", "severe", "any", "arms"], ascending=[True, False, False, False], kind="stable"
    )
    return tuple(by_event.index)


def common_events(frame: pd.DataFrame, grade: Grade, most: int) -> tuple[str, ...]:
    """List the first events, in the order of `order_events`, that are reported at this grade; `most` is how many at most."""
    return order_events(frame[frame[PERCENT[grade]].notna()])[:most]


def choose_figures(frame: pd.DataFrame, grade: Grade) -> pd.DataFrame:
    """Choose one figure for each arm and event that are reported at this grade, where several are held.

    A figure with its n comes before one without, the whole arm before a part of it, any cause before
    treatment-related, grade 3 or more before grade 3-4, the newest report before an older one.
    """
    reported = frame[frame[PERCENT[grade]].notna()]
    order = pd.DataFrame(
        {
            "n": reported["n"].isna(),
            "population": reported["population"].notna(),
            "cause": reported["treatment_related"].map(lambda related: related is not False).astype(bool),
            "grade": reported["severe_is_3_4"] if grade is Grade.SEVERE else False,
            "age": -reported["source_year"].fillna(0),
        },
        index=reported.index,
    ).sort_values(["n", "population", "cause", "grade", "age"], kind="stable")
    return reported.loc[order.index].drop_duplicates(["trial", "arm", "event"]).sort_index()


@lru_cache(maxsize=128)
def risk_differences(evidence: Evidence, selection: Selection, grade: Grade) -> pd.DataFrame:
    """Calculate how much more often an event was reported in the experimental arm of a randomised trial.

    Events that both arms report with percentage and n, in the same report, for the same population, cause and grade.
    The numbers of patients with an event are *derived*: papers print percentages, so they are round(n * percent / 100).
    Difference and interval (95 %, Newcombe's hybrid score method) are calculated from them, in percentage points; no
    correction is made for looking at many events.

    Returns
    -------
    the columns `DIFFERENCES`, one row a trial, event and pair of arms

    References
    ----------
    Newcombe RG. Stat Med 1998;17:873-890, method 10.
    """
    frame = arms_frame(evidence, selection).assign(grade=str(grade))
    if grade is Grade.ANY:
        frame["severe_is_3_4"] = False
    frame["percent"], frame["printed"] = frame[PERCENT[grade]], frame[f"{PERCENT[grade]}_printed"]
    usable = (frame["allocation"] == Allocation.RANDOMISED) & frame["percent"].notna() & (frame["n"] > 0)
    compared = frame[usable].rename(columns={"arm_label": "label"})
    control = compared.loc[compared["role"] == Role.CONTROL, [*_ALIKE, "arm", "label", "n", "percent", "printed"]]
    pairs = compared[compared["role"] == Role.EXPERIMENTAL].merge(
        control, on=_ALIKE, suffixes=("_experimental", "_control")
    )
    pairs = pairs.rename(
        columns={
            "arm_experimental": "experimental",
            "arm_control": "control",
            "label_experimental": "experimental_label",
            "label_control": "control_label",
        }
    )
    return pairs.assign(**_differences(pairs))[DIFFERENCES]


def _differences(pairs: pd.DataFrame) -> dict[str, list[float]]:
    """Difference and Newcombe's limits of each pair of arms, in percentage points."""
    columns: dict[str, list[float]] = {"value": [], "ci_low": [], "ci_high": []}
    for percent1, n1, percent2, n2 in zip(
        pairs["percent_experimental"],
        pairs["n_experimental"],
        pairs["percent_control"],
        pairs["n_control"],
        strict=True,
    ):
        count1, count2 = round(n1 * percent1 / 100), round(n2 * percent2 / 100)
        low, high = newcombe(count1, n1, count2, n2)
        for name, fraction in (("value", count1 / n1 - count2 / n2), ("ci_low", low), ("ci_high", high)):
            columns[name].append(100 * fraction)
    return columns
