"""What a board asks for is what it gets: this tier, this line, and never a superseded or a pan-tumour figure."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core import load_evidence
from her2core.evidence import Selection, list_agents, regions
from her2core.evidence.gaps import find_empty_cells, list_without_result
from her2core.terms import AgentClass, Allocation, Setting, Tier, TrialStatus

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
def test_no_choice_charts_an_earlier_analysis_a_pan_tumour_figure_or_another_line(
    selection: Selection, which: str
) -> None:
    result = selection.figures(EVIDENCE, getattr(EVIDENCE, which))
    assert "earlier" not in set(result["analysis"])
    assert not result["pan_tumour"].any()
    if selection.setting:
        assert set(result["setting"]) <= {selection.setting}
    if selection.tiers:
        assert all(set(tiers) & set(selection.tiers) for tiers in result["tiers"])
        if selection.only:
            assert all(set(tiers) <= set(selection.tiers) for tiers in result["tiers"])
    assert result.index.is_unique


@given(selections)
@settings(deadline=None)
def test_the_mark_tells_a_pure_population_from_a_mixture(selection: Selection) -> None:
    result = selection.figures(EVIDENCE, EVIDENCE.outcomes)
    wanted = set(selection.tiers) or set(Tier)
    pure = result["tiers"].map(lambda tiers: set(tiers) <= wanted)
    assert (result["match"].eq("only") == pure.astype(bool)).all()


def of(trial: str, selection: Selection) -> pd.DataFrame:
    result = selection.figures(EVIDENCE, EVIDENCE.outcomes)
    return result[result["trial"] == trial]


def test_a_subgroup_is_charted_where_the_tier_asks_for_it() -> None:
    """RC48-C008 mixed IHC 2+ and 3+; its headline figures include the high tier and are no figure of it alone."""
    mixed = of("rc48-c008", Selection(tiers=(Tier.HIGH,)))
    assert "includes" in set(mixed["match"])
    alone = of("toga", Selection(tiers=(Tier.HIGH,), only=True))
    assert set(alone["analysis"]) == {"subgroup"}
    assert set(alone["tiers"]) == {("high",)}


def test_a_headline_figure_of_the_tier_alone_needs_no_subgroup() -> None:
    result = of("her-ram", Selection(tiers=(Tier.HIGH,), only=True))
    assert set(result["analysis"]) == {"headline"}


def test_an_empty_tier_and_line_is_named() -> None:
    cells = find_empty_cells(EVIDENCE)
    assert (Tier.NONE, Setting.SECOND_LINE) in cells
    assert (Tier.HIGH, Setting.FIRST_LINE) not in cells
    selection = Selection(tiers=(Tier.NONE,), only=True, setting=Setting.SECOND_LINE)
    figures = selection.figures(EVIDENCE, EVIDENCE.outcomes)
    assert selection.find_unanswered(figures) == [(Tier.NONE, Setting.SECOND_LINE)]


def test_trials_without_a_result_are_listed_as_such() -> None:
    listed = {trial.id for trial in list_without_result(EVIDENCE)}
    assert "mrg002-gastric" in listed
    assert listed == set(EVIDENCE.trials) - set(EVIDENCE.outcomes["trial"])


@pytest.mark.parametrize(
    "agent", ["trastuzumab-deruxtecan", "disitamab-vedotin", "zanidatamab", "pyrotinib", "ramucirumab"]
)
def test_the_agents_of_the_field_can_be_chosen(agent: str) -> None:
    assert agent in list_agents(EVIDENCE.trials.values())
    assert Selection(agent=agent).trials(EVIDENCE)
