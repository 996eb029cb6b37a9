"""What comes from a file or a form is text on the page, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pages.parts.shared.markup import (
    bullets,
    case_line,
    columns,
    details,
    inline,
    lines,
    link,
    reason,
    section,
    show,
    stack,
    table,
)

HOSTILE = """<img src=x onerror=alert(1)>"' onclick="&"""
SAFE = "&lt;img src=x onerror=alert(1)&gt;&#34;&#39; onclick=&#34;&amp;"
PIECES = {
    "link": link(HOSTILE, HOSTILE),
    "lines": lines([HOSTILE, HOSTILE]),
    "inline": inline([HOSTILE]),
    "stack": stack([HOSTILE]),
    "details": details(HOSTILE, [HOSTILE]),
    "reason": reason(HOSTILE, HOSTILE),
    "section": section(HOSTILE, HOSTILE),
    "columns": columns(HOSTILE),
    "case_line": case_line(HOSTILE, HOSTILE, HOSTILE, (HOSTILE, HOSTILE), HOSTILE, [(HOSTILE, HOSTILE)]),
    "bullets": bullets([HOSTILE]),
    "table": table(HOSTILE, [HOSTILE], [[HOSTILE]], captioned=False),
}


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_every_piece_of_markup_escapes_what_is_put_into_it(piece: Markup) -> None:
    assert isinstance(piece, Markup)
    assert SAFE in piece and HOSTILE not in piece and "<img" not in piece


def test_markup_within_markup_is_not_escaped_again() -> None:
    assert lines([link("outcomes?a=1&b=2", "trials"), "a < b"]) == Markup(
        '<a href="outcomes?a=1&amp;b=2" target="_self">trials</a><br>a &lt; b'
    )


@given(st.text())
def test_a_plain_string_is_never_shown_as_markup(text: str) -> None:
    with pytest.raises(TypeError, match="nobody has escaped it"):
        show(text)  # type: ignore[arg-type]
