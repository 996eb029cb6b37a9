"""The case, or a meeting, as editable slides."""

from collections.abc import Sequence

from her2core.language import _, using
from her2core.report.layout import Words
from her2core.report.meeting import agenda, title
from her2core.report.slides.case_slide import add_case_slide
from her2core.report.slides.chart_slide import add_comparison_slide, add_forest_slides, add_glance_slide
from her2core.report.slides.deck import SMALLEST, TEXT, Deck
from her2core.report.summary import Summary

_FEWEST, _FEW = 4, 18
"""So many sources need no slide of their own; so many stand on one in the size of text."""


def pptx(summaries: Sequence[Summary]) -> bytes:
    """Build the pack of one case, or of a meeting where there are several.

    The pack of one case has at most six slides: its screen, the view at a glance, options, safety, what is uncertain, sources;
    a meeting has an agenda, of each case its screen with what was written about it, the view at a glance and the options. What
    was asked for beyond that follows: a comparison, or every figure and table.
    """
    with using(summaries[0].language):
        deck = Deck(title(summaries), summaries[0])
        if len(summaries) == 1:
            _add_pack(deck, summaries[0])
        else:
            _add_meeting(deck, summaries)
        return deck.content()


def _add_pack(deck: Deck, summary: Summary) -> None:
    add_case_slide(deck, summary, summary.messages.case)
    _add_glance(deck, summary, "")
    _add_options(deck, summary, "")
    if summary.has_options:
        deck.page(summary.messages.safety, tables=summary.safety)
    more = (*summary.compared, *summary.forests, *summary.rest)
    is_short = len(summary.sources) <= _FEWEST and not more
    deck.columns(summary.messages.uncertain, (*summary.uncertain, *(summary.end if is_short else ())))
    for comparison in summary.compared:
        add_comparison_slide(deck, comparison)
    for forest in summary.forests:
        add_forest_slides(deck, forest)
    deck.tables(_("Every table"), [table for table in summary.rest if table.rows])
    if not is_short:
        _add_sources(deck, summary)


def _add_meeting(deck: Deck, summaries: Sequence[Summary]) -> None:
    deck.tables(title(summaries), [agenda(summaries)])
    for summary in summaries:
        add_case_slide(deck, summary, f"{summary.title}: {summary.messages.case}")
        _add_glance(deck, summary, f"{summary.title}: ")
        _add_options(deck, summary, f"{summary.title}: ")
    _add_sources(deck, summaries[-1])


def _add_glance(deck: Deck, summary: Summary, before: str) -> None:
    if summary.glance:
        add_glance_slide(deck, summary.glance, before + summary.glance.title)


def _add_options(deck: Deck, summary: Summary, before: str) -> None:
    """Labels with their answers, and positions."""
    if summary.has_options:
        deck.page(before + summary.messages.options, tables=summary.options, text=summary.studied)


def _add_sources(deck: Deck, summary: Summary) -> None:
    """Every source that is cited, in two columns, each a link where it has an address; and what the app is for."""
    size = TEXT if len(summary.sources) <= _FEW else SMALLEST
    lines = [[Words(f"[{each.number}] {each.text}", size, link=each.link)] for each in summary.sources]
    deck.list(
        _("{count} sources, numbered as they are cited", count=len(lines)), lines, [[Words(summary.intended_use, TEXT)]]
    )
