"""One summary of a case: whatever leaves the app says this, and says where it is from."""

import re
from io import BytesIO

import pytest
from pptx import Presentation

from her2core.evidence import load_evidence, version
from her2core.guidance import load_guidance
from her2core.guidance.options import options
from her2core.report.parts import Bibliography
from her2core.report.summary import Item
from her2core.status.definitions import definitions
from her2core.terms import Agency, Guideline, Setting, Tier
from tests.her2core.report.packs import CASES, HIGH, INTERMEDIATE, UNDETERMINED, pack, slides, web_page


def test_the_answer_comes_with_its_reason_its_source_and_every_other_definition() -> None:
    summary = pack(INTERMEDIATE)
    assert (summary.tier, summary.binary, summary.state) == ("Intermediate", "Negative", "Final")
    assert summary.reason == "IHC 2+ with ISH not amplified is intermediate expression."
    assert "CSCO gastric cancer guideline 2025" in summary.basis
    assert ('NMPA label of disitamab vedotin ("HER2 overexpression")', "Met", "≠ differs") in summary.others.rows
    assert len(summary.others.rows) == len(definitions()) - 1


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
    summary = pack(INTERMEDIATE)
    texts = [line.text for chart in summary.charts for group in chart.groups for line in group.lines]
    assert "ORR 43 %  Disitamab vedotin 2.0 or 2.5 mg/kg q2w (RP2D 2.5) + toripalimab 3 mg/kg q2w" in texts
    assert [chart.title for chart in summary.charts] == ["ORR", "PFS", "OS", "Hazard ratios"]


def test_a_disagreement_of_sources_stands_beside_its_trial() -> None:
    (group,) = [each for each in pack(INTERMEDIATE).charts[0].groups if "RC48-C013" in each.name]
    assert "Sources disagree: ORR" in group.remarks
    assert any("46 %" in remark for remark in group.remarks)


def test_randomised_trials_stand_apart_from_single_arms() -> None:
    kinds = [group.about.partition(" · ")[0] for group in pack(HIGH).charts[0].groups]
    assert kinds == sorted(kinds, key=["randomised", "single arm", "non-randomised"].index)
    assert len(set(kinds)) == 3


def test_without_a_setting_no_single_figure_is_picked_from_hundreds() -> None:
    summary = pack(UNDETERMINED)
    assert summary.charts == ()
    assert [row[0] for row in summary.spans.rows] == [
        "Perioperative",
        "First line",
        "Second line",
        "Third line or later",
    ]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_citation_leads_to_a_source(case: dict[str, str]) -> None:
    summary = pack(case)
    numbers = {source.number for source in summary.sources}
    assert numbers == set(range(1, len(numbers) + 1))
    cited = {line.source for chart in summary.charts for group in chart.groups for line in group.lines}
    for table in (*summary.options[:2], *summary.safety):
        assert table.head[-1] == "Source"
        cited |= {int(number) for row in table.rows for number in re.findall(r"\[(\d+)\]", row[-1])}
        assert all(row[-1] for row in table.rows)
    assert cited <= numbers
    assert numbers - cited <= {1}, "only the rule's own source is cited in words"


def test_a_meeting_numbers_its_sources_through_all_cases() -> None:
    shared = Bibliography()
    first = pack(INTERMEDIATE, item=Item("Case 1"), sources=shared)
    last = pack(HIGH, item=Item("Case 2"), sources=shared)
    assert last.sources[: len(first.sources)] == first.sources
    assert first.title == "Case 1"


def test_every_option_held_is_listed_and_none_is_advised() -> None:
    summary = pack({**HIGH, "prior_trastuzumab": "yes"})
    labels = summary.options[0]
    met = "✓ met · HER2: meets · line: meets · earlier therapy: meets"
    assert ("Trastuzumab deruxtecan", "second line; one trastuzumab-containing regimen", met) in {
        row[:3] for row in labels.rows
    }
    (applied,) = [line for line in labels.note.split(". ") if "Anbenitamab" in line]
    assert "applied for, not approved" in applied and "✓" not in applied
    stored = options(
        Tier.HIGH, Setting.SECOND_LINE, Agency.CHINA_NMPA, Guideline.CSCO, load_guidance(), load_evidence()
    )
    assert stored.approvals and stored.positions and stored.investigated
    assert [len(table.rows) for table in summary.options] == [
        len(stored.approvals),
        len(stored.positions),
        len(stored.investigated),
    ]
    words = " ".join(cell for table in summary.options for row in table.rows for cell in row)
    assert not re.search(r"\b(should|give|best|prefer this)\b", words)


def test_severe_events_are_those_of_the_trials_that_enrolled_the_tier() -> None:
    table = pack(HIGH).safety[1]
    arms = {
        f"{trial.name}: {arm.label}"
        for trial in load_evidence().trials.values()
        if trial.setting == "second-line" and "high" in trial.tiers
        for arm in trial.arms
    }
    assert table.rows
    assert {row[0] for row in table.rows} <= arms


def test_in_chinese_nothing_but_names_and_sources_stays_english() -> None:
    summary = pack(INTERMEDIATE, "zh")
    heads = [summary.tier, summary.state, summary.title, summary.entries.title, summary.spans.title, summary.spans.note]
    heads += [table.title for table in (*summary.options, *summary.safety)]
    assert [text for text in heads if not re.search(r"[\u4e00-\u9fff]", text)] == []


def test_every_export_carries_all_specimens_in_a_table_and_in_the_sentence_for_the_report() -> None:
    case = {"ihc": "3+", "date": "2024-03", "site": "primary", "setting": "second-line", "s2": "i1-sv-d202601-at"}
    summary = pack(case)
    assert [row[0] for row in summary.options[-1].rows] == ["2026-01, liver", "2024-03, primary"]
    assert "2024-03, primary: IHC 3+" in summary.sentence and "The specimens differ" in summary.sentence
    assert "s2=i1-sv-d202601-at" in summary.link, "the address opens the whole case"
    deck = Presentation(BytesIO(slides(case)))
    cells = [
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for cell in shape.table.iter_cells()
    ]
    assert {"2026-01, liver", "2024-03, primary"} <= set(cells)
    assert "2024-03, primary" in web_page(case) and "Specimens, newest first" in web_page(case)
