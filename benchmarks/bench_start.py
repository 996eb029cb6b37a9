"""What a script waits for: one classification, and the whole evidence; each a process of its own.

make bench        (claims: classification under 0.3 s above bare Python, evidence under 0.5 s)
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 7
BARE = "pass"
CLASSIFY = "from her2core import classify; classify(ihc='2+', ish='not amplified')"
PARSE = """
import time, yaml, pathlib
start = time.perf_counter()
for path in pathlib.Path("data/trials").glob("*.yaml"):
    yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
print(time.perf_counter() - start)
"""
LOAD = """
import time, pandas
from her2core.evidence import load_evidence
start = time.perf_counter()
evidence = load_evidence()
evidence.outcomes, evidence.comparisons, evidence.safety
print(time.perf_counter() - start)
"""


def whole(code: str) -> float:
    """Measure the seconds of a whole process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    return time.perf_counter() - start


def inside(code: str) -> float:
    """Measure the seconds that a process takes by its own clock."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def main() -> None:
    pairs = [(whole(CLASSIFY), whole(BARE)) for _run in range(RUNS)]
    one, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"one classification: {one:.2f} s, bare Python: {bare:.2f} s, ratio {one / bare:.1f}, above it {one - bare:.2f} s (claim: 0.3)"
    )
    pairs = [(inside(LOAD), inside(PARSE)) for _run in range(RUNS)]
    load, parse = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(
        f"evidence read, validated, as frames: {load:.2f} s, YAML alone: {parse:.2f} s, ratio {load / parse:.1f} (claim: 0.5 s)"
    )


if __name__ == "__main__":
    main()
