"""What a reader asks is read once; what is left open follows the case, and what cannot be asked is named."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.evidence.adverse_events import Grade
from her2core.query.filters import ANY, VOCABULARIES, Filter, Filters, Match, Show, View
from her2core.query.question import question
from her2core.status.assessment import assess
from her2core.terms import Agency, AgentClass, Guideline, Setting, Tier

KNOWN = {
    Filter.AGENT: ("trastuzumab", "disitamab vedotin"),
    Filter.REGION: ("China",),
    Filter.TRIAL: ("toga", "rc48-c008", "destiny-gastric01", "destiny-gastric04", "jacob"),
    Filter.WITHOUT: ("toga:trastuzumab",),
    Filter.CARD: ("trastuzumab",),
}
INTERMEDIATE = assess({"ihc": "2+", "ish": "not amplified", "setting": "second-line"})
accepted = st.fixed_dictionaries(
    {},
    optional={
        "tiers": st.just(ANY)
        | st.lists(st.sampled_from([tier.value for tier in Tier]), min_size=1, unique=True).map(",".join),
        **{name.value: st.sampled_from([word.value for word in words]) for name, words in VOCABULARIES.items()},
        **{name.value: st.sampled_from(known) for name, known in KNOWN.items()},
    },
)


@given(accepted)
def test_filters_survive_their_link(entries: dict[str, str]) -> None:
    filters = Filters.parse(entries, KNOWN)
    assert filters.entries == entries and filters.faults == ()
    assert list(filters.entries) == [name for name in Filter if name in entries], "always in the same order"
    assert Filters.parse(filters.entries) == filters and hash(Filters.parse(entries)) == hash(filters)


@given(st.dictionaries(st.sampled_from([name.value for name in Filter]), st.text(max_size=60)))
def test_no_link_breaks_the_filters(entries: dict[str, str]) -> None:
    filters = Filters.parse(entries, KNOWN)
    given = {name for name, text in entries.items() if text}
    assert set(filters.entries) | {fault.field for fault in filters.faults} == given
    assert question(filters, INTERMEDIATE)


def test_what_is_left_open_follows_the_case() -> None:
    put = question(Filters(), INTERMEDIATE)
    assert (put.view, put.selection.tiers) == (View.GLANCE, (Tier.INTERMEDIATE,))
    assert put.selection.setting is Setting.SECOND_LINE


def test_a_case_that_may_belong_to_any_tier_asks_for_all_of_them() -> None:
    assert Filters().tiers_for(assess({})) == () and Filters().setting_for(assess({})) is None


def test_what_is_chosen_comes_before_the_case() -> None:
    put = question(Filters.parse({"tiers": "low,high", "line": "first-line", "match": "only"}), INTERMEDIATE)
    assert put.selection.tiers == (Tier.HIGH, Tier.LOW), "in the order of the tiers, not of the clicks"
    assert put.selection.setting is Setting.FIRST_LINE and put.selection.only


def test_any_lifts_a_filter_that_would_follow_the_case() -> None:
    put = question(Filters.parse({"tiers": ANY, "line": ANY, "class": ANY}), INTERMEDIATE)
    assert (put.selection.tiers, put.selection.setting, put.selection.agent_class) == ((), None, None)


def test_asking_makes_other_filters_and_asking_nothing_follows_the_case_again() -> None:
    first = Filters.parse({"class": "ADC"})
    second = first.ask(Filter.LINE, Setting.FIRST_LINE).ask(Filter.MATCH, Match.ONLY)
    assert first.agent_class is AgentClass.ADC and second.entries == {
        "match": "only",
        "line": "first-line",
        "class": "ADC",
    }
    assert second.ask(Filter.LINE, None).ask(Filter.MATCH, "") == first


def test_nobody_changes_filters() -> None:
    with pytest.raises(FrozenInstanceError):
        Filters().view = View.OS  # type: ignore[misc]
    with pytest.raises(TypeError):
        Filters().entries["view"] = "os"  # type: ignore[index]


def test_a_chinese_board_reads_the_chinese_agency_and_guideline_unless_it_asks_otherwise() -> None:
    assert (Filters().agency, Filters().guideline, Filters().grade) == (Agency.CHINA_NMPA, Guideline.CSCO, Grade.SEVERE)
    assert Filters.parse({"agency": "US FDA"}).agency is Agency.US_FDA


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("view", "pie"),
        ("tiers", "high,enormous"),
        ("view", ANY),
        ("trial", "toga,no-such-trial"),
        ("trial", "toga,rc48-c008,destiny-gastric01,destiny-gastric04,jacob"),
        ("agent", "aspirin"),
        ("card", ANY),
        ("cps", "5"),
    ],
)
def test_what_cannot_be_asked_is_named_and_left_out(name: str, text: str) -> None:
    filters = Filters.parse({name: text, "region": "China"}, KNOWN)
    assert filters.entries == {"region": "China"}
    assert [fault.field for fault in filters.faults] == [name] and "accepted" in str(filters.faults[0])


def test_up_to_four_trials_are_open_in_the_order_in_which_they_were_opened() -> None:
    assert Filters.parse({"trial": "toga,jacob"}, KNOWN).trials == ("toga", "jacob")
    assert Filters().trials == () and Filters.parse({"without": "toga:trastuzumab"}).without == ("toga:trastuzumab",)


def test_an_agent_is_asked_for_by_any_name_and_stands_by_its_id() -> None:
    for name in ("disitamab-vedotin", "disitamab vedotin", "RC48", "维迪西妥单抗", "爱地希"):
        filters = Filters.parse({"agent": name}, {Filter.AGENT: ("disitamab-vedotin",)})
        assert (filters.agent, filters.faults) == ("disitamab-vedotin", ())


def test_each_page_shows_a_part_of_its_own() -> None:
    assert (Filters().part_of_treatments, Filters().part_of_safety) == (Show.OPTIONS, Show.REGIMENS)
    path = Filters.parse({"show": "path"})
    assert (path.part_of_treatments, path.part_of_safety) == (Show.PATH, Show.REGIMENS)
    assert Filters.parse({"card": "trastuzumab"}).part_of_safety is Show.AGENTS
    assert Filters.parse({"card": "trastuzumab", "show": "differences"}).part_of_safety is Show.DIFFERENCES
