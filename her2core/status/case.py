"""The case: what is entered about one tumour, and its form in a link. No identifier has a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import Entries, number, read_printed, word
from her2core.status.notation import read_ihc, read_ish
from her2core.terms import (
    COPY_RULE,
    Controls,
    CopyRule,
    IhcScore,
    Intensity,
    IshResult,
    Probe,
    RecountZone,
    Setting,
    Specimen,
    YesNo,
)


class Field(StrEnum):
    """What can be entered, by its name in a link, in the order in which it is kept."""

    IHC = "ihc"
    ISH = "ish"
    PROBE = "probe"
    CLUSTERS = "clusters"
    CONTROLS = "controls"
    COPY_RULE = "copy_rule"
    RECOUNT_ZONE = "recount_zone"
    INTENSITY = "intensity"
    SPECIMEN = "specimen"
    SETTING = "setting"
    PRIOR_TRASTUZUMAB = "prior_trastuzumab"
    RATIO = "ratio"
    HER2_COPIES = "her2_copies"
    CEP17_COPIES = "cep17_copies"
    NUCLEI = "nuclei"
    PERCENT = "percent"
    CLUSTER = "cluster"
    SECOND_INTENSITY = "second_intensity"
    SECOND_PERCENT = "second_percent"
    SECOND_CLUSTER = "second_cluster"
    CPS = "cps"


VOCABULARIES: dict[Field, type[StrEnum]] = {
    Field.PROBE: Probe,
    Field.CLUSTERS: YesNo,
    Field.CONTROLS: Controls,
    Field.COPY_RULE: CopyRule,
    Field.RECOUNT_ZONE: RecountZone,
    Field.INTENSITY: Intensity,
    Field.SECOND_INTENSITY: Intensity,
    Field.SPECIMEN: Specimen,
    Field.SETTING: Setting,
    Field.PRIOR_TRASTUZUMAB: YesNo,
}
NUMBERS: dict[Field, tuple[int, bool]] = {
    # field: (largest accepted, whole numbers only)
    Field.RATIO: (100, False),
    Field.HER2_COPIES: (1000, False),
    Field.CEP17_COPIES: (1000, False),
    Field.NUCLEI: (100_000, True),
    Field.PERCENT: (100, False),
    Field.CLUSTER: (100_000, True),
    Field.SECOND_PERCENT: (100, False),
    Field.SECOND_CLUSTER: (100_000, True),
    Field.CPS: (100, False),
}
COUNTS = (Field.RATIO, Field.HER2_COPIES, Field.CEP17_COPIES, Field.NUCLEI, Field.CLUSTERS, Field.CONTROLS)
SETTINGS = (Field.PROBE, Field.COPY_RULE, Field.RECOUNT_ZONE)
STAINING = (
    Field.INTENSITY,
    Field.PERCENT,
    Field.CLUSTER,
    Field.SECOND_INTENSITY,
    Field.SECOND_PERCENT,
    Field.SECOND_CLUSTER,
)
_NAMES = frozenset(Field)


@dataclass(frozen=True)
class Case:
    """What was entered about one tumour. `Case.parse` makes one; two with the same entries are the same case.

    Attributes
    ----------
    entries : the text of each entry as it was entered, the same in every language, faults and all
    faults : the entries that are not accepted; their values below are those of nothing entered
    ihc, ish, ... : each entry as its value; None, or what stands for it, where nothing was entered. Numbers stand without
        the digits that they were printed with: what is worked out from them starts from `entries`
    """

    entries: Entries = field(default_factory=Entries)
    faults: tuple[InputError, ...] = field(default=(), compare=False)
    ihc: IhcScore | None = None
    ish: IshResult | None = None
    probe: Probe = Probe.DUAL
    clusters: YesNo = YesNo.NO
    controls: Controls = Controls.PASSED
    copy_rule: CopyRule = COPY_RULE
    recount_zone: RecountZone = RecountZone.ON
    intensity: Intensity | None = None
    specimen: Specimen | None = None
    setting: Setting | None = None
    prior_trastuzumab: YesNo | None = None
    ratio: Fraction | None = None
    her2_copies: Fraction | None = None
    cep17_copies: Fraction | None = None
    nuclei: Fraction | None = None
    percent: Fraction | None = None
    cluster: Fraction | None = None
    second_intensity: Intensity | None = None
    second_percent: Fraction | None = None
    second_cluster: Fraction | None = None
    cps: Fraction | None = None

    @classmethod
    def parse(cls, entries: Mapping[str, str]) -> "Case":
        """Read a case from texts by field. Never raises: what is not accepted is among its `faults`."""
        given = {name: str(text) for name, text in entries.items() if str(text).strip()}
        values: dict[str, Any] = {}
        faults = []
        for name in (*Field, *(name for name in given if name not in _NAMES)):
            if name in given:
                try:
                    values[name] = read_entry(name, given[name])
                except InputError as fault:
                    faults.append(fault.without_trace())
        entered = Entries({name.value: given[name] for name in Field if name in given})
        return cls(entries=entered, faults=tuple(faults), **values)

    @classmethod
    def from_link(cls, query: Mapping[str, str]) -> tuple["Case", list[InputError]]:
        """Read the case in a link, and what in it is not accepted.

        A number that is not accepted stays in the case, because its entry shows it beside the error; a word that is not
        accepted cannot be shown by its buttons and is only named.
        """
        read = cls.parse({name: query[name] for name in Field if name in query})
        refused = [fault for fault in read.faults if fault.field not in NUMBERS]
        accepted = {name: text for name, text in read.entries.items() if name not in {fault.field for fault in refused}}
        results = {Field.IHC: read.ihc, Field.ISH: read.ish}
        return cls.parse({**accepted, **{name: result for name, result in results.items() if result}}), refused

    def fault(self, field: str) -> InputError | None:
        """Find the fault of one entry, if it has one."""
        return next((fault for fault in self.faults if fault.field == field), None)

    def text(self, field: Field) -> str:
        """Show an entry as it was entered; "" where nothing was."""
        return self.entries.get(field, "")

    def has(self, *fields: Field) -> bool:
        """Tell whether any of these fields was entered."""
        return any(field in self.entries for field in fields)

    def enter(self, field: Field, text: str | None) -> "Case":
        """Make the case with this entry; None or "" clears it."""
        return Case.parse({**self.entries, field: text or ""})

    @property
    def counted(self) -> bool:
        """Whether ISH was entered as counts; they then stand for the result."""
        return (
            self.has(Field.RATIO, Field.HER2_COPIES, Field.CEP17_COPIES, Field.NUCLEI)
            or self.clusters is YesNo.YES
            or self.controls is Controls.FAILED
        )

    @property
    def stained(self) -> bool:
        """Whether IHC was entered as staining; it then stands for the score."""
        return self.has(*STAINING)

    @property
    def laboratory(self) -> dict[str, Any]:
        """The settings of the laboratory, as `interpret_ish` takes them."""
        return {"probe": self.probe, "copy_rule": self.copy_rule, "recount_zone": self.recount_zone is RecountZone.ON}


def read_entry(field: str, text: str) -> StrEnum | Fraction | None:
    """Read the text of one field as its value.

    Raises
    ------
    InputError
        naming the field, what was given and what is accepted
    """
    if field not in _NAMES:
        raise InputError(field, text, Message(", ".join(Field)), Message("there is no such field"))
    name = Field(field)
    if name is Field.IHC:
        return read_ihc(text)
    if name is Field.ISH:
        return read_ish(text)
    if name in VOCABULARIES:
        return word(name, VOCABULARIES[name], text)
    most, whole = NUMBERS[name]
    if name is Field.RATIO:
        ratio = read_printed(name, text, at_most=most, open_above=True)
        return ratio.value if ratio else None
    return number(name, text, at_most=most, whole=whole)
