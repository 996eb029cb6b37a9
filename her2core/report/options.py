"""What is approved, recommended and investigated for the tiers and the setting of a case. All is listed, nothing advised."""

from typing import TypeVar

from her2core.evidence import load_evidence, wording
from her2core.guidance import load_guidance
from her2core.guidance.options import Options, options
from her2core.guidance.wording import (
    LABELS,
    answer_for,
    edition_and_grade,
    format_approval,
    her2_of_label,
    phase,
    regimen_name,
    result_status,
    say_what_is_collected,
)
from her2core.labels import label, label_of
from her2core.language import _, join_words
from her2core.report.parts import Bibliography, Table
from her2core.status.assessment import Assessment
from her2core.terms import Agency, Guideline, Setting

T = TypeVar("T")


def cells(assessment: Assessment, agency: Agency, guideline: Guideline) -> list[Options]:
    """List what is held for each tier still possible, in the setting of the case or in each."""
    settings = [assessment.setting] if assessment.setting else list(Setting)
    return [
        options(tier, setting, agency, guideline, load_guidance(), load_evidence())
        for setting in settings
        for tier in assessment.csco.possible
    ]


def tables(
    assessment: Assessment, cells: list[Options], agency: Agency, guideline: Guideline, sources: Bibliography
) -> tuple[Table, Table, Table]:
    """Tabulate the labels, positions and studied trials of the cells."""
    approvals = _drop_repeats([each for cell in cells for each in cell.approvals])
    positions = _drop_repeats([each for cell in cells for each in cell.positions])
    trials = _drop_repeats([trial for cell in cells for trial in cell.investigated])
    return (
        Table(
            title=_("Labels of {agency} and this case", agency=label(agency)),
            head=(
                _("Option"),
                _("Setting; earlier therapy"),
                _("This case"),
                _("HER2 in the label"),
                "PD-L1",
                _("Approved"),
                _("Source"),
            ),
            rows=tuple(
                (
                    regimen_name(each),
                    f"{join_words(label(setting) for setting in each.setting)}; {_(each.prior_therapy)}",
                    answer_for(each, assessment),
                    her2_of_label(each),
                    _("no limit") if each.pdl1 == "none" else _(each.pdl1),
                    format_approval(each),
                    f"[{sources.cite(_(each.source))}]",
                )
                for each in approvals
            ),
            note=" ".join([_(LABELS), *_list_applications(cells, assessment), say_what_is_collected(load_guidance())]),
            empty=_("No approval by {agency} is collected here for this tier and line.", agency=label(agency)),
        ),
        Table(
            title=_("Recommendations of {guideline}", guideline=label(guideline)),
            head=(_("Setting"), _("Tiers"), _("Regimen"), _("Edition; grade; condition"), _("Source")),
            rows=tuple(
                (
                    _("testing") if each.setting == "testing" else label_of(Setting, each.setting),
                    wording.tiers(each.tiers),
                    _(each.regimen),
                    edition_and_grade(each),
                    f"[{sources.cite(_(each.source))}]",
                )
                for each in positions
            ),
            empty=_(
                "No recommendation of {guideline} is collected here for this tier and line.", guideline=label(guideline)
            ),
        ),
        Table(
            title=_("Studied, not approved here ({count})", count=len(trials)),
            head=(_("Trial"), _("Setting"), _("Phase"), _("Status")),
            rows=tuple(
                (_(trial.name), label(trial.setting), phase(trial), f"{label(trial.status)}, {result_status(trial)}")
                for trial in trials
            ),
            note=_("Trials that contain the tier, whose regimen {agency} has not approved here.", agency=label(agency)),
            empty=_("No trial is collected here for this tier and line."),
        ),
    )


def _list_applications(cells: list[Options], assessment: Assessment) -> list[str]:
    """What was applied for, apart from what is approved."""
    return [
        f"{regimen_name(each)}: {answer_for(each, assessment)}."
        for each in _drop_repeats([each for cell in cells for each in cell.applications])
    ]


def _drop_repeats(things: list[T]) -> list[T]:
    once: list[T] = []
    for thing in things:
        if thing not in once:
            once.append(thing)
    return once
