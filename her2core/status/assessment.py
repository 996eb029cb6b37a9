"""Everything that can be said of one case before the evidence: the single summary that pages and exports share."""

from collections.abc import Mapping
from dataclasses import dataclass

from her2core.errors import InputError
from her2core.labels import Term
from her2core.language import Message
from her2core.status.case import COUNTS, SETTINGS, STAINING, Case, Controls, Field, YesNo
from her2core.status.decision_tables import Bounds, reading_table
from her2core.status.definitions import Classification, classify, definitions
from her2core.status.ihc import IhcReading, score_ihc
from her2core.status.ish import IshReading, interpret_ish
from her2core.terms import CopyRule, IhcScore, Intensity, IshResult, Setting, Specimen, State, Tier


@dataclass(frozen=True)
class Assessment:
    """What one case amounts to.

    Attributes
    ----------
    csco : the classification by CSCO 2025
    others : the same case by every other definition
    ihc, ish : the readings behind score and result, where they were given as staining or counts
    faults : entries that cannot be used, each with its field
    missing : what would help and is not entered
    changes : what would change the answer
    """

    case: Case
    csco: Classification
    others: tuple[Classification, ...]
    ihc: IhcReading | None
    ish: IshReading | None
    faults: tuple[InputError, ...]
    missing: tuple[str, ...]
    changes: tuple[str, ...]

    def fault(self, field: str) -> InputError | None:
        """The fault of one field, if it has one."""
        return next((fault for fault in self.faults if fault.field == field), None)

    @property
    def setting(self) -> Setting | None:
        return self.case.setting

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that the case may belong to; empty where it may belong to any."""
        return self.csco.possible if len(self.csco.possible) < len(Tier) else ()


def assess(case: Case | Mapping[str, str]) -> Assessment:
    """Assess a case, or what was entered by field. Never raises for that: what cannot be used is among its `faults`."""
    case = case if isinstance(case, Case) else Case.parse(case)
    faults = list(case.faults)
    ihc, ihc_reading = _ihc(case, faults)
    ish, ish_reading = _ish(case, faults)
    csco = classify(ihc, ish)
    others = tuple(classify(ihc, ish, other.id) for other in definitions() if other.id != csco.definition)
    return Assessment(
        case=case,
        csco=csco,
        others=others,
        ihc=ihc_reading,
        ish=ish_reading,
        faults=tuple(faults),
        missing=_missing(case, csco, faults),
        changes=_changes(case, csco, ish_reading),
    )


def _ihc(case: Case, faults: list[InputError]) -> tuple[IhcScore, IhcReading | None]:
    if not case.stained:
        return case.ihc or IhcScore.NOT_DONE, None
    if any(case.fault(field) for field in STAINING):
        return IhcScore.NOT_DONE, None
    for field, given, words in (
        (Field.SPECIMEN, case.specimen, Specimen),
        (Field.INTENSITY, case.intensity, Intensity),
    ):
        if given is None:
            if not case.fault(field):
                faults.append(InputError(field, Message("nothing"), Message(", ".join(words))))
            return IhcScore.NOT_DONE, None
    try:
        reading = score_ihc(case.specimen, case.intensity, case.text(Field.PERCENT), case.text(Field.CLUSTER))
    except InputError as fault:
        faults.append(fault)
        return IhcScore.NOT_DONE, None
    return reading.score, reading


def _ish(case: Case, faults: list[InputError]) -> tuple[IshResult, IshReading | None]:
    if not case.counted:
        return case.ish or IshResult.NOT_DONE, None
    if any(case.fault(field) for field in (*COUNTS, *SETTINGS)):
        return IshResult.NOT_DONE, None
    try:
        reading = interpret_ish(
            ratio=case.text(Field.RATIO),
            her2_copies=case.text(Field.HER2_COPIES),
            cep17_copies=case.text(Field.CEP17_COPIES),
            nuclei=case.text(Field.NUCLEI),
            clusters=case.clusters is YesNo.YES,
            controls_passed=case.controls is Controls.PASSED,
            **case.laboratory,
        )
    except InputError as fault:
        faults.append(fault)
        return IshResult.NOT_DONE, None
    if reading.row == "1 nuclei":
        faults.append(
            InputError(
                Field.NUCLEI, case.text(Field.NUCLEI), Message("{least} or more for a result", least=_least_nuclei())
            )
        )
    return reading.result, reading


def _least_nuclei() -> str:
    limit = next(row.when["nuclei"] for row in reading_table("ish-dual-probe").rows if row.id == "1 nuclei")
    assert isinstance(limit, Bounds)
    return str(limit.below)


def _missing(case: Case, csco: Classification, faults: list[InputError]) -> tuple[str, ...]:
    unusable = {fault.field for fault in faults}
    wanted: list[tuple[bool, str]] = [
        (
            case.counted and not unusable.isdisjoint((*COUNTS, *SETTINGS)),
            Message("Correct ISH counts: an entry cannot be used."),
        ),
        (case.stained and not unusable.isdisjoint(STAINING), Message("Correct IHC staining: an entry cannot be used.")),
        (csco.state is State.NEEDS_IHC, Message("The IHC score: without it there is no tier.")),
        (csco.state is State.NEEDS_REFLEX_ISH, Message("Reflex ISH: it decides between high and intermediate.")),
        (csco.state is State.RE_TEST, Message("An ISH result: another block, probe or sample.")),
        (case.setting is None, Message("The setting: it opens the evidence on its line.")),
        (
            case.setting in {Setting.SECOND_LINE, Setting.THIRD_LINE_PLUS} and case.prior_trastuzumab is None,
            Message("Prior trastuzumab: HER2 can be lost after it, so the date of the sample matters."),
        ),
        (
            case.prior_trastuzumab is YesNo.YES,
            Message("Whether this sample was taken after trastuzumab: HER2 can be lost after it."),
        ),
        (
            case.setting is Setting.FIRST_LINE and case.cps is None,
            Message("PD-L1 CPS: some first-line approvals ask for it."),
        ),
        (case.specimen is None, Message("The specimen: biopsy and resection are scored by different thresholds.")),
    ]
    return tuple(text for applies, text in wanted if applies)


def _changes(case: Case, csco: Classification, reading: IshReading | None) -> tuple[str, ...]:
    changes: list[str] = []
    if csco.ihc is IhcScore.NOT_DONE:
        for score in (IhcScore.THREE, IhcScore.TWO, IhcScore.ONE, IhcScore.ZERO):
            changes.append(_would("IHC", score, classify(score, csco.ish)))
    else:
        for result in (IshResult.AMPLIFIED, IshResult.NOT_AMPLIFIED):
            other = classify(csco.ihc, result)
            if result is not csco.ish and other.tier is not csco.tier:
                changes.append(_would("ISH", result, other))
        if not changes:
            changes.append(Message("No ISH result would change the tier at IHC {ihc}.", ihc=csco.ihc.value))
    if reading and reading.alternative is not reading.result:
        other_rule = next(rule for rule in CopyRule if rule is not case.copy_rule)
        changes.append(
            Message(
                "A laboratory with the rule {rule} would report ISH {result}: {tier}.",
                rule=Term(other_rule),
                result=Term(reading.alternative),
                tier=_tiers(classify(csco.ihc, reading.alternative)),
            )
        )
    return tuple(changes)


def _would(test: str, result: IhcScore | IshResult, then: Classification) -> str:
    return Message("{test} {result} would make it {tier}.", test=test, result=Term(result), tier=_tiers(then))


def _tiers(classification: Classification) -> str:
    if classification.tier:
        return Term(classification.tier)
    tiers: list[Tier] = list(classification.possible)
    text: str = Term(tiers[0])
    for tier in tiers[1:]:
        text = Message("{one} or {other}", one=text, other=Term(tier))
    return text
