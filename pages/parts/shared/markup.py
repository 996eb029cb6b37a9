"""Small pieces of markup. What comes from outside is escaped by MarkupSafe as it is put in."""

import re
from collections.abc import Collection, Iterable, Sequence

import streamlit as st
from markupsafe import Markup, escape


def show(markup: Markup) -> None:
    """Show markup.

    Raises
    ------
    TypeError
        for a plain string, which nobody has escaped
    """
    if not isinstance(markup, Markup):
        raise TypeError(f"only Markup is shown, not {type(markup).__name__}: nobody has escaped it")
    st.html(markup)


_MARKDOWN = re.compile(r"[\\`*\[\]$<>~#|]|:(?=[a-z+/])")


def escape_markdown(text: str) -> str:
    """Escape text that Streamlit would read as Markdown, so that no image is loaded and nothing is styled."""
    return _MARKDOWN.sub(r"\\\g<0>", text)


def link(address: str, text: str) -> Markup:
    """Return a link to a page of this app, in the same window."""
    return Markup('<a href="{}" target="_self">{}</a>').format(address, text)


def lines(parts: Iterable[str]) -> Markup:
    """Return parts under one another in a cell."""
    return Markup("<br>").join(part for part in parts if part)


def inline(parts: Iterable[str]) -> Markup:
    """Return parts beside one another."""
    return Markup(" ").join(parts)


def stack(blocks: Iterable[str]) -> Markup:
    """Return blocks, one after the other."""
    return Markup("").join(Markup("<div>{}</div>").format(block) for block in blocks)


def details(summary: str, parts: Iterable[str]) -> Markup:
    """Return parts that open on demand, without asking the server."""
    return Markup("<details><summary>{}</summary>{}</details>").format(summary, bullets(parts))


def headed_list(head: str, parts: Iterable[str]) -> Markup:
    """Return parts under a head, all in sight."""
    return Markup("<div><strong>{}</strong>{}</div>").format(head, bullets(parts))


def reason(strong: str, source: str) -> Markup:
    """Return a sentence with what it rests on."""
    return Markup('<p class="reason"><strong>{}</strong> {}</p>').format(strong, source)


def section(title: str, *blocks: str) -> Markup:
    """Return blocks under a heading."""
    return Markup("<section><h2>{}</h2>{}</section>").format(title, Markup("").join(blocks))


def columns(*sections: str) -> Markup:
    """Return sections beside one another, as far as there is room."""
    return Markup('<div class="columns">{}</div>').format(Markup("").join(sections))


def case_line(
    number: str, label: str, tier: str, colours: tuple[str, str] | None, facts: str, texts: Sequence[tuple[str, str]]
) -> Markup:
    """Return a case in one line behind its tier, with what was written about it beneath."""
    looks = Markup(' style="background:{};color:{}"').format(*colours) if colours else Markup(' data-open=""')
    return Markup(
        '<div class="tagged"><span class="number">{}</span><span class="tag"{}>{}</span>'
        "<strong>{}</strong><span>{}</span></div>{}"
    ).format(number, looks, tier, label, facts, written(texts))


def written(texts: Iterable[tuple[str, str]]) -> Markup:
    """Return what was written about something, each text after its title; nothing where nothing was."""
    lines = [Markup("<p><strong>{}:</strong> {}</p>").format(title, text) for title, text in texts if text]
    return Markup('<div class="written">{}</div>').format(Markup("").join(lines)) if lines else Markup("")


def marked_text(label: str, parts: Iterable[tuple[str, str]]) -> Markup:
    """Return a text in which some words stand out: parts with "taken", "left out" or "" beside each."""
    forms = {"taken": Markup("<mark>{}</mark>"), "left out": Markup("<s>{}</s>"), "": Markup("{}")}
    text = Markup("").join(forms[kind].format(words) for words, kind in parts)
    return Markup('<div class="report" tabindex="0" role="group" aria-label="{}"><p>{}</p></div>').format(label, text)


def bullets(lines: Iterable[str]) -> Markup:
    """Return a tight list."""
    items = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup('<ul class="tight">{}</ul>').format(items)


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
    """Return a table in plain markup, which prints.

    The row `lit`, or the `lit_cells` (row, column), stand out and are named as current; the rows `strong` are in bold.
    With `even` all columns but the first are equally wide. Without `captioned` the caption is
    for screen readers alone.
    """
    kinds = " ".join(["plain", *(["even"] if even else []), *(["broad"] if even and len(head) > 2 else [])])

    def open_row(place: int) -> str:
        if place == lit:
            return '<tr class="lit" aria-current="true">'
        return '<tr class="strong">' if place in strong else "<tr>"

    def format_cell(place: tuple[int, int], content: str) -> str:
        lighted = ' class="lit" aria-current="true" tabindex="0"' if place in lit_cells else ""
        return f"<td{lighted}>{escape(content)}</td>"

    # Markup once for all cells: of 500 rows, a Markup for each cell takes four times as long.
    body = Markup(
        "".join(
            f"{open_row(place)}{''.join(format_cell((place, column), content) for column, content in enumerate(row))}</tr>"
            for place, row in enumerate(rows)
        )
    )
    return Markup(
        '<div class="wide" tabindex="0" role="group" aria-label="{0}"><table class="{1}"><caption{2}>{0}</caption>'
        "<thead><tr>{3}</tr></thead><tbody>{4}</tbody></table></div>"
    ).format(
        caption,
        kinds,
        Markup("" if captioned else ' class="unseen"'),
        Markup("").join(Markup('<th scope="col">{}</th>').format(title) for title in head),
        body,
    )
