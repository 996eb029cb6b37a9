"""Trials flattened into tidy frames, one row a figure, which filters, tables and charts share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import pandas as pd

from her2core.data_files import Model
from her2core.evidence.models import Trial
from her2core.terms import Measure

# The figure's own columns first, then what filters and charts ask of its trial, arm and source.
CONTEXT = "tiers_basis her2_directed caution pdl1_assay trial_name trial_short phase allocation setting regions status source_kind source_year data_cutoff value_printed ci_printed"
OUTCOMES = (
    "trial endpoint at_months population tiers analysis pan_tumour arm value unit ci_low ci_high ci_level "
    f"n responders confirmed assessor source verified source_review arm_label arm_short role classes {CONTEXT}"
).split()
COMPARISONS = (
    "trial endpoint at_months population tiers analysis pan_tumour experimental control measure value ci_low ci_high "
    "ci_level p source verified p_interaction n p_sided contrast benefit experimental_label control_label "
    f"experimental_short control_short classes {CONTEXT}"
).split()
SAFETY = (
    "trial arm event any_grade grade_3_plus grade_3_4 n treatment_related source verified population pan_tumour "
    "any_grade_printed grade_3_plus_printed grade_3_4_printed"
).split()
NUMERIC = {
    "source_year", "at_months", "value", "ci_low", "ci_high", "ci_level", "n", "responders", "any_grade", "grade_3_plus", "grade_3_4"
}  # fmt: skip

NOT_REACHED, NOT_GIVEN = "not reached", "not given"
"""What stands for a number that is missing: a time that was not reached is not one that nobody reported."""

Record = Mapping[str, Any]
"""One row of a frame."""


def records(frame: pd.DataFrame) -> list[Record]:
    """List the rows of a frame, one after the other."""
    return cast("list[Record]", frame.to_dict("records"))


def outcomes(trials: Iterable[Trial]) -> pd.DataFrame:
    """Flatten trials to one row a reported efficacy figure."""
    return _frame(((trial, figure) for trial in trials for figure in trial.outcomes), OUTCOMES)


def comparisons(trials: Iterable[Trial]) -> pd.DataFrame:
    """Flatten trials to one row a reported contrast between two arms."""
    return _frame(((trial, figure) for trial in trials for figure in trial.comparisons), COMPARISONS)


def safety(trials: Iterable[Trial]) -> pd.DataFrame:
    """Flatten trials to one row an adverse event of one arm."""
    return _frame(((trial, figure) for trial in trials for figure in trial.safety), SAFETY)


def _frame(figures: Iterable[tuple[Trial, Model]], columns: Sequence[str]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(
        [_row(trial, figure, columns) for trial, figure in figures], columns=list(columns)
    )
    for column in NUMERIC & set(columns):
        frame[column] = pd.to_numeric(frame[column])
    return frame


def _row(trial: Trial, figure: Any, columns: Sequence[str]) -> dict[str, Any]:
    known = _context(trial, figure)
    return {name: _plain(known[name] if name in known else getattr(figure, name)) for name in columns}


def _context(trial: Trial, figure: Any) -> dict[str, Any]:
    source = trial.source(figure.source)
    low, high = getattr(figure, "ci", None) or (None, None)
    known = {
        "trial": trial.id,
        "trial_name": trial.name,
        "trial_short": trial.short or trial.name,
        "phase": trial.phase,
        "allocation": trial.allocation,
        "setting": trial.setting,
        "regions": trial.regions,
        "status": trial.status,
        "tiers_basis": trial.tiers_basis,
        "benefit": tuple((b.scale, b.version, b.score, b.form, b.population) for b in trial.benefit),
        "source_kind": source.kind,
        "source_year": source.year,
        "data_cutoff": source.data_cutoff,
        "ci_low": low,
        "ci_high": high,
    }
    for side in ("control", "arm", "experimental"):  # a contrast is known by the classes of its experimental arm
        if hasattr(figure, side):
            arm = trial.arm(getattr(figure, side))
            known |= {
                f"{side}_label": arm.label,
                f"{side}_short": arm.short or arm.label,
                "role": arm.role,
                "classes": arm.classes,
            }
            known["her2_directed"] = bool(arm.anti_her2)
    if hasattr(figure, "value"):
        printed = getattr(figure, "printed", None)
        known |= {
            "value_printed": printed or _decimals(figure, figure.value),
            "ci_printed": _interval(figure, low, high),
        }
    for grade in ("any_grade", "grade_3_plus", "grade_3_4"):
        percent = getattr(figure, grade, None)
        known[f"{grade}_printed"] = None if percent is None else str(percent)
    return known


def _plain(value: Any) -> Any:
    """Words rather than enumerations, so that a frame compares and exports as text."""
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    return str(value) if isinstance(value, str) else value


def _interval(figure: Any, low: float | None, high: float | None) -> str:
    """The interval as printed. A limit that is missing was not reached only where the median was not, or the source says so."""
    if low is None and high is None:
        return ""
    upper = NOT_REACHED if figure.value is None or getattr(figure, "upper", None) else NOT_GIVEN
    printed = [
        missing if limit is None else _decimals(figure, limit) for limit, missing in ((low, NOT_GIVEN), (high, upper))
    ]
    return "\N{EN DASH}".join(printed)


def _decimals(figure: Any, number: float | None) -> str:
    """A number in the decimals of its file; hazard, odds and risk ratios with two at least, as papers print them."""
    if number is None:
        return NOT_REACHED
    text = str(number)
    is_ratio = getattr(figure, "measure", Measure.DIFFERENCE) is not Measure.DIFFERENCE
    return f"{number:.2f}" if is_ratio and len(text.partition(".")[2]) < 2 else text
