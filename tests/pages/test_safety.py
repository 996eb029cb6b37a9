"""What a regimen costs the patient: reported rates, differences between randomised arms, and the agent's card."""

from tests.pages.conftest import Run, figure, shown


def test_the_heat_map_follows_the_case_and_the_grade(run: Run) -> None:
    any_grade = figure(run("safety", ihc="3+", setting="second-line"))
    severe = figure(run("safety", ihc="3+", setting="second-line", grade="severe"))
    assert any_grade != severe
    assert {trace["type"] for trace in any_grade["data"]} >= {"heatmap"}


def test_a_cell_that_is_not_reported_is_blank_and_never_0(run: Run) -> None:
    spec = figure(run("safety", ihc="3+", setting="second-line"))
    cells = [value for trace in spec["data"] if trace["type"] == "heatmap" for line in trace["z"] for value in line]
    assert None in cells


def test_an_agent_card_names_dose_warnings_and_the_region_of_each_rule(run: Run) -> None:
    said = shown(run("safety", card="trastuzumab"))
    for words in (
        "8 mg/kg loading dose",
        "cardiomyopathy",
        "US FDA",
        "EU EMA",
        "fall of 10 points to below 50 %",
        "boxed",
    ):
        assert words in said
    assert "LVEF thresholds for withholding differ by region" in said


def test_what_is_not_held_is_said_and_not_taken_for_none(run: Run) -> None:
    said = shown(run("safety", card="margetuximab"))
    assert "Not held. That does not mean that there is none." in said


def test_without_an_agent_the_page_says_what_to_do(run: Run) -> None:
    assert "Choose an agent to see its dose" in shown(run("safety", show="agents"))


def test_a_card_that_does_not_exist_is_named(run: Run) -> None:
    assert "'aspirin' given" in shown(run(card="aspirin"))
