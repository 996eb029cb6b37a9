"""What was read from a report: its specimens, the words they were read from, and what was not taken."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from her2core.language import Message
from her2core.status.case import Field

Span = tuple[int, int]


@dataclass(frozen=True)
class Finding:
    """A value of a field, and where in the text it stands, from the name to the value.

    With a `doubt` it is not taken, but no other value that differs is either.
    """

    field: Field
    value: str
    start: int
    end: int
    doubt: Message | None = None


@dataclass(frozen=True)
class Unsure:
    """Words that may be a result and were not taken, and the reason."""

    start: int
    end: int
    reason: Message


@dataclass(frozen=True)
class ReportedSpecimen:
    """What a report says of one specimen.

    Attributes
    ----------
    case : field and value, as in a link ("ihc": "2+"); only what stands in the report without doubt
    spans : for each field where in the text it was read
    unsure : what was seen and not taken, with the reason
    earlier : whether the report calls it an earlier one
    """

    case: dict[str, str]
    spans: dict[str, Span]
    unsure: tuple[Unsure, ...] = ()
    earlier: bool = False


@dataclass(frozen=True)
class PathologyReport:
    """What was read from the text of one pathology report; `specimens` in the order in which they are named."""

    text: str
    specimens: tuple[ReportedSpecimen, ...] = ()

    @property
    def unsure(self) -> tuple[Unsure, ...]:
        """All that was seen and not taken, in the order of the text."""
        return tuple(sorted((each for one in self.specimens for each in one.unsure), key=lambda each: each.start))


OF_HER2 = {Field.IHC, Field.ISH, Field.RATIO, Field.HER2_COPIES, Field.CEP17_COPIES, Field.NUCLEI}
"""Where two values of one of these differ, there may be two specimens, and nobody knows which value is of which."""
_ORDER = {name: place for place, name in enumerate(Field)}
DIFFERENT = Message("beside another that differs, for one specimen")


@dataclass
class Draft:
    """A specimen while its report is read."""

    earlier: bool = False
    findings: list[Finding] = field(default_factory=list)
    doubted: list[Finding] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    is_unclear: bool = False
    is_headed: bool = False

    @property
    def has_result(self) -> bool:
        return any(finding.field is not Field.SPECIMEN for finding in self.findings)

    @property
    def specimen(self) -> str | None:
        """What was taken, where the report names one way alone."""
        named = {finding.value for finding in self.findings if finding.field is Field.SPECIMEN}
        named |= {finding.value for finding in self.doubted if finding.field is Field.SPECIMEN}
        return named.pop() if len(named) == 1 and not self.is_unclear else None

    def finish(self, unsure: Iterable[Unsure] = ()) -> ReportedSpecimen:
        """Put together what was read; where two results of HER2 differ, none of them is taken."""
        by_field: dict[Field, list[Finding]] = {}
        for finding in sorted(self.findings, key=lambda finding: finding.start):
            by_field.setdefault(finding.field, []).append(finding)
        values = {name: {each.value for each in those} for name, those in by_field.items()}
        for each in self.doubted:
            values.setdefault(each.field, set()).add(each.value)
        differ = {name for name, those in values.items() if len(those) > 1}
        if differ & OF_HER2:
            differ |= {*OF_HER2, Field.SPECIMEN}
        if self.is_unclear:
            differ.add(Field.SPECIMEN)
        case, spans, all_unsure = {}, {}, [*self.unsure, *unsure]
        for name in sorted(by_field, key=_ORDER.__getitem__):
            those = by_field[name]
            if name in differ:
                all_unsure += [Unsure(each.start, each.end, DIFFERENT) for each in those]
            else:
                case[name.value] = those[0].value
                spans[name.value] = (those[0].start, those[0].end)
        return ReportedSpecimen(case, spans, tuple(sorted(set(all_unsure), key=_place)), self.earlier)


def _place(unsure: Unsure) -> tuple[int, int, str]:
    return unsure.start, unsure.end, unsure.reason
