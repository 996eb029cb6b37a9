"""Two regimens through their common control, for one slide: what stands against it first, then the contrasts and what follows."""

from dataclasses import dataclass, replace
from math import inf

from her2core.charts.forest import Forest, lay_out_pages
from her2core.charts.grid import Grid
from her2core.charts.indirect import indirect_forest
from her2core.charts.theme import LIGHT
from her2core.evidence import load_evidence
from her2core.language import _
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison, indirect_comparison
from her2core.report.forests import PAGE_WIDTH, number_sources
from her2core.report.parts import Bibliography, Block, Run

_OUTCOMES = ("OS", "PFS")
"""The first of which something can be said."""


@dataclass(frozen=True)
class Comparison:
    """One comparison, or why there is none.

    Attributes
    ----------
    against : what stands against it, to be read before the number; where there is none, why
    forest : the contrasts that it is made of and the answer; None where nothing can be said
    """

    title: str
    against: Block
    forest: Forest | None

    def draw(self) -> Grid | None:
        """Draw the forest; None where nothing can be said."""
        if self.forest is None:
            return None
        (page,) = lay_out_pages(self.forest, LIGHT, (PAGE_WIDTH, inf))
        return page


def compare_regimens(a: str, b: str, cited: Bibliography) -> tuple[Comparison, ...]:
    """Compare two regimens through their common control by overall survival, else by progression-free survival.

    Parameters
    ----------
    a, b : the id or name of a node, a trial, or trial/arm

    Raises
    ------
    InputError
        where one is not known, or both are the same
    """
    answers = [indirect_comparison(a, b, outcome) for outcome in _OUTCOMES]
    answer = next((each for each in answers if each.estimate is not None), answers[0])
    if answer.estimate is None:
        title, reasons = _("No number is given."), answer.why_not
    else:
        title, reasons = _("What stands against this comparison:"), answer.against
    return (
        Comparison(
            title=f"{_('Through their common control')}: {wording.heading(answer)}",
            against=Block(title, tuple((Run(_(reason)),) for reason in reasons)),
            forest=_build_forest(answer, cited) if answer.estimate is not None else None,
        ),
    )


def _build_forest(answer: IndirectComparison, cited: Bibliography) -> Forest:
    """The forest in one group, so that it stands under what speaks against it: the titles there say of whom it is."""
    forest = indirect_forest(answer)
    contrasts, result = forest.groups
    trials = [
        replace(each, blocks=(replace(each.blocks[0], title=""),)) if len(each.blocks) == 1 else each
        for each in contrasts.trials
    ]
    title = " · ".join([result.title, *wording.heterogeneity(answer), _(wording.DESCRIPTION)])
    answers = [replace(each, blocks=(replace(each.blocks[0], title=title),)) for each in result.trials]
    groups = (replace(contrasts, trials=(*trials, *answers)),)
    return replace(forest, groups=groups, notes=()).cite(number_sources(load_evidence(), cited))
