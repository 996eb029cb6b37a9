"""Lost clicks: random readers behind a slow line. Claim: 0 of 200 sequences end in anything but what was clicked.

Each sequence is entries, filters, drawers, pages, languages, Back and Forward, through a line of 0 to 2 s each way, 0 to 1 s
apart. Where Back or Forward came before an answer the app may say so; those are counted. A plain page of Streamlit behind the
same line is the baseline: what it loses, Streamlit loses.

    .venv/bin/python benchmarks/soak_clicks.py --sequences 200 --first 0 --readers 4
"""

import argparse
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Error

from tests.browser.clicks import hurry, pace, reader, said, sequence
from tests.browser.driver import browsing, serving
from tests.browser.proxy import slow_line


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sequences", type=int, default=200)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--readers", type=int, default=1, help="how many click at once, each at a server of their own")
    arguments = options.parse_args()
    seeds = range(arguments.first, arguments.first + arguments.sequences)
    with ProcessPoolExecutor(arguments.readers) as readers:
        counts = list(readers.map(soak, [seeds[place :: arguments.readers] for place in range(arguments.readers)]))
    lost, notices = (sum(each) for each in zip(*counts, strict=True))
    print(f"{lost} of {arguments.sequences} sequences lost something (claim 0); {notices} were told to check the case")
    return 1 if lost else 0


def soak(seeds: range) -> tuple[int, int]:
    """Count the sequences of these seeds that lose something, and those after which one is told to check the case."""
    lost = notices = 0
    with tempfile.TemporaryDirectory() as folder:
        place = {"HER2_DATABASE_URL": f"sqlite:///{folder}/board.sqlite"}
        with serving(environment=place) as server, slow_line(server) as line, browsing() as browser:
            for seed in seeds:
                clicks, (delay, gap) = sequence(seed), pace(seed)
                with reader(browser, line) as page:
                    try:
                        faults = hurry(page, line, clicks, delay, gap)
                        notices += said(page)
                    except Error as error:
                        faults = [str(error).splitlines()[0]]
                    finally:
                        line.delay = 0
                if faults:
                    lost += 1
                    walked = "; ".join(map(str, clicks))
                    print(
                        f"seed {seed}, {delay} s each way, clicks {gap} s apart: {walked}: {'; '.join(faults)}",
                        flush=True,
                    )
    return lost, notices


if __name__ == "__main__":
    sys.exit(main())
