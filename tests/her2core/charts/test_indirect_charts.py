"""A comparison through a common control as a forest: what stands against it first, and what nobody compared is marked so."""

import pytest

from her2core import indirect_comparison, network
from her2core.charts.forest.model import Forest
from her2core.charts.indirect import indirect_forest
from her2core.charts.reference import reference_forest
from her2core.language import LANGUAGES, _, using
from her2core.networks import wording
from her2core.networks.comparison import Kind
from tests.her2core.charts.figures import draw_whole, lines, trace

TRIPLET, KEYNOTE = "herizon-gea-01/zani-tisle-chemo", "keynote-811"


def titles(forest: Forest) -> list[str]:
    return [group.title for group in forest.groups]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("wide", [False, True])
def test_what_stands_against_it_is_said_before_the_contrasts_and_the_answer_last_as_indirect(
    wide: bool, lang: str
) -> None:
    with using(lang):
        answer = indirect_comparison(TRIPLET, KEYNOTE, "OS")
        forest = indirect_forest(answer)
        said = "".join(lines(draw_whole(forest, wide)))
        first, *_others = [line.value for line in forest.lines]
        against = [_(aspect.name) for aspect in answer.aspects if aspect.differs]
        assert against and all(said.replace(" ", "").find(each.replace(" ", "")) >= 0 for each in against)
        assert said.index(against[0].split()[0]) < said.index(first)
        assert _(wording.DESCRIPTION) in forest.notes
        assert titles(forest)[-1].lower() == wording.kind(answer).lower()
        (line,) = forest.groups[-1].trials[0].lines
        assert line.value == wording.number(answer.measure, answer.estimate or 0)
        assert _("calc.") in line.limits and line.mark
        assert (line.mark.shape, line.mark.is_open, line.mark.dotted) == ("diamond", True, True)


def test_each_contrast_is_drawn_as_its_trial_reports_it_with_the_patients_it_is_of() -> None:
    answer = indirect_comparison("keynote-811", "toga/chemo", "OS", "her2-high")
    keynote, toga = [line for trial in indirect_forest(answer).groups[0].trials for line in trial.lines]
    assert (keynote.value, keynote.limits) == ("0.80", "(0.67–0.94)")
    assert (toga.value, toga.limits, toga.n) == ("0.65", "(0.51–0.83)", "446")
    assert "n = 446" in toga.hover and "294 v 290" not in toga.hover, "a subgroup is not its arms"


def test_of_several_regimens_only_one_that_a_trial_compared_is_filled_and_none_is_moved_by_its_effect() -> None:
    held = network("second-line", "OS", unselected=True)
    compared = held.compare_all(held.hub.id)
    forest = reference_forest(compared)
    for kind in Kind:
        mine = [_(each.a) for each in compared if each.kind is kind]
        drawn = [line for group in forest.groups if group.id == kind for each in group.trials for line in each.lines]
        assert [line.name for line in drawn] == mine
        assert all(line.mark and line.mark.is_open is (kind is not Kind.DIRECT) for line in drawn)
    marker = trace(draw_whole(forest), "value").marker
    assert {"square", "diamond"} == set(marker.symbol)
    refused = [each for each in compared if each.kind is None]
    assert len(forest.gaps) == len(refused) > 0
    assert all(str(_(reason)) in gap for each, gap in zip(refused, forest.gaps, strict=True) for reason in each.why_not)
