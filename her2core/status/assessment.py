"""Everything that can be said of one case before the evidence: the single summary that pages and exports share."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from her2core.errors import InputError
from her2core.labels import Term, join_alternatives
from her2core.language import Message
from her2core.parsing import format_number
from her2core.specimen_terms import TakenAfter
from her2core.status.case import COUNTS, SETTINGS, STAINING, Case, Field
from her2core.status.definitions import Classification, classify, definitions
from her2core.status.ihc import IhcReading, score_ihc
from her2core.status.ish import IshReading, interpret_ish
from her2core.status.missing import missing
from her2core.status.specimens import Difference, Lead, choose_leading, do_differ, list_differences, sort_specimens
from her2core.terms import Controls, CopyRule, IhcScore, Intensity, IshResult, Setting, Specimen, State, Tier, YesNo


@dataclass(frozen=True)
class Assessment:
    """What one case amounts to; of several specimens, what the leading one does.

    Attributes
    ----------
    case : what was entered, of this specimen alone
    csco : the classification by CSCO 2025
    others : the same case by every other definition
    ihc, ish : the readings behind score and result, where they were given as staining or counts
    faults : entries that cannot be used, each with its field
    state : what the case still needs: that of CSCO 2025, but for counts that cannot be used, which are to be corrected
    comment : what to consider: what the reading of the counts advises where it gave no result, else that of CSCO 2025
    missing : what would help and is not entered
    changes : what would change the answer
    whole : the case with all its specimens, where there are further ones
    specimens : each specimen assessed, the newest first; empty where there is one only
    lead : which of them leads, and why
    """

    case: Case
    csco: Classification
    others: tuple[Classification, ...]
    ihc: IhcReading | None
    ish: IshReading | None
    faults: tuple[InputError, ...]
    state: State
    comment: str | None
    missing: tuple[str, ...]
    changes: tuple[str, ...]
    whole: Case | None = None
    specimens: tuple["Assessment", ...] = ()
    lead: Lead | None = None

    @property
    def entered(self) -> Case:
        """The case as it was entered, with all its specimens."""
        return self.whole or self.case

    @property
    def leading(self) -> "Assessment | None":
        """The specimen that leads; None where there is one only, or none is evaluable."""
        return self.specimens[self.lead.place] if self.lead and self.lead.place is not None else None

    @property
    def differ(self) -> bool:
        """Whether evaluable specimens have different tiers."""
        return do_differ(self.specimens)

    @property
    def differences(self) -> tuple[Difference["Assessment"], ...]:
        """The specimens that are answered otherwise than the leading one."""
        return list_differences(self.leading, self.specimens) if self.leading else ()

    def fault(self, field: str) -> InputError | None:
        """Find the fault of one field, if it has one."""
        return next((fault for fault in self.faults if fault.field == field), None)

    @property
    def setting(self) -> Setting | None:
        return self.case.setting

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that the case may belong to; empty where it may belong to any."""
        return self.csco.possible if len(self.csco.possible) < len(Tier) else ()


def assess(case: Case | Mapping[str, str]) -> Assessment:
    """Assess a case, or what was entered by field. Never raises for that: what cannot be used is among its `faults`.

    Of several specimens each is assessed; the answer is that of the newest evaluable one, which leads, and never one over all.
    """
    case = case if isinstance(case, Case) else Case.parse(case)
    if not case.further:
        return _assess(case)
    specimens = sort_specimens([_assess(each) for each in case.specimens])
    if len(specimens) == 1:
        return replace(specimens[0], whole=case)
    lead = choose_leading(specimens)
    return replace(specimens[lead.place or 0], whole=case, specimens=specimens, lead=lead)


def _assess(case: Case) -> Assessment:
    faults = list(case.faults)
    ihc, ihc_reading = _ihc(case, faults)
    ish, ish_reading = _ish(case, faults)
    csco = classify(ihc, ish)
    unusable = csco.state is State.NEEDS_REFLEX_ISH and case.counted and not ish_reading
    state = State.CORRECT_COUNTS if unusable else csco.state
    advice = ish_reading.advice if ish_reading and state is State.RE_TEST else None
    others = tuple(classify(ihc, ish, other.id) for other in definitions() if other.id != csco.definition)
    return Assessment(
        case=case,
        csco=csco,
        others=others,
        ihc=ihc_reading,
        ish=ish_reading,
        faults=tuple(faults),
        state=state,
        comment=advice or csco.comment,
        missing=(
            *_unusable(case, ihc_reading, ish_reading, faults),
            *([advice] if advice else []),
            *missing(case, state),
            *_contradiction(case),
        ),
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
        reading = score_ihc(
            case.specimen,
            case.intensity,
            case.text(Field.PERCENT),
            case.text(Field.CLUSTER),
            case.second_intensity,
            case.text(Field.SECOND_PERCENT),
            case.text(Field.SECOND_CLUSTER),
        )
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
    if reading.needs:
        field = Field(reading.needs.field)
        accepted = Message("{least} or more for a result", least=format_number(reading.needs.least))
        faults.append(InputError(field, case.text(field), accepted))
    return reading.result, reading


def _unusable(case: Case, ihc: IhcReading | None, ish: IshReading | None, faults: list[InputError]) -> tuple[str, ...]:
    """Say which readings must be corrected before they count."""
    staining = not {fault.field for fault in faults}.isdisjoint(STAINING)
    return (
        *([Message("Correct ISH counts: an entry cannot be used.")] if case.counted and not ish else []),
        *([Message("Correct IHC staining: an entry cannot be used.")] if case.stained and not ihc and staining else []),
    )


def _contradiction(case: Case) -> tuple[str, ...]:
    """A specimen after trastuzumab of a patient who is entered as never having had any."""
    if case.after is TakenAfter.TRASTUZUMAB and case.prior_trastuzumab is YesNo.NO:
        return (
            Message("To be checked: the specimen was taken after trastuzumab, and prior trastuzumab is entered as no."),
        )
    return ()


def _changes(case: Case, csco: Classification, reading: IshReading | None) -> tuple[str, ...]:
    changes: list[str] = []
    if csco.ihc is IhcScore.NOT_DONE:
        for score in (IhcScore.THREE, IhcScore.TWO, IhcScore.ONE, IhcScore.ZERO):
            changes.append(_describe_change("IHC", score, classify(score, csco.ish)))
    else:
        for result in (IshResult.AMPLIFIED, IshResult.NOT_AMPLIFIED):
            other = classify(csco.ihc, result)
            if result is not csco.ish and other.tier is not csco.tier:
                changes.append(_describe_change("ISH", result, other))
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


def _describe_change(test: str, result: IhcScore | IshResult, then: Classification) -> str:
    return Message("{test} {result} would make it {tier}.", test=test, result=Term(result), tier=_tiers(then))


def _tiers(classification: Classification) -> str:
    return join_alternatives([classification.tier] if classification.tier else classification.possible)
