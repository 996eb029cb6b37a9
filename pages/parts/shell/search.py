"""One search over trials, agents, numbers and authors, which answers as one types."""

from pathlib import Path

from her2core.evidence import load_evidence
from her2core.evidence.agents import load_agents
from her2core.language import _
from her2core.query.filters import ANY, Filter
from her2core.query.search import Hit, Kind, describe_hit, search
from pages.parts.shared.component import register_component
from pages.parts.shared.session import session
from pages.parts.shared.widgets import register_events

_field = register_component(
    "search",
    Path(__file__).with_name("search.js"),
    html='<div class="search" role="search"><input type="text" role="combobox" autocomplete="off" spellcheck="false" '
    'aria-autocomplete="list" aria-controls="search-hits" aria-expanded="false">'
    '<ul id="search-hits" role="listbox" hidden></ul></div>',
)


def draw_search() -> None:
    """Draw a field that offers what is meant by its text, the likeliest first; Enter or a click opens it."""
    visit = session()
    hits = search(visit.typed, load_evidence())
    _field(
        key=register_events("search", {"typed": _type, "open": _open}),
        data={
            "label": _("Search"),
            "none": _("Nothing is found."),
            "typed": visit.typed,
            "hits": [{"id": _name(hit), "name": name, "about": about} for hit, (name, about) in _describe(hits)],
        },
        on_typed_change=visit.receive,
        on_open_change=visit.receive,
    )


def _describe(hits: tuple[Hit, ...]) -> list[tuple[Hit, tuple[str, str]]]:
    return [(hit, describe_hit(hit, load_evidence())) for hit in hits]


def _name(hit: Hit) -> str:
    return f"{hit.kind}:{','.join(hit.ids)}"


def _type(text: str) -> None:
    session().typed = text


def _open(name: str) -> None:
    """Open what was chosen. The field is empty again, because it never stands for anything."""
    visit = session()
    visit.typed = ""
    kind, _colon, ids = name.partition(":")
    known = set(ids.split(",")) <= {*load_evidence().trials}
    if kind in (Kind.TRIAL, Kind.COMPARISON) and known:
        visit.open_page("outcomes", {Filter.TRIAL: ids})
    elif kind == Kind.AGENT and ids in load_agents():
        visit.open_page("safety", {Filter.CARD: ids})
    elif kind == Kind.TRIALS_OF_AGENT:
        visit.open_page("outcomes", {Filter.AGENT: ids, Filter.TIERS: ANY, Filter.LINE: ANY})
