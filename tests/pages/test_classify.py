"""The board reads the tier, why, what is missing, and what has been reported; every page answers for the same case."""

import re
from html import unescape

import pytest
from markupsafe import Markup
from streamlit.testing.v1 import AppTest

from her2core.evidence.agents import agent_name
from her2core.labels import capital, label
from her2core.language import LANGUAGES, _, using
from her2core.status.decision_tables import reading_table
from her2core.status.ihc import TABLE
from her2core.terms import Agency, Basis, Flag, Intensity, IshResult, Setting, Specimen, State, Tier, Verdict
from tests.pages.conftest import Run, as_pattern, find_widget, page_text, press, session_of


@pytest.mark.parametrize(
    ("ihc", "ish", "tier"),
    [
        ("3+", "not done", Tier.HIGH), ("2+", "amplified", Tier.HIGH), ("2+", "not amplified", Tier.INTERMEDIATE), ("1+", "not done", Tier.LOW),
        ("0", "not done", Tier.NONE), ("2+", "not done", None), ("2+", "equivocal", None), ("not done", "amplified", None),
    ],
)  # fmt: skip
def test_the_band_says_the_tier_in_words(run: Run, ihc: str, ish: str, tier: Tier | None) -> None:
    word = capital(tier) if tier else _("Undetermined")
    band = re.search(r'data-testid="tier">(.*?)</div>', page_text(run(ihc=ihc, ish=ish)))
    assert band and Markup(band[1]).striptags() == word


def test_an_open_result_says_what_is_still_possible_and_what_it_needs(run: Run) -> None:
    text = page_text(run(ihc="2+", drawers=("why",)))
    assert _("Possible: {tiers}", tiers=f"{capital(Tier.HIGH)} / {capital(Tier.INTERMEDIATE)}") in text
    assert f"<dd>{capital(State.NEEDS_REFLEX_ISH)}</dd>" in text
    assert _("Reflex ISH: it decides between high and intermediate.") in text
    changes = {"test": _("ISH"), "result": label(IshResult.AMPLIFIED), "tier": label(Tier.HIGH)}
    assert _("{test} {result} would make it {tier}.", **changes) in text


def test_the_row_that_fired_is_lit_and_marked_as_stated_or_our_reading(run: Run) -> None:
    text = page_text(run(ihc="1+", ish="amplified", drawers=("why",)))
    lit = text.split('aria-current="true">')[1].split("</tr>")[0]
    assert "<td>1+</td>" in lit
    assert f"<td>{label(Flag.DISCORDANT)}</td><td>{label(Basis.READING)}</td>" in lit
    assert text.count('aria-current="true"') == 1


def test_definitions_that_differ_from_csco_are_marked(run: Run) -> None:
    text = page_text(run(ihc="2+", ish="not amplified", drawers=("why",)))
    rows = [row for row in text.split("<tr") if f"≠ {_('different')}" in row]
    assert len(rows) == 1
    assert _('NMPA label of disitamab vedotin ("HER2 overexpression")') in unescape(rows[0])


def test_labels_of_the_line_are_answered_part_by_part_and_without_a_line_none_is_shown(run: Run) -> None:
    case = {"ihc": "3+", "agency": "China NMPA", "prior_trastuzumab": "yes"}
    title = _("Labels of {agency}, {line}", agency=label(Agency.CHINA_NMPA), line=label(Setting.SECOND_LINE))
    app = run(drawers=("labels",), setting="second-line", **case)
    assert title in [expander.label for expander in app.expander]
    text = unescape(page_text(app))
    assert f"{agent_name('trastuzumab-deruxtecan')}</strong>: ✓ {label(Verdict.MET)} · {_('HER2: meets')}" in text
    assert f"{agent_name('anbenitamab')}</strong>: {label(Verdict.NO_LABEL)} · " in text
    assert [expander.label for expander in run(**case).expander if expander.label == title] == []


def test_the_report_sentence_stands_in_both_languages(run: Run) -> None:
    codes = [code.value for code in run(ihc="2+", ish="not amplified").code]
    for lang in LANGUAGES:
        with using(lang):
            sentence = _("CSCO 2025 tier: {tier}", tier=label(Tier.INTERMEDIATE))
        assert any(sentence in code for code in codes)


def answer_of(app: AppTest) -> str:
    """The answer under the tier, as text."""
    return unescape(
        re.sub("<[^>]+>", "", " ".join(h.proto.body for h in app.get("html") if "case-screen" in h.proto.body))
    )


def test_the_answer_names_label_guideline_evidence_and_what_is_missing(run: Run) -> None:
    text = answer_of(run(ihc="2+", ish="not amplified", setting="second-line", agency="China NMPA"))
    for part in (
        _("no HER2-directed label of this line for this case"),
        f"{_('HER2 met, line not met')}: {agent_name('disitamab-vedotin')}",
        f"I [1A] {_('paclitaxel + ramucirumab')}",
        "ORR 43 %",
        "HR 0.807 (0.678–0.962)",
        _("no HER2 drug"),
        _("prior trastuzumab"),
    ):
        assert part in text


def test_without_a_line_four_buttons_ask_for_it_and_nothing_of_several_lines_is_shown(run: Run) -> None:
    app = run(ihc="3+")
    text = answer_of(app)
    assert _("Evidence") not in text and _("Guideline") not in text
    find_widget(app, "line-second-line").click().run()
    assert session_of(app).case.setting == "second-line"
    assert "DESTINY-Gastric04" in answer_of(app)


def test_a_caution_on_a_result_stands_in_the_answer(run: Run) -> None:
    assert capital(Flag.DISCORDANT) in answer_of(run(ihc="3+", ish="not amplified", setting="first-line"))


def test_a_case_that_is_not_entered_says_what_to_do(run: Run) -> None:
    assert _("IHC score") in answer_of(run())
    assert _("The IHC score: without it there is no tier.") in page_text(run(drawers=("why",)))


def test_impossible_counts_are_said_beside_the_field_and_nothing_else_is_lost(run: Run) -> None:
    app = run(ihc="2+", ratio="3.0", her2_copies="4.0", cep17_copies="2.0", setting="first-line")
    (error,) = app.sidebar.error
    sentence = "{ratio} does not fit {h} / {c} = {quotient}: correct one of the three"
    assert as_pattern(sentence).search(error.value)
    assert "4 / 2 = 2.00" in error.value
    assert session_of(app).case.setting == "first-line"
    assert app.sidebar.text_input[0].value == "3.0"


def test_the_buttons_enter_the_case_and_new_case_clears_it(run: Run) -> None:
    app = run(cps="5")
    find_widget(app, "ihc").set_value("3+").run()
    assert session_of(app).case.entries == {"cps": "5", "ihc": "3+"}
    assert f'data-testid="tier">{capital(Tier.HIGH)}<' in page_text(app)
    press(app, _("New case"))
    assert session_of(app).case.entries == {}


def test_staining_is_entered_by_the_pattern_that_is_scored_and_asks_for_this_staining_or_stronger(run: Run) -> None:
    staining = {"specimen": "resection", "intensity": "strong", "percent": "5"}
    app = run(drawers=("staining",), **staining, second_intensity="weak to moderate", second_percent="30")
    assert f'data-testid="tier">{_("Undetermined")}<' in page_text(app)  # 2+, and no ISH
    assert capital(Intensity.STRONG) in find_widget(app, "intensity").options
    for name in (
        "Tumour cells with this staining or stronger, %",
        "Tumour cells with the second staining or stronger, %",
    ):
        assert _(name) in [entry.label for entry in app.sidebar.text_input]
    assert _(reading_table(TABLE).ignored or "") in [caption.value for caption in app.sidebar.caption]


@pytest.mark.parametrize("specimen", [each for each in Specimen if each is not Specimen.RESECTION])
def test_small_samples_are_asked_for_the_size_of_the_cluster(run: Run, specimen: Specimen) -> None:
    app = run(drawers=("staining",), specimen=specimen, intensity="strong", cluster="5")
    assert f'data-testid="tier">{capital(Tier.HIGH)}<' in page_text(app)
    labels = [entry.label for entry in app.sidebar.text_input]
    assert _("Largest cluster with this staining or stronger, tumour cells") in labels


def test_equivocal_counts_ask_for_what_their_own_reading_advises(run: Run) -> None:
    text = page_text(run(ihc="2+", ratio="1.9", nuclei="20"))
    assert _("Count 20 more nuclei, or have a second reader count.") in text
    assert _("Re-test another block, with another probe or on another sample.") not in text


def test_counts_to_be_corrected_are_not_called_a_missing_test(run: Run) -> None:
    text = page_text(run(ihc="2+", ratio="2.5", her2_copies="4.0", cep17_copies="2.0"))
    assert f"<dd>{capital(State.CORRECT_COUNTS)}</dd>" in text
    assert f"<dd>{capital(State.NEEDS_REFLEX_ISH)}</dd>" not in text


def test_the_same_case_answers_on_every_page(run: Run) -> None:
    for page in ("outcomes", "methods"):
        app = run(page, ihc="2+", ish="not amplified")
        assert session_of(app).assessment.csco.tier == "intermediate"


def test_a_page_speaks_one_language(run: Run, lang: str) -> None:
    text = page_text(run(ihc="2+", ish="not amplified", setting="second-line", drawers=("why",)))
    for sentence in ("What is missing", "prior trastuzumab", "Compared with CSCO"):
        for other in LANGUAGES:
            with using(other):
                assert (_(sentence) in text) == (other == lang)


def test_the_context_of_the_tier_opens_on_demand(run: Run) -> None:
    labels = [expander.label for expander in run(ihc="1+").expander]
    assert _("How common this tier is") in labels
    assert _("How HER2 changes: biopsy and resection, primary and metastasis, after trastuzumab") in labels
