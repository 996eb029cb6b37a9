"""Every library gives exactly what one case gets, row by row."""

import warnings
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2core.cohort.frame import classify_frame
from her2core.cohort.spellings import COLUMNS
from tests.her2core.cohort.written import GARBAGE, IHC, ISH, answers

Pairs = list[tuple[str | None, str | None]]
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
pairs = st.lists(
    st.tuples(st.sampled_from([*IHC, *GARBAGE]) | text, st.sampled_from([*ISH, *GARBAGE]) | text), max_size=20
)


def table(given: Pairs) -> pa.Table:
    ihc, ish = zip(*given, strict=True) if given else ((), ())
    return pa.table({"n": range(len(given)), "ihc": pa.array(ihc, pa.string()), "ish": pa.array(ish, pa.string())})


def rows(result: pa.Table) -> list[tuple[Any, ...]]:
    return list(zip(*(result[name].to_pylist() for name in ("n", *COLUMNS)), strict=True))


def of_pandas(result: pd.DataFrame) -> list[tuple[Any, ...]]:
    plain = result[["n", *COLUMNS]].astype(object)
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


def pandas_text(stored: pa.Table) -> list[tuple[Any, ...]]:
    return of_pandas(classify_frame(stored.to_pandas().astype({"ihc": "str", "ish": "str"})))


def pandas_objects(stored: pa.Table) -> list[tuple[Any, ...]]:
    frame = pd.DataFrame({name: pd.Series(stored[name].to_pylist(), dtype=object) for name in stored.column_names})
    return of_pandas(classify_frame(frame))


def polars_eager(stored: pa.Table) -> list[tuple[Any, ...]]:
    result = classify_frame(pl.from_arrow(stored))
    assert isinstance(result, pl.DataFrame)
    return rows(result.to_arrow())


def polars_lazy(stored: pa.Table) -> list[tuple[Any, ...]]:
    result = classify_frame(pl.from_arrow(stored).lazy())
    assert isinstance(result, pl.LazyFrame)
    return rows(result.collect().to_arrow())


def arrow(stored: pa.Table) -> list[tuple[Any, ...]]:
    return rows(classify_frame(stored))


def duckdb_relation(stored: pa.Table | duckdb.DuckDBPyRelation) -> list[tuple[Any, ...]]:
    result = classify_frame(duckdb.from_arrow(stored) if isinstance(stored, pa.Table) else stored)
    assert isinstance(result, duckdb.DuckDBPyRelation)
    return rows(result.to_arrow_table())


LIBRARIES = (pandas_text, pandas_objects, polars_eager, polars_lazy, arrow, duckdb_relation)


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda each: each.__name__)
@settings(max_examples=40, deadline=None)
@given(given=pairs)
def test_each_row_gets_what_one_case_gets_in_its_order(
    library: Callable[[pa.Table], list[tuple[Any, ...]]], given: Pairs
) -> None:
    assert library(table(given)) == [(n, *answer) for n, answer in enumerate(answers(given))]


@pytest.fixture(scope="module")
def every_pair() -> Pairs:
    return list(product([*IHC, *GARBAGE], [*ISH, *GARBAGE]))


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda each: each.__name__)
def test_every_spelling_with_every_other(
    library: Callable[[pa.Table], list[tuple[Any, ...]]], every_pair: Pairs
) -> None:
    assert library(table(every_pair)) == [(n, *answer) for n, answer in enumerate(answers(every_pair))]


def test_duckdb_keeps_the_order_of_rows_that_it_reads_side_by_side(every_pair: Pairs, tmp_path: Path) -> None:
    """It does not where it makes a join of a condition, as it does of a long IN."""
    stored = table(every_pair * 100)
    pq.write_table(stored, tmp_path / "in.parquet", row_group_size=4096)
    assert duckdb_relation(duckdb.read_parquet(str(tmp_path / "in.parquet"))) == [
        (n, *each) for n, each in enumerate(answers(every_pair) * 100)
    ]


def test_dask_gives_the_same_and_stays_lazy(every_pair: Pairs) -> None:
    import dask.dataframe as dd

    frame = dd.from_pandas(table(every_pair).to_pandas(), npartitions=3)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Dask support is moving", FutureWarning)
        result = classify_frame(frame)
    assert isinstance(result, dd.DataFrame)
    assert of_pandas(result.compute()) == [(n, *answer) for n, answer in enumerate(answers(every_pair))]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "2"}
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    yield session
    session.stop()


@pytest.mark.xdist_group("Spark")
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
def test_spark_gives_the_same_and_stays_lazy(every_pair: Pairs, spark: Any) -> None:
    from pyspark.sql import DataFrame

    stored = table(every_pair)
    frame = spark.createDataFrame(stored.to_pylist(), "n bigint, ihc string, ish string")
    result = classify_frame(frame)
    assert isinstance(result, DataFrame)
    given = sorted(tuple(row[name] for name in ("n", *COLUMNS)) for row in result.collect())
    assert given == [(n, *answer) for n, answer in enumerate(answers(every_pair))]
