"""The board reads the tier, why, what is missing, and what has been reported; every page answers for the same case."""

from html import unescape

import pytest

from her2core.labels import capital, label
from her2core.language import LANGUAGES, _, using
from her2core.terms import Basis, Endpoint, Flag, IshResult, State, Tier
from tests.pages.conftest import Run, find_widget, page_text, press, session_of


@pytest.mark.parametrize(
    ("ihc", "ish", "tier"),
    [
        ("3+", "not done", Tier.HIGH), ("2+", "amplified", Tier.HIGH), ("2+", "not amplified", Tier.INTERMEDIATE), ("1+", "not done", Tier.LOW),
        ("0", "not done", Tier.NONE), ("2+", "not done", None), ("2+", "equivocal", None), ("not done", "amplified", None),
    ],
)  # fmt: skip
def test_the_band_says_the_tier_in_words(run: Run, ihc: str, ish: str, tier: Tier | None) -> None:
    word = capital(tier) if tier else _("Undetermined")
    assert f'data-testid="tier">{word}<' in page_text(run(ihc=ihc, ish=ish))


def test_an_open_result_says_what_is_still_possible_and_what_it_needs(run: Run) -> None:
    text = page_text(run(ihc="2+"))
    assert _("Possible: {tiers}", tiers=f"{capital(Tier.HIGH)} / {capital(Tier.INTERMEDIATE)}") in text
    assert f"<dd>{capital(State.NEEDS_REFLEX_ISH)}</dd>" in text
    assert _("Reflex ISH: it decides between high and intermediate.") in text
    changes = {"test": _("ISH"), "result": label(IshResult.AMPLIFIED), "tier": label(Tier.HIGH)}
    assert _("{test} {result} would make it {tier}.", **changes) in text


def test_the_row_that_fired_is_lit_and_marked_as_stated_or_our_reading(run: Run) -> None:
    text = page_text(run(ihc="1+", ish="amplified"))
    lit = text.split('aria-current="true">')[1].split("</tr>")[0]
    assert "<td>1+</td>" in lit
    assert f"<td>{label(Flag.DISCORDANT)}</td><td>{label(Basis.READING)}</td>" in lit
    assert text.count('aria-current="true"') == 1


def test_definitions_that_differ_from_csco_are_marked(run: Run) -> None:
    text = page_text(run(ihc="2+", ish="not amplified"))
    rows = [row for row in text.split("<tr") if f"≠ {_('differs')}" in row]
    assert len(rows) == 1
    assert _('NMPA label of disitamab vedotin ("HER2 overexpression")') in unescape(rows[0])


def test_the_report_sentence_stands_in_both_languages(run: Run) -> None:
    codes = [code.value for code in run(ihc="2+", ish="not amplified").code]
    for lang in LANGUAGES:
        with using(lang):
            sentence = _("CSCO 2025 tier: {tier}", tier=label(Tier.INTERMEDIATE))
        assert any(sentence in code for code in codes)


def test_three_numbers_say_what_has_been_reported_and_an_empty_one_says_so(run: Run) -> None:
    app = run(ihc="3+", setting="second-line")
    assert [metric.label for metric in app.metric] == [
        label(endpoint) for endpoint in (Endpoint.ORR, Endpoint.PFS, Endpoint.OS)
    ]
    assert all("–" in metric.value for metric in app.metric)


def test_a_case_that_is_not_entered_says_what_to_do(run: Run) -> None:
    assert _("The IHC score: without it there is no tier.") in page_text(run())


def test_impossible_counts_are_said_beside_the_field_and_nothing_else_is_lost(run: Run) -> None:
    app = run(ihc="2+", ratio="3.0", her2_copies="4.0", cep17_copies="2.0", setting="first-line")
    (error,) = app.sidebar.error
    assert _("it contradicts the copies") in error.value
    assert "HER2 / CEP17 = 4 / 2" in error.value
    assert session_of(app).case.setting == "first-line"
    assert app.sidebar.text_input[0].value == "3.0"


def test_the_buttons_enter_the_case_and_new_case_clears_it(run: Run) -> None:
    app = run(cps="5")
    find_widget(app, "ihc").set_value("3+").run()
    assert session_of(app).case.entries == {"cps": "5", "ihc": "3+"}
    assert f'data-testid="tier">{capital(Tier.HIGH)}<' in page_text(app)
    press(app, _("New case"))
    assert session_of(app).case.entries == {}


def test_the_same_case_answers_on_every_page(run: Run) -> None:
    for page in ("outcomes", "methods"):
        app = run(page, ihc="2+", ish="not amplified")
        assert session_of(app).assessment.csco.tier == "intermediate"


def test_a_page_speaks_one_language(run: Run, lang: str) -> None:
    text = page_text(run(ihc="2+", ish="not amplified", setting="second-line"))
    for sentence in ("What is missing", "Reported so far", "agrees"):
        for other in LANGUAGES:
            with using(other):
                assert (_(sentence) in text) == (other == lang)


def test_the_context_of_the_tier_opens_on_demand(run: Run) -> None:
    labels = [expander.label for expander in run(ihc="1+").expander]
    assert _("How common this tier is") in labels
    assert _("How HER2 changes: biopsy and resection, primary and metastasis, after trastuzumab") in labels
