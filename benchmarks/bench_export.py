"""What an export of a case costs, beside a plain summary of it, once the app is warm; and the whole command.

make bench        (claim: at most 2 s for PPTX, PDF and HTML each, in the app and by the command)
"""

import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from her2core.language import using
from her2core.report.export import Format, export
from her2core.report.summary import summarise
from her2core.status.assessment import assess

ROOT = Path(__file__).parent.parent
CASE = {"ihc": "3+", "setting": "second-line"}
ROUNDS = 5


def main() -> None:
    def summary() -> object:
        return summarise(assess(CASE), datetime.now(UTC), "http://localhost:8501")

    with using("zh"):
        start = time.perf_counter()
        summary()
        first = time.perf_counter() - start
        base = _median(summary)
        print(f"summary: {base:.2f} s, the first in a process {first:.2f} s")
        for form in Format:
            start = time.perf_counter()
            export(summary(), form)
            cold = time.perf_counter() - start
            took = _median(lambda form=form: export(summary(), form))
            print(f"{form}: {took:.2f} s, {took / base:.1f} times the summary; the first {cold:.2f} s (claim: 2 s)")
    with tempfile.TemporaryDirectory() as folder:
        for form in Format:
            command = [
                sys.executable,
                "-m",
                "her2core",
                "export",
                "--ihc",
                "3+",
                "--setting",
                "second-line",
                "--lang",
                "zh",
            ]
            start = time.perf_counter()
            subprocess.run(
                [*command, "--format", form, f"{folder}/case.{form}"], cwd=ROOT, check=True, capture_output=True
            )
            print(f"whole command, {form}: {time.perf_counter() - start:.2f} s (claim: 2 s)")


def _median(work: object) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
