"""A table of cases is one test, which names every row that is wrong: a thousand small tests say no more, and take a minute."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def each_row(
    names: str | tuple[str, ...], rows: Iterable[Any], ids: Iterable[str] | Callable[[Any], str] | None = None
) -> Callable[[Test], Test]:
    """Check each row of a table in one test, written as `pytest.mark.parametrize` is.

    All rows are checked, whatever the first ones say, and each that failed is named with its reason. The rows share the
    fixtures of the test: what a row changes, the next one meets.
    """
    fields = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    table = [tuple(row) if len(fields) > 1 else (row,) for row in rows]
    called = [str(ids(*row)) for row in table] if callable(ids) else list(ids or map(_describe, table))
    assert table, "a table without a row checks nothing"

    def decorate(test: Test) -> Test:
        signature = inspect.signature(test)

        @wraps(test)
        def check(**fixtures: Any) -> None:
            wrong: list[tuple[str, BaseException]] = []
            for name, row in zip(called, table, strict=True):
                try:
                    test(**fixtures, **dict(zip(fields, row, strict=True)))
                except (Exception, pytest.fail.Exception) as error:
                    wrong.append((name, error))
            if wrong:
                lines = "\n".join(f"{name}: {type(error).__name__}: {error}" for name, error in wrong)
                raise AssertionError(f"{len(wrong)} of {len(table)} rows are wrong\n{lines}") from wrong[0][1]

        left = [each for name, each in signature.parameters.items() if name not in fields]
        check.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]
        return check

    return decorate


def _describe(row: tuple[Any, ...]) -> str:
    return ", ".join(map(repr, row))
