"""Links inside a text to other pages, opened in the same visit."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from markupsafe import Markup

from her2core.query.filters import Filter
from pages.parts.shared.component import register_component
from pages.parts.shared.session import session
from pages.parts.shared.widgets import register_events

_follow = register_component("follow", Path(__file__).with_name("follow.js"))


def follow_links() -> None:
    """Let the links of `page_link` open their page in this visit. To be called once a page, after they are drawn."""
    _follow(key=register_events("follow", {"follow": _open}), on_follow_change=session().receive, height=1)


def page_link(page: str, filters: Mapping[Filter, str | None], text: str) -> Markup:
    """Return a link to a page with these filters set; None lets one follow the case."""
    query = session().to_query(**{name.value: value or "" for name, value in filters.items()})
    return Markup('<a href="./{}?{}" data-follow="" target="_self">{}</a>').format(
        page, Markup(urlencode(query).replace("&", "&amp;")), text
    )


def _open(address: str) -> None:
    """Open the page of an address with its filters. The case stays as it stands by now."""
    parts = urlsplit(address)
    given = dict(parse_qsl(parts.query))
    session().open_page(parts.path.rpartition("/")[2], {name: given.get(name.value) for name in Filter})
