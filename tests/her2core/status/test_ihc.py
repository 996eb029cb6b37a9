"""IHC is scored from staining by the gastric rules: by percentage on a resection, by cluster on a biopsy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import InputError, score_ihc
from her2core.status.decision_tables import reading_table
from her2core.terms import Flag, Intensity, Specimen


@pytest.mark.parametrize(
    ("intensity", "score"), [("none", "0"), ("faint", "1+"), ("weak to moderate", "2+"), ("strong", "3+")]
)
def test_a_resection_is_scored_from_10_percent_of_tumour_cells(intensity: str, score: str) -> None:
    assert score_ihc("resection", intensity, percent=10).score == score
    assert score_ihc("resection", intensity, percent=100).score == score
    assert score_ihc("resection", intensity, percent="9.99").score == "0"


@pytest.mark.parametrize(
    ("intensity", "score"), [("none", "0"), ("faint", "1+"), ("weak to moderate", "2+"), ("strong", "3+")]
)
def test_a_biopsy_is_scored_from_a_cluster_of_5_whatever_the_percentage(intensity: str, score: str) -> None:
    assert score_ihc("biopsy", intensity, cluster=5).score == score
    assert score_ihc("biopsy", intensity, cluster=5, percent=1).score == score
    assert score_ihc("biopsy", intensity, cluster=4, percent=90).score == "0"


def test_strong_staining_below_the_threshold_of_a_resection_scores_0_with_a_comment() -> None:
    reading = score_ihc("resection", "strong", percent=9)
    assert reading.score == "0"
    assert reading.flags == (Flag.BELOW_THRESHOLD,)
    assert score_ihc("resection", "faint", percent=9).flags == ()


def test_5_percent_strong_and_30_percent_moderate_is_2() -> None:
    reading = score_ihc("resection", "strong", percent=5, second_intensity="weak to moderate", second_percent=30)
    assert (reading.score, reading.row, reading.flags) == ("2+", "weak to moderate", (Flag.BELOW_THRESHOLD,))


# Strong, weak to moderate and faint, each "this or stronger", and the highest that reaches the threshold.
TWO = [
    ("strong", 5, "faint", 30, "1+"), ("strong", 10, "faint", 30, "3+"), ("weak to moderate", 9, "faint", 9, "0"), ("faint", 50, "strong", 20, "3+"),
    ("strong", "9.99", "weak to moderate", 10, "2+"), ("strong", 3, "none", 100, "0"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "percent", "other", "second", "score"), TWO)
def test_of_two_intensities_the_highest_that_reaches_the_threshold_gives_the_score(
    one: str, percent: object, other: str, second: object, score: str
) -> None:
    assert score_ihc("resection", one, percent, second_intensity=other, second_percent=second).score == score


def test_two_clusters_of_a_biopsy_are_scored_alike() -> None:
    reading = score_ihc("biopsy", "strong", cluster=3, second_intensity="weak to moderate", second_cluster=8)
    assert reading.score == "2+"


@pytest.mark.parametrize("specimen", ["cell block", "core biopsy of a metastasis"])
def test_a_cell_block_and_a_core_biopsy_of_a_metastasis_are_scored_as_a_biopsy_and_that_is_our_reading(
    specimen: str,
) -> None:
    assert score_ihc(specimen, "strong", cluster=5, percent=1).score == "3+"
    below = score_ihc(specimen, "strong", cluster=4, percent=90)
    assert below.score == "0"
    assert Flag.SCORED_AS_BIOPSY in below.flags
    (row,) = [row for row in reading_table("ihc-staining").rows if row.id == below.row]
    assert row.basis == "reading"


def test_a_biopsy_below_the_cluster_is_cautioned_and_one_without_staining_is_not() -> None:
    (comment,) = score_ihc("biopsy", "strong", cluster=4).comments
    assert comment.flag is Flag.CLUSTER_BELOW_THRESHOLD
    assert "more fragments or another biopsy" in comment.text
    assert score_ihc("biopsy", "none").comments == score_ihc("biopsy", "strong", cluster=5).comments == ()


def test_an_entry_of_staining_names_what_is_not_scored() -> None:
    ignored = reading_table("ihc-staining").ignored or ""
    for word in ("cytoplasmic", "nuclear", "intestinal metaplasia", "crushed"):
        assert word in ignored


RESECTION = {"specimen": "resection", "intensity": "strong", "percent": 30}


@pytest.mark.parametrize(
    ("given_", "field"),
    [
        ({"specimen": "cytology", "intensity": "strong"}, "specimen"),
        ({"specimen": "biopsy", "intensity": "ultralow", "cluster": 5}, "intensity"),
        ({"specimen": "biopsy", "intensity": "strong"}, "cluster"),
        ({"specimen": "biopsy", "intensity": "strong", "percent": 20}, "cluster"),
        ({"specimen": "resection", "intensity": "strong"}, "percent"),
        ({"specimen": "resection", "intensity": "strong", "percent": 101}, "percent"),
        ({"specimen": "resection", "intensity": "strong", "percent": -1}, "percent"),
        ({"specimen": "biopsy", "intensity": "strong", "cluster": 5.5}, "cluster"),
        # 0 % of the cells are not strongly stained
        ({"specimen": "resection", "intensity": "strong", "percent": 0}, "percent"),
        ({"specimen": "biopsy", "intensity": "faint", "cluster": 0}, "cluster"),
        ({"specimen": "cell block", "intensity": "strong", "percent": 20}, "cluster"),
        # the weaker staining counts the stronger one too, so its cells cannot be fewer
        (RESECTION | {"second_intensity": "faint", "second_percent": 29}, "second_percent"),
        (RESECTION | {"second_intensity": "faint"}, "second_percent"),
        (RESECTION | {"second_percent": 50}, "second_intensity"),
        (RESECTION | {"second_intensity": "strong", "second_percent": 50}, "second_intensity"),
    ],
)
def test_an_entry_that_is_missing_or_impossible_is_named(given_: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as fault:
        score_ihc(**given_)  # type: ignore[arg-type]
    assert fault.value.field == field


@given(
    specimen=st.sampled_from(list(Specimen)),
    intensity=st.sampled_from(list(Intensity)),
    percent=st.decimals("0.01", 100, places=2),
    cluster=st.integers(1, 1000),
)
def test_every_possible_staining_has_one_score_and_its_reason(
    specimen: Specimen, intensity: Intensity, percent: object, cluster: int
) -> None:
    reading = score_ihc(specimen, intensity, percent=str(percent), cluster=cluster)
    assert reading.score in {"0", "1+", "2+", "3+"}
    assert reading.reason
    assert reading.source
