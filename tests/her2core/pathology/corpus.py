"""The corpus of sentences, and how what was read of one is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

Case = Mapping[str, str]


@dataclass(frozen=True)
class Sentence:
    """A text of the corpus, and what each of its specimens reports, in their order."""

    text: str
    says: tuple[Case, ...]

    def misread(self, cases: Sequence[Case]) -> list[Case]:
        """List the cases that hold an entry which the sentence does not report of one specimen."""
        left, wrong = list(self.says), []
        for case in cases:
            place = next((place for place, truth in enumerate(left) if case.items() <= truth.items()), None)
            if place is None and case:
                wrong.append(case)
            elif place is not None:
                left = left[place + 1 :]
        return wrong

    @property
    def entries(self) -> int:
        """How many entries the sentence reports."""
        return sum(len(truth) for truth in self.says)


def read_corpus() -> list[Sentence]:
    """Read every sentence of the corpus, in both languages."""
    content = yaml.load(Path(__file__).with_name("corpus.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return [
        Sentence(each["text"], tuple(each["says"] if isinstance(each["says"], list) else [each["says"]]))
        for sentences in content.values()
        for each in sentences
    ]
