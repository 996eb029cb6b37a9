"""What is approved, recommended and investigated for the tiers and the setting of a case. All is listed, nothing advised."""

from typing import TypeVar

from her2core.charts.tables import labels_table, positions_table
from her2core.evidence import load_evidence
from her2core.evidence.models import Trial
from her2core.evidence.strength import order
from her2core.guidance import load_guidance
from her2core.guidance.conditions import sort_key
from her2core.guidance.eligibility import is_directed
from her2core.guidance.options import Options, options
from her2core.guidance.wording import (
    LABELS,
    answer_for,
    check_for,
    phase,
    regimen_name,
    result_status,
    say_what_is_collected,
)
from her2core.labels import label
from her2core.language import _, join_words
from her2core.report.parts import Bibliography, Table, print_table
from her2core.status.assessment import Assessment
from her2core.terms import Agency, Guideline, Setting, Verdict

T = TypeVar("T")
_MOST_NAMED, _MOST_LABELS = 8, 6
"""So many trials are named, and so many labels are never folded."""
_BEST_FIRST = (Verdict.MET, Verdict.CANNOT_TELL, Verdict.NOT_MET, Verdict.NO_LABEL)


def list_cells(assessment: Assessment, agency: Agency, guideline: Guideline) -> list[Options]:
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
    approvals = sorted(
        _drop_repeats([each for cell in cells for each in cell.approvals]),
        key=lambda each: (not is_directed(each), _BEST_FIRST.index(check_for(each, assessment).verdict)),
    )
    positions = _drop_repeats([each for cell in cells for each in cell.positions])
    positions.sort(key=lambda each: sort_key(each, assessment))
    trials = _list_trials(cells, assessment)
    return (
        print_table(
            labels_table(approvals, assessment, agency),
            sources,
            note=" ".join([_(LABELS), *_list_applications(cells, assessment), say_what_is_collected(load_guidance())]),
            empty=_("No approval by {agency} is collected here for this tier and line.", agency=label(agency)),
            least=min(len(approvals), _MOST_LABELS),
        ),
        print_table(
            positions_table(positions, assessment, guideline),
            sources,
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


def list_studied(cells: list[Options], assessment: Assessment) -> str:
    """Name the trials studied and not approved here, in one line, the strongest first; "" where there is none."""
    trials = _list_trials(cells, assessment)
    named = [_(trial.short or trial.name) for trial in trials[:_MOST_NAMED]]
    if len(trials) > _MOST_NAMED:
        named.append(_("{count} more", count=len(trials) - _MOST_NAMED))
    title = _("Studied, not approved here ({count})", count=len(trials))
    return f"{title}: {join_words(named)}" if named else ""


def _list_trials(cells: list[Options], assessment: Assessment) -> list[Trial]:
    tiers = set(assessment.csco.possible)
    trials = _drop_repeats([trial for cell in cells for trial in cell.investigated])
    return sorted(trials, key=lambda trial: order(trial, alone=set(trial.tiers) <= tiers))


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
