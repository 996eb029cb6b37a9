"""A cohort of ten million rows, beside the same work done row by row and by a hand-written join, in one run.

make bench        (claims: 300 times the rate of DataFrame.apply; at most 1.5 times DuckDB's join; Polars at most 1.2 times its
own join; results as laboratories write them at most 3 times clean ones; 50 million rows of Parquet in less than 2 GiB)
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from her2core import classify, classify_frame
from her2core.cohort.spellings import COLUMNS, answer
from her2core.status.definitions import INPUTS, find

ROWS, SAMPLE, ROUNDS = 10_000_000, 20_000, 3
LONG, PART = 50_000_000, 5_000_000
IHC = ["0", "1+", "2+", "3+", "not done"]
ISH = ["amplified", "not amplified", "equivocal", "not evaluable", "not done"]
WRITTEN_IHC = "0|-|(-)|1|1+|+|(1+)|(+)|IHC 1+|HER2 1+|2|2+|++|(2+)|(++)|2＋|IHC 2+|IHC2+|HER2 2+|HER-2(2+)|3|3+|+++|(3+)|阳性(3+)|IHC 3+".split(
    "|"
)
WRITTEN_ISH = "amplified|FISH+|FISH(+)|(+)|positive|阳性|扩增|有扩增|not amplified|FISH-|FISH(-)|(-)|negative|阴性|无扩增|未扩增|临界|不确定|未检测|未做|失败".split(
    "|"
)


def cohort(rows: int, ihc: Sequence[str], ish: Sequence[str], seed: int = 1) -> pa.Table:
    """Make rows with a number and two results as text."""
    draw = np.random.default_rng(seed)

    def text(words: Sequence[str]) -> pa.Array:
        codes = pa.array(draw.integers(0, len(words), rows), pa.int32())
        return pa.DictionaryArray.from_arrays(codes, pa.array(words)).cast(pa.string())

    return pa.table({"id": np.arange(rows), "ihc": text(ihc), "ish": text(ish)})


def table() -> pa.Table:
    """Return the decision table over every input, to join with."""
    rules = find("csco-2025")
    rows = [(str(ihc), str(ish), *answer(rules, ihc, ish)) for ihc, ish in INPUTS]
    names = ("ihc", "ish", *COLUMNS)
    return pa.table(
        {name: pa.array(column, pa.string()) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    )


def best(*works: Callable[[], object]) -> list[float]:
    """Measure the shortest time of each, taken in turns."""
    times = [float("inf")] * len(works)
    for _round in range(ROUNDS):
        for place, work in enumerate(works):
            start = time.perf_counter()
            work()
            times[place] = min(times[place], time.perf_counter() - start)
    return times


def frames() -> None:
    """Compare pandas and Polars with what they are claimed against."""
    rows, rules = cohort(ROWS, IHC, ISH), table()
    clean, written = rows.to_pandas(), cohort(ROWS, WRITTEN_IHC, WRITTEN_ISH).to_pandas()
    few = clean.head(SAMPLE)
    start = time.perf_counter()
    few.apply(lambda row: classify(row["ihc"], row["ish"]), axis=1)
    rate = SAMPLE / (time.perf_counter() - start)
    join = f"select clean.*, {', '.join(COLUMNS)} from clean left join rules using (ihc, ish)"
    with duckdb.connect() as connection:
        connection.register("clean", clean)
        connection.register("rules", rules)
        ours, theirs, spelt = best(
            lambda: classify_frame(clean),
            lambda: connection.sql(join).to_arrow_table(),
            lambda: classify_frame(written),
        )
    print(
        f"pandas, {ROWS:,} rows: {ours:.2f} s; row by row {rate:,.0f} rows/s: ratio {ROWS / ours / rate:.0f} (claim: 300)"
    )
    print(f"pandas to DuckDB's join, {theirs:.2f} s: ratio {ours / theirs:.2f} (claim: at most 1.5)")
    print(f"as laboratories write them: {spelt:.2f} s, ratio to clean ones {spelt / ours:.2f} (claim: at most 3)")
    eager, rules_eager = pl.from_arrow(rows), pl.from_arrow(rules)
    assert isinstance(eager, pl.DataFrame) and isinstance(rules_eager, pl.DataFrame)
    ours, bare = best(lambda: classify_frame(eager), lambda: eager.join(rules_eager, on=["ihc", "ish"], how="left"))
    print(f"Polars: {ours:.2f} s, its bare join {bare:.2f} s: ratio {ours / bare:.2f} (claim: at most 1.2)")


# A child's peak counts what its parent held when it was started: so a small process starts it and says what it took.
MEASURED = """
import os, sys, time
start = time.monotonic()
child = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *sys.argv[1:]])
_pid, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), time.monotonic() - start, usage.ru_maxrss / (1 << 20))
"""


def files() -> None:
    """Run the command line on a file that is longer than what it may hold in memory."""
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.parquet"
        with pq.ParquetWriter(given, cohort(1, IHC, ISH).schema) as writer:
            for seed in range(LONG // PART):
                writer.write_table(cohort(PART, WRITTEN_IHC, WRITTEN_ISH, seed))
        for engine in ("duckdb", "polars", "pandas"):
            out = Path(folder) / f"{engine}.parquet"
            command = ["-m", "her2core", "classify-cohort", str(given), str(out), "--engine", engine]
            done = subprocess.run(
                [sys.executable, "-c", MEASURED, *command],
                cwd=Path(__file__).parent.parent,
                capture_output=True,
                text=True,
                check=True,
            )
            status, took, peak = map(float, done.stdout.split()[-3:])
            assert status == 0, done.stderr
            print(f"{engine}, {LONG:,} rows of Parquet: {took:.0f} s, peak {peak:.2f} GiB (claim: below 2)", flush=True)
            out.unlink()


if __name__ == "__main__":
    frames()
    if "frames" not in sys.argv:
        files()
