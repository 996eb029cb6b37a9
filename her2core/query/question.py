"""From what a reader asks (`filters`) to what is charted: one question, its figures and its chart."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import plotly.graph_objects as go

from her2core.charts import median_forest, overview_chart, rate_forest, ratio_forest
from her2core.charts.forest import Forest, ForestShown, draw_forest, lay_out_forest
from her2core.charts.glance import WIDE, glance_chart, lay_out
from her2core.charts.glance.model import build_glance, columns_of, glance_frame
from her2core.charts.overview import overview_frame
from her2core.charts.rows import Disagreements
from her2core.charts.theme import Palette
from her2core.charts.timeline import timeline_chart
from her2core.evidence import Evidence, Selection
from her2core.evidence.freshness import timeline_frame
from her2core.evidence.wording import BIOMARKER
from her2core.labels import capital, label
from her2core.language import _
from her2core.query.filters import ANY, Filter, Filters, Match, Subgroups, Switch, View
from her2core.query.views import VIEWS, Form
from her2core.status.assessment import Assessment
from her2core.terms import Agency, Endpoint, Measure


@dataclass(frozen=True)
class Question:
    """What is asked of the evidence.

    Attributes
    ----------
    view : which chart
    selection : which trials and populations
    endpoint : which endpoint, where the view holds several; None is all of them
    """

    view: View
    selection: Selection
    endpoint: Endpoint | None

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        if self.view is View.GLANCE:
            return tuple(endpoint for column in columns_of(self.selection.setting) for endpoint in column)
        offered = VIEWS[self.view].endpoints
        return (self.endpoint,) if self.endpoint in offered else offered

    def figures(self, evidence: Evidence) -> pd.DataFrame:
        """Select the rows that the view draws, once for each question: no reader writes into a frame."""
        return _select_figures(self, evidence)

    def _select(self, evidence: Evidence) -> pd.DataFrame:
        if self.view is View.TIMELINE:
            return timeline_frame(evidence, self.selection)
        if self.view is View.GLANCE:
            return glance_frame(build_glance(evidence, self.selection))
        if self.view is View.HAZARD_RATIOS:
            figures = self._of(self.selection.figures(evidence, evidence.comparisons))
            figures = figures[(figures["measure"] == Measure.HR) & figures["at_months"].isna()]
            return figures[figures["contrast"].ne(BIOMARKER)]
        figures = self._of(self.selection.figures(evidence, evidence.outcomes))
        if self.view is View.OVERVIEW:
            return overview_frame(figures)
        if self.view is View.LANDMARKS:
            return figures[figures["at_months"].notna()]
        figures = figures[figures["at_months"].isna()]
        if self.view is View.OTHER and self.endpoint is None:
            return figures[figures["unit"] == "percent"]
        return figures

    def list_biomarker_contrasts(self, evidence: Evidence) -> pd.DataFrame:
        """List the contrasts by a biomarker of the endpoints asked for: no effect of treatment, so never in the forest."""
        return _select_biomarker_contrasts(self, evidence)

    def forest(self, evidence: Evidence, figures: pd.DataFrame) -> Forest:
        """Build the forest of `figures`, for a view that is one."""
        beside = self.disagreements(evidence)
        gaps = [
            _("{tier}, {setting}: no figure is collected here", tier=capital(tier), setting=label(setting))
            for tier, setting in self.selection.find_unanswered(figures)
        ]
        if VIEWS[self.view].form is Form.CONTRASTS:
            return ratio_forest(figures, beside, gaps)
        build = median_forest if (figures["unit"] == "months").all() else rate_forest
        return build(figures, self._contrasts(evidence, figures), beside, gaps)

    def chart(
        self,
        evidence: Evidence,
        figures: pd.DataFrame,
        palette: Palette,
        wide: bool = False,
        shown: ForestShown | None = None,
    ) -> go.Figure:
        """Draw the chart of `figures`, whole, or as far as `shown` says that its forest is open."""
        width = WIDE if wide else None
        if self.view is View.GLANCE:
            glance = lay_out(build_glance(evidence, self.selection), (), Agency.CHINA_NMPA, width)
            return glance_chart(glance, palette, width)
        if self.view is View.TIMELINE:
            return timeline_chart(figures, palette, wide)
        if self.view is View.OVERVIEW:
            return overview_chart(figures, palette, wide)
        return draw_forest(shown or lay_out_forest(self.forest(evidence, figures), width), palette)

    def _of(self, frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["endpoint"].isin([endpoint.value for endpoint in self.endpoints])]

    def _contrasts(self, evidence: Evidence, figures: pd.DataFrame) -> pd.DataFrame:
        """The contrasts of the arms and populations that are drawn."""
        contrasts = self._of(self.selection.figures(evidence, evidence.comparisons))
        drawn = set(zip(figures["trial"], figures["endpoint"], figures["population"], strict=True))
        keys = zip(contrasts["trial"], contrasts["endpoint"], contrasts["population"], strict=True)
        beside = pd.Series([key in drawn for key in keys], index=contrasts.index, dtype=bool)
        return contrasts[beside & (contrasts["at_months"].notna() == (self.view is View.LANDMARKS))]

    def disagreements(self, evidence: Evidence) -> Disagreements:
        """List what sources say differently of the endpoints asked for, by trial."""
        return {
            id: matching
            for id, trial in evidence.trials.items()
            if (matching := tuple(d for d in trial.disagreements if set(d.endpoints) & set(self.endpoints)))
        }


@lru_cache(maxsize=128)
def _select_figures(question: Question, evidence: Evidence) -> pd.DataFrame:
    return question._select(evidence)


@lru_cache(maxsize=128)
def _select_biomarker_contrasts(question: Question, evidence: Evidence) -> pd.DataFrame:
    contrasts = question._of(question.selection.figures(evidence, evidence.comparisons))
    return contrasts[contrasts["contrast"].eq(BIOMARKER)]


def question(filters: Filters, assessment: Assessment) -> Question:
    """Put the question that the filters ask; what they leave open follows the case."""
    return Question(
        view=_choose_view(filters),
        selection=Selection(
            tiers=filters.tiers_for(assessment),
            only=filters.match is Match.ONLY,
            setting=filters.setting_for(assessment),
            agent_class=filters.agent_class,
            agent=filters.agent,
            design=filters.design,
            region=filters.region,
            status=filters.status,
            subgroups=filters.subgroups is Subgroups.ALL,
        ),
        endpoint=filters.endpoint,
    )


def _choose_view(filters: Filters) -> View:
    """Choose the view of a link that names none: that of responses where they are pooled or every line is asked for.

    At a glance shows one line of treatment at a time.
    """
    is_named = Filter.VIEW in filters.entries
    asks_all = filters.pool is Switch.ON or filters.line == ANY
    return View.RESPONSE if asks_all and not is_named else filters.view
