"""How often HER2 was lost after trastuzumab is said from the series that count it, and from no other."""

import pytest
from pydantic import ValidationError

from her2core.evidence.series import Dynamics, after_trastuzumab, load_dynamics


def series(comparison: str, lost_after: str | None = None, **rates: object) -> Dynamics:
    return Dynamics.model_validate(
        {
            "id": "a-series",
            "title": "A series",
            "comparison": comparison,
            "lost_after": lost_after,
            "country": "China",
            "rates": rates,
            "source": "A journal",
            "verified": "once",
            "note": "Made up.",
        }
    )


def test_the_lowest_and_the_highest_loss_after_trastuzumab_are_said_with_how_many_series_there_are() -> None:
    few = series("before v after first-line trastuzumab", "trastuzumab", positive_to_negative={"percent": 16})
    many = series("new tissue at progression", "trastuzumab", positive_to_negative={"percent": 69})
    assert "lost in 16 to 69 % of patients in 2 series" in after_trastuzumab([few, many])


def test_a_loss_after_another_treatment_does_not_count_however_its_comparison_is_worded() -> None:
    after_chemotherapy = series(
        "before v after chemotherapy without anti-HER2 drug", positive_to_negative={"percent": 3}
    )
    after_t_dxd = series("before v after T-DXd", "trastuzumab-deruxtecan", positive_to_negative={"percent": 90})
    counted = series("before v after trastuzumab", "trastuzumab", positive_to_negative={"percent": 29.1})
    assert "lost in 29.1 to 29.1 % of patients in 1 series" in after_trastuzumab(
        [after_chemotherapy, after_t_dxd, counted]
    )


def test_a_series_that_counts_no_loss_cannot_be_one_of_loss() -> None:
    with pytest.raises(ValidationError, match="lost_after"):
        series("before v after trastuzumab", "trastuzumab", negative_to_positive={"percent": 4})


@pytest.mark.parametrize("each", [each for each in load_dynamics() if each.lost_after], ids=lambda each: each.id)
def test_a_series_of_loss_compares_the_tumour_before_and_after_treatment_with_a_her2_drug(each: Dynamics) -> None:
    assert "before v after" in each.comparison and "without" not in each.comparison
