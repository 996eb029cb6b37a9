"""A date is read as archives write it; day first, where two numbers stand before the year."""

import pandas as pd
import pytest

from her2core.cohort.answers import distribution_by, years
from her2core.cohort.dates import parse_date


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-03-05", (2024, 3, 5)), ("2024/3/5 10:20", (2024, 3, 5)), ("2024年3月5日", (2024, 3, 5)), ("20240305", (2024, 3, 5)),
        ("05.03.2024", (2024, 3, 5)), ("5/3/2024", (2024, 3, 5)), ("05-03-2024", (2024, 3, 5)), ("25.12.2024 08:00", (2024, 12, 25)),
        ("12/25/2024", (2024, 12, 25)), ("03/2024", (2024, 3, 0)), ("5-Mar-2024", (2024, 3, 5)), ("5. März 2024", (2024, 3, 5)),
        ("5 mars 2024", (2024, 3, 5)), ("March 5, 2024", (2024, 3, 5)), ("Dic 2024", (2024, 12, 0)), ("2024", (2024, 0, 0)),
        ("32.03.2024", None), ("05.13.24", None), ("13.13.2024", None), ("5-Foo-2024", None), ("1989", None), ("S2024", None), ("", None),
    ],
)  # fmt: skip
def test_a_date_as_archives_write_it(written: str, date: tuple[int, int, int] | None) -> None:
    assert parse_date(written) == date


def test_days_first_are_counted_by_year_and_stand_in_their_order() -> None:
    days = pd.Series(["05.03.2024", "04.03.2024", "06.02.2023"])
    assert years(days).tolist() == [2024, 2024, 2023]
    cohort = pd.DataFrame({"date": days, "her2_tier": "high", "her2_state": "final"})
    assert distribution_by(cohort, "date")["value"].unique().tolist() == ["06.02.2023", "04.03.2024", "05.03.2024"]
