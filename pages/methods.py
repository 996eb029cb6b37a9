"""Rules, sources, gaps, data version, intended use and limits."""

from collections.abc import Iterable, Iterator

import streamlit as st

from her2core.evidence import load_evidence, version, versions
from her2core.evidence.agents import agent_name, load_agents
from her2core.evidence.changes import TrialChanges
from her2core.evidence.gaps import find_empty_cells, list_without_result, load_gaps
from her2core.evidence.guide import load_glossary, load_review
from her2core.evidence.series import load_dynamics
from her2core.evidence.strength import load_strength
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.report.intended_use import INTENDED_USE, LIMITS
from her2core.status.decision_tables import ReadingTable, reading_tables
from her2core.status.definitions import definitions, find
from her2core.status.no_tier import load_other_tests
from pages.parts.methods.common_control import draw_assumptions
from pages.parts.methods.spellings import draw_spellings
from pages.parts.shared.address import GLOSSARY, address
from pages.parts.shared.citation import cite_source
from pages.parts.shared.definition_tables import decision_table
from pages.parts.shared.drawer import drawer
from pages.parts.shared.faults import draw_own_faults
from pages.parts.shared.markup import bullets, link, show, table
from pages.parts.shell.front_door import start_at_app


def draw_front_matter() -> None:
    """Draw which data this is, what it is for, and what it is not."""
    st.markdown(
        _("Data version **{version}**, last changed **{date}**.", version=version().version, date=version().changed)
    )
    st.markdown(f"## {_('Intended use')}")
    st.markdown(_(INTENDED_USE))
    st.markdown(f"## {_('Limits')}")
    show(bullets(_(limit) for limit in LIMITS))


def draw_changes() -> None:
    """Draw what changed in the data since a version that a reader may have used."""
    names = [each.version for each in versions()]
    with drawer("changes", _("What changed in the data")) as is_open:
        if not is_open:
            return
        # At first what came with the version in use; any earlier one by choice.
        since = st.selectbox(_("Since version"), names[::-1], index=min(1, len(names) - 1), key="since")
        later = versions()[names.index(since) + 1 :]
        if not later:
            st.caption(_("Nothing: this is the version in use."))
        for each in reversed(later):
            st.markdown(f"**{each.version}** ({each.changed})")
            show(bullets([*(_(change) for change in each.changes), *_describe_changes(each.trials)]))


def _describe_changes(changes: TrialChanges) -> Iterator[str]:
    """Say what changed in the trials, by kind, each with its trials."""
    kinds = {
        "new": _("New figures of trials collected before: {count} of {trials}"),
        "twice": _("Figures now read in a second source too: {count} of {trials}"),
        "corrected": _("Figures corrected: {count} of {trials}"),
        "withdrawn": _("Figures withdrawn: {count} of {trials}"),
    }
    if changes.new:
        yield _("New trials ({count}): {trials}", count=len(changes.new), trials=_name_trials(changes.new))
    if changes.withdrawn:
        yield _(
            "Trials withdrawn ({count}): {trials}", count=len(changes.withdrawn), trials=join_words(changes.withdrawn)
        )
    for kind, said in kinds.items():
        of_kind = [id for id, figures in changes.figures.items() if getattr(figures, kind)]
        if of_kind:
            count = sum(getattr(changes.figures[id], kind) for id in of_kind)
            yield said.format(count=count, trials=_name_trials(of_kind))


def _name_trials(ids: Iterable[str]) -> str:
    trials = load_evidence().trials
    return join_words(_(trials[id].name) if id in trials else id for id in ids)


def draw_review() -> None:
    """Draw the topics of the source review, each with a link to what is held on it."""
    review = load_review()
    st.markdown(f"## {_('What the source review covers')}")
    st.caption(_("Source review: {review}.", review=review.review))
    topics = [link(address(topic.page, **topic.ask), _(topic.says)) for topic in review.topics]
    outcomes = load_evidence().outcomes
    for id in dict.fromkeys(outcomes.loc[outcomes["source_review"], "trial"]):
        name = _(load_evidence().trials[id].name)
        topics.append(link(address("outcomes", trial=id), _("★ Singled out by the review: {trial}", trial=name)))
    show(bullets(topics))


def draw_glossary() -> None:
    """Draw the words that charts and tables use; every chart leads here."""
    st.subheader(_("Glossary"), anchor=GLOSSARY)
    show(
        table(
            _("Glossary"),
            [_("Word"), _("Meaning")],
            [[each.term, _(each.says)] for each in load_glossary()],
            captioned=False,
        )
    )


def draw_rules() -> None:
    """Draw every definition as it is run, and how raw readings become scores and results."""
    st.markdown(f"## {_('Definitions of HER2 status')}")
    for definition in definitions():
        with drawer(definition.id, _(definition.name), expanded=definition == find()) as is_open:
            if is_open:
                st.caption(
                    _("Used by: {users}. Source: {source}.", users=_(definition.used_by), source=_(definition.source))
                )
                show(decision_table(definition))
    st.markdown(f"## {_('From raw readings')}")
    for each in reading_tables():
        with drawer(each.id, _(each.name)) as is_open:
            if is_open:
                _draw_reading(each)


def draw_strength() -> None:
    """Draw in which order evidence stands, with the design of each kind of study."""
    with drawer("strength", _("How strong evidence is, and its order")) as is_open:
        if is_open:
            st.markdown(
                _(
                    "Evidence stands in the order of its design, never of its result. A study of the tier alone stands before one "
                    "that holds other tiers; among studies of one design, one with a subgroup by the CPS of the case stands "
                    "first, then the newest report."
                )
            )
            show(bullets(f"{_(rank.name)}: {_(rank.reason)} ({label(rank.basis)})" for rank in load_strength().ranks))


def draw_other_tests() -> None:
    """Draw which tests of HER2 give no tier, with what is held on each."""
    with drawer("no-tier", _("What gives no tier")) as is_open:
        if is_open:
            st.markdown(_("A tier rests on IHC, and at IHC 2+ on ISH, of tumour tissue. These tests give none."))
            rows = [[_(test.name), _(each.text), each.source] for test in load_other_tests() for each in test.held]
            show(
                table(
                    _("What gives no tier"),
                    [_("Test"), _("What is collected here"), _("Source")],
                    rows,
                    captioned=False,
                )
            )


def _draw_reading(rules: ReadingTable) -> None:
    if rules.threshold:
        st.markdown(_(rules.threshold))
    if rules.ignored:
        st.markdown(_(rules.ignored))
    st.caption(_("The first line that applies gives the result. Numbers are never rounded before they are compared."))
    show(
        table(
            _(rules.name),
            [_("Line"), _("When"), _("Result"), _("Basis")],
            [[_(row.id), _(row.says), capital(row.outcome), label(row.basis)] for row in rules.rows],
            captioned=False,
        )
    )
    show(
        bullets(
            [f"{capital(comment.flag)}: {_(comment.text)}" for comment in rules.comments]
            + [_(note) for note in rules.notes]
        )
    )
    st.caption(_(rules.source))


def draw_disagreements() -> None:
    """Draw where sources differ, in rules and in trials."""
    rows = [
        [_(definition.name), _(each.about), "; ".join(_(says) for says in each.says), _(each.reading)]
        for definition in definitions()
        for each in definition.disagreements
    ]
    rows += [
        [_(trial.name), _(each.about), "; ".join(_(says) for says in each.says), _(each.reading)]
        for trial in load_evidence().trials.values()
        for each in trial.disagreements
    ]
    rows += [
        [agent_name(agent.id), _("dose, monitoring and toxicity"), _(each), ""]
        for agent in load_agents().values()
        for each in agent.disagreements
    ]
    rows += [
        [_(series.title), _("rates of HER2 change"), _(each), ""]
        for series in load_dynamics()
        for each in series.disagreements
    ]
    with drawer("disagreements", _("Where sources disagree ({count})", count=len(rows))) as is_open:
        if is_open:
            show(
                table(
                    _("Disagreements"),
                    [_("Where"), _("About"), _("What they say"), _("Our reading")],
                    rows,
                    captioned=False,
                )
            )


def draw_gaps() -> None:
    """Draw what is not held."""
    evidence = load_evidence()
    waiting = list_without_result(evidence)
    with drawer("gaps", _("Known gaps")) as is_open:
        if not is_open:
            return
        st.markdown(f"**{_('Tiers and settings without a charted figure of that tier alone')}**")
        show(bullets(f"{capital(tier)}, {label(setting)}" for tier, setting in find_empty_cells(evidence)))
        st.markdown(f"**{_('Trials without a result so far')}**")
        show(
            bullets(
                f"{_(trial.name)} ({trial.registry or _('not collected here')}), {label(trial.status)}"
                for trial in waiting
            )
        )
        st.markdown(f"**{_('Guidelines, labels and doses')}**")
        show(bullets(_(gap) for gap in load_gaps()))


def draw_sources() -> None:
    """Draw every source of every trial, with its links."""
    trials = load_evidence().trials.values()
    lines = sorted({cite_source(source) for trial in trials for source in trial.sources})
    with drawer("sources", _("Sources ({count})", count=len(lines))) as is_open:
        if is_open:
            show(bullets(lines))


start_at_app()
draw_own_faults()
draw_front_matter()
draw_review()
draw_changes()
draw_rules()
draw_spellings()
draw_strength()
draw_other_tests()
draw_assumptions()
draw_disagreements()
draw_gaps()
draw_glossary()
draw_sources()
