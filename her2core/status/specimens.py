"""Several specimens of one patient: which leads, whether they differ, and what sets two of them apart.

Each keeps its own answer; nothing is averaged. The newest evaluable specimen leads (our reading; `data/specimens.yaml` says
which are evaluable). Where dates cannot tell which is newest, that is said, and what decides is never the order of entry.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from her2core.labels import Term
from her2core.language import Message
from her2core.specimen_terms import Pair, Site, TakenAfter
from her2core.status.case import Case
from her2core.status.decision_tables import Reading
from her2core.status.definitions import Classification
from her2core.status.specimen_rules import Fate, load_specimen_rules
from her2core.terms import Binary, Tier

_DRUGS = (TakenAfter.TRASTUZUMAB, TakenAfter.OTHER)
NEWEST = Message("newest evaluable specimen")
LATER_LINE = Message("date equal or missing; the specimen taken after a HER2-directed drug leads")
TIED = Message("date equal or missing: which is newer is not known; the higher tier stands first")
SAME = Message("date equal or missing; the answer is the same")
NONE_LEADS = Message("no specimen has an evaluable result")


class AssessedSpecimen(Protocol):
    """What is asked here of a specimen: its case alone, and its answer by the default definition."""

    @property
    def case(self) -> Case: ...
    @property
    def csco(self) -> Classification: ...


S = TypeVar("S", bound=AssessedSpecimen)


@dataclass(frozen=True)
class Lead:
    """Which specimen leads.

    Attributes
    ----------
    place : of the leading specimen among those given; None where none is evaluable
    why : in words
    tied : the places of others that may be as new, where neither dates nor treatment decide and their answers are not the same
    """

    place: int | None
    why: Message
    tied: tuple[int, ...] = ()


@dataclass(frozen=True)
class Difference(Generic[S]):
    """A specimen that is answered otherwise than the leading one.

    Attributes
    ----------
    specimen : the other one
    is_older : whether it is surely the older of the two; None where dates do not say
    pairs : what sets the two apart
    fates : what became of the binary class, by the kind of pair: from biopsy to resection, from primary to metastasis, from before
        to after trastuzumab
    """

    specimen: S
    is_older: bool | None
    pairs: tuple[Pair, ...]
    fates: tuple[Fate, ...]


def explain_evaluable(specimen: AssessedSpecimen) -> tuple[bool, str]:
    """Tell whether a specimen has an evaluable result, and why not in a few words."""
    csco = specimen.csco
    row = load_specimen_rules().find_evaluable({"state": csco.state, "ish": csco.ish, "ihc": csco.ihc})
    return row.evaluable, row.says


def is_newer(one: Case, other: Case) -> bool:
    """Tell whether one specimen is surely newer than another, as far as both dates say."""
    if one.date is None or other.date is None:
        return False
    known = min(len(one.date), len(other.date))
    return one.date[:known] > other.date[:known]


def sort_specimens(specimens: Sequence[S]) -> tuple[S, ...]:
    """Sort specimens from the newest to the oldest, those without a date last; the order given decides nothing."""
    by_content = sorted(specimens, key=_rank)
    return tuple(sorted(by_content, key=lambda each: each.case.date or "", reverse=True))


def choose_leading(specimens: Sequence[AssessedSpecimen]) -> Lead:
    """Choose the newest evaluable specimen.

    Where dates are equal or missing, one taken after a HER2-directed drug comes first; where that is equal too, the one with the
    higher tier stands first, and that nobody knows which is newer is said.
    """
    evaluable = [place for place, each in enumerate(specimens) if explain_evaluable(each)[0]]
    newest = [
        place
        for place in evaluable
        if not any(is_newer(specimens[other].case, specimens[place].case) for other in evaluable)
    ]
    if not newest:
        return Lead(None, NONE_LEADS)
    first = min(newest, key=lambda place: _rank(specimens[place]))
    beside = [place for place in newest if place != first]
    if not beside:
        return Lead(first, NEWEST)
    later = is_later_line(specimens[first].case)
    equal = [place for place in beside if is_later_line(specimens[place].case) == later]
    if not equal:
        return Lead(first, LATER_LINE)
    tied = tuple(place for place in equal if _answer(specimens[place]) != _answer(specimens[first]))
    return Lead(first, TIED if tied else SAME, tied)


def do_differ(specimens: Sequence[AssessedSpecimen]) -> bool:
    """Tell whether evaluable specimens have different tiers; an undetermined tier differs from one that is known."""
    return len({_answer(each) for each in specimens if explain_evaluable(each)[0]}) > 1


def list_differences(leading: S, specimens: Sequence[S]) -> tuple[Difference[S], ...]:
    """List the evaluable specimens that are answered otherwise than the leading one, with what sets them apart."""
    return tuple(
        _compare(leading, each)
        for each in specimens
        if each is not leading and explain_evaluable(each)[0] and _answer(each) != _answer(leading)
    )


def is_heterogeneous(specimen: AssessedSpecimen) -> bool:
    """Tell whether a second area of the specimen was read otherwise. That changes no tier."""
    case, csco = specimen.case, specimen.csco
    return (case.area_ihc is not None and case.area_ihc is not csco.ihc) or (
        case.area_ish is not None and case.area_ish is not csco.ish
    )


def describe_specimen(case: Case) -> Message:
    """Describe a specimen by its date, site and kind, in a few words."""
    text = Message(case.date) if case.date else Message("no date")
    for word in (case.site, case.specimen):
        text = Message("{one}, {other}", one=text, other=Term(word)) if word is not None else text
    return text


def is_later_line(case: Case) -> bool:
    """Tell whether a specimen was taken after a HER2-directed drug."""
    return case.after in _DRUGS


def describe_treatment(case: Case) -> Message | None:
    """Describe after which HER2-directed drug a specimen was taken; None where that was not entered."""
    if case.after is None:
        return None
    return (
        Message("before any anti-HER2 drug")
        if case.after not in _DRUGS
        else Message("after {drug}", drug=Term(case.after))
    )


def _answer(specimen: AssessedSpecimen) -> tuple[Tier, ...]:
    return specimen.csco.possible


def _rank(specimen: AssessedSpecimen) -> tuple[bool, bool, int, list[tuple[str, str]]]:
    """By what is in it alone: later line, a tier that is known, the higher tier, and last its entries, so that ties are stable."""
    csco = specimen.csco
    highest = list(Tier).index(csco.possible[0])
    return not is_later_line(specimen.case), csco.tier is None, highest, sorted(specimen.case.entries.items())


def _compare(leading: S, other: S) -> Difference[S]:
    older = is_newer(leading.case, other.case)
    is_older = older if older or is_newer(other.case, leading.case) else None
    ways = [(other, leading), (leading, other)]
    pairs, fates = [], []
    for rule in load_specimen_rules().pairs:
        for one, two in ways:
            if rule.hold(_read(one.case, two.case), _read(two.case, one.case)):
                pairs.append(rule.pair)
                fates.append(_fate(one, two))
                break
    return Difference(other, is_older, tuple(pairs), tuple(fates))


def _read(case: Case, other: Case) -> dict[str, Reading]:
    metastasis = load_specimen_rules().metastasis
    is_metastasis = case.site in metastasis.site or case.specimen in metastasis.specimen
    place = "metastasis" if is_metastasis else "primary" if case.site is Site.PRIMARY else "unknown"
    return {
        "specimen": case.specimen,
        "place": place,
        "after": case.after or "not entered",
        "earlier": "yes" if is_newer(other, case) else "no",
    }


def _fate(one: AssessedSpecimen, two: AssessedSpecimen) -> Fate:
    classes = (one.csco.binary, two.csco.binary)
    if classes == (Binary.POSITIVE, Binary.NEGATIVE):
        return "lost"
    return "gained" if classes == (Binary.NEGATIVE, Binary.POSITIVE) else "otherwise"
