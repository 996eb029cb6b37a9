"""The answer for a case on one screen: one object, from which the page and every export draw it."""

from dataclasses import dataclass, field

from her2core.case_screen.choice import Choice, Study, choose
from her2core.case_screen.labels import list_label_lines
from her2core.case_screen.parts import Line, Target
from her2core.case_screen.wording import (
    format_arms,
    format_design,
    format_figure,
    list_marks,
    list_populations,
    shorten_name,
)
from her2core.evidence.loading import Evidence
from her2core.evidence.models import Source
from her2core.evidence.strength import load_strength
from her2core.guidance.conditions import is_met, sort_key
from her2core.guidance.loading import Guidance
from her2core.guidance.models import Position
from her2core.guidance.options import positions, regimen
from her2core.guidance.wording import say_answer
from her2core.labels import capital, label
from her2core.language import _
from her2core.query.filters import Filter
from her2core.status.assessment import Assessment
from her2core.status.missing import list_missing
from her2core.status.specimens import describe_specimen
from her2core.terms import Agency, Guideline, Setting, Tier, YesNo

_ALL = 10_000
"""More studies than a tier has in a line."""


@dataclass(frozen=True)
class EvidenceLine:
    """One study in one line, in the language in use.

    Attributes
    ----------
    name : of the trial
    regimen : the treated arm, against its control where there is one
    design : the reason of its place: design, patients, year
    figures : the endpoints said first, each with its contrast and interval
    population : what must be known of whom they are
    marks : what must be known of the figures
    sources : where the figures were read
    """

    name: str
    regimen: str
    design: str
    figures: tuple[str, ...]
    population: tuple[str, ...]
    marks: tuple[str, ...]
    target: Target
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class EvidenceOfTier:
    """What is shown of one tier: a sentence above where it needs one, the lines, and how many more there are."""

    title: str
    lines: tuple[EvidenceLine, ...]
    further: int
    place: Target


@dataclass(frozen=True)
class CaseScreen:
    """The answer for a case on one screen, in the language in use; every line leads to its place.

    Attributes
    ----------
    entered : what was entered, in one line
    asks_setting, asks_ihc : what must be entered before labels, positions and evidence can be named; nothing is mixed till then
    agency, agencies : whose labels are in use, and whose else are collected
    labels : of the agency for the line of the case, then what else bears on the case
    edition : of the guideline in use
    guideline : the positions of the guideline with their grades, each condition answered for the case
    evidence : of the tier, or of each tier still possible
    missing : what would help and is not entered, in a few words each
    """

    entered: str
    asks_setting: bool
    asks_ihc: bool
    agency: Line
    agencies: tuple[Line, ...]
    labels: tuple[Line, ...]
    edition: Line
    guideline: tuple[Line, ...]
    evidence: tuple[EvidenceOfTier, ...]
    missing: tuple[str, ...] = field(default=())


def summarise_case(
    assessment: Assessment, agency: Agency, guideline: Guideline, guidance: Guidance, evidence: Evidence
) -> CaseScreen:
    """Summarise a case on one screen, in the language in use.

    Without a line no label, position or figure is shown, since those of several lines would be mixed; without an IHC score
    none of several tiers.

    Parameters
    ----------
    agency, guideline : whose labels and positions are in use
    """
    setting, tiers = assessment.setting, assessment.tiers
    ready = setting is not None and bool(tiers)
    treatments = Target("treatments", {})
    return CaseScreen(
        entered=_format_entered(assessment),
        asks_setting=setting is None,
        asks_ihc=not tiers,
        agency=_name_agency(agency),
        agencies=tuple(
            _name_agency(each)
            for each in dict.fromkeys(approval.region for approval in guidance.approvals)
            if each is not agency
        ),
        labels=list_label_lines(assessment, agency, guidance) if ready else (),
        edition=Line(_format_edition(guidance, guideline), "", None, treatments),
        guideline=list_position_lines(assessment, guideline, guidance, setting) if ready and setting else (),
        evidence=_list_evidence(assessment, guideline, guidance, evidence, setting) if ready and setting else (),
        missing=tuple(_(row.short) for row in list_missing(assessment.case, assessment.state)),
    )


def _name_agency(agency: Agency) -> Line:
    """An agency by its abbreviation, the same in every language."""
    return Line(
        label(agency).partition(" (")[0].split()[-1], "", None, Target("treatments", {Filter.AGENCY: agency.value})
    )


def _format_entered(assessment: Assessment) -> str:
    case, csco = assessment.case, assessment.csco
    prior = {YesNo.YES: _("after trastuzumab"), YesNo.NO: _("no earlier trastuzumab"), None: ""}[case.prior_trastuzumab]
    where = _(describe_specimen(case)) if assessment.specimens else ""
    parts = [
        _("{specimen} (leading)", specimen=where) if where and assessment.leading else where,
        f"IHC {label(csco.ihc)}",
        f"ISH {label(csco.ish)}",
        label(case.setting) if case.setting else "",
        f"CPS {case.entries['cps']}" if case.cps is not None else "",
        prior,
    ]
    return " · ".join(part for part in parts if part)


def _format_edition(guidance: Guidance, guideline: Guideline) -> str:
    editions = {each.edition for each in guidance.positions if each.guideline is guideline and not each.superseded}
    return f"{label(guideline)} {_(editions.pop())}" if len(editions) == 1 else label(guideline)


def list_position_lines(
    assessment: Assessment, guideline: Guideline, guidance: Guidance, setting: Setting
) -> tuple[Line, ...]:
    """List the positions for the tiers and the line as printed; last those not met, before them what a case cannot answer."""
    held = sorted(
        positions(guidance, guideline, assessment.tiers, setting), key=lambda each: sort_key(each, assessment)
    )
    return tuple(_format_position(each, is_met(each, assessment), assessment.tiers) for each in held)


def _format_position(position: Position, met: bool | None, tiers: tuple[Tier, ...]) -> Line:
    grade = _(position.grade) if position.grade else _("grade not read")
    says = _(position.regimen)
    if position.condition:
        says = _(
            "{regimen} ({condition}: {answer})", regimen=says, condition=_(position.condition), answer=say_answer(met)
        )
    if set(tiers) - set(position.tiers):
        of = " / ".join(label(tier) for tier in position.tiers if tier in tiers)
        says = f"{says} [{of}]"
    return Line(grade, says, met, Target("treatments", {}), _(position.source))


def list_results(assessment: Assessment, setting: Setting, evidence: Evidence) -> dict[str, str]:
    """List what each trial reports for a case, in a word: the endpoint said first, of its tier or one that includes it."""
    results: dict[str, str] = {}
    for tier in assessment.tiers:
        for study in choose(assessment, tier, setting, evidence, (), most=_ALL).studies:
            results.setdefault(study.trial.id, format_figure(study.figures[0]))
    return results


def _list_evidence(
    assessment: Assessment, guideline: Guideline, guidance: Guidance, evidence: Evidence, setting: Setting
) -> tuple[EvidenceOfTier, ...]:
    tiers, lines = assessment.tiers, load_strength().lines
    most = lines.tier if len(tiers) == 1 else lines.possible
    shown = []
    for tier in tiers:
        named = {regimen(each) for each in positions(guidance, guideline, (tier,), setting)}
        choice = choose(assessment, tier, setting, evidence, named, most)
        shown.append(_format_choice(choice, guideline, several=len(tiers) > 1))
    return tuple(shown)


def _format_choice(choice: Choice, guideline: Guideline, several: bool) -> EvidenceOfTier:
    tier = choice.tier
    title = ""
    if not choice.studies:
        title = _("No study of this tier is collected here for this line.")
    elif choice.none_alone:
        title = _("None of this tier alone with a HER2-directed drug in this line; nearest:")
    if several:
        title = f"{capital(tier)}: {title}" if title else capital(tier)
    place = Target("outcomes", {Filter.TIERS: tier.value if several else None, Filter.LINE: None})
    lines = tuple(_format_study(each, tier, guideline) for each in choice.studies)
    return EvidenceOfTier(title, lines, choice.further, place)


def _format_study(study: Study, tier: Tier, guideline: Guideline) -> EvidenceLine:
    return EvidenceLine(
        name=shorten_name(_(study.trial.name)),
        regimen=format_arms(study),
        design=format_design(study),
        figures=tuple(format_figure(each) for each in study.figures),
        population=tuple(list_populations(study, tier)),
        marks=tuple(list_marks(study, guideline)),
        target=Target("outcomes", {Filter.TRIAL: study.trial.id}),
        sources=tuple(study.trial.source(each) for each in dict.fromkeys(each.source for each in study.reported)),
    )
