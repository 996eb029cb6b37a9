"""The path through the lines as one picture: regimens by line, with the PFS and OS reported for each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from her2core.charts.forest.build import build_outcomes
from her2core.charts.forest.model import Block, Forest, ForestGroup, Line, Scale, TrialBlocks
from her2core.charts.medians import axis
from her2core.charts.rows import Disagreements
from her2core.evidence.agents import agent_name
from her2core.guidance.models import Position
from her2core.guidance.sequence import Regimen, TreatmentLine
from her2core.labels import capital, label
from her2core.language import OWN, _, join_words
from her2core.terms import Setting, Verdict


def sequence_forest(
    steps: Sequence[TreatmentLine], rebiopsy: str = "", disagreements: Disagreements | None = None
) -> Forest:
    """Build the forest of median PFS and OS in months of every regimen, line by line.

    Parameters
    ----------
    steps : of `her2core.guidance.sequence.sequence`
    rebiopsy : what is known of HER2 after trastuzumab, said before second line
    disagreements : trial id -> what sources say differently
    """
    end, step = axis(pd.concat([one.figures for each in steps for one in each.regimens]))
    scale = Scale(_("median, months"), (0, end), tuple(range(0, end + 1, step)))
    groups = []
    for each in steps:
        trials = [trial for one in each.regimens for trial in _read_regimen(one, scale, disagreements)]
        trials = trials or [_say("", [_("Nothing approved or recommended is collected here.")])]
        name, note = capital(each.setting), f"↻ {rebiopsy}" if rebiopsy and each.setting is Setting.SECOND_LINE else ""
        groups.append(ForestGroup(str(each.setting), name, name, None, tuple(trials), note))
    return Forest(scale, "", groups)


def _read_regimen(regimen: Regimen, scale: Scale, disagreements: Disagreements | None) -> Iterator[TrialBlocks]:
    """The trials of a regimen under its name and who approves or recommends it, the strongest design first."""
    if not regimen.agents:
        others = [f"{_(position.regimen)} ({_format_position(position)})" for position in regimen.positions]
        yield _say(_("Other recommendations"), others)
        return
    about = f"{_name(regimen)}\n{_standing(regimen)}"
    if regimen.figures.empty:
        yield _say(about, ["∅ " + _("No PFS or OS of this regimen and tier is collected here.")])
        return
    built = build_outcomes(scale, regimen.figures.assign(interval="reported"), None, disagreements)
    trials = [trial for group in built.groups for trial in group.trials]
    for place, trial in enumerate(trials):
        yield replace(trial, setting=about, opens_setting=place == 0)


def _say(about: str, sentences: Sequence[str]) -> TrialBlocks:
    """What stands in place of figures."""
    lines = tuple(
        Line(each, "", "", "", "", None, None, False, False, hover="", remarks=(), signs=frozenset())
        for each in sentences
    )
    return TrialBlocks("", "", "", about, bool(about), False, (Block("", lines, are_opposed=False),), ())


def _name(regimen: Regimen) -> str:
    """A combination by its agents; what only a guideline names in its own words, for its agents may be alternatives."""
    if regimen.positions and not regimen.approvals and len(regimen.agents) > 1:
        return "; ".join(dict.fromkeys(_(position.regimen) for position in regimen.positions))
    return " + ".join(agent_name(agent) for agent in sorted(regimen.agents))


def _standing(regimen: Regimen) -> str:
    """Who approves or recommends it."""
    parts = [
        f"{capital(each.region)} {each.date or _('date not collected here')}{_(OWN) if each.source.endswith(OWN) else ''}"
        for each in regimen.approvals
    ]
    parts += [f"{capital(each.region)}: {label(Verdict.NO_LABEL)}" for each in regimen.applications]
    parts += [_format_position(each) for each in regimen.positions]
    return join_words(dict.fromkeys(parts)) or _("studied; neither approved nor recommended here")


def _format_position(position: Position) -> str:
    grade = _(position.grade) if position.grade else _("grade not read")
    return f"{position.guideline} {_(position.edition)}: {grade}"
