"""Adverse events of the two arms of a randomised trial: how much more often with the experimental arm."""

import math
from itertools import groupby

import pandas as pd

from her2core.charts.forest.model import Block, Forest, ForestGroup, Line, Scale, TrialBlocks
from her2core.charts.forest.words import ABSTRACT, hover
from her2core.charts.mark import Mark
from her2core.charts.rows import PEER_REVIEWED, describe_trial, group_by_trial
from her2core.evidence import wording
from her2core.evidence.adverse_events import CAUSES, GRADES, Grade, cause, report
from her2core.evidence.frames import Record
from her2core.evidence.strength import find_rank_of, load_strength
from her2core.language import _
from her2core.terms import Allocation

STEPS = (5, 10, 20, 25, 50)
"""Percentage points between the ticks of the axis: three at most on either side of 0, which a phone has room for."""


def difference_forest(differences: pd.DataFrame) -> Forest:
    """Build the forest of risk differences in percentage points with their intervals, by trial; the axis holds every interval.

    Parameters
    ----------
    differences : of `her2core.evidence.adverse_events.risk_differences`
    """
    furthest = max(differences[["value", "ci_low", "ci_high"]].abs().max().max(), 10) if len(differences) else 10
    step = next(step for step in STEPS if furthest / step <= 3 or step == STEPS[-1])
    end = step * math.ceil(furthest / step)
    ticks = tuple(range(-end, end + 1, step))
    scale = Scale(_("risk difference, percentage points"), (-end, end), ticks, line_at=0)
    notes = [
        *(_(GRADES[Grade(grade)]) for grade in dict.fromkeys(differences["grade"])),
        _(
            "Numbers of patients are derived from the reported percentages; the differences and their 95 % intervals "
            "(Newcombe's method) are calculated from them, each event by itself."
        ),
    ]
    gaps = [] if len(differences) else [_("No event is collected here for which both arms report percentage and n.")]
    trials = [_read_trial(rows) for _trial, rows in group_by_trial(differences)] if len(differences) else []
    ranks = {trial: find_rank_of(phase, Allocation.RANDOMISED) for trial, phase in _list_phases(differences).items()}
    sides = (_("fewer with the experimental arm"), _("more with the experimental arm"))
    groups = [
        ForestGroup(rank.id, rank.name, _(rank.name), sides, mine)
        for rank in load_strength().ranks
        if (mine := tuple(trial for trial in trials if ranks[trial.id] is rank))
    ]
    return Forest(scale, _("experimental vs control"), groups, tuple(notes), tuple(gaps))


def _list_phases(differences: pd.DataFrame) -> dict[str, str]:
    return dict(zip(differences["trial"], differences["phase"], strict=True))


def _read_trial(rows: list[Record]) -> TrialBlocks:
    head, several = rows[0], len({row["source"] for row in rows}) > 1
    years = [row["source_year"] for row in rows if pd.notna(row["source_year"])]
    in_paper = any(row["source_kind"] in PEER_REVIEWED for row in rows)
    blocks = [
        Block(
            f"{wording.arms(rows[0])}: {_(CAUSES[cause(rows[0])])}",
            tuple(_difference(row, several) for row in rows),
            are_opposed=False,
        )
        for rows in (list(part) for _arms, part in groupby(sorted(rows, key=_group), key=_group))
    ]
    year = f"{max(years):.0f}{'' if in_paper else ABSTRACT}" if years else ""
    return TrialBlocks(head["trial"], _(head["trial_name"]), year, "", False, True, tuple(blocks), ())


def _group(row: Record) -> tuple[str, str, str]:
    """The pair of arms, and which events are counted: any cause first."""
    return row["experimental"], row["control"], CAUSES[cause(row)]


def _difference(row: Record, several: bool) -> Line:
    """One event; it says from which report, where those of a trial come from several."""
    whole = not any("." in row[f"printed_{arm}"] for arm in ("experimental", "control"))
    value, low, high = (_signed(row[name], 0 if whole else 1) for name in ("value", "ci_low", "ci_high"))
    aside = [_("Grade 3-4")] if row["severe_is_3_4"] else []
    aside += [_(row["population"])] if pd.notna(row["population"]) else []
    aside += [report(row)] if several else []
    dotted = row["source_kind"] not in PEER_REVIEWED
    texts = [
        _(row["event"]),
        _("{difference} percentage points", difference=value),
        _("95 % CI {low} to {high}, calculated", low=low, high=high),
        _percents(row),
        _(CAUSES[cause(row)]),
        describe_trial(row),
    ]
    return Line(
        name=" · ".join([_(row["event"]), *aside]),
        n="",
        value=value,
        limits=f"({_('{low} to {high}', low=low, high=high)})",
        beside=_percents(row),
        mark=Mark(row["value"], row["ci_low"], row["ci_high"], "", dotted=dotted, trial=row["trial"]),
        patients=row["n_experimental"] + row["n_control"],
        is_directed=True,
        is_control=False,
        hover=hover(_(row["trial_name"]), texts),
        remarks=(),
        signs=frozenset({"n", *(["abstract"] if dotted else [])}),
    )


def _signed(number: float, decimals: int) -> str:
    """A number with its sign; what rounds to 0 has none."""
    rounded = f"{abs(number):.{decimals}f}"
    if not float(rounded):
        return rounded
    return ("+" if number > 0 else "\N{MINUS SIGN}") + rounded


def _percents(row: Record) -> str:
    """Both percentages with their n."""
    return _(
        "{percent} % of {n} vs {percent_control} % of {n_control}",
        percent=row["printed_experimental"],
        n=f"{row['n_experimental']:.0f}",
        percent_control=row["printed_control"],
        n_control=f"{row['n_control']:.0f}",
    )
