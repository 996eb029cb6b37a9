"""What may be used, by tier and line: every option held, each label against the case, and nothing advised."""

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Run, figure_text, shown


def tables(app: AppTest) -> list[str]:
    return [html.proto.body for html in app.get("html") if "<table" in html.proto.body]


def row(table: str, *words: str) -> str:
    return next(line for line in table.split("<tr") if all(word in line for word in words))


def test_the_matrix_opens_on_the_case_and_lists_every_tier_and_line(run: Run) -> None:
    matrix = tables(run("treatments", ihc="2+", ish="not amplified", setting="third-line-plus"))[0]
    assert matrix.count("<tr") == 5
    assert matrix.count('aria-current="true"') == 1
    lit = matrix.split('aria-current="true">')[1].split("</td>")[0]
    assert "Disitamab vedotin" in lit
    assert "✓ meets" in lit


def test_each_label_says_whether_the_case_meets_its_own_definition(run: Run) -> None:
    labels = tables(run("treatments", ihc="2+", ish="not amplified", agency="China NMPA"))[1]
    assert "✓ meets" in row(labels, "Disitamab vedotin")
    assert "✗ does not meet" in row(labels, "Trastuzumab", "none (first line)", "FISH+")
    labels = tables(run("treatments", ihc="3+", agency="US FDA"))[1]
    assert "? needs CPS" in row(labels, "Pembrolizumab")
    labels = tables(run("treatments", ihc="3+", cps="0", agency="US FDA"))[1]
    assert "✗ does not meet" in row(labels, "Pembrolizumab")


def test_a_label_that_only_says_her2_positive_is_marked_as_our_reading(run: Run) -> None:
    labels = tables(run("treatments", ihc="3+", agency="EU EMA"))[1]
    assert "our reading, by CAP/ASCP/ASCO 2016" in row(labels, "Trastuzumab deruxtecan")
    cell = tables(run("treatments", ihc="3+", setting="second-line", agency="EU EMA"))[0]
    assert "HER2-positive, our reading, by CAP/ASCP/ASCO 2016" in cell


def test_a_grade_that_was_not_read_says_so(run: Run) -> None:
    assert "grade not read" in shown(run("treatments", ihc="3+", guideline="NCCN", setting="second-line"))


def test_an_empty_cell_says_what_is_missing(run: Run) -> None:
    matrix = tables(run("treatments", ihc="1+", agency="EU EMA", guideline="ESMO"))[0]
    assert "No approval by EU EMA is held." in matrix
    assert "No position of ESMO is held." in matrix


def test_superseded_positions_stand_apart(run: Run) -> None:
    labels = [expander.label for expander in run("treatments", ihc="3+", guideline="CSCO").expander]
    assert any(label.startswith("Earlier editions, superseded (") for label in labels)


def test_every_option_leads_to_its_trials_and_its_agent_with_the_case_in_the_link(run: Run) -> None:
    labels = tables(run("treatments", ihc="2+", ish="not amplified"))[1]
    found = row(labels, "Disitamab vedotin")
    assert "outcomes?ihc=2%2B&amp;ish=not+amplified&amp;tiers=any&amp;line=any&amp;agent=disitamab+vedotin" in found
    assert "safety?ihc=2%2B&amp;ish=not+amplified&amp;card=disitamab-vedotin" in found


def test_the_path_through_the_lines_is_one_picture_with_the_rebiopsy_before_second_line(run: Run) -> None:
    app = run("treatments", ihc="3+", show="path")
    text = figure_text(app)
    places = [
        text.index(word) for word in ("Perioperative", "First line", "Re-biopsy", "Second line", "Third line or later")
    ]
    assert places == sorted(places)
    assert "HER2 was lost in 16 to 69 %" in text


def test_agents_that_are_alternatives_are_not_shown_as_a_combination(run: Run) -> None:
    text = figure_text(run("treatments", ihc="3+", show="path"))
    assert "pembrolizumab, envafolimab, tislelizumab or serplulimab" in text
    assert "Envafolimab + Pembrolizumab" not in text


def test_nothing_is_advised(run: Run) -> None:
    text = shown(run("treatments", ihc="3+", setting="first-line")).lower()
    for word in ("best option", "should receive", "we recommend", "preferred choice"):
        assert word not in text
