"""The board reads one screen: what it says of other patients is never taken for the patient's own."""

import re

import pytest

from her2core.case_screen import CaseScreen, EvidenceLine, summarise_case
from her2core.evidence import load_evidence
from her2core.evidence.strength import find_rank, load_strength
from her2core.guidance import load_guidance
from her2core.language import LANGUAGES, using
from her2core.status.assessment import assess
from her2core.status.populations import load_populations
from her2core.terms import Agency, Guideline, IhcScore, IshResult, Setting, Tier

TIERS = {
    Tier.HIGH: {"ihc": "3+"},
    Tier.INTERMEDIATE: {"ihc": "2+", "ish": "not amplified"},
    Tier.LOW: {"ihc": "1+"},
    Tier.NONE: {"ihc": "0"},
}
BELOW = [(ihc, ish) for ihc in ("0", "1+") for ish in IshResult if ish is not IshResult.AMPLIFIED]
TRIALS = load_evidence().trials


def screen(agency: Agency = Agency.CHINA_NMPA, guideline: Guideline = Guideline.CSCO, **case: str) -> CaseScreen:
    return summarise_case(assess(case), agency, guideline, load_guidance(), load_evidence())


def lines(**case: str) -> list[EvidenceLine]:
    return [line for part in screen(**case).evidence for line in part.lines]


def trial_of(line: EvidenceLine) -> str:
    return str(line.target.filters["trial"])


def text(line: EvidenceLine) -> str:
    return " ".join([line.name, line.regimen, line.design, *line.figures, *line.population, *line.marks])


# IHC 0 and 1+: what was chosen by ISH speaks for those alone whose ISH is amplified


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize(("ihc", "ish"), BELOW)
def test_ihc_0_or_1_without_amplification_never_shows_a_figure_of_patients_chosen_by_ish(
    ihc: str, ish: IshResult, setting: Setting
) -> None:
    shown = lines(ihc=ihc, ish=ish, setting=setting)
    assert [line for line in shown if trial_of(line) in {"toga", "logic", "tytan"}] == []
    assert [line for line in shown if "ISH+" in " ".join(line.population)] == []


def test_ihc_0_with_fish_amplified_is_led_by_the_subgroup_ihc_0_fish_positive() -> None:
    first, second, *_others = lines(ihc="0", ish="amplified", setting="first-line")
    assert (first.name, first.population) == ("ToGA", ("IHC 0/FISH+", "below IHC 3+ only ISH+"))
    assert first.figures == ("OS 10.6 vs 7.2 months, HR 0.92 (0.48–1.76)",)
    assert "also high, low" in second.population, "LOGiC holds other tiers, and says so"


def test_ihc_1_with_fish_amplified_is_led_by_its_own_subgroup_and_not_by_that_of_ihc_0() -> None:
    first = lines(ihc="1+", ish="amplified", setting="first-line")[0]
    assert first.population[0] == "IHC 1+/FISH+"
    assert "HR 1.24 (0.70–2.20)" in first.figures[0]


def test_ihc_2_amplified_never_shows_the_subgroup_of_ihc_3_as_its_own() -> None:
    assert "IHC 3+" in [population for line in lines(ihc="3+", setting="second-line") for population in line.population]
    for setting in Setting:
        shown = lines(ihc="2+", ish="amplified", setting=setting)
        assert [line for line in shown if "IHC 3+" in line.population] == []


def test_every_population_of_lower_tiers_that_names_amplification_carries_its_mark() -> None:
    """Whoever adds a trial that chose its patients by FISH says so in its file."""
    chosen = re.compile(
        r"(IHC [01](?: or 1\+|\+)?/(?:F?ISH)\+)|FISH-positive|central(?:ly)? confirmed HER2 amplification"
    )
    unmarked = [
        (trial.id, figure.population)
        for trial in TRIALS.values()
        for figure in (*trial.outcomes, *trial.comparisons)
        if chosen.search(figure.population) and {Tier.LOW, Tier.NONE} & set(figure.tiers)
        if not ((limits := trial.limits_of(figure.population)) and limits.her2)
    ]
    assert unmarked == []


def test_the_patients_chosen_by_ish_are_those_of_toga_and_no_ihc_0_or_1_that_is_not_amplified() -> None:
    chosen = load_populations()["selected-by-ish"].inputs
    assert (IhcScore.ZERO, IshResult.AMPLIFIED) in chosen
    assert (IhcScore.THREE, IshResult.NOT_AMPLIFIED) in chosen
    assert (IhcScore.ONE, IshResult.NOT_AMPLIFIED) not in chosen


# PD-L1


def test_cps_0_shows_the_hazard_ratio_of_its_subgroup_first_and_the_whole_trial_second() -> None:
    first, second, *_others = lines(ihc="3+", setting="first-line", cps="0")
    assert (first.name, first.population) == ("KEYNOTE-811", ("PD-L1 CPS < 1",))
    assert "HR 1.10 (0.72–1.68)" in first.figures[0]
    assert (second.name, second.population) == ("KEYNOTE-811", ("whole trial",))
    assert "HR 0.80 (0.67–0.94)" in second.figures[0]


def test_cps_1_is_the_subgroup_of_1_or_more_and_without_a_cps_no_subgroup_is_shown() -> None:
    assert lines(ihc="3+", setting="first-line", cps="1")[0].population == ("PD-L1 CPS ≥ 1",)
    assert [line for line in lines(ihc="3+", setting="first-line") if "CPS" in text(line)] == []


def test_every_population_by_cps_carries_its_limit() -> None:
    unmarked = [
        (trial.id, figure.population)
        for trial in TRIALS.values()
        for figure in (*trial.outcomes, *trial.comparisons)
        if "CPS" in figure.population and not ((limits := trial.limits_of(figure.population)) and limits.cps)
    ]
    assert unmarked == []


# Tiers and stars


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("tier", [Tier.INTERMEDIATE, Tier.LOW, Tier.NONE])
def test_her2_negative_never_sees_her_ram(tier: Tier, setting: Setting) -> None:
    assert "her-ram" not in [trial_of(line) for line in lines(**TIERS[tier], setting=setting)]


def test_disitamab_with_toripalimab_is_named_as_nearest_with_its_star_and_its_caution() -> None:
    (part,) = screen(**TIERS[Tier.INTERMEDIATE], setting="second-line").evidence
    assert part.title.endswith("nearest:")
    first = part.lines[0]
    assert first.figures == ("ORR 43 %",)
    assert "also low" in first.population
    assert "★ source review" in first.marks
    assert any(mark.startswith("⚠ 43 % rests on another denominator") for mark in first.marks)


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("tier", Tier)
def test_every_tier_and_line_has_two_to_five_lines_or_says_that_there_is_none_and_what_is_nearest(
    tier: Tier, setting: Setting
) -> None:
    (part,) = screen(**TIERS[tier], setting=setting).evidence
    assert len(part.lines) <= load_strength().lines.tier
    assert part.lines, "something nearest is held for each"
    assert len(part.lines) > 1 or part.title.endswith("nearest:")
    own = [line for line in part.lines if not re.search("also |any HER2|no HER2 drug", text(line))]
    assert bool(own) != part.title.endswith("nearest:"), "what is not of this tier alone is called nearest"


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("tier", Tier)
def test_pure_stands_before_mixed_stronger_designs_before_weaker_and_no_drug_against_her2_last(
    tier: Tier, setting: Setting
) -> None:
    def place(line: EvidenceLine) -> tuple[bool, bool, int]:
        ranks = load_strength().ranks
        mixed = bool(re.search("also |any HER2", text(line)))
        return "no HER2 drug" in line.marks, mixed, ranks.index(find_rank(TRIALS[trial_of(line)]))

    places = [place(line) for line in lines(**TIERS[tier], setting=setting)]
    assert places == sorted(places)


def test_ramucirumab_with_paclitaxel_stands_last_as_recommended_and_without_a_her2_directed_drug() -> None:
    last = lines(**TIERS[Tier.INTERMEDIATE], setting="second-line")[-1]
    assert (last.name, last.marks[:2]) == ("RAINBOW", ("no HER2 drug", "recommended by CSCO"))
    assert last.figures == ("OS 9.6 vs 7.4 months, HR 0.807 (0.678–0.962)",)


def test_before_and_after_surgery_the_lines_say_pathological_response_and_events() -> None:
    figures = [figure for line in lines(ihc="3+", setting="perioperative") for figure in line.figures]
    assert any(figure.startswith("pCR 27 vs 29 %") for figure in figures)
    assert any(figure.startswith("MPR ") for figure in figures)
    event_free = [figure for line in lines(ihc="0", setting="perioperative") for figure in line.figures]
    assert "EFS not reached vs 32.8 months, HR 0.71 (0.58–0.86)" in event_free


def test_no_line_speaks_for_a_control_arm_or_a_contrast_by_a_biomarker() -> None:
    for tier in Tier:
        for setting in Setting:
            for line in lines(**TIERS[tier], setting=setting):
                assert "biomarker" not in text(line)
                assert not re.match("Observation|Placebo", line.regimen)


# What is not entered


def test_without_a_line_nothing_of_several_lines_is_shown_and_the_line_is_asked_for() -> None:
    shown = screen(ihc="3+")
    assert shown.asks_setting
    assert (shown.labels, shown.guideline, shown.evidence) == ((), (), ())


def test_without_ihc_nothing_of_several_tiers_is_shown() -> None:
    shown = screen(setting="first-line")
    assert shown.asks_ihc
    assert shown.evidence == ()


def test_an_open_ihc_2_keeps_its_two_tiers_apart() -> None:
    high, intermediate = screen(ihc="2+", setting="first-line").evidence
    assert high.title.startswith("High")
    assert intermediate.title.startswith("Intermediate")
    assert len(high.lines) <= load_strength().lines.possible


# Labels and positions


def test_ihc_2_not_amplified_in_second_line_has_no_label_and_disitamab_meets_by_her2_and_not_by_line() -> None:
    said = [line.says for line in screen(**TIERS[Tier.INTERMEDIATE], setting="second-line").labels]
    assert said[0] == "no HER2-directed label of this line for this case"
    assert "HER2 met, line not met: Disitamab vedotin (third line or later)" in said


def test_a_label_of_an_earlier_line_is_no_answer_for_a_later_one() -> None:
    said = " ".join(line.name + line.says for line in screen(ihc="3+", setting="third-line-plus").labels)
    assert "first line" not in said


def test_what_is_applied_for_has_no_tick() -> None:
    (applied,) = [each for each in screen(ihc="3+", setting="second-line").labels if each.name == "Anbenitamab"]
    assert (applied.met, applied.says) == (None, "applied for, not approved")


@pytest.mark.parametrize(
    ("case", "condition", "answer"),
    [
        ({"setting": "first-line", "cps": "0"}, "CPS ≥ 1", "not met"),
        ({"setting": "first-line", "cps": "0"}, "CPS < 1", "met"),
        ({"setting": "first-line"}, "CPS < 1", "not known"),
        ({"setting": "second-line", "prior_trastuzumab": "yes"}, "after trastuzumab", "met"),
        ({"setting": "second-line", "prior_trastuzumab": "yes"}, "no earlier trastuzumab, platinum failed", "not met"),
        ({"setting": "second-line", "prior_trastuzumab": "no"}, "no earlier trastuzumab, platinum failed", "not known"),
        ({"setting": "second-line"}, "dMMR/MSI-H, no earlier checkpoint inhibitor", "not known"),
    ],
)
def test_each_condition_of_a_position_is_answered_for_the_case(
    case: dict[str, str], condition: str, answer: str
) -> None:
    positions = [line for line in screen(ihc="3+", **case).guideline if f"({condition}: " in line.says]
    assert positions
    assert all(line.says.endswith(f"({condition}: {answer})") for line in positions)


def test_what_is_not_met_stands_last_and_grades_as_printed() -> None:
    positions = screen(ihc="3+", setting="first-line", cps="0").guideline
    assert (positions[0].name, positions[0].met) == ("I [1A]", True)
    assert positions[-1].met is False


# Everywhere


@pytest.mark.parametrize("agency", Agency)
def test_every_line_leads_to_its_place(agency: Agency) -> None:
    shown = screen(agency, ihc="3+", setting="second-line")
    assert {line.target.page for line in (*shown.labels, *shown.guideline)} <= {"treatments"}
    (part,) = shown.evidence
    assert {line.target.page for line in part.lines} == {"outcomes"}
    assert {trial_of(line) for line in part.lines} <= TRIALS.keys()
    assert part.further and part.place.page == "outcomes"


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("tier", Tier)
def test_a_chinese_reader_sees_the_same_numbers(tier: Tier, setting: Setting) -> None:
    shown = {}
    for code in LANGUAGES:
        with using(code):
            shown[code] = [
                re.findall(r"\d+\.?\d*", " ".join(line.figures)) for line in lines(**TIERS[tier], setting=setting)
            ]
    assert shown["en"] == shown["zh"]
