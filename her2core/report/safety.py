"""What is held on harm for the options of a case: warnings of labels, and severe events as reported."""

from her2core.evidence import Evidence, Selection
from her2core.evidence.adverse_events import Grade, arms_frame, cause, choose_figures, common_events, format_percentage
from her2core.evidence.agents import Warning, agent_name, load_agents
from her2core.evidence.frames import Record, records
from her2core.evidence.regimens import agents_of
from her2core.guidance.options import Options
from her2core.language import _
from her2core.report.parts import Bibliography, Table
from her2core.status.assessment import Assessment
from her2core.terms import Role

MOST_EVENTS = 6


def warnings(cells: list[Options], sources: Bibliography) -> Table:
    """Tabulate the warnings of the labels of every agent among the options, boxed ones apart; one row an agent."""
    named = dict.fromkeys(agent for cell in cells for agent in _agents(cell))
    warned = [load_agents()[agent] for agent in named if agent in load_agents() and load_agents()[agent].warnings]
    return Table(
        title=_("Warnings of labels"),
        head=(_("Agent"), _("Boxed warnings"), _("Other warnings"), _("Source")),
        rows=tuple(
            (
                agent_name(agent.id),
                _warned([each for each in agent.warnings if each.boxed]) or "—",
                _warned([each for each in agent.warnings if not each.boxed]) or "—",
                " ".join(f"[{number}]" for number in sorted({sources.cite(_(each.source)) for each in agent.warnings})),
            )
            for agent in warned
        ),
        note=_("Of agents among the options. Doses, monitoring and dose steps stand on the Safety page."),
        empty=_("Not collected here. That does not mean that there is none."),
    )


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
    return "; ".join(f"{_(each.text)} ({_(each.region)})" for each in warnings)


def severe_events(assessment: Assessment, evidence: Evidence, sources: Bibliography) -> Table | None:
    """Tabulate the events of grade 3 or more that most treated arms report; None where no setting is entered."""
    if assessment.setting is None:
        return None
    selection = Selection(tiers=assessment.tiers, setting=assessment.setting)
    frame = arms_frame(evidence, selection)
    frame = frame[frame["role"] != Role.CONTROL]
    events = common_events(frame, Grade.SEVERE, MOST_EVENTS)
    figures = choose_figures(frame, Grade.SEVERE)
    figures = figures[figures["event"].isin(events)].sort_values(
        ["source_year", "trial_name"], ascending=[False, True], kind="stable"
    )
    rows = []
    for _arm, of_arm in figures.groupby(["trial", "arm"], sort=False):
        cells = {row["event"]: row for row in records(of_arm)}
        cited = {
            sources.cite(source.citation, source.link)
            for row in cells.values()
            for source in [evidence.trials[row["trial"]].source(row["source"])]
        }
        head = next(iter(cells.values()))
        rows.append(
            (
                f"{_(head['trial_name'])}: {_(head['arm_label'])}",
                *(_percent(cells[event]) if event in cells else _("not reported") for event in events),
                " ".join(f"[{number}]" for number in sorted(cited)),
            )
        )
    return Table(
        title=_("Grade 3 or more, percent of patients, as reported"),
        head=(_("Arm"), *(_(event) for event in events), _("Source")),
        rows=tuple(rows),
        note=_(
            "Treated arms of trials that enrolled the tier; adverse events are not reported by tier. "
            "a: any cause, t: treatment-related, no letter: not stated. *: grade 3-4 only."
        ),
        empty=_("No adverse event is collected here for this choice. That is a gap in this collection, not a result."),
    )


def _percent(row: Record) -> str:
    letter = {True: " t", False: " a", None: ""}[cause(row)]
    return f"{format_percentage(row, Grade.SEVERE)} %{letter}{'*' if row['severe_is_3_4'] else ''}"
