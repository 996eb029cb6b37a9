"""How the words of labels are read against a case: `data/labels.yaml`."""

from functools import cache
from typing import Literal

from her2core.data_files import DATA, Model, read
from her2core.terms import Basis

EarlierTrastuzumab = Literal["needed", "not yet", "not asked", "not said"]


class Her2Text(Model):
    """HER2 words of a label that say less than a definition."""

    text: str
    silent_on_ish: bool
    basis: Basis


class EarlierTherapy(Model):
    """What labels with these words ask for besides their line."""

    texts: tuple[str, ...]
    trastuzumab: EarlierTrastuzumab
    basis: Basis


class _LabelsFile(Model):
    her2: tuple[Her2Text, ...]
    earlier_therapy: tuple[EarlierTherapy, ...]


@cache
def load_label_texts() -> _LabelsFile:
    """Load how the words of labels are read."""
    return read(_LabelsFile, DATA / "labels.yaml")


@cache
def find_earlier_therapy(text: str) -> EarlierTherapy | None:
    """Find how the words of a label on earlier therapy are read, or None where that is not known."""
    return next((each for each in load_label_texts().earlier_therapy if text in each.texts), None)


@cache
def is_silent_on_ish(text: str) -> bool:
    """Tell whether the HER2 words of a label do not say how ISH counts."""
    return any(each.silent_on_ish for each in load_label_texts().her2 if each.text == text)
