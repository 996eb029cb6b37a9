"""Small pieces of markup. Everything that comes from outside is escaped here."""

from collections.abc import Collection, Iterable, Sequence
from html import escape

import streamlit as st


def show(markup: str) -> None:
    """Markup that holds no more than this module made."""
    st.html(markup)


def bullets(lines: Iterable[str]) -> str:
    """A tight list."""
    return f'<ul class="tight">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>'


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    lit: int | None = None,
    strong: Collection[int] = (),
    captioned: bool = True,
) -> str:
    """A table in plain markup, which prints.

    The row `lit` stands out and is named as current; the rows `strong` are in bold. Without `captioned` the caption is
    for screen readers alone.
    """
    visible = "" if captioned else ' class="unseen"'
    header = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)

    def opening(place: int) -> str:
        if place == lit:
            return '<tr class="lit" aria-current="true">'
        return '<tr class="strong">' if place in strong else "<tr>"

    body = "".join(
        f"{opening(place)}{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for place, row in enumerate(rows)
    )
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{escape(caption)}"><table class="plain">'
        f"<caption{visible}>{escape(caption)}</caption>"
        f"<thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>"
    )
