"""What an export of a case costs, once the app is warm and by the whole command; and what the slides of 3+ first line hold.

make bench        (claim: at most 2 s for each form, in the app and by the command; at most 6 slides, smallest text 12 pt;
                   with all figures every figure of the frames)
"""

import io
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pptx import Presentation

from her2core.evidence import load_evidence
from her2core.language import using
from her2core.query.filters import Filter, Filters
from her2core.query.question import question
from her2core.report.export import Format, export
from her2core.report.forests import ASKED
from her2core.report.slides import pptx
from her2core.report.summary import Scope, summarise
from her2core.status.assessment import assess

ROOT = Path(__file__).parent.parent
CASE = {"ihc": "3+", "setting": "first-line"}
ROUNDS = 5


def main() -> None:
    assessment = assess(CASE)
    with using("zh"):
        for form in Format:
            start = time.perf_counter()
            export(assessment, form, datetime.now(UTC))
            cold = time.perf_counter() - start
            took = _median(lambda form=form: export(assessment, form, datetime.now(UTC)))
            print(f"{form}: {took:.2f} s; the first {cold:.2f} s (claim: 2 s)")
    for scope in (Scope(), Scope(whole=True)):
        start = time.perf_counter()
        summary = summarise(assessment, datetime.now(UTC), "", scope)
        content = pptx([summary])
        took = time.perf_counter() - start
        deck = Presentation(io.BytesIO(content))
        whole = "with all figures" if scope.whole else "the pack"
        print(f"{whole}: {len(deck.slides)} slides, smallest text {_find_smallest(content):g} pt, {took:.2f} s")
        if scope.whole:
            shown = sum(len(each.forest.lines) for each in summary.forests)
            questions = [question(Filters().ask(Filter.VIEW, view), assessment) for view in ASKED]
            asked = sum(len(each.figures(load_evidence())) for each in questions)
            print(f"{whole}: {shown} figures of {asked} of the frames")
    with tempfile.TemporaryDirectory() as folder:
        for form in Format:
            command = [sys.executable, "-m", "her2core", "export", "--lang", "zh", "--format", form]
            command += [part for name, value in CASE.items() for part in (f"--{name}", value)]
            start = time.perf_counter()
            subprocess.run([*command, f"{folder}/case.{form}"], cwd=ROOT, check=True, capture_output=True)
            print(f"whole command, {form}: {time.perf_counter() - start:.2f} s (claim: 2 s)")


def _find_smallest(content: bytes) -> float:
    """The smallest text of any slide, in points."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        slides = [file.read(name).decode() for name in file.namelist() if name.startswith("ppt/slides/slide")]
    return min(int(size) for slide in slides for size in re.findall(r'<a:rPr[^>]* sz="(\d+)"', slide)) / 100


def _median(work: object) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()  # type: ignore[operator]
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
