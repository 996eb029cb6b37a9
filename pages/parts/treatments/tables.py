"""What may be used, by tier and line: the options, the labels against the case, the positions of a guideline."""

from markupsafe import Markup

from her2core.charts.tables import Row
from her2core.evidence import list_agents, load_evidence
from her2core.evidence.agents import agent_name, load_agents
from her2core.evidence.models import Trial
from her2core.evidence.regimens import CLASS_OF_AGENTS
from her2core.guidance import Approval, covers
from her2core.guidance.options import Options
from her2core.guidance.wording import (
    SIGNS,
    check_for,
    edition_and_grade,
    list_named_agents,
    phase,
    regimen_name,
    result_status,
    say_without_approval,
)
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.status.assessment import Assessment
from her2core.terms import Agency, AgentClass, Guideline, Tier, Verdict
from pages.parts.shared.address import address
from pages.parts.shared.markup import bullets, details, inline, link, stack, table


def options_table(cells: list[list[Options]], agency: Agency, guideline: Guideline, assessment: Assessment) -> Markup:
    """Return one row a tier, one column a line; each cell names every option. The cells of the case stand out."""
    settings = [cell.setting for cell in cells[0]]
    return table(
        _("Options by tier and line: {agency}, {guideline}", agency=label(agency), guideline=label(guideline)),
        [_("Tier"), *(capital(setting) for setting in settings)],
        [
            [capital(row[0].tier), *(_options_cell(cell, agency, guideline, assessment) for cell in row)]
            for row in cells
        ],
        lit_cells={
            (place, settings.index(cell.setting) + 1)
            for place, row in enumerate(cells)
            for cell in row
            if cell.tier in assessment.csco.possible and cell.setting is assessment.setting
        },
        captioned=False,
        even=True,
    )


def _trial_lines(trials: tuple[Trial, ...]) -> list[Markup]:
    """Return trials with phase and status, each leading to Outcomes."""
    return [
        inline(
            [
                link(address("outcomes", trial=trial.id), _(trial.name)),
                f"({phase(trial)}, {label(trial.status)}, {result_status(trial)})",
            ]
        )
        for trial in trials
    ]


def _options_cell(cell: Options, agency: Agency, guideline: Guideline, assessment: Assessment) -> Markup:
    """Return what is collected for one tier and line, by name; the row of the case and the drawers hold the rest."""
    ours = cell.tier in assessment.csco.possible and cell.setting is assessment.setting
    parts: list[str] = []
    if cell.approvals:
        parts.append(bullets(_approval_name(each, cell.tier, assessment if ours else None) for each in cell.approvals))
    if cell.without_directed_approval:
        parts.append(say_without_approval(cell, agency))
    if cell.applications:
        names = join_words(regimen_name(each) for each in cell.applications)
        parts.append(Markup("<em>{}: {}</em>").format(capital(Verdict.NO_LABEL), names))
    if cell.positions:
        regimens = [f"{_(each.regimen)} ({edition_and_grade(each)})" for each in cell.positions]
        parts.append(details(_("{guideline} ({count})", guideline=label(guideline), count=len(regimens)), regimens))
    else:
        parts.append(_("No recommendation of {guideline} is collected here.", guideline=label(guideline)))
    if cell.investigated:
        parts.append(
            details(
                _("Studied, not approved here ({count})", count=len(cell.investigated)), _trial_lines(cell.investigated)
            )
        )
    return stack(parts)


def _approval_name(approval: Approval, tier: Tier, case: Assessment | None) -> str:
    """Return an approval in a cell by its regimen, with the sign of its verdict where the cell is that of the case."""
    sign = SIGNS[check_for(approval, case).verdict] if case else ""
    part = covers(approval.her2_definition, tier) == "part"
    name = regimen_name(approval)
    return sign + (_("{regimen} (part of the tier)", regimen=name) if part else name)


def list_agent_links(approval: Approval) -> list[Markup]:
    """List the ways from the agents that an approval names one by one to their trials and their safety."""
    agents = list_named_agents(approval)
    return [line for agent in agents if (line := _agent_line(agent, named=len(agents) > 1))]


def list_row_links(row: Row) -> list[Markup]:
    """List the ways from a row of labels or positions to the trials and the safety of its agents."""
    is_named = len(row.agents) > 1 or (agent_name(row.agents[0]),) != row.cells[0] if row.agents else False
    return [line for agent in row.agents if (line := _agent_line(agent, named=is_named))]


def _agent_line(agent: str, named: bool = True) -> Markup:
    """Return the way from an agent to its trials on Outcomes, and to its card on Safety."""
    is_held = agent in list_agents(load_evidence().trials.values()) and agent != CLASS_OF_AGENTS
    trials = (
        {"agent": agent}
        if is_held
        else {"class": AgentClass.CHECKPOINT_INHIBITOR}
        if agent == CLASS_OF_AGENTS
        else None
    )
    links: list[str] = [agent_name(agent) + ":"] if named else []
    if trials:
        links.append(link(address("outcomes", tiers="any", line="any", **trials), _("trials")))
    if agent in load_agents():
        links.append(link(address("safety", card=agent), _("safety")))
    return inline(links) if len(links) > named else Markup("")
