"""IHC score from membrane staining, by the gastric rules (Hofmann 2008, Rüschoff 2010, ToGA)."""

from dataclasses import dataclass

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import number, word
from her2core.status.decision_tables import Comment, reading_table
from her2core.terms import Flag, IhcScore, Intensity, Specimen


@dataclass(frozen=True)
class IhcReading:
    """An IHC score with the line of the scoring table that gave it."""

    score: IhcScore
    row: str
    reason: str
    comments: tuple[Comment, ...]
    source: str

    @property
    def flags(self) -> tuple[Flag, ...]:
        return tuple(comment.flag for comment in self.comments)


def score_ihc(specimen: object, intensity: object, percent: object = None, cluster: object = None) -> IhcReading:
    """Score a resection (by percentage) or a biopsy (by cluster).

    Parameters
    ----------
    specimen : "resection" or "biopsy"
    intensity : "none", "faint", "weak to moderate" or "strong"
    percent : stained tumour cells in percent, 0 to 100; needed for a resection
    cluster : size of the largest stained cluster in tumour cells; needed for a biopsy

    Raises
    ------
    InputError
        if an entry is missing or impossible

    >>> score_ihc(specimen="biopsy", cluster=6, intensity="strong").score.value
    '3+'
    """
    table = reading_table("ihc-staining")
    where, stain = word("specimen", Specimen, specimen), word("intensity", Intensity, intensity)
    readings = {
        "specimen": where.value,
        "intensity": stain.value,
        "percent": number("percent", percent, at_most=100),
        "cluster": number("cluster", cluster, whole=True),
    }
    needed = "percent" if where is Specimen.RESECTION else "cluster"
    if stain is not Intensity.NONE and readings[needed] is None:
        accepted = (
            Message("a number from 0 to 100, needed for a resection")
            if needed == "percent"
            else Message("a whole number from 0, needed for a biopsy")
        )
        raise InputError(needed, Message("nothing"), accepted)
    row = table.first(readings)
    assert row is not None and row.score is not None, "the table is total once specimen and intensity are known"
    return IhcReading(row.score, row.id, row.says, table.cautions(row, readings), table.source)
