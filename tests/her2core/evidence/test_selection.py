"""What a board asks for is what it gets: this tier, this line, and never a superseded or a pan-tumour figure."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core import load_evidence
from her2core.evidence import Selection, list_agents, regions
from her2core.evidence.gaps import silent_cells, without_result
from her2core.evidence.reported import reported
from her2core.terms import AgentClass, Allocation, Endpoint, Setting, Tier, TrialStatus

EVIDENCE = load_evidence()
selections = st.builds(
    Selection,
    tiers=st.lists(st.sampled_from(list(Tier)), unique=True, max_size=4).map(tuple),
    only=st.booleans(),
    setting=st.none() | st.sampled_from(list(Setting)),
    agent_class=st.none() | st.sampled_from(list(AgentClass)),
    agent=st.none() | st.sampled_from(list_agents(EVIDENCE.trials.values())),
    design=st.none() | st.sampled_from(list(Allocation)),
    region=st.none() | st.sampled_from(list(regions())),
    status=st.none() | st.sampled_from(list(TrialStatus)),
    subgroups=st.booleans(),
)


@given(selections, st.sampled_from(["outcomes", "comparisons"]))
@settings(deadline=None)
def test_no_choice_charts_an_earlier_analysis_a_pan_tumour_figure_or_another_line(asked: Selection, which: str) -> None:
    found = asked.figures(EVIDENCE, getattr(EVIDENCE, which))
    assert "earlier" not in set(found["analysis"])
    assert not found["pan_tumour"].any()
    if asked.setting:
        assert set(found["setting"]) <= {asked.setting}
    if asked.tiers:
        assert all(set(tiers) & set(asked.tiers) for tiers in found["tiers"])
        if asked.only:
            assert all(set(tiers) <= set(asked.tiers) for tiers in found["tiers"])
    assert found.index.is_unique


@given(selections)
@settings(deadline=None)
def test_the_mark_tells_a_pure_population_from_a_mixture(asked: Selection) -> None:
    found = asked.figures(EVIDENCE, EVIDENCE.outcomes)
    wanted = set(asked.tiers) or set(Tier)
    pure = found["tiers"].map(lambda tiers: set(tiers) <= wanted)
    assert (found["match"].eq("only") == pure.astype(bool)).all()


def of(trial: str, selection: Selection) -> pd.DataFrame:
    found = selection.figures(EVIDENCE, EVIDENCE.outcomes)
    return found[found["trial"] == trial]


def test_a_subgroup_is_charted_where_the_tier_asks_for_it() -> None:
    """RC48-C008 mixed IHC 2+ and 3+; its headline figures include the high tier and are no figure of it alone."""
    mixed = of("rc48-c008", Selection(tiers=(Tier.HIGH,)))
    assert "includes" in set(mixed["match"])
    alone = of("toga", Selection(tiers=(Tier.HIGH,), only=True))
    assert set(alone["analysis"]) == {"subgroup"}
    assert set(alone["tiers"]) == {("high",)}


def test_a_headline_figure_of_the_tier_alone_needs_no_subgroup() -> None:
    found = of("her-ram", Selection(tiers=(Tier.HIGH,), only=True))
    assert set(found["analysis"]) == {"headline"}


def test_an_empty_tier_and_line_is_named() -> None:
    cells = silent_cells(EVIDENCE)
    assert (Tier.NONE, Setting.SECOND_LINE) in cells
    assert (Tier.HIGH, Setting.FIRST_LINE) not in cells
    asked = Selection(tiers=(Tier.NONE,), only=True, setting=Setting.SECOND_LINE)
    figures = asked.figures(EVIDENCE, EVIDENCE.outcomes)
    assert asked.unanswered(figures) == [(Tier.NONE, Setting.SECOND_LINE)]


def test_trials_without_a_result_are_listed_as_such() -> None:
    listed = {trial.id for trial in without_result(EVIDENCE)}
    assert "mrg002-gastric" in listed
    assert listed == set(EVIDENCE.trials) - set(EVIDENCE.outcomes["trial"])


def test_the_span_of_what_is_reported_leaves_control_arms_out() -> None:
    asked = Selection(tiers=(Tier.HIGH,), only=True, setting=Setting.SECOND_LINE)
    span = reported(EVIDENCE, asked, Endpoint.PFS)
    assert span is not None
    assert float(span.low) <= 7.1 <= float(span.high)
    assert span.unit == "months"
    assert (
        reported(EVIDENCE, Selection(tiers=(Tier.NONE,), only=True, setting=Setting.SECOND_LINE), Endpoint.ORR) is None
    )


@pytest.mark.parametrize(
    "agent", ["trastuzumab deruxtecan", "disitamab vedotin", "zanidatamab", "pyrotinib", "ramucirumab"]
)
def test_the_agents_of_the_field_can_be_chosen(agent: str) -> None:
    assert agent in list_agents(EVIDENCE.trials.values())
    assert Selection(agent=agent).trials(EVIDENCE)
