"""Two trials through their common control: what stands against it first, then the number, never the one without the other."""

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from her2core.charts.indirect import indirect_forest
from her2core.evidence.models import Trial
from her2core.language import _
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison
from her2core.networks.trials import PairOfArms, compare_trials, tabulate
from her2core.report.export import ENDINGS, MEDIA, TITLES, Format, export, name_file
from pages.parts.shared.download import draw_download
from pages.parts.shared.drawer import drawer
from pages.parts.shared.forest import draw_forest
from pages.parts.shared.markup import escape_markdown, show, table
from pages.parts.shared.session import session
from pages.parts.shell.exports import app_address, make_scope, now


def draw_common_control(one: Trial, other: Trial) -> None:
    """Draw every pair of experimental arms of two trials, on demand."""
    with drawer("common-control", _("Through their common control")) as is_open:
        if is_open:
            for pair in compare_trials(one, other):
                _draw_pair(pair)


def _draw_pair(pair: PairOfArms) -> None:
    st.markdown(f"### {wording.versus(pair.a, pair.b)}")
    for comparison in pair.compared:
        _draw_comparison(comparison)
    if pair.compared:
        _draw_slide(pair)
    for comparison in pair.refused:
        reasons = "; ".join(escape_markdown(_(reason)) for reason in comparison.why_not)
        st.markdown(f"**{wording.outcome(comparison.outcome)}**: {_('No number is given.')} {reasons}")


def _draw_slide(pair: PairOfArms) -> None:
    """The slides of the case, with one of this comparison among them."""
    address, assessment = app_address(), session().assessment
    scope = replace(make_scope(), compare=(pair.a, pair.b))
    path = pair.compared[0].path
    draw_download(
        f"slide-{path[0]}-{path[-1]}",
        _("{form}, with this comparison", form=_(TITLES[Format.PPTX])),
        lambda: export(assessment, Format.PPTX, now(), address, scope),
        name_file("case-compared", ENDINGS[Format.PPTX], now(), session().label),
        MEDIA[Format.PPTX],
    )


def _draw_comparison(comparison: IndirectComparison) -> None:
    """What stands against it and the number, in one box, so that neither is read alone."""
    title = f"{wording.outcome(comparison.outcome)}: {_(comparison.population.name)}"
    with st.container(border=True):
        st.markdown(f"**{title}**")
        st.warning(
            _("What stands against this comparison:")
            + "\n\n"
            + "\n".join(f"- {escape_markdown(_(reason))}" for reason in comparison.against)
        )
        show(_tabulate_sides(comparison))
        nodes = "-".join((comparison.path[0], comparison.path[-1]))
        draw_forest(
            f"indirect-{comparison.outcome.id}-{comparison.population.id}-{nodes}".lower(),
            f"{wording.versus(comparison.a, comparison.b)}: {title}",
            tabulate(comparison),
            indirect_forest(comparison),
            alt=f"{wording.heading(comparison)}. {wording.kind(comparison)}: {wording.result(comparison)}",
            boxes=2,
            whole=True,
        )
        st.caption(_(wording.DESCRIPTION))


def _tabulate_sides(comparison: IndirectComparison) -> Markup:
    """The trials side by side, with what differs marked and what is not held named as such."""
    aspects = comparison.aspects
    names = aspects[0].names if aspects else {}
    rows = [
        [
            ("≠ " if aspect.differs else "= ") + _(aspect.name),
            *(_(value) if (value := aspect.values[id]) is not None else _("not collected here") for id in names),
        ]
        for aspect in aspects
    ]
    differing = [place for place, aspect in enumerate(aspects) if aspect.differs]
    head = [_("≠: differs"), *map(_, names.values())]
    return table(_("Both sides of the comparison"), head, rows, strong=differing)
