"""The command on a cohort, and the files that it is given."""

import csv
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from her2core.__main__ import main
from her2core.cohort import engines
from tests.her2core.cohort.written import GARBAGE, IHC, ISH

ROOT = Path(__file__).parent.parent.parent.parent
PAIRS = list(product([*IHC, *GARBAGE], [*ISH, *GARBAGE]))
STREAMING, PARALLEL = list(engines.STREAMING), list(engines.PARALLEL)


def cohort(ihc: str = "ihc", ish: str = "ish") -> pa.Table:
    first, second = zip(*PAIRS, strict=True)
    count = pa.array([None if n % 7 == 0 else n for n in range(len(PAIRS))], pa.int64())
    return pa.table({"count": count, ihc: pa.array(first), ish: pa.array(second)})


def parquet(path: Path, table: pa.Table | None = None) -> Path:
    pq.write_table(cohort() if table is None else table, path)
    return path


def text(path: Path, header: list[str], *rows: list[str], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def run(*arguments: object) -> int:
    return main(["classify-cohort", *map(str, arguments)])
