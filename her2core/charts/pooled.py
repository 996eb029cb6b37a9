"""Responses that were pooled, with the pooled rate, its prediction interval, and what others have published."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from her2core.charts.forest.model import Block, Forest, ForestGroup, Line, TrialBlocks
from her2core.charts.forest.words import CAUTION, hover
from her2core.charts.mark import Mark
from her2core.charts.rates import rate_forest
from her2core.evidence.pooled_response import PooledResponse
from her2core.evidence.series import MetaAnalysis, PooledResult
from her2core.language import _
from her2core.terms import Endpoint


def pooled_forest(pooled: PooledResponse, published: Sequence[MetaAnalysis]) -> Forest:
    """Build the forest of the arms that went in, the pooled rate with both its intervals, and published pooled rates."""
    arms = rate_forest(pooled.arms[pooled.arms["pooled"]])
    result = (
        [_make_group("pooled", _("Pooled"), [_make_trial(_("Pooled"), *_read_result(pooled))])] if pooled.result else []
    )
    title = _("Published pooled results, which overlap in trials: to compare, not to combine")
    others = [_make_trial("", *_read_published(each)) for each in published if _list_rates(each)]
    notes = (_("Descriptive. The pooled arms differ in line, dose, HER2 testing and time."),)
    groups = (*arms.groups, *result, *([_make_group("published", title, others)] if others else []))
    return replace(arms, groups=groups, notes=notes)


def _make_group(id: str, title: str, trials: Sequence[TrialBlocks]) -> ForestGroup:
    return ForestGroup(id, title, title, None, tuple(trials))


def _make_trial(name: str, title: str, lines: Iterator[Line]) -> TrialBlocks:
    return TrialBlocks("", name, "", "", False, False, (Block(title, tuple(lines), are_opposed=False),), ())


def _read_result(pooled: PooledResponse) -> tuple[str, Iterator[Line]]:
    result = pooled.result
    assert result
    title = _(
        "{k} arms · random effects, REML, {method} · I² {i2} % · τ² {tau2}",
        k=result.k,
        method=result.method,
        i2=f"{result.i2:.0f}",
        tau2=f"{result.tau2:.3f}",
    )
    estimate, *limits = (
        100 * each
        for each in (result.estimate, result.ci_low, result.ci_high, result.prediction_low, result.prediction_high)
    )
    printed = [f"{limit:.1f}" for limit in limits]
    texts = _(
        "Pooled ORR {estimate} % (95 % CI {ci_low}–{ci_high}, calculated)",
        estimate=f"{estimate:.1f}",
        ci_low=printed[0],
        ci_high=printed[1],
    )

    def lines() -> Iterator[Line]:
        mark = Mark(estimate, limits[0], limits[1], "", "diamond")
        calculated = f"({printed[0]}–{printed[1]} {_('calc.')})"
        yield _make_line(_("Pooled ORR"), f"{estimate:.1f}", calculated, mark, (texts, title))
        interval = _(
            "95 % prediction interval {prediction_low}–{prediction_high} %",
            prediction_low=printed[2],
            prediction_high=printed[3],
        )
        where = _("where the rate of another such trial would lie")
        mark = Mark(estimate, limits[2], limits[3], "", "line-ns-open")
        yield _make_line(
            f"{_('95 % prediction interval')}: {where}", "", f"({printed[2]}–{printed[3]})", mark, (interval,)
        )

    return f"{texts} · {title}", lines()


def _read_published(each: MetaAnalysis) -> tuple[str, Iterator[Line]]:
    counted = _("{studies} studies, {patients} patients", studies=each.studies, patients=each.patients)
    title = f"{each.citation} · {counted}"

    def lines() -> Iterator[Line]:
        for one in _list_rates(each):
            low, high = one.ci95 or (one.value, one.value)
            limits = f"({low}–{high})" if one.ci95 else ""
            name = _(one.population)
            if one.caution:  # no page tells of it elsewhere
                name += f" · {CAUTION} {_(one.caution)}"
            mark = Mark(one.value, low, high, "", "square")
            line = _make_line(name, str(one.value), limits, mark, (title,))
            yield replace(line, is_directed=False, is_control=True)

    return title, lines()


def _list_rates(each: MetaAnalysis) -> list[PooledResult]:
    return [one for one in each.pooled if one.endpoint is Endpoint.ORR]


def _make_line(name: str, value: str, limits: str, mark: Mark, texts: Sequence[str]) -> Line:
    return Line(
        name=name,
        n="",
        value=value,
        limits=limits,
        beside="",
        mark=mark,
        patients=None,
        is_directed=True,
        is_control=False,
        hover=hover(name, texts),
        remarks=(),
        signs=frozenset(),
    )
