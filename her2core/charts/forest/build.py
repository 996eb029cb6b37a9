"""From rows of a frame to a forest: which lines stand together, and what each is called."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from her2core.charts.forest import words
from her2core.charts.forest.blocks import Key, Reading, identify_question, list_blocks
from her2core.charts.forest.model import Forest, ForestGroup, Line, Scale, TrialBlocks
from her2core.charts.mark import Mark
from her2core.charts.rows import (
    PEER_REVIEWED,
    Disagreements,
    describe_population,
    describe_trial,
    find_other_scale,
    group_by_trial,
    number,
    shape,
)
from her2core.evidence import wording
from her2core.evidence.frames import NOT_GIVEN, Record
from her2core.evidence.models import TrialDisagreement
from her2core.evidence.strength import find_rank_of, load_strength
from her2core.evidence.wording import BIOMARKER
from her2core.labels import label_of
from her2core.language import _
from her2core.terms import Allocation, Endpoint, Role, Setting


def build_outcomes(
    scale: Scale,
    figures: pd.DataFrame,
    contrasts: pd.DataFrame | None = None,
    disagreements: Disagreements | None = None,
    gaps: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Forest:
    """Build the forest of rates or medians, each arm with its contrast beside it.

    Parameters
    ----------
    figures : rows of the outcomes frame with `match` and `interval`
    contrasts : rows of the comparisons frame that belong to them; one by a biomarker is no effect of treatment, and left out
    disagreements : trial id -> what sources say differently
    """
    beside: dict[Key, list[Record]] = {}
    for _trial, rows in group_by_trial(contrasts) if contrasts is not None and not contrasts.empty else ():
        for row in rows:
            if row["contrast"] != BIOMARKER:
                beside.setdefault((*identify_question(row), row["experimental"]), []).append(row)
    other_scale = find_other_scale(figures)

    def line(row: Record, name: str, disagreements: Sequence[TrialDisagreement]) -> Line:
        found = beside.get((*identify_question(row), row["arm"]), [])
        mark = None if other_scale and row["pdl1_assay"] == other_scale else _mark(row)
        is_control = row["role"] == Role.CONTROL and row["allocation"] == Allocation.RANDOMISED
        signs = words.find_signs(row, disagreements)
        signs |= {"control"} if is_control else set()
        signs |= set() if row["her2_directed"] else {"undirected"}
        return _line(
            row, name, mark, signs,
            n=_count(row),
            beside=words.format_contrast(found[0]) if found else "",
            is_directed=bool(row["her2_directed"]),
            is_control=is_control,
            texts=words.describe_outcome(row, found, disagreements),
            text=wording.outcome(row),
            about=words.say_of_whom(_(row["arm_label"]), describe_population(row), name),
        )  # fmt: skip

    of = Reading(lambda row: ((row["arm"],), _(row["arm_short"])), line)
    groups = _group(figures, of, disagreements or {})
    title = _("vs control") if any(each.beside for group in groups for each in _lines(group)) else ""
    return Forest(scale, title, groups, tuple(notes), tuple(gaps))


def build_contrasts(
    scale: Scale, contrasts: pd.DataFrame, disagreements: Disagreements | None = None, gaps: Sequence[str] = ()
) -> Forest:
    """Build the forest of hazard ratios.

    Those of groups that were not randomised stand in groups of their own, where neither side is favoured.

    Parameters
    ----------
    contrasts : rows of the comparisons frame with measure "HR", with `match`
    """
    other_scale = find_other_scale(contrasts)

    def line(row: Record, name: str, disagreements: Sequence[TrialDisagreement]) -> Line:
        mark = None if other_scale and row["pdl1_assay"] == other_scale else _mark(row)
        signs = words.find_signs(row, disagreements) | (set() if row["ci_printed"] else {"no interval"})
        return _line(
            row, name, mark, signs,
            n=_count(row),
            beside="",
            is_directed=bool(row["her2_directed"]),
            is_control=False,
            texts=words.describe_contrast(row, disagreements),
            text=wording.contrast(row),
            about=words.say_of_whom(wording.arms(row), words.describe_contrasted(row), name),
        )  # fmt: skip

    def who(row: Record) -> tuple[Key, str]:
        arms = _("{experimental} vs {control}", experimental=row["experimental_short"], control=row["control_short"])
        return (row["experimental"], row["control"]), arms

    groups = _group(contrasts, Reading(who, line), disagreements or {}, are_contrasts=True)
    return Forest(scale, "", groups, (), tuple(gaps))


def name_axis(frame: pd.DataFrame, unit: str) -> str:
    """Name an axis with its unit, and the endpoint where all rows are of one."""
    endpoints = set(frame["endpoint"])
    return f"{label_of(Endpoint, endpoints.pop())}: {unit}" if len(endpoints) == 1 else unit


def _lines(group: ForestGroup) -> list[Line]:
    return [line for trial in group.trials for line in trial.lines]


def _line(
    row: Record,
    name: str,
    mark: Mark | None,
    signs: set[str],
    n: str,
    beside: str,
    is_directed: bool,
    is_control: bool,
    texts: Iterable[str],
    text: str,
    about: str,
) -> Line:
    shown = signs - (set() if mark else {"only", "includes"}) | (set() if mark else {"other scale"})
    after = [sign for id, sign in (("star", words.STAR), ("caution", words.CAUTION)) if id in signs]
    limits = words.format_limits(row) or ("–" if "no interval" in signs else "")
    texts = tuple(texts)
    return Line(
        name=name,
        n=n,
        value=words.format_value(row),
        limits=" ".join([*([limits] if limits else []), *after]),
        beside=beside,
        mark=mark,
        patients=number(row["n"]),
        is_directed=is_directed,
        is_control=is_control,
        hover=words.hover(_(row["trial_name"]), texts),
        remarks=(wording.caution(row),) if wording.caution(row) else (),
        signs=frozenset(shown | ({"n"} if pd.notna(row["n"]) else set())),
        text=text,
        about=about,
        source=(row["trial"], row["source"]),
    )


def _mark(row: Record) -> Mark:
    return Mark(
        value=number(row["value"]),
        low=number(row["ci_low"]),
        high=number(row["ci_high"]),
        colour="",
        shape=shape(row),
        dotted=row["source_kind"] not in PEER_REVIEWED,
        trial=row["trial"],
        lacks_upper=row["ci_printed"].endswith(NOT_GIVEN),
    )


def _count(row: Record) -> str:
    if pd.isna(row["n"]):
        return ""
    responders = row.get("responders")
    return f"{row['n']:.0f}" if responders is None or pd.isna(responders) else f"{responders:.0f}/{row['n']:.0f}"


def _group(
    frame: pd.DataFrame,
    of: Reading,
    disagreements: Mapping[str, tuple[TrialDisagreement, ...]],
    are_contrasts: bool = False,
) -> tuple[ForestGroup, ...]:
    """The trials by design, the strongest first; in each by line of treatment, where there are several, then by time."""
    trials = group_by_trial(frame)
    settings = list(dict.fromkeys(frame["setting"]))
    several = len(frame[["endpoint", "at_months"]].drop_duplicates()) > 1
    ranked = [(find_rank_of(rows[0]["phase"], rows[0]["allocation"]), trial, rows) for trial, rows in trials]
    groups = []
    for rank in load_strength().ranks:
        mine = [(trial, rows) for each, trial, rows in ranked if each is rank]
        if len(settings) > 1:
            mine.sort(key=lambda each: list(Setting).index(Setting(each[1][0]["setting"])))
        if mine:
            blocks = [_read_trial(trial, rows, of, disagreements.get(trial, ()), several) for trial, rows in mine]
            blocks = (
                _name_settings(blocks, [rows[0]["setting"] for _trial, rows in mine]) if len(settings) > 1 else blocks
            )
            has_contrasts = are_contrasts or any(line.beside for each in blocks for line in each.lines)
            title = _(rank.name)
            if has_contrasts and not rank.is_randomised:
                title = _("{group}: contrasts of groups that were not randomised", group=title)
            sides = _name_sides(rank.is_randomised) if are_contrasts else None
            groups.append(ForestGroup(rank.id, rank.name, title, sides, tuple(blocks)))
    return tuple(groups)


def _name_settings(trials: Sequence[TrialBlocks], settings: Sequence[str]) -> list[TrialBlocks]:
    """Trials with their line of treatment, which stands above the first of each."""
    before = ["", *settings]
    return [
        replace(trial, setting=label_of(Setting, setting), opens_setting=setting != before[place])
        for place, (trial, setting) in enumerate(zip(trials, settings, strict=True))
    ]


def _name_sides(is_randomised: bool) -> tuple[str, str]:
    if is_randomised:
        return _("favours experimental"), _("favours control")
    return _("lower with the first named"), _("higher with the first named")


def _read_trial(
    trial: str, rows: Sequence[Record], of: Reading, disagreements: Sequence[TrialDisagreement], several: bool
) -> TrialBlocks:
    head = rows[0]
    newest = max((row["source_year"] for row in rows if pd.notna(row["source_year"])), default=None)
    kinds = {row["source_kind"] for row in rows if row["source_year"] == newest}
    year = "" if newest is None else f"{newest:.0f}{'' if kinds & PEER_REVIEWED else words.ABSTRACT}"
    endpoints = {row["endpoint"] for row in rows}
    return TrialBlocks(
        id=trial,
        name=_(head["trial_short"]),
        year=year,
        setting="",
        opens_setting=False,
        is_randomised=head["allocation"] == Allocation.RANDOMISED,
        blocks=list_blocks(rows, of, disagreements, several),
        remarks=tuple(
            "⚠ " + "; ".join([_("Sources disagree: {about}", about=each.about), *map(_, each.says)])
            for each in disagreements
            if endpoints & set(each.endpoints)
        ),
        about=describe_trial(head),
    )
