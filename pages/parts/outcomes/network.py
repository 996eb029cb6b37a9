"""The network of a line: who was compared with whom, and every regimen against one of the reader's choice."""

from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from her2core.charts.network import name_trials, network_chart
from her2core.charts.reference import reference_forest
from her2core.language import _
from her2core.networks import wording
from her2core.networks.comparison import IndirectComparison
from her2core.networks.graph import Network, network
from her2core.networks.nodes import load_nodes
from her2core.networks.trials import tabulate
from her2core.query.filters import Filter, Filters, Switch
from her2core.terms import Setting
from pages.parts.shared.chart import draw_chart
from pages.parts.shared.drawer import drawer
from pages.parts.shared.forest import draw_forest
from pages.parts.shared.markup import bullets, headed_list, section, show
from pages.parts.shared.session import session
from pages.parts.shared.widgets import draw_select, draw_toggle

NAME = "network"


def draw_network(setting: Setting) -> None:
    """Draw the network of a line on demand."""
    filters = session().filters
    is_linked = bool(filters.outcome or filters.reference)
    with drawer(NAME, _("Through a common control: who was compared with whom"), expanded=is_linked) as is_open:
        if is_open:
            _draw_open(setting, filters)


def _draw_open(setting: Setting, filters: Filters) -> None:
    nodes = load_nodes()
    outcome = filters.outcome or nodes.endpoints[0].id
    population = filters.population or nodes.populations[0].id
    unselected = filters.unselected is Switch.ON
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _draw_choice(
            Filter.OUTCOME, _("Outcome"), {each.id: wording.outcome(each) for each in nodes.endpoints}, outcome
        )
        _draw_choice(
            Filter.POPULATION, _("Patients"), {each.id: _(each.name) for each in nodes.populations}, population
        )
    draw_toggle(
        Filter.UNSELECTED,
        _("With trials whose patients were not selected by HER2 (marked)"),
        unselected,
        lambda on: session().set_filter(Filter.UNSELECTED, Switch.ON.value if on else None),
    )
    links = network(setting, outcome, population, unselected)
    if not links.nodes:
        st.info(_("No randomised comparison of this outcome with an interval is collected here for this line."))
    else:
        _draw_picture(links)
        _draw_reference(links, filters.reference)
    _draw_unused(links)


def _draw_choice(name: Filter, title: str, words: dict[str, str], chosen: str) -> None:
    draw_select(name, title, words, chosen, lambda value: session().set_filter(name, value))


def _draw_picture(links: Network) -> None:
    nodes, title = load_nodes(), _("Who was compared with whom: {outcome}", outcome=wording.outcome(links.outcome))
    st.markdown(f"## {title}")
    edges = pd.DataFrame(
        [(_(nodes.node(edge.a).name), _(nodes.node(edge.b).name), name_trials(edge), edge.n) for edge in links.edges],
        columns=["a", "b", "trials", "n"],
    )
    draw_chart(
        NAME,
        title,
        edges,
        partial(network_chart, links),
        alt=_("Regimens and the trials that compared them.")
        + " "
        + "; ".join(f"{wording.versus(a, b)}: {trials}" for a, b, trials, _n in edges.itertuples(index=False)),
    )
    if len(links.groups) > 1:
        st.caption(_("Regimens that stand apart share no control: nothing can be said of one against another of them."))
    for loop in links.loops:
        st.caption(
            _(
                "{regimens}: their own trials and the rest of the network differ by {difference} on the log scale (standard error {error}).",
                regimens=wording.versus(_(nodes.node(loop.a).name), _(nodes.node(loop.b).name)),
                difference=f"{loop.difference.estimate:+.2f}",
                error=f"{loop.difference.se:.2f}",
            )
        )


def _draw_reference(links: Network, chosen: str | None) -> None:
    """Every regimen against the reference: what stands against each comparison first, then the numbers."""
    names = {node.id: _(node.name) for node in links.nodes}
    reference = chosen if chosen in names else links.hub.id
    _draw_choice(Filter.REFERENCE, _("Compared with"), names, reference)
    compared = links.compare_all(reference)
    title = _(
        "{outcome}: each regimen compared with {reference}",
        outcome=wording.outcome(links.outcome),
        reference=names[reference],
    )
    st.markdown(f"## {title}")
    with st.container(border=True):
        show(list_against(compared))
        draw_forest(
            f"{NAME}-reference",
            title,
            pd.concat([tabulate(each) for each in compared if each.estimate is not None] or [pd.DataFrame()]),
            reference_forest(compared),
            alt=title + ". " + "; ".join(f"{_(each.a)}: {wording.result(each)}" for each in compared),
            boxes=2,
            whole=True,
        )
        st.caption(_(wording.DESCRIPTION))


def list_against(compared: tuple[IndirectComparison, ...]) -> Markup:
    """List what stands against each comparison, or why there is none: a table of it would be too narrow on a phone."""
    return section(
        _("What stands against each comparison"),
        *(
            headed_list(
                f"{_(each.a)}: {wording.kind(each)} · {wording.way(each)}", (_(reason) for reason in each.against)
            )
            if each.estimate is not None
            else headed_list(f"{_(each.a)}: {wording.result(each)}", (_(reason) for reason in each.why_not))
            for each in compared
            if each.against or each.why_not
        ),
    )


def _draw_unused(links: Network) -> None:
    if links.unused:
        with drawer(
            f"{NAME}-unused", _("Randomised comparisons that do not enter ({count})", count=len(links.unused))
        ) as is_open:
            if is_open:
                show(bullets(wording.unused(each) for each in links.unused))
