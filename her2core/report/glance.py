"""At a glance for a case, as the view of Outcomes lays it out, for slides and paper."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from her2core.case_screen.choice import is_of
from her2core.charts.glance import glance_grid, lay_out
from her2core.charts.glance.model import Glance, TrialRows, build_glance
from her2core.charts.glance.shown import Shown
from her2core.charts.grid import Grid
from her2core.charts.theme import LIGHT
from her2core.evidence import Evidence, Selection
from her2core.evidence.models import Trial
from her2core.guidance.label_answers import LabelAnswer, answer_labels
from her2core.guidance.loading import Guidance
from her2core.labels import capital
from her2core.language import _, join_words
from her2core.report.parts import Bibliography
from her2core.status.assessment import Assessment
from her2core.terms import Agency

WIDTHS, ROOM = (1130, 1160, 1184), 440
"""What a slide has room for, in pixels of the layout; the first that has an arm in one line."""


@dataclass(frozen=True)
class GlanceFigure:
    """The view for one case.

    Attributes
    ----------
    title : how many studies there are
    numbers : of the sources of each trial, by its id
    width : in pixels of the layout
    """

    assessment: Assessment
    shown: Shown
    width: float
    title: str
    numbers: Mapping[str, str]

    def fit(self, room: float) -> "GlanceFigure":
        """Limit it to a height in pixels of the layout; what does not fit is folded."""
        shown = self.shown
        room = min(room, ROOM)  # the sources of what a slide folds are not numbered
        return replace(self, shown=lay_out(shown.glance, shown.answers, shown.agency, self.width, room))

    def draw(self) -> Grid:
        """Draw it."""
        return glance_grid(self.shown, LIGHT, self.width)

    @property
    def trials(self) -> tuple[Trial, ...]:
        return tuple(each.trial for each in self.shown.trials)

    @property
    def description(self) -> str:
        """What those are told who do not see it."""
        count = sum(len(row.cells) for row in self.shown.rows)
        return _(
            "{title}: {count} reported figures, each said in words beside its mark.", title=self.title, count=count
        )

    @property
    def below(self) -> tuple[str, ...]:
        """What stands under it: trials that are not of such a patient, what is folded, and the sources of each trial."""
        chosen = [_name(trial) for trial in self.trials if not self._takes(trial)]
        folded = [
            _("{group}: {count}", group=_(part.group.name), count=len(part.folded))
            for part in self.shown.folds
            if part.folded
        ]
        lines = (
            _("Chose by ISH too, so they do not speak for this case: {trials}", trials=join_words(chosen))
            if chosen
            else "",
            _("Folded: {groups}", groups=" · ".join(folded)) if folded else "",
            " · ".join(f"{_name(trial)} {self.numbers[trial.id]}" for trial in self.trials),
        )
        return tuple(line for line in lines if line)

    def _takes(self, trial: Trial) -> bool:
        """Whether a figure is surely of such patients: a trial that chose by ISH speaks for no case whose ISH is not known."""
        return any(
            is_of(trial.limits_of(cell.figure["population"]), self.assessment, tier)
            for row in self.shown.rows
            if row.trial is trial
            for cell in row.cells.values()
            for tier in self.assessment.tiers
            if tier in cell.figure["tiers"]
        )


def build_glance_figure(
    assessment: Assessment, agency: Agency, guidance: Guidance, evidence: Evidence, cited: Bibliography
) -> GlanceFigure | None:
    """Build the view for the tiers and the line of a case; None where no line is entered or nothing is reported."""
    if assessment.setting is None or not assessment.tiers:
        return None
    glance = build_glance(evidence, Selection(tiers=assessment.tiers, setting=assessment.setting))
    if not glance.rows:
        return None
    shown, width = _lay_out(glance, answer_labels(assessment, guidance), agency, ROOM)
    randomised = [trial for group in glance.groups if group.rank.is_randomised for trial in group.trials]
    title = _(
        "{line}, {tiers}: {randomised} randomised and {others} other studies of patients with this tier",
        line=capital(assessment.setting),
        tiers=" / ".join(map(capital, assessment.tiers)),
        randomised=len(randomised),
        others=len(glance.trials) - len(randomised),
    )
    return GlanceFigure(assessment, shown, width, title, {each.trial.id: _cite(each, cited) for each in shown.trials})


def _lay_out(glance: Glance, answers: tuple[LabelAnswer, ...], agency: Agency, room: float) -> tuple[Shown, float]:
    """Lay it out for the first width that has an arm in one line, else for the last."""
    for width in WIDTHS:
        shown = lay_out(glance, answers, agency, width, room)
        if shown.has_lines:
            break
    return shown, width


def _name(trial: Trial) -> str:
    return _(trial.short or trial.name)


def _cite(trial: TrialRows, cited: Bibliography) -> str:
    """The numbers of the sources of what is shown of a trial."""
    figures = [each for row in trial.rows for cell in row.cells.values() for each in (cell.figure, cell.contrast)]
    figures += [row.severe for row in trial.rows]
    sources = [trial.trial.source(each) for each in dict.fromkeys(figure["source"] for figure in figures if figure)]
    return "".join(f"[{number}]" for number in sorted({cited.cite(each.citation, each.link) for each in sources}))
