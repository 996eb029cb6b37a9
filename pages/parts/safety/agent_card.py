"""Everything held on one agent: dose and its steps, warnings, monitoring, what is done about a toxicity, and rates."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from her2core.evidence import wording
from her2core.evidence.agents import Agent, Dose, Rate, Sourced, agent_name, load_agents
from her2core.labels import capital
from her2core.language import _, join_words
from her2core.query.filters import Filter
from pages.parts.shared.markup import bullets, lines, show, table
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_choice


def draw_agents() -> None:
    """Draw the choice of an agent, and the card of the one chosen."""
    names = {id: agent_name(id) for id in load_agents()}
    opened = session().filters.card
    draw_choice(Filter.CARD, _("Agent"), names, opened, lambda id: session().set_filter(Filter.CARD, id))
    if opened:
        _draw_card(load_agents()[opened])
    else:
        st.info(_("Choose an agent to see its dose, warnings, monitoring and dose steps."))


def _draw_card(agent: Agent) -> None:
    st.markdown(f"## {agent_name(agent.id)}")
    show(
        table(
            _("Agent"),
            [_("Item"), _("Content")],
            [
                [_("Class"), capital(agent.agent_class)],
                [
                    _("Payload"),
                    _(agent.payload)
                    if agent.payload
                    else _("not collected here")
                    if agent.agent_class == "ADC"
                    else "—",
                ],
                [_("Other names"), join_words([*agent.names_zh, *agent.synonyms])],
                [_("Gastric dose"), _format_dose(agent.gastric_dose)],
            ],
            captioned=False,
        )
    )
    _draw_section(
        _("Dose steps"),
        [_("Step"), _("Dose")],
        [[_(each.step), _(each.dose), *_source_cells(each)] for each in agent.dose_steps],
    )
    _draw_section(
        _("Warnings"),
        [_("Warning"), _("Boxed"), _("Region")],
        [[_(each.text), _format_boxed(each.boxed), _(each.region), *_source_cells(each)] for each in agent.warnings],
    )
    _draw_section(
        _("Monitoring"),
        [_("What, and when"), _("Region")],
        [[_(each.text), _(each.region), *_source_cells(each)] for each in agent.monitoring],
    )
    _draw_section(
        _("Management, as the label or guidance states it"),
        [_("Toxicity"), _("Condition"), _("Action stated"), _("Region")],
        [
            [_(each.toxicity), _(each.condition), _(each.action), _(each.region), *_source_cells(each)]
            for each in agent.management
        ],
    )
    _draw_section(
        _("Reported rates"),
        [_("Event"), _("Agent"), _("Comparator")],
        [[_(each.event), *_rate_cells(each), *_source_cells(each)] for each in agent.rates],
    )
    if agent.disagreements:
        st.warning(f"**{_('Sources disagree')}**\n\n" + "\n".join(f"- {_(each)}" for each in agent.disagreements))
    if agent.not_held:
        st.markdown(f"**{_('Not collected here')}**")
        show(bullets(_(each) for each in agent.not_held))


def _draw_section(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    st.markdown(f"**{title}**")
    if rows:
        show(table(title, [*head, _("Of whom"), _("Source")], rows, captioned=False))
    else:
        st.caption(_("Not collected here. That does not mean that there is none."))


def _source_cells(each: Sourced) -> list[str]:
    whom = _(each.population) if each.population else ""
    return [whom, lines([_(each.source), _("checked in {often}", often=wording.verified(each.verified))])]


def _format_dose(dose: Dose | None) -> str:
    if dose is None:
        return _("not collected here")
    return lines([_(dose.text), *_source_cells(dose)])


def _format_boxed(boxed: bool | None) -> str:
    return {True: _("boxed"), False: _("not boxed"), None: _("not collected here")}[boxed]


def _rate_cells(rate: Rate) -> list[Markup]:
    agent = wording.grades(rate.any_grade, rate.grade_3_plus, rate.grade_3_4)
    beside = wording.grades(rate.comparator_any, rate.comparator_grade_3_plus, rate.comparator_grade_3_4)
    return [lines([*agent, _format_n(agent, rate.n)]), lines([*beside, _format_n(beside, rate.comparator_n)])]


def _format_n(figures: list[str], n: int | None) -> str:
    return f"n = {n}" if figures and n is not None else ""
