"""What a regimen costs the patient: reported rates, differences between randomised arms, and the agent's card."""

from html import unescape

from her2core.evidence.agents import load_agents
from her2core.labels import label
from her2core.language import _
from her2core.terms import Agency
from tests.pages.conftest import Run, chart, page_text


def test_the_heat_map_follows_the_case_and_the_grade(run: Run) -> None:
    severe = chart(run("safety", ihc="3+", setting="second-line"))
    any_grade = chart(run("safety", ihc="3+", setting="second-line", grade="any"))
    assert any_grade != severe == chart(run("safety", ihc="3+", setting="second-line", grade="severe"))
    assert {trace["type"] for trace in any_grade["data"]} >= {"heatmap"}


def test_a_cell_that_is_not_reported_is_blank_and_never_0(run: Run) -> None:
    spec = chart(run("safety", ihc="3+", setting="second-line"))
    cells = [value for trace in spec["data"] if trace["type"] == "heatmap" for line in trace["z"] for value in line]
    assert None in cells


def test_an_agent_card_names_dose_warnings_and_the_region_of_each_rule(run: Run) -> None:
    text = page_text(run("safety", card="trastuzumab"))
    for words in (
        "8 mg/kg loading dose, then 6 mg/kg every 3 weeks until progression (metastatic gastric cancer)",
        "cardiomyopathy: subclinical and clinical heart failure, worst with anthracyclines",
        "fall of 10 points to below 50 %",
        "boxed",
    ):
        assert _(words) in text
    assert label(Agency.US_FDA) in text and label(Agency.EU_EMA) in text
    (differ,) = [text for text in load_agents()["trastuzumab"].disagreements if "LVEF" in text]
    assert _(differ) in unescape(text)


def test_what_is_not_held_is_said_and_not_taken_for_none(run: Run) -> None:
    text = page_text(run("safety", card="margetuximab"))
    assert _("Not collected here. That does not mean that there is none.") in text


def test_without_an_agent_the_page_says_what_to_do(run: Run) -> None:
    what_to_do = _("Choose an agent to see its dose, warnings, monitoring and dose steps.")
    assert what_to_do in page_text(run("safety", show="agents"))


def test_a_card_that_does_not_exist_is_named(run: Run) -> None:
    assert "'aspirin'" in page_text(run(card="aspirin"))
