"""The board reads the tier, why, what is missing, and what has been reported; every page answers for the same case."""

import pytest

from tests.pages.conftest import Run, shown


@pytest.mark.parametrize(
    ("ihc", "ish", "word"),
    [
        ("3+", "not done", "High"), ("2+", "amplified", "High"), ("2+", "not amplified", "Intermediate"), ("1+", "not done", "Low"),
        ("0", "not done", "None"), ("2+", "not done", "Undetermined"), ("2+", "equivocal", "Undetermined"), ("not done", "amplified", "Undetermined"),
    ],
)  # fmt: skip
def test_the_band_says_the_tier_in_words(run: Run, ihc: str, ish: str, word: str) -> None:
    assert f'data-testid="tier">{word}<' in shown(run(ihc=ihc, ish=ish))


def test_an_open_result_says_what_is_still_possible_and_what_it_needs(run: Run) -> None:
    text = shown(run(ihc="2+"))
    assert "Possible: High / Intermediate" in text
    assert "Needs reflex ISH" in text
    assert "Reflex ISH: it decides between high and intermediate." in text
    assert "ISH amplified would make it high." in text


def test_the_row_that_fired_is_lit_and_marked_as_stated_or_our_reading(run: Run) -> None:
    text = shown(run(ihc="1+", ish="amplified"))
    lit = text.split('aria-current="true">')[1].split("</tr>")[0]
    assert "<td>1+</td>" in lit
    assert "<td>discordant</td><td>our reading</td>" in lit
    assert text.count('aria-current="true"') == 1


def test_definitions_that_differ_from_csco_are_marked(run: Run) -> None:
    text = shown(run(ihc="2+", ish="not amplified"))
    rows = [row for row in text.split("<tr") if "differs" in row]
    assert len(rows) == 1
    assert "NMPA label of disitamab vedotin" in rows[0]


def test_the_report_sentence_stands_in_both_languages(run: Run) -> None:
    codes = [code.value for code in run(ihc="2+", ish="not amplified").code]
    assert any("CSCO 2025 tier: intermediate" in code for code in codes)
    assert any("CSCO 2025 层级：中表达" in code for code in codes)


def test_three_numbers_say_what_has_been_reported_and_an_empty_one_says_so(run: Run) -> None:
    app = run(ihc="3+", setting="second-line")
    assert [metric.label for metric in app.metric] == ["ORR", "PFS", "OS"]
    assert all("–" in metric.value for metric in app.metric)


def test_a_case_that_is_not_entered_says_what_to_do(run: Run) -> None:
    text = shown(run())
    assert "The IHC score: without it there is no tier." in text


def test_impossible_counts_are_said_beside_the_field_and_nothing_else_is_lost(run: Run) -> None:
    app = run(ihc="2+", ratio="3", her2_copies="4", cep17_copies="2", setting="first-line")
    assert [error.value for error in app.sidebar.error] == [
        "'3' given; it contradicts the copies; accepted: 2, which is HER2 / CEP17 = 4 / 2, give or take 0.1"
    ]
    assert app.session_state.case.setting == "first-line"
    assert app.sidebar.text_input[0].value == "3"


def test_the_buttons_enter_the_case_and_new_case_clears_it(run: Run) -> None:
    app = run(cps="5")
    app.pills(key="ihc-sidebar-en").set_value("3+").run()
    assert app.session_state.case.entries == {"cps": "5", "ihc": "3+"}
    assert 'data-testid="tier">High<' in shown(app)
    next(button for button in app.sidebar.button if button.label == "New case").click().run()
    assert app.session_state.case.entries == {}


def test_the_same_case_answers_on_every_page(run: Run) -> None:
    for page in ("outcomes", "methods"):
        app = run(page, ihc="2+", ish="not amplified")
        assert app.session_state.assessment.csco.tier == "intermediate"


def test_chinese_pages_hold_no_english_sentence(run: Run) -> None:
    text = shown(run(ihc="2+", ish="not amplified", setting="second-line", lang="zh"))
    for english in ("What is missing", "Stated by", "Reported so far", "agrees", "not done"):
        assert english not in text


def test_the_context_of_the_tier_opens_on_demand(run: Run) -> None:
    labels = [expander.label for expander in run(ihc="1+").expander]
    assert "How common this tier is" in labels
    assert any(label.startswith("How HER2 changes") for label in labels)
