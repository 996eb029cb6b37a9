"""The reported figures of a case's tiers and setting, as the Outcomes page draws them, whole."""

from collections.abc import Callable
from dataclasses import dataclass

from her2core.charts.forest import Forest, lay_out_pages
from her2core.charts.grid import Grid
from her2core.charts.tables import comparisons_table, outcomes_table
from her2core.charts.theme import LIGHT
from her2core.evidence import Evidence
from her2core.language import _
from her2core.query.filters import Filter, Filters, View
from her2core.query.question import question
from her2core.query.views import VIEWS, Form
from her2core.report.parts import Bibliography, Table, print_table
from her2core.status.assessment import Assessment

ASKED = (View.RESPONSE, View.PFS, View.OS, View.HAZARD_RATIOS, View.PATHOLOGY)
PAGE_WIDTH = 1130
"""How wide a forest is laid out for slides and paper, in pixels."""


@dataclass(frozen=True)
class ForestFigure:
    """A forest of a pack: every figure that answers one question, each with the number of its source; and its table."""

    title: str
    forest: Forest
    table: Table

    def pages(self, height: float) -> list[Grid]:
        """Draw it on pages of this height, in pixels of the layout."""
        return lay_out_pages(self.forest, LIGHT, (PAGE_WIDTH, height))


def build_forests(assessment: Assessment, evidence: Evidence, sources: Bibliography) -> tuple[ForestFigure, ...]:
    """Build the forests of every figure reported for the tiers and the setting of the case; none where no setting is entered.

    Without a setting there are hundreds of figures of all lines: too many to be looked at, and none that is asked for.
    """
    if assessment.setting is None:
        return ()

    number = number_sources(evidence, sources)
    put = [question(Filters().ask(Filter.VIEW, view), assessment) for view in ASKED]
    answered = [(each, figures) for each in put if not (figures := each.figures(evidence)).empty]
    return tuple(
        ForestFigure(
            _(VIEWS[each.view].title),
            each.forest(evidence, figures).cite(number),
            print_table(
                comparisons_table(figures, evidence)
                if VIEWS[each.view].form is Form.CONTRASTS
                else outcomes_table(figures, evidence),
                sources,
            ),
        )
        for each, figures in answered
    )


def number_sources(evidence: Evidence, sources: Bibliography) -> Callable[[tuple[str, str]], int]:
    """Return what numbers a source by the ids of its trial and of itself."""

    def number(source: tuple[str, str]) -> int:
        found = evidence.trials[source[0]].source(source[1])
        return sources.cite(found.citation, found.link)

    return number


def describe_grid(title: str, grid: Grid) -> str:
    """Describe what is drawn for those who do not see it: the words beside the marks say the same."""
    marks = sum(dot.value is not None or dot.is_unlimited for dot in grid.dots)
    return _("{title}: {count} reported figures, each said in words beside its mark.", title=title, count=marks)
