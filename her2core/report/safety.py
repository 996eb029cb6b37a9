"""What is held on harm for the options of a case: warnings of labels, and severe events as reported."""

from collections.abc import Sequence

from her2core.charts.toxicity.model import ArmRow, build_toxicity
from her2core.charts.toxicity.words import NOT_REPORTED, format_cell, list_marks
from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import Grade
from her2core.evidence.agents import Agent, Warning, agent_name, load_agents
from her2core.evidence.frames import Record
from her2core.evidence.models import Trial
from her2core.evidence.regimens import agents_of
from her2core.guidance.options import Options
from her2core.labels import label
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
    """Tabulate the events of grade 3 or more as Safety draws them: in their clinical order, the strongest design first.

    None where no line is entered.
    """
    if assessment.setting is None:
        return None
    selection = Selection(tiers=assessment.tiers, setting=assessment.setting)
    toxicity = build_toxicity(evidence, selection, Grade.SEVERE).fold(most, 0, len, with_single=most is None)
    toxicity = toxicity.limit_columns(MOST_EVENTS)
    return Table(
        title=_("Grade 3 or more, percent of patients, as reported"),
        head=(_("Arm"), *(_(event) for event in toxicity.columns), _("Source")),
        rows=tuple(
            (
                _name_arm(row),
                *(_format(row, column, toxicity.grade) for column in toxicity.columns),
                _cite(
                    [row.cells[column].figure for column in toxicity.columns if column in row.cells], row.trial, cited
                ),
            )
            for row in toxicity.rows
        ),
        note=" ".join([_("Adverse events are not reported by tier."), *list_marks(toxicity)]),
        empty=_("No adverse event is collected here for this choice. That is a gap in this collection, not a result."),
        folded=len(toxicity.folded) + len(toxicity.single),
    )


def _format(row: ArmRow, column: str, grade: Grade) -> str:
    if column in row.cells:
        return format_cell(row.cells[column], grade).replace("<sup>", " ").replace("</sup>", "")
    return NOT_REPORTED if column in row.watched else ""


def _name_arm(row: ArmRow) -> str:
    name = f"{_(row.trial.short or row.trial.name)}: {_(row.arm.short or row.arm.label)}"
    return f"{name} ({label(Role.CONTROL)})" if row.arm.role is Role.CONTROL else name


def _cite(reported: list[Record], trial: Trial, cited: Bibliography) -> str:
    sources = [trial.source(row["source"]) for row in reported]
    return " ".join(f"[{number}]" for number in sorted({cited.cite(each.citation, each.link) for each in sources}))
