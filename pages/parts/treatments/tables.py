"""What may be used, by tier and line: the options, the labels against the case, the positions of a guideline."""

from markupsafe import Markup

from her2core.evidence import list_agents, load_evidence, wording
from her2core.evidence.agents import agent_name, load_agents
from her2core.evidence.models import Trial
from her2core.evidence.regimens import CLASS_OF_AGENTS
from her2core.guidance import Approval, Position, covers
from her2core.guidance.eligibility import find_definition
from her2core.guidance.models import NOT_RESTATED
from her2core.guidance.options import Options
from her2core.guidance.wording import (
    SIGNS,
    check_for,
    edition_and_grade,
    format_approval,
    format_verdict,
    her2_of_label,
    list_named_agents,
    list_parts,
    phase,
    regimen_name,
    result_status,
    say_without_approval,
)
from her2core.labels import capital, label, label_of
from her2core.language import _, join_words
from her2core.status.assessment import Assessment
from her2core.status.definitions import find
from her2core.terms import Agency, AgentClass, Guideline, Setting, Tier, Verdict
from pages.parts.shared.address import address
from pages.parts.shared.markup import bullets, details, inline, lines, link, stack, table


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


def approvals_table(approvals: list[Approval], assessment: Assessment) -> Markup:
    """Return each label with its own HER2 definition and PD-L1 limit, and whether the case meets them."""
    return table(
        _("Labels and this case"),
        [
            _("Option"),
            _("Setting"),
            _("This case"),
            _("HER2 in the label"),
            "PD-L1",
            _("Approved"),
            _("Earlier therapy"),
            _("Source"),
        ],
        [
            [
                lines([regimen_name(each), *_agents_lines(each)]),
                join_words(label(setting) for setting in each.setting),
                _answer_cell(each, assessment),
                _her2_cell(each),
                _("no limit") if each.pdl1 == "none" else _(each.pdl1),
                format_approval(each),
                _(each.prior_therapy),
                _source_cell(each),
            ]
            for each in approvals
        ],
        captioned=False,
    )


def applications_table(applications: list[Approval], assessment: Assessment) -> Markup:
    """Return what was applied for and is not approved: no label to meet, only the criterion of a trial."""
    return table(
        capital(Verdict.NO_LABEL),
        [_("Option"), _("Setting"), _("This case"), _("HER2"), _("Earlier therapy"), _("Source")],
        [
            [
                lines([regimen_name(each), *_agents_lines(each)]),
                join_words(label(setting) for setting in each.setting),
                _answer_cell(each, assessment),
                _(each.her2_text),
                _(each.prior_therapy),
                _source_cell(each),
            ]
            for each in applications
        ],
        captioned=False,
    )


def positions_table(positions: tuple[Position, ...]) -> Markup:
    """Return what a guideline says, with its grade where it was read."""
    return table(
        _("Recommendations of the guideline"),
        [
            _("Setting"),
            _("Tiers"),
            _("Condition"),
            _("Regimen"),
            _("Grade of recommendation"),
            _("Edition"),
            _("Source"),
        ],
        [
            [
                _("testing") if each.setting == "testing" else label_of(Setting, each.setting),
                join_words(label(tier) for tier in each.tiers),
                _(each.condition) if each.condition else "",
                lines([_(each.regimen), *(_agent_line(agent) for agent in each.agents)]),
                _(each.grade) if each.grade else _("grade not read"),
                _(each.edition),
                _source_cell(each),
            ]
            for each in positions
        ],
        captioned=False,
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


def _source_cell(each: Approval | Position) -> Markup:
    """Return the source, how often it was verified, and the note on demand."""
    parts: list[str] = [_(each.source), _("checked in {often}", often=wording.verified(each.verified))]
    return stack([*parts, *([details(_("Note"), [_(each.note)])] if each.note else [])])


def _heading(text: str) -> Markup:
    return Markup("<strong>{}</strong>").format(text)


def _answer_cell(approval: Approval, assessment: Assessment) -> Markup:
    """Return the verdict on a label, and beneath it the answer to each of its parts."""
    check = check_for(approval, assessment)
    return lines([_heading(format_verdict(check)), *list_parts(check)])


def _her2_cell(approval: Approval) -> Markup:
    definition = find_definition(approval)
    if approval.her2_definition == NOT_RESTATED or not definition:
        return lines([her2_of_label(approval)])
    return lines([_(approval.her2_text), _("that is: {definition}", definition=_(find(definition).name))])


def list_agent_links(approval: Approval) -> list[Markup]:
    """List the ways from the agents that an approval names one by one to their trials and their safety."""
    agents = list_named_agents(approval)
    return [line for agent in agents if (line := _agent_line(agent, named=len(agents) > 1))]


def _agents_lines(approval: Approval) -> list[Markup]:
    return [_agent_line(agent, named=len(approval.agents) > 1) for agent in approval.agents]


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
