"""What must be known of a figure stands beside it: assumed tiers, cautions, one-sided p, the source's own decimals."""

import pandas as pd
import pytest

from her2core import load_evidence
from her2core.charts import rows
from her2core.charts.theme import LIGHT
from her2core.evidence import Selection, wording
from her2core.evidence.frames import Record, records
from her2core.evidence.pooled_response import pooled_response
from her2core.evidence.series import load_meta_analyses
from her2core.language import using
from her2core.query.filters import Filters, View
from her2core.query.question import Question, question
from her2core.status.assessment import assess
from her2core.terms import AgentClass, Setting, Tier, TiersBasis

EVIDENCE = load_evidence()


def ask(view: View, **asked: str) -> Question:
    return question(Filters.parse({"view": view.value, "tiers": "any", "line": "any", **asked}), assess({}))


def drawn(view: View, **asked: str) -> tuple[str, list[float], pd.DataFrame]:
    """The text of a chart with what its marks say, the numbers of its marks, and the figures it was asked for."""
    put = ask(view, **asked)
    figures = put.figures(EVIDENCE)
    chart = put.chart(EVIDENCE, figures, LIGHT, True)
    words = " ".join(str(text) for trace in chart.data if trace.mode == "text" for text in trace.text)
    marks = [x for trace in chart.data if trace.name == "value" for x in trace.x if x is not None]
    behind = "".join(f" {text}" for trace in chart.data if trace.mode == "markers" for text in trace.text)
    return " ".join((words + behind).replace("<br>", " ").split()), marks, figures


def contrast(trial: str, **wanted: object) -> Record:
    frame = EVIDENCE.comparisons[EVIDENCE.comparisons["trial"] == trial]
    for column, value in wanted.items():
        frame = frame[frame[column] == value]
    return records(frame)[0]


def made(**changed: object) -> Record:
    row = records(EVIDENCE.outcomes[EVIDENCE.outcomes["trial"] == "toga"])[0]
    return {**row, "match": "only", **changed}


def test_an_assumed_tier_is_said_wherever_the_tier_is() -> None:
    assert wording.tiers(["high"], TiersBasis.ASSUMED) == "high (assumed: the source says HER2-positive alone)"
    assert wording.tiers(["high"], TiersBasis.STATED) == "high"
    assert rows.describe_match(made(tiers_basis="assumed")) == "these tiers only, tier assumed"
    assert rows.describe_match(made(tiers_basis="stated")) == "these tiers only"
    text, _marks, figures = drawn(View.RESPONSE, tiers="high", line="first-line")
    assert "assumed" in set(figures["tiers_basis"]) and "tier assumed" in text


def test_a_ratio_is_printed_as_its_source_prints_it() -> None:
    row = contrast("herizon-imu131", endpoint="OS", analysis="headline")
    assert "HR 0.6 " in wording.contrast(row) and "0.60" not in wording.contrast(row)
    assert "HR 0.74" in wording.contrast(contrast("toga", endpoint="OS", analysis="headline"))


def test_a_one_sided_p_says_so_and_a_two_sided_one_is_bare() -> None:
    assert wording.probability(made(p=0.004, p_sided=1)) == "p = 0.004, one-sided"
    assert wording.probability(made(p="<0.001", p_sided=None)) == "p <0.001"


def test_an_interval_of_another_level_carries_it() -> None:
    assert "(80 % CI " in wording.contrast(contrast("herizon-imu131", endpoint="PFS", analysis="headline"))


def test_not_reached_and_not_reported_never_look_alike() -> None:
    median = made(endpoint="OS", unit="months", value=None, value_printed="not reached", ci_printed="17.6–not reached")
    assert wording.outcome(median) == "OS not reached (95 % CI 17.6–not reached)"
    assert wording.outcome({**median, "value": 20.0, "value_printed": "20.0", "ci_printed": "17.6–not given"}) == (
        "OS 20.0 months (95 % CI 17.6–not given)"
    )
    assert "interval not reported" in wording.contrast(contrast("herizon-imu131", endpoint="OS", analysis="headline"))
    with using("zh"):
        assert "未达到" in wording.outcome(median) and "未给出" not in wording.outcome(median)


def test_a_contrast_by_a_biomarker_is_in_no_forest_and_stands_apart() -> None:
    by_biomarker = set(EVIDENCE.comparisons.loc[EVIDENCE.comparisons["contrast"] == "biomarker", "trial"])
    put = ask(View.HAZARD_RATIOS, subgroups="all")
    assert by_biomarker
    assert not set(put.figures(EVIDENCE)["contrast"].dropna())
    apart = put.list_biomarker_contrasts(EVIDENCE)
    assert set(apart["trial"]) <= by_biomarker and len(apart)
    said = wording.contrast(records(apart)[0])
    assert "same drug in both groups" in said and "favours" not in said


def test_pd_l1_by_cps_and_by_tap_never_share_an_axis() -> None:
    text, marks, figures = drawn(View.HAZARD_RATIOS, line="first-line", subgroups="all")
    by_scale = figures["pdl1_assay"].value_counts()
    assert set(by_scale.index) == {"CPS", "TAP"}
    assert len(marks) == len(figures) - by_scale.min()
    assert "PD-L1 by another scale" in text


def test_every_population_named_by_a_pd_l1_scale_has_that_scale() -> None:
    for frame in (EVIDENCE.outcomes, EVIDENCE.comparisons):
        for row in records(frame[["population", "pdl1_assay"]]):
            for scale in ("CPS", "TAP"):
                assert (scale in row["population"]) == (row["pdl1_assay"] == scale), row["population"]


@pytest.mark.parametrize(
    ("trial", "view", "words"),
    [
        ("rc48-toripalimab-phase1", View.RESPONSE, "another source gives 46 %"),
        ("kc-wise", View.OS, "read once, in a digest"),
        ("destiny-gastric03", View.PFS, "rest on one consensus"),
    ],
)
def test_the_caution_of_a_figure_is_signed_and_said_where_it_is_pointed_at(trial: str, view: View, words: str) -> None:
    put = ask(view)
    figures = put.figures(EVIDENCE)
    mine = figures[figures["trial"] == trial]
    assert any(words in str(caution) for caution in mine["caution"])
    lines = [line for line in put.forest(EVIDENCE, mine).lines if words in line.hover.replace("<br>", " ")]
    assert lines and all("⚠" in line.limits and words in line.remarks[0] for line in lines)


def test_an_arm_without_a_her2_drug_is_shown_as_such() -> None:
    """The first-line yardsticks by HER2 level are chemotherapy."""
    selection = Selection(tiers=(Tier.NONE,), only=True, setting=Setting.FIRST_LINE)
    figures = selection.figures(EVIDENCE, EVIDENCE.outcomes)
    treated = figures[(figures["role"] != "control") & (figures["endpoint"] == "PFS") & figures["at_months"].isna()]
    assert len(treated) and not treated["her2_directed"].any()
    assert all("no HER2-directed drug" in rows.describe_population(row) for row in records(treated))


def test_a_published_score_of_benefit_stands_with_the_contrast() -> None:
    text, _marks, _figures = drawn(View.HAZARD_RATIOS, line="first-line")
    (score, *_) = EVIDENCE.trials["keynote-811"].benefit
    assert f"{score.scale} {score.version}: {score.score}" in text


def test_an_arm_without_a_her2_drug_is_never_pooled() -> None:
    figures = ask(View.RESPONSE).figures(EVIDENCE)
    for agent_class in AgentClass:
        assert pooled_response(EVIDENCE, figures, agent_class).arms["her2_directed"].all()


def test_the_pan_tumour_rate_says_so_among_the_published_pooled_results() -> None:
    cautions = [one.caution for each in load_meta_analyses() for one in each.pooled if one.population == "DP303c"]
    assert cautions and all(caution and "pan-tumour" in caution for caution in cautions)
