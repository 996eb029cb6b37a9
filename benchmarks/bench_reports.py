"""100,000 pathology reports of a cohort read, beside a plain scan of the same texts by regular expressions, in one run.

make bench        (claims: at least 5,000 reports a second of one core through the cohort; no wrong entry on the corpus of the tests)
"""

import random
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import pandas as pd

from her2core import read_report
from her2core.cohort.report_text import read_report_column
from tests.her2core.pathology.corpus import read_corpus

REPORTS, ROUNDS = 100_000, 2
FORMS = [
    "Case {n}. Stomach, antrum, biopsy: adenocarcinoma. HER2 immunohistochemistry: equivocal (2+). FISH: HER2/CEP17 ratio {ratio}, "
    "mean HER2 copies {copies}, mean CEP17 copies 2.3, 40 nuclei scored. Not amplified.",
    "SPECIMEN {n}\nPROCEDURE: Total gastrectomy\nTUMOR SITE: Antrum\nHISTOLOGIC TYPE: Adenocarcinoma\nHER2 (by immunohistochemistry): "
    "Negative (Score 1+)\nMMR: intact",
    "{n}: Gastric biopsies. HER2 IHC 3+. PD-L1 (22C3) CPS {cps}.",
    "{n}: Gastric biopsies, chronic active gastritis with intestinal metaplasia, no dysplasia. Helicobacter present.",
    "{n} HER2 by IHC will be reported in an addendum. FISH pending.",
    "病理号{n}。（胃窦活检）低分化腺癌。免疫组化：CK(+)，HER2(2+)，Ki-67(约60%+)，MLH1(+)，MSH2(+)，PD-L1(22C3) CPS={cps}。FISH检测：HER2基因无扩增，HER2/CEP17={ratio}。",
    "病理号{n}。（远端胃切除标本）中分化腺癌，浸润至浆膜下层。免疫组化：HER2（1+），EGFR（2+），P53（+）。",
    "{n}：胃镜活检组织，腺癌。HER2（3+），阳性对照成立。",
    "{n}：（胃体）黏膜慢性炎，伴肠上皮化生，未见异型增生。",
    "{n}：HER2免疫组化待报，建议FISH检测。",
]  # fmt: skip
# What a script would look for: a score behind the name, a word of ISH, a ratio, CPS and the specimen; it understands nothing.
SCAN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:HER-?2|c-?erbB-?2)[^.。;；\n]{0,60}?([0-3]\s?[+＋])",
        r"not amplified|amplified|无扩增|未扩增|扩增",
        r"(?:ratio|比值|CEP17)\s?[:：=＝]?\s?(\d+\.\d+)",
        r"CPS\s?[:：=＝]?\s?(\d+)",
        r"biopsy|biopsies|gastrectomy|resection|活检|切除标本",
    )
]


def make_reports() -> pd.DataFrame:
    """Make reports of which no two are the same."""
    draw = random.Random(1)
    texts = [
        draw.choice(FORMS).format(
            n=n, ratio=f"{draw.uniform(0.8, 1.7):.2f}", copies=f"{draw.uniform(2, 4):.1f}", cps=draw.randint(0, 60)
        )
        for n in range(REPORTS)
    ]
    return pd.DataFrame({"report": pd.Series(texts, dtype="str")})


def measure(work: Callable[[], object]) -> float:
    """Measure the shortest time of several rounds, of the processor alone: both works run on one core and wait for nothing."""
    times = []
    for _round in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def speed() -> None:
    """Compare a cohort's column of reports with the plain scan."""
    frame = make_reports()
    texts = frame["report"].tolist()
    ours = measure(lambda: read_report_column(frame, "report"))
    plain = measure(lambda: [[pattern.findall(text) for pattern in SCAN] for text in texts])
    print(f"{REPORTS:,} reports of {sum(map(len, texts)) / REPORTS:.0f} characters")
    print(f"read through the cohort: {REPORTS / ours:,.0f} a second (claim: at least 5,000)")
    print(f"plain regular expressions: {REPORTS / plain:,.0f} a second; ours takes {ours / plain:.1f} times as long")


def recall() -> None:
    """Count what is read of the corpus, and what is read wrongly."""
    wrong, read, there = 0, 0, 0
    sentences = read_corpus()
    for sentence in sentences:
        cases = [specimen.case for specimen in read_report(sentence.text).specimens]
        misread = sentence.misread(cases)
        wrong += len(misread)
        read += sum(len(case) for case in cases if case not in misread)
        there += sentence.entries
    traps = sum(not sentence.entries for sentence in sentences)
    print(f"corpus: {len(sentences)} sentences, {traps} of which report nothing that may be entered")
    print(f"wrong cases {wrong} (claim: none); entries read {read} of {there}, recall {read / there:.1%}")


if __name__ == "__main__":
    recall()
    speed()
