"""IHC score from membrane staining, by the gastric rules (Hofmann 2008, Rüschoff 2010, ToGA)."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import format_number, number, word
from her2core.status.decision_tables import Comment, Reading, ReadingRow, reading_table
from her2core.terms import Flag, IhcScore, Intensity, Specimen

Measure = Literal["percent", "cluster"]
TABLE = "ihc-staining"


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


def find_measure(specimen: Specimen) -> Measure:
    """Find what the threshold of a specimen counts: stained cells in percent, or the cells of the largest stained cluster."""
    for row in reading_table(TABLE).rows:
        named = row.when.get("specimen")
        if isinstance(named, tuple) and specimen.value in named and "cluster" in row.when:
            return "cluster"
    return "percent"


def score_ihc(
    specimen: object,
    intensity: object,
    percent: object = None,
    cluster: object = None,
    second_intensity: object = None,
    second_percent: object = None,
    second_cluster: object = None,
) -> IhcReading:
    """Score a resection by percentage, or a biopsy by cluster; cell blocks and core biopsies are scored as biopsies.

    Parameters
    ----------
    specimen : "resection", "biopsy", "cell block" or "core biopsy of a metastasis"
    intensity : "none", "faint", "weak to moderate" or "strong"
    percent : tumour cells with this staining or stronger in percent, 0 to 100; needed for a resection
    cluster : tumour cells in the largest cluster with this staining or stronger; needed for all but a resection
    second_intensity, second_percent, second_cluster : the same for another intensity, where two were read

    The score is that of the highest intensity that reaches the threshold (Hofmann 2008, Rüschoff 2010).

    Raises
    ------
    InputError
        if an entry is missing, impossible or contradicts another

    >>> score_ihc("resection", "strong", percent=5, second_intensity="weak to moderate", second_percent=30).score.value
    '2+'
    """
    where = word("specimen", Specimen, specimen)
    stains = [_read_stain(where, intensity, percent, cluster, "")]
    if second_intensity not in (None, "") or _is_given(second_percent) or _is_given(second_cluster):
        stains.append(_read_stain(where, second_intensity or "", second_percent, second_cluster, "second_"))
        _check_order(stains[0], stains[1], find_measure(where))
    table = reading_table(TABLE)
    fired: list[tuple[ReadingRow, dict[str, Reading]]] = []
    for stain in stains:
        row = table.first(stain)
        assert row is not None and row.score is not None, "the table is total once specimen and intensity are known"
        fired.append((row, stain))
    highest = max((row for row, _stain in fired), key=lambda row: list(IhcScore).index(IhcScore(row.outcome)))
    cautions = tuple(
        comment for comment in table.comments if any(comment in table.cautions(row, stain) for row, stain in fired)
    )
    return IhcReading(IhcScore(highest.outcome), highest.id, highest.says, cautions, table.source)


def _is_given(entry: object) -> bool:
    return entry is not None and bool(str(entry).strip())


def _read_stain(
    specimen: Specimen, intensity: object, percent: object, cluster: object, prefix: str
) -> dict[str, Reading]:
    """One intensity with the cells that have it; `prefix` is that of its fields."""
    stain = word(prefix + "intensity", Intensity, intensity)
    amounts = {
        "percent": number(prefix + "percent", percent, at_most=100),
        "cluster": number(prefix + "cluster", cluster, whole=True),
    }
    needed = find_measure(specimen)
    if stain is not Intensity.NONE and not amounts[needed]:
        accepted = (
            Message("a number above 0, up to 100, needed for a resection; or no staining")
            if needed == "percent"
            else Message("a whole number above 0, needed for all but a resection; or no staining")
        )
        given = Message("nothing") if amounts[needed] is None else {"percent": percent, "cluster": cluster}[needed]
        raise InputError(prefix + needed, given, accepted)
    return {"specimen": specimen.value, "intensity": stain.value, **amounts}


def _check_order(first: dict[str, Reading], second: dict[str, Reading], measure: Measure) -> None:
    """Refuse fewer cells of a weaker staining than of a stronger one, which it counts too, and one intensity twice."""
    order = [intensity.value for intensity in Intensity]
    given = second[measure]
    if first["intensity"] == second["intensity"]:
        raise InputError("second_intensity", second["intensity"], Message("another intensity than the first"))
    if Intensity.NONE in (first["intensity"], second["intensity"]):
        return
    weaker, stronger = sorted((first, second), key=lambda stain: order.index(str(stain["intensity"])))
    less, more = weaker[measure], stronger[measure]
    assert isinstance(less, Fraction) and isinstance(more, Fraction), "both are needed"
    if less < more:
        raise InputError(
            f"second_{measure}",
            format_number(given) if isinstance(given, Fraction) else given,
            Message(
                "cells with the weaker staining or stronger, which are {least} or more of what is counted",
                least=format_number(more),
            ),
        )
