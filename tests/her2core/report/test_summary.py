"""One summary of a case: whatever leaves the app says this, and says where it is from."""

import re
from dataclasses import asdict
from io import BytesIO

import pytest
from pptx import Presentation

from her2core.evidence import Selection, load_evidence, version, wording
from her2core.evidence.frames import records
from her2core.evidence.strength import find_rank, load_strength
from her2core.guidance import load_guidance
from her2core.guidance.options import options
from her2core.report.item import Item
from her2core.report.parts import Bibliography
from her2core.report.summary import summarise
from her2core.statistics.proportions import add_calculated_intervals
from her2core.status.assessment import assess
from her2core.status.definitions import definitions
from her2core.terms import Agency, Guideline, Setting, Tier
from tests.her2core.report.packs import (
    CASES,
    FIRST_LINE,
    HIGH,
    INTERMEDIATE,
    MADE,
    NONE,
    PERIOPERATIVE,
    UNDETERMINED,
    pack,
    slides,
    web_page,
)

CITED = re.compile(r"\[(\d+)\]").findall


def test_the_answer_comes_with_its_reason_its_source_and_every_other_definition() -> None:
    summary = pack(INTERMEDIATE)
    assert (summary.tier, summary.binary, summary.state) == ("Intermediate", "Negative", "Final")
    assert summary.reason == "IHC 2+ with ISH not amplified is intermediate expression."
    assert "CSCO gastric cancer guideline 2025" in summary.basis
    (others,) = [table for table in pack(INTERMEDIATE, whole=True).rest if "each definition" in table.title]
    assert ('NMPA label of disitamab vedotin ("HER2 overexpression")', "Met", "≠ differs") in others.rows
    assert len(others.rows) == len(definitions()) - 1


def test_an_undetermined_case_says_what_is_possible_and_what_is_missing() -> None:
    summary = pack(UNDETERMINED)
    assert summary.tier == "Undetermined"
    assert summary.beneath == "Possible: High / Intermediate"
    assert summary.colours is None
    assert "Reflex ISH: it decides between high and intermediate." in summary.missing


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_export_carries_version_link_warning_intended_use_and_date(case: dict[str, str], language: str) -> None:
    summary = pack(case, language)
    assert version().version in summary.data_version
    assert summary.link.startswith("http://board.example:8501/?")
    assert f"lang={language}" in summary.link
    assert summary.date == "2026-11-26"
    assert summary.warning
    assert summary.intended_use


def test_the_figures_are_those_of_the_outcomes_page_for_the_tier_and_setting() -> None:
    summary = pack(INTERMEDIATE, whole=True)
    said = [(line.text, line.about) for each in summary.forests for line in each.forest.lines]
    assert next(text for text, about in said if "(RP2D 2.5) + toripalimab 3 mg/kg q2w" in about) == "ORR 43 %"
    assert [each.title for each in summary.forests] == ["Response (ORR)", "PFS", "OS", "Hazard ratios"]


def test_a_disagreement_of_sources_stands_beside_its_trial() -> None:
    groups = pack(INTERMEDIATE, whole=True).forests[0].forest.groups
    trials = [trial for group in groups for trial in group.trials]
    remarks = next(trial.remarks for trial in trials if "RC48-C013" in trial.name)
    assert any("Sources disagree: ORR" in remark and "46 %" in remark for remark in remarks)


def test_randomised_trials_stand_apart_from_single_arms() -> None:
    groups = pack(HIGH, whole=True).forests[0].forest.groups
    kinds = [trial.is_randomised for group in groups for trial in group.trials]
    assert kinds == sorted(kinds, reverse=True) and len(set(kinds)) == 2
    assert all(len({trial.is_randomised for trial in group.trials}) == 1 for group in groups)


def test_without_a_line_nothing_is_mixed_over_lines() -> None:
    summary = pack(UNDETERMINED)
    assert (summary.forests, summary.glance, summary.options, summary.safety) == ((), None, (), ())
    assert any("Which line?" in run.text for block in summary.blocks for line in block.lines for run in line)


@pytest.mark.parametrize("case", [HIGH, PERIOPERATIVE, NONE], ids=["high", "perioperative", "none"])
def test_every_figure_of_the_frames_is_in_the_pack_with_all_figures(case: dict[str, str]) -> None:
    evidence = load_evidence()
    summary = pack(case, whole=True)
    selection = Selection(tiers=summary.assessment.tiers, setting=summary.assessment.setting)
    outcomes = selection.figures(evidence, evidence.outcomes)
    outcomes = outcomes[outcomes["at_months"].isna() & outcomes["endpoint"].isin(["ORR", "PFS", "OS", "pCR", "MPR"])]
    ratios = selection.figures(evidence, evidence.comparisons)
    ratios = ratios[ratios["at_months"].isna() & (ratios["measure"] == "HR") & ratios["contrast"].ne("biomarker")]
    ratios = ratios[ratios["endpoint"].isin(["PFS", "OS", "EFS", "DFS", "DOR"])]
    wanted = [wording.outcome(row) for row in records(add_calculated_intervals(outcomes))]
    wanted += [wording.contrast(row) for row in records(ratios)]
    shown = [line.text for each in summary.forests for line in each.forest.lines]
    assert len(shown) > 10
    assert sorted(shown) == sorted(wanted)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_citation_leads_to_a_source(case: dict[str, str]) -> None:
    summary = pack(case, whole=True)
    numbers = {source.number for source in summary.sources}
    assert numbers == set(range(1, len(numbers) + 1))
    cited = {int(number) for each in summary.forests for line in each.forest.lines for number in CITED(line.cited)}
    cited |= {
        int(number) for block in summary.blocks for line in block.lines for run in line for number in CITED(run.text)
    }
    cited |= {int(number) for line in (summary.glance.below if summary.glance else ()) for number in CITED(line)}
    for table in (each for each in (*summary.options, *summary.safety, *summary.rest) if each.head[-1] == "Source"):
        cited |= {int(number) for row in table.rows for number in CITED(row[-1])}
        assert all(row[-1] for row in table.rows)
    assert cited == numbers


def test_a_meeting_numbers_its_sources_through_all_cases() -> None:
    shared = Bibliography()
    first = pack(INTERMEDIATE, item=Item("Case 1"), cited=shared)
    last = pack(HIGH, item=Item("Case 2"), cited=shared)
    assert last.sources[: len(first.sources)] == first.sources
    assert first.title == "Case 1"


def test_every_option_held_is_listed_and_none_is_advised() -> None:
    summary = pack({**HIGH, "prior_trastuzumab": "yes"})
    labels = summary.options[0]
    met = "✓ met · HER2: meets · line: meets · earlier therapy: meets"
    assert ("Trastuzumab deruxtecan", "second line · one trastuzumab-containing regimen", met) in {
        row[:3] for row in labels.rows
    }
    (applied,) = [line for line in labels.note.split(". ") if "Anbenitamab" in line]
    assert "applied for, not approved" in applied and "✓" not in applied
    stored = options(
        Tier.HIGH, Setting.SECOND_LINE, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), load_evidence()
    )
    assert stored.approvals and stored.positions and stored.investigated
    assert [len(table.rows) for table in summary.options] == [len(stored.approvals), len(stored.positions)]
    (studied,) = [table for table in pack(HIGH, whole=True).rest if table.title.startswith("Studied")]
    assert len(studied.rows) == len(stored.investigated)
    words = " ".join(cell for table in summary.options for row in table.rows for cell in row)
    assert not re.search(r"\b(should|give|best|prefer this)\b", f"{words} {summary.messages}")


def test_severe_events_are_those_of_the_trials_that_enrolled_the_tier_the_strongest_design_first() -> None:
    evidence = load_evidence()
    (table,) = [each for each in pack(HIGH, whole=True).rest if each.title.startswith("Grade 3")]
    trials = {
        trial.short or trial.name: trial
        for trial in evidence.trials.values()
        if trial.setting == "second-line" and "high" in trial.tiers
    }
    shown = [trials[row[0].partition(": ")[0]] for row in table.rows]
    ranks = [rank.id for rank in load_strength().ranks]
    places = [ranks.index(find_rank(trial).id) for trial in shown]
    assert places == sorted(places)


def test_severe_events_stand_in_their_clinical_order_and_ild_is_in_sight_for_an_adc() -> None:
    (table,) = [
        each for each in pack({**HIGH, "setting": "third-line-plus"}).safety if each.title.startswith("Grade 3")
    ]
    watched = ["death", "ILD/pneumonitis", "LVEF decreased", "febrile neutropenia", "neutropenia"]
    assert [event for event in table.head if event in watched] == watched


def test_what_is_not_shown_of_a_table_is_counted() -> None:
    short, whole = (
        next(each for each in tables if each.title.startswith("Grade 3"))
        for tables in (pack(FIRST_LINE).safety, pack(FIRST_LINE, whole=True).rest)
    )
    assert short.folded > 0
    assert len(short.rows) + short.folded == len(whole.rows) + whole.folded


def test_a_trial_that_chose_by_ish_is_said_not_to_speak_for_a_case_without_amplification() -> None:
    glance = pack(NONE).glance
    assert glance
    (chosen,) = [line for line in glance.below if line.startswith("Chose by ISH")]
    assert "LOGiC" in chosen
    high = pack(FIRST_LINE).glance
    assert high and not any(line.startswith("Chose by ISH") for line in high.below)


def test_no_address_is_printed_where_others_cannot_open_it() -> None:
    summary = summarise(assess(HIGH), MADE, "")
    assert summary.link == ""


def test_in_chinese_nothing_but_names_and_sources_stays_english() -> None:
    summary = pack(INTERMEDIATE, "zh")
    heads = [summary.tier, summary.state, summary.title, summary.entries.title, *asdict(summary.messages).values()]
    heads += [block.title for block in (*summary.blocks, *summary.uncertain) if block.title]
    heads += [table.title for table in (*summary.options, *summary.safety)]
    assert [text for text in heads if not re.search(r"[\u4e00-\u9fff]|CSCO", text)] == []


def test_every_export_carries_all_specimens_and_says_which_leads() -> None:
    case = {"ihc": "3+", "date": "2024-03", "site": "primary", "setting": "second-line", "s2": "i1-sv-d202601-at"}
    summary = pack(case)
    assert "2024-03, primary: IHC 3+" in summary.sentence and "The specimens differ" in summary.sentence
    assert "s2=i1-sv-d202601-at" in summary.link, "the address opens the whole case"
    deck = Presentation(BytesIO(slides(case)))
    shown = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    for text in (shown, web_page(case)):
        assert text.index("2026-01, liver: ") < text.index("2024-03, primary: ")
        assert "The specimens differ" in text and "Specimens, newest first" in text
