"""IHC is scored from staining by the gastric rules: by percentage on a resection, by cluster on a biopsy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core import InputError, score_ihc
from her2core.terms import Flag, Intensity


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
    ],
)
def test_an_entry_that_is_missing_or_impossible_is_named(given_: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as fault:
        score_ihc(**given_)  # type: ignore[arg-type]
    assert fault.value.field == field


@given(
    specimen=st.sampled_from(["resection", "biopsy"]),
    intensity=st.sampled_from(list(Intensity)),
    percent=st.decimals(0, 100, places=2),
    cluster=st.integers(0, 1000),
)
def test_every_possible_staining_has_one_score_and_its_reason(
    specimen: str, intensity: Intensity, percent: object, cluster: int
) -> None:
    reading = score_ihc(specimen, intensity, percent=str(percent), cluster=cluster)
    assert reading.score in {"0", "1+", "2+", "3+"}
    assert reading.reason
    assert reading.source
