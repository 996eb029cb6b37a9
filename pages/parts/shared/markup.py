"""Small pieces of markup. Everything that comes from outside is escaped here."""

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape

import streamlit as st


def show(markup: str) -> None:
    """Markup that holds no more than this module made."""
    st.html(markup)


_MARKDOWN = re.compile(r"[\\`*\[\]$<>~#|]|:(?=[a-z+/])")


class Markup(str):
    """Text that is markup already, made by this module or from escaped parts."""


def plain(text: str) -> str:
    """Text that Streamlit shows as it stands where it would read Markdown: no image is loaded, nothing is styled."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def link(address: str, text: str) -> Markup:
    """A link to a page of this app, in the same window."""
    return Markup(f'<a href="{escape(address)}" target="_self">{escape(text)}</a>')


def lines(parts: Iterable[str]) -> Markup:
    """Parts under one another in a cell."""
    return Markup("<br>".join(_escaped(part) for part in parts if part))


def spaced(parts: Iterable[str]) -> Markup:
    """Parts beside one another."""
    return Markup(" ".join(_escaped(part) for part in parts))


def stacked(blocks: Iterable[str]) -> Markup:
    """Blocks, one after the other."""
    return Markup("".join(f"<div>{_escaped(block)}</div>" for block in blocks))


def unfold(summary: str, parts: Iterable[str]) -> Markup:
    """Parts that open on demand, without asking the server."""
    return Markup(f"<details><summary>{escape(summary)}</summary>{bullets(parts)}</details>")


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text)


def reason(strong: str, source: str) -> Markup:
    """A sentence with what it rests on."""
    return Markup(f'<p class="reason"><strong>{escape(strong)}</strong> {escape(source)}</p>')


def section(title: str, *blocks: str) -> Markup:
    """Blocks under a heading."""
    return Markup(f"<section><h2>{escape(title)}</h2>{''.join(_escaped(block) for block in blocks)}</section>")


def columns(*sections: str) -> Markup:
    """Sections beside one another, as far as there is room."""
    return Markup(f'<div class="columns">{"".join(_escaped(each) for each in sections)}</div>')


def tagged(
    number: str, label: str, tier: str, colours: tuple[str, str] | None, facts: str, texts: Sequence[tuple[str, str]]
) -> Markup:
    """A case in one line behind its tier, with what was written about it beneath."""
    looks = f' style="background:{colours[0]};color:{colours[1]}"' if colours else ' data-open=""'
    said = "".join(f"<p><strong>{escape(title)}:</strong> {escape(text)}</p>" for title, text in texts)
    return Markup(
        f'<div class="tagged"><span class="number">{escape(number)}</span><span class="tag"{looks}>{escape(tier)}</span>'
        f"<strong>{escape(label)}</strong><span>{escape(facts)}</span></div>{said and f'<div class=written>{said}</div>'}"
    )


def bullets(lines: Iterable[str]) -> Markup:
    """A tight list."""
    return Markup(f'<ul class="tight">{"".join(f"<li>{_escaped(line)}</li>" for line in lines)}</ul>')


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    lit: int | None = None,
    strong: Collection[int] = (),
    captioned: bool = True,
    lit_cells: Collection[tuple[int, int]] = (),
    even: bool = False,
) -> Markup:
    """A table in plain markup, which prints.

    The row `lit`, or the `lit_cells` (row, column), stand out and are named as current; the rows `strong` are in bold.
    With `even` all columns but the first are equally wide. Without `captioned` the caption is
    for screen readers alone.
    """
    kinds = " ".join(["plain", *(["even"] if even else []), *(["broad"] if even and len(head) > 2 else [])])
    visible = "" if captioned else ' class="unseen"'
    header = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)

    def opening(place: int) -> str:
        if place == lit:
            return '<tr class="lit" aria-current="true">'
        return '<tr class="strong">' if place in strong else "<tr>"

    def cell(place: tuple[int, int], content: str) -> str:
        lighted = ' class="lit" aria-current="true"' if place in lit_cells else ""
        return f"<td{lighted}>{_escaped(content)}</td>"

    body = "".join(
        f"{opening(place)}{''.join(cell((place, column), content) for column, content in enumerate(row))}</tr>"
        for place, row in enumerate(rows)
    )
    return Markup(
        f'<div class="wide" tabindex="0" role="group" aria-label="{escape(caption)}"><table class="{kinds}">'
        f"<caption{visible}>{escape(caption)}</caption>"
        f"<thead><tr>{header}</tr></thead><tbody>{body}</tbody></table></div>"
    )
