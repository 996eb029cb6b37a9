"""What may be used, by tier and line: every option held, each label against the case, and nothing advised."""

import re
from html import unescape

from streamlit.testing.v1 import AppTest

from her2core.charts.forest import MOST, Forest
from her2core.evidence import load_evidence
from her2core.evidence.agents import agent_name
from her2core.guidance import load_guidance
from her2core.guidance.options import positions
from her2core.guidance.wording import say_what_is_collected
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.query.cached_charts import path_forest
from her2core.status.case import Field
from her2core.terms import Agency, Endpoint, Guideline, LabelPart, Setting, Tier, TrialStatus, Verdict
from tests.pages.conftest import Run, as_pattern, chart, chart_text, list_tables, page_text, session_of, squeeze

REBIOPSY = "Re-biopsy: after first-line trastuzumab HER2 was lost in {low} to {high} % of patients in {count} series, which differ."
TDXD, DISITAMAB = "trastuzumab-deruxtecan", "disitamab-vedotin"


def row(table: str, *words: str) -> str:
    return next(line for line in unescape(table).split("<tr") if all(word in line for word in words))


LABELS, POSITIONS = ("labels-table",), ("positions",)


def own_row(app: AppTest) -> str:
    return next(unescape(html.proto.body) for html in app.get("html") if "own-row" in html.proto.body)


def test_the_row_of_the_case_comes_first_with_each_label_in_parts_and_the_positions_open(run: Run) -> None:
    app = run("treatments", ihc="2+", ish="not amplified", setting="third-line-plus")
    row_of_case = own_row(app)
    matrix = list_tables(app)[0]
    bodies = [unescape(html.proto.body) for html in app.get("html")]
    assert bodies.index(row_of_case) < bodies.index(unescape(matrix))
    assert f"✓ {agent_name(DISITAMAB)}" in row_of_case
    assert _("{verdict} (conditional approval)", verdict=label(Verdict.MET)) in row_of_case
    for words in ("HER2: meets", "line: meets"):
        assert _(words) in row_of_case
    tier, line = Tier.INTERMEDIATE, Setting.THIRD_LINE_PLUS
    held = positions(load_guidance(), Guideline.CSCO, (tier,), line)
    assert held and all(_(each.regimen) in row_of_case for each in held)


def test_the_matrix_names_every_option_of_every_tier_and_line_with_the_cell_of_the_case_lit(run: Run) -> None:
    matrix = list_tables(run("treatments", ihc="2+", ish="not amplified", setting="third-line-plus"))[0]
    assert matrix.count("<tr") == 1 + len(Tier)
    assert matrix.count('aria-current="true"') == 1
    lit = matrix.split('aria-current="true"')[1].split("</td>")[0]
    assert 'tabindex="0"' in lit
    assert f"✓ {agent_name(DISITAMAB)}" in lit


def test_what_is_applied_for_stands_apart_in_the_row_of_the_case_without_tick_or_date(run: Run) -> None:
    row_of_case = own_row(run("treatments", ihc="3+", setting="second-line", prior_trastuzumab="yes"))
    _labels, applied = row_of_case.split(capital(Verdict.NO_LABEL))
    applied = applied.split("<h2>")[0]
    assert agent_name("anbenitamab") in applied
    assert "✓" not in applied and "2025-09-11" not in applied


def test_what_was_studied_and_is_not_approved_says_its_status_and_its_result_in_a_word(run: Run) -> None:
    studied = own_row(run("treatments", ihc="3+", setting="first-line")).split("<details>")[1].split("<li>")[1:]
    herizon = next(line for line in studied if "trial=herizon-gea-01" in line)
    assert re.search(r"OS .*HR 0\.\d\d \(", herizon)
    assert any(_("no result yet") in line for line in studied)
    statuses = "|".join(re.escape(label(status)) for status in TrialStatus)
    assert all(re.search(rf"\(.*, ({statuses})\)", line) for line in studied)


def test_without_a_line_or_a_score_the_page_asks_for_it(run: Run) -> None:
    app = run("treatments", ihc="3+")
    assert _("Which line? Labels, guideline and evidence follow.") in page_text(app)
    session_of(app).enter(Field.SETTING, "second-line")
    assert own_row(app.run())
    asked = _("Enter the IHC score to see labels, guideline and studies for this case.")
    assert asked in page_text(run("treatments", setting="second-line"))


def not_met(*parts: LabelPart) -> str:
    return f"✗ {_('{verdict}: {reason}', verdict=label(Verdict.NOT_MET), reason=join_words(label(part) for part in parts))}"


def test_each_label_says_part_by_part_whether_the_case_meets_it(run: Run) -> None:
    here, elsewhere = list_tables(run("treatments", LABELS, ihc="2+", ish="not amplified", setting="third-line-plus"))[
        1:3
    ]
    assert f"✓ {_('{verdict} (conditional approval)', verdict=label(Verdict.MET))}" in row(here, agent_name(DISITAMAB))
    first_line = row(elsewhere, agent_name("trastuzumab"), _("none (first line)"), "FISH+")
    assert not_met(LabelPart.HER2, LabelPart.LINE) in first_line
    lines = {"lines": label(Setting.FIRST_LINE), "line": label(Setting.THIRD_LINE_PLUS)}
    assert _("line: for {lines}; the case is {line}", **lines) in first_line
    us = {"agency": "US FDA", "setting": "first-line"}
    pembrolizumab = row(list_tables(run("treatments", LABELS, ihc="3+", **us))[1], "agent=pembrolizumab")
    assert _("HER2: meets") in pembrolizumab and _("PD-L1: needs CPS") in pembrolizumab and "✓" not in pembrolizumab
    pembrolizumab = row(list_tables(run("treatments", LABELS, ihc="3+", cps="0", **us))[1], "agent=pembrolizumab")
    assert not_met(LabelPart.PD_L1) in pembrolizumab and _("HER2: meets") in pembrolizumab


def test_labels_of_another_line_and_what_is_not_approved_stand_apart(run: Run) -> None:
    app = run("treatments", LABELS, ihc="3+", setting="second-line", agency="China NMPA", prior_trastuzumab="yes")
    _matrix, here, elsewhere, applied = list_tables(app)[:4]
    assert agent_name("trastuzumab-deruxtecan") in here and agent_name(DISITAMAB) not in here
    assert agent_name(DISITAMAB) in elsewhere and "✓" not in elsewhere
    anbenitamab = row(applied, agent_name("anbenitamab"))
    assert "✓" not in anbenitamab and "2025-09-11" not in anbenitamab
    assert label(Verdict.NO_LABEL) in anbenitamab
    assert _("HER2: no label; the trial's criterion is met") in anbenitamab


def test_without_a_line_no_label_is_said_to_be_met(run: Run) -> None:
    labels = list_tables(run("treatments", LABELS, ihc="3+", cps="100", prior_trastuzumab="yes"))[1]
    assert "✓" not in labels and unescape(_("the line is not entered")) in unescape(labels)


def test_a_label_that_only_says_her2_positive_is_marked_as_our_reading(run: Run) -> None:
    labels = list_tables(run("treatments", LABELS, ihc="3+", agency="EU EMA"))[1]
    reading = _("our reading, by {definition}", definition="CAP/ASCP/ASCO 2016")
    assert reading in row(labels, agent_name(TDXD))


def test_a_grade_that_was_not_read_says_so(run: Run) -> None:
    assert _("grade not read") in page_text(run("treatments", ihc="3+", guideline="NCCN", setting="first-line"))


def test_an_empty_cell_says_what_is_missing(run: Run) -> None:
    app = run("treatments", ihc="1+", agency="EU EMA", guideline="ESMO")
    matrix = list_tables(app)[0]
    assert _("No HER2-directed approval; HER2-negative options are not collected here.") in matrix
    assert _("No HER2-directed approval by {agency} is collected here.", agency=label(Agency.EU_EMA)) in matrix
    assert say_what_is_collected(load_guidance()) in [caption.value for caption in app.caption]
    assert _("No recommendation of {guideline} is collected here.", guideline=label(Guideline.ESMO)) in matrix


def test_superseded_positions_stand_apart(run: Run) -> None:
    labels = [expander.label for expander in run("treatments", ihc="3+", guideline="CSCO").expander]
    assert any(as_pattern("Earlier editions, superseded ({count})").fullmatch(name) for name in labels)


def test_every_option_leads_to_its_trials_and_its_agent_with_the_case_in_the_link(run: Run) -> None:
    labels = list_tables(run("treatments", LABELS, ihc="2+", ish="not amplified"))[1]
    match = row(labels, agent_name(DISITAMAB))
    assert "outcomes?ihc=2%2B&ish=not+amplified&tiers=any&line=any&agent=disitamab-vedotin" in match
    assert "safety?ihc=2%2B&ish=not+amplified&card=disitamab-vedotin" in match


def open_path(tier: Tier) -> Forest:
    return path_forest(load_evidence(), load_guidance(), tier, Agency.CHINA_NMPA, Guideline.CSCO, False)


def test_the_path_goes_through_the_lines_in_their_order_with_the_rebiopsy_said_before_second_line() -> None:
    groups = open_path(Tier.HIGH).groups
    assert [group.id for group in groups] == [str(setting) for setting in Setting]
    rebiopsy = _(REBIOPSY).partition("{")[0]
    assert [group.id for group in groups if rebiopsy in group.note] == [str(Setting.SECOND_LINE)]


def test_of_the_path_the_line_of_the_case_is_open_first_and_every_other_line_one_click_away(run: Run) -> None:
    app = run("treatments", ihc="3+", setting="second-line", show="path")
    text = chart_text(app)
    assert text.index(squeeze(_(REBIOPSY).partition("{")[0])) < text.index(squeeze(capital(Setting.SECOND_LINE)))
    assert chart(app)["layout"]["height"] <= MOST
    third = capital(Setting.THIRD_LINE_PLUS)
    assert squeeze(third) not in text
    (button,) = [each for each in app.button if each.label.startswith(f"▸ {third}")]
    assert squeeze(third) in chart_text(button.click().run())


def test_each_arm_on_the_path_has_its_pfs_and_os_as_lines_of_their_own_as_reported() -> None:
    (second,) = [group for group in open_path(Tier.HIGH).groups if group.id == Setting.SECOND_LINE]
    (trial,) = [trial for trial in second.trials if trial.id == "destiny-gastric04"]
    assert trial.setting.startswith(agent_name(TDXD))
    assert [(line.name, line.value, line.limits[:10]) for line in trial.lines] == [
        (label(Endpoint.PFS), "6.7", "(5.6–7.1) "),
        (label(Endpoint.OS), "14.7", "(12.1–16.6"),
    ]


def test_agents_that_are_alternatives_are_not_shown_as_a_combination() -> None:
    names = " ".join(trial.setting for group in open_path(Tier.HIGH).groups for trial in group.trials)
    assert _("pembrolizumab, envafolimab, tislelizumab or serplulimab") in names
    together = " + ".join(_(agent) for agent in ("envafolimab", "pembrolizumab"))
    assert together.lower() not in names.lower()


def test_nothing_is_advised(run: Run) -> None:
    text = page_text(run("treatments", ihc="3+", setting="first-line")).lower()
    for word in ("best option", "should receive", "we recommend", "preferred choice"):
        assert word not in text
