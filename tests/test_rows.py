"""A table that is checked in one test hides no row of it."""

import pytest

from tests.rows import each_row


def test_every_wrong_row_is_named_with_its_reason_and_no_other() -> None:
    @each_row(("number", "double"), [(1, 2), (2, 5), (3, 6), (4, 9)])
    def check(number: int, double: int) -> None:
        assert number * 2 == double

    with pytest.raises(AssertionError, match="2 of 4 rows are wrong") as failed:
        check()
    lines = str(failed.value).splitlines()
    assert [line.partition(":")[0] for line in lines if "AssertionError" in line] == ["2, 5", "4, 9"]
    assert "assert (2 * 2) == 5" in str(failed.value)


def test_a_row_fails_by_whatever_it_raises() -> None:
    @each_row("text", ["1", "one", "2"])
    def check(text: str) -> None:
        with pytest.raises(ZeroDivisionError):
            raise (ZeroDivisionError if int(text) == 1 else ValueError)

    with pytest.raises(AssertionError, match=r"2 of 3 rows are wrong\n'one': ValueError.*\n'2': ValueError"):
        check()


def test_a_refusal_that_does_not_come_is_a_failure() -> None:
    @each_row("number", [0, 1], ids=["zero", "one"])
    def check(number: int) -> None:
        with pytest.raises(ZeroDivisionError):
            assert 1 / number

    with pytest.raises(AssertionError, match="1 of 2 rows are wrong\none: Failed: DID NOT RAISE"):
        check()


@each_row("letter", "ab")
def test_a_table_may_stand_beside_fixtures(letter: str, tmp_path: object) -> None:
    assert letter in "ab" and tmp_path


def test_a_table_without_a_row_is_a_failure() -> None:
    with pytest.raises(AssertionError, match="checks nothing"):
        each_row("nothing", [])
