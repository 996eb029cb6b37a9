"""What is held on harm for the options of a case: warnings of labels, and severe events as reported."""

from collections.abc import Sequence

from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import Grade, arms_frame, cause, choose_figures, common_events, format_percentage
from her2core.evidence.agents import Agent, Warning, agent_name, load_agents
from her2core.evidence.frames import Record, records
from her2core.evidence.regimens import agents_of
from her2core.evidence.strength import order
from her2core.guidance.options import Options
from her2core.language import _
from her2core.report.parts import Bibliography, Table
from her2core.status.assessment import Assessment
from her2core.terms import Role

MOST_EVENTS = 6
MOST_AGENTS, MOST_ARMS = 5, 10
"""Of the pack without all figures."""
_NONE = "\N{EN DASH}"


def list_warned(cells: list[Options]) -> list[Agent]:
    """List the agents among the options whose labels warn: those of labels and positions first, then those studied."""
    named = dict.fromkeys(agent for cell in cells for agent in _agents(cell))
    held = [load_agents()[agent] for agent in named if agent in load_agents()]
    return [agent for agent in held if agent.warnings]


def warnings(agents: list[Agent], cited: Bibliography) -> Table:
    """Tabulate the warnings of labels, boxed ones apart; one row an agent."""
    return Table(
        title=_("Warnings of labels"),
        head=(_("Agent"), _("Boxed warnings"), _("Other warnings"), _("Source")),
        rows=tuple(
            (
                agent_name(agent.id),
                _warned([each for each in agent.warnings if each.boxed]) or _NONE,
                _warned([each for each in agent.warnings if not each.boxed]) or _NONE,
                _cite_warnings(agent.warnings, cited),
            )
            for agent in agents
        ),
        note=_say_where(),
        empty=_("Not collected here. That does not mean that there is none."),
    )


def foremost_warnings(agents: list[Agent], cited: Bibliography) -> Table:
    """Tabulate the boxed warnings of the first agents; of one whose label has none, its others."""
    rows = []
    for agent in agents[:MOST_AGENTS]:
        shown = [each for each in agent.warnings if each.boxed] or list(agent.warnings)
        words = _warned(shown)
        says = words if shown[0].boxed else _("none boxed: {warnings}", warnings=words)
        rows.append((agent_name(agent.id), says, _cite_warnings(shown, cited)))
    return Table(
        title=_("Boxed warnings of labels"),
        head=(_("Agent"), _("Boxed warnings"), _("Source")),
        rows=tuple(rows),
        note=_say_where(),
        empty=_("Not collected here. That does not mean that there is none."),
        folded=max(0, len(agents) - MOST_AGENTS),
    )


def _say_where() -> str:
    return _("Of agents among the options. Doses, monitoring and dose steps stand on the Safety page.")


def _cite_warnings(shown: Sequence[Warning], cited: Bibliography) -> str:
    return " ".join(f"[{number}]" for number in sorted({cited.cite(_(each.source)) for each in shown}))


def _agents(cell: Options) -> list[str]:
    """The ids or names of the agents of a cell, in the order of its options."""
    of_trials = [
        agent
        for trial in cell.investigated
        for arm in trial.arms
        if arm.role is not Role.CONTROL
        for agent in sorted(agents_of(arm))
    ]
    return [
        *(agent for each in (*cell.approvals, *cell.applications) for agent in each.agents),
        *(agent for each in cell.positions for agent in each.agents),
        *of_trials,
    ]


def _warned(warnings: list[Warning]) -> str:
    """The warnings of each region, its name once."""
    regions = dict.fromkeys(each.region for each in warnings)
    texts = {region: "; ".join(_(each.text) for each in warnings if each.region == region) for region in regions}
    return "; ".join(f"{text} ({_(region)})" for region, text in texts.items())


def severe_events(
    assessment: Assessment, evidence: Evidence, cited: Bibliography, most: int | None = None
) -> Table | None:
    """Tabulate the events of grade 3 or more that most treated arms report, the strongest design first.

    None where no line is entered.
    """
    if assessment.setting is None:
        return None
    frame = arms_frame(evidence, Selection(tiers=assessment.tiers, setting=assessment.setting))
    figures = choose_figures(frame[frame["role"] != Role.CONTROL], Grade.SEVERE)
    trials = [evidence.trials[id] for id in figures["trial"].unique()]
    trials.sort(key=lambda trial: order(trial, alone=set(trial.tiers) <= set(assessment.tiers)))
    arms = [(trial.id, arm.id) for trial in trials for arm in trial.arms]
    held = set(zip(figures["trial"], figures["arm"], strict=True))
    arms = [each for each in arms if each in held]
    shown = arms[:most]
    of_shown = [(trial, arm) in shown for trial, arm in zip(figures["trial"], figures["arm"], strict=True)]
    events = common_events(figures[of_shown], Grade.SEVERE, MOST_EVENTS)
    cells = {(row["trial"], row["arm"], row["event"]): row for row in records(figures[of_shown])}
    rows = []
    for trial, arm in shown:
        reported = [cells.get((trial, arm, event)) for event in events]
        if any(reported):
            rows.append(
                (
                    _name_arm(evidence, trial, arm),
                    *(_percent(each) if each else _NONE for each in reported),
                    _cite(evidence, [each for each in reported if each], cited),
                )
            )
    return Table(
        title=_("Grade 3 or more, percent of patients, as reported"),
        head=(_("Arm"), *(_(event) for event in events), _("Source")),
        rows=tuple(rows),
        note=_(
            "Treated arms of trials that enrolled the tier; adverse events are not reported by tier. –: not reported. "
            "a: any cause, t: treatment-related, no letter: not stated. *: grade 3-4 only."
        ),
        empty=_("No adverse event is collected here for this choice. That is a gap in this collection, not a result."),
        folded=len(arms) - len(rows),
    )


def _name_arm(evidence: Evidence, id: str, arm: str) -> str:
    trial = evidence.trials[id]
    treated = trial.arm(arm)
    return f"{_(trial.short or trial.name)}: {_(treated.short or treated.label)}"


def _cite(evidence: Evidence, reported: list[Record], cited: Bibliography) -> str:
    sources = [evidence.trials[row["trial"]].source(row["source"]) for row in reported]
    return " ".join(f"[{number}]" for number in sorted({cited.cite(each.citation, each.link) for each in sources}))


def _percent(row: Record) -> str:
    letter = {True: " t", False: " a", None: ""}[cause(row)]
    return f"{format_percentage(row, Grade.SEVERE)} %{letter}{'*' if row['severe_is_3_4'] else ''}"
