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
from pages.parts.shared.widgets import choose


def agent_chooser() -> None:
    """One agent at a time."""
    names = {id: agent_name(id) for id in load_agents()}
    opened = session().filters.card
    choose(Filter.CARD, _("Agent"), names, opened, lambda id: session().ask(Filter.CARD, id))
    if opened:
        _card(load_agents()[opened])
    else:
        st.info(_("Choose an agent to see its dose, warnings, monitoring and dose steps."))


def _card(agent: Agent) -> None:
    st.markdown(f"## {agent_name(agent.id)}")
    show(
        table(
            _("Agent"),
            [_("Item"), _("Content")],
            [
                [_("Class"), capital(agent.agent_class)],
                [
                    _("Payload"),
                    _(agent.payload) if agent.payload else _("not held") if agent.agent_class == "ADC" else "—",
                ],
                [_("Other names"), join_words([*agent.names_zh, *agent.synonyms])],
                [_("Gastric dose"), _dose(agent.gastric_dose)],
            ],
            captioned=False,
        )
    )
    _section(
        _("Dose steps"),
        [_("Step"), _("Dose")],
        [[_(each.step), _(each.dose), *_origin(each)] for each in agent.dose_steps],
    )
    _section(
        _("Warnings"),
        [_("Warning"), _("Boxed"), _("Region")],
        [[_(each.text), _boxed(each.boxed), _(each.region), *_origin(each)] for each in agent.warnings],
    )
    _section(
        _("Monitoring"),
        [_("What, and when"), _("Region")],
        [[_(each.text), _(each.region), *_origin(each)] for each in agent.monitoring],
    )
    _section(
        _("Management, as the label or guidance states it"),
        [_("Toxicity"), _("Condition"), _("Action stated"), _("Region")],
        [
            [_(each.toxicity), _(each.condition), _(each.action), _(each.region), *_origin(each)]
            for each in agent.management
        ],
    )
    _section(
        _("Reported rates"),
        [_("Event"), _("Agent"), _("Comparator")],
        [[_(each.event), *_rates(each), *_origin(each)] for each in agent.rates],
    )
    if agent.disagreements:
        st.warning(f"**{_('Sources disagree')}**\n\n" + "\n".join(f"- {_(each)}" for each in agent.disagreements))
    if agent.not_held:
        st.markdown(f"**{_('Not held')}**")
        show(bullets(_(each) for each in agent.not_held))


def _section(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    st.markdown(f"**{title}**")
    if rows:
        show(table(title, [*head, _("Of whom"), _("Source")], rows, captioned=False))
    else:
        st.caption(_("Not held. That does not mean that there is none."))


def _origin(each: Sourced) -> list[str]:
    whom = _(each.population) if each.population else ""
    return [whom, lines([_(each.source), _("verified {often}", often=wording.verified(each.verified))])]


def _dose(dose: Dose | None) -> str:
    if dose is None:
        return _("not held")
    return lines([_(dose.text), *_origin(dose)])


def _boxed(boxed: bool | None) -> str:
    return {True: _("boxed"), False: _("not boxed"), None: _("not held")}[boxed]


def _rates(rate: Rate) -> list[Markup]:
    agent = wording.grades(rate.any_grade, rate.grade_3_plus, rate.grade_3_4)
    beside = wording.grades(rate.comparator_any, rate.comparator_grade_3_plus, rate.comparator_grade_3_4)
    return [lines([*agent, _counted(agent, rate.n)]), lines([*beside, _counted(beside, rate.comparator_n)])]


def _counted(figures: list[str], n: int | None) -> str:
    return f"n = {n}" if figures and n is not None else ""
