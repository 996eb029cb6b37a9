"""The case, or a meeting, as editable slides."""

from collections.abc import Sequence

from her2core.language import _, using
from her2core.report.meeting import agenda, title
from her2core.report.slides.case_slide import case_slide
from her2core.report.slides.chart_slide import add_chart_slides
from her2core.report.slides.deck import Deck
from her2core.report.slides.shapes import Words
from her2core.report.summary import Summary


def pptx(summaries: Sequence[Summary]) -> bytes:
    """Build the pack of one case, or of a meeting where there are several.

    A meeting has an agenda, and of each case the answer, what is reported in brief, and the labels; the pack of one case has
    every chart, every option and every warning.
    """
    with using(summaries[0].language):
        deck = Deck(title(summaries), summaries[0])
        whole = len(summaries) == 1
        if not whole:
            deck.tables(title(summaries), [agenda(summaries)])
        for summary in summaries:
            case_slide(deck, summary)
            if not whole:
                deck.tables(summary.title, [summary.spans, summary.options[0]])
                continue
            for chart in summary.charts:
                add_chart_slides(deck, chart, summary.warning)
            deck.tables(_("Reported and approved"), [summary.spans, *summary.options])
            deck.tables(_("Safety"), summary.safety)
        _end(deck, summaries[-1])
        return deck.content()


def _end(deck: Deck, summary: Summary) -> None:
    sources = [
        [Words(f"[{each.number}] {each.text} ", 10), *([Words(each.link, 10, link=each.link)] if each.link else [])]
        for each in summary.sources
    ]
    deck.paragraphs(_("Sources"), sources)
    lines = [summary.warning, summary.intended_use, summary.data_version, summary.date]
    deck.paragraphs(_("Intended use"), [[Words(line, 14)] for line in lines])
