"""Every regimen of a network against one of the reader's choice, in the order of the data, each with what stands against it."""

from collections.abc import Sequence

from her2core.charts.forest.model import Forest, ForestGroup, TrialBlocks
from her2core.charts.indirect import list_limits, make_answer, make_scale, make_trial
from her2core.charts.text import capitalise
from her2core.language import _
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison, Kind


def reference_forest(comparisons: Sequence[IndirectComparison]) -> Forest:
    """Build the forest of regimens by how they were compared, the strongest way first, in each in the order of the data.

    No order by effect. One that is not connected stands under them and says so.

    Parameters
    ----------
    comparisons : of `Network.compare_all`, all of one outcome
    """
    scale = make_scale(comparisons[0].measure, [limit for each in comparisons for limit in list_limits(each)])
    sides = (_("lower with the regimen named"), _("higher with the regimen named"))
    groups = []
    for kind in Kind:
        if mine := [each for each in comparisons if each.kind is kind]:
            title = capitalise(wording.kind(mine[0]))
            groups.append(ForestGroup(str(kind), title, title, sides, tuple(map(_read_comparison, mine))))
    gaps = [
        f"{_(each.a)}: {' '.join(_(reason) for reason in each.why_not) or wording.result(each)}"
        for each in comparisons
        if each.kind is None
    ]
    return Forest(scale, "", groups, (_(wording.DESCRIPTION),), tuple(gaps))


def _read_comparison(each: IndirectComparison) -> TrialBlocks:
    about = [wording.way(each), *wording.heterogeneity(each), wording.differing(each)]
    return make_trial("\n".join(part for part in about if part), make_answer(_(each.a), each))
