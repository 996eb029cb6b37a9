"""The case: what is entered about one tumour, and its form in a link. No identifier has a place in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from her2core.errors import InputError
from her2core.language import Message
from her2core.parsing import Entries, number, read_date, read_printed, word
from her2core.specimen_terms import Site, TakenAfter
from her2core.status.notation import read_ihc, read_ish
from her2core.status.specimen_rules import load_specimen_rules
from her2core.status.specimen_text import format_specimen, parse_specimen
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
    SITE = "site"
    DATE = "date"
    AFTER = "after"
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
    AREA_IHC = "area_ihc"
    AREA_ISH = "area_ish"
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
    Field.SITE: Site,
    Field.AFTER: TakenAfter,
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
SHOWN = {*NUMBERS, Field.DATE}
"""Entries that are typed, so that what is not accepted is shown beside its error."""
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
SHARED = (Field.SETTING, Field.PRIOR_TRASTUZUMAB, Field.CPS)
"""Entries of the patient; all others are of one specimen."""
OF_SPECIMEN = tuple(name for name in Field if name not in SHARED)
FURTHER = tuple(f"s{number}" for number in range(2, 9))
"""The names of further specimens in a link, each one text of `her2core.status.specimen_text`: up to eight with the first."""
_NAMES = frozenset(Field)


@dataclass(frozen=True)
class Case:
    """What was entered about one tumour. `Case.parse` makes one; two with the same entries are the same case.

    Attributes
    ----------
    entries : the text of each entry as it was entered, the same in every language, faults and all; those of a further
        specimen in one text
    faults : the entries that are not accepted; their values below are those of nothing entered
    ihc, ish, ... : each entry as its value; None, or what stands for it, where nothing was entered. Numbers stand without
        the digits that they were printed with: what is worked out from them starts from `entries`
    prior_trastuzumab : where it is not entered, what a specimen taken after it tells (`tells` in `data/specimens.yaml`)
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
    site: Site | None = None
    date: str | None = None
    after: TakenAfter | None = None
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
    area_ihc: IhcScore | None = None
    area_ish: IshResult | None = None
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
                    if name in FURTHER:
                        faults += _list_faults(name, given[name])
                    else:
                        values[name] = read_entry(name, given[name])
                except InputError as fault:
                    faults.append(fault.without_trace())
        if Field.AFTER in values and Field.PRIOR_TRASTUZUMAB not in given:
            told = load_specimen_rules().find_prior_trastuzumab({Field.AFTER: values[Field.AFTER]})
            values[Field.PRIOR_TRASTUZUMAB] = told
        names = [name for name in (*Field, *FURTHER) if name in given]
        return cls(entries=Entries({str(name): given[name] for name in names}), faults=tuple(faults), **values)

    @classmethod
    def from_link(cls, query: Mapping[str, str]) -> tuple["Case", list[InputError]]:
        """Read the case in a link, and what in it is not accepted.

        A number or a date that is not accepted stays in the case, because its entry shows it beside the error; a word that is
        not accepted cannot be shown by its buttons and is only named.
        """
        read = cls.parse({name: query[name] for name in (*Field, *FURTHER) if name in query})
        refused = [fault for fault in read.faults if fault.field.rpartition(".")[2] not in SHOWN]
        accepted = {name: text for name, text in read.entries.items() if name not in {fault.field for fault in refused}}
        results = {Field.IHC: read.ihc, Field.ISH: read.ish}
        for slot in FURTHER:
            if slot in accepted:
                entries = parse_specimen(slot, accepted[slot])
                lost = [name for name in entries if any(fault.field == f"{slot}.{name}" for fault in refused)]
                if lost:
                    accepted[slot] = format_specimen({name: entries[name] for name in entries if name not in lost})
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

    def enter(self, field: Field, text: str | None, slot: str = "") -> "Case":
        """Make the case with this entry; None or "" clears it. `slot` is the name of a further specimen."""
        if slot:
            entries = {**self.list_entries(slot), field.value: text or ""}
            written = format_specimen({name: each for name, each in entries.items() if each.strip()})
            return Case.parse({**self.entries, slot: written})
        return Case.parse({**self.entries, field: text or ""})

    def add_specimen(self, entries: Mapping[str, str] | None = None) -> "Case":
        """Make the case with a further specimen.

        Raises
        ------
        InputError
            where there are eight
        """
        free = next((slot for slot in FURTHER if slot not in self.entries), None)
        if free is None:
            most = len(FURTHER) + 1
            raise InputError("specimen", Message("one more"), Message("at most {most} specimens", most=most))
        return Case.parse({**self.entries, free: format_specimen(entries or {})})

    def remove_specimen(self, slot: str) -> "Case":
        """Make the case without a further specimen."""
        return Case.parse({name: text for name, text in self.entries.items() if name != slot})

    @property
    def further(self) -> tuple[str, ...]:
        """The names of the further specimens."""
        return tuple(name for name in FURTHER if name in self.entries)

    def list_entries(self, slot: str = "") -> dict[str, str]:
        """List the entries of one specimen: of the first, or of the further one of that name."""
        if not slot:
            return {name.value: self.entries[name] for name in OF_SPECIMEN if name in self.entries}
        try:
            return parse_specimen(slot, self.entries[slot])
        except InputError:  # named among the faults
            return {}

    def select(self, slot: str = "") -> "Case":
        """Make the case of one specimen alone, with what is of the patient."""
        shared = {name.value: self.entries[name] for name in SHARED if name in self.entries}
        return Case.parse({**shared, **self.list_entries(slot)})

    @cached_property
    def specimens(self) -> tuple["Case", ...]:
        """Each specimen of which something is entered, as a case of its own; the first where nothing is."""
        if not self.further:
            return (self,)
        slots = [slot for slot in ("", *self.further) if self.list_entries(slot)]
        cases = [self.select(slot) for slot in slots or [""]]
        told = next((each.prior_trastuzumab for each in cases if each.prior_trastuzumab), None)
        return tuple(replace(each, prior_trastuzumab=each.prior_trastuzumab or told) for each in cases)

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


def _list_faults(slot: str, text: str) -> list[InputError]:
    """The faults of a further specimen, each with its name."""
    read = Case.parse(parse_specimen(slot, text))
    return [InputError(f"{slot}.{each.field}", each.given, each.accepted, each.problem) for each in read.faults]


def read_entry(field: str, text: str) -> StrEnum | Fraction | str | None:
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
    if name in (Field.AREA_IHC, Field.AREA_ISH):
        try:
            return read_ihc(text) if name is Field.AREA_IHC else read_ish(text)
        except InputError as fault:
            raise InputError(name, fault.given, fault.accepted, fault.problem) from None
    if name is Field.DATE:
        return read_date(name, text)
    if name in VOCABULARIES:
        return word(name, VOCABULARIES[name], text)
    most, whole = NUMBERS[name]
    if name is Field.RATIO:
        ratio = read_printed(name, text, at_most=most, open_above=True)
        return ratio.value if ratio else None
    return number(name, text, at_most=most, whole=whole)
