"""Where a figure comes from, in a line of its own and in the cell of a table."""

from html import escape

from her2core.evidence import Evidence, wording
from her2core.evidence.frames import Row
from her2core.evidence.models import Source
from her2core.labels import label
from her2core.language import _
from pages.parts.shared.markup import Markup, lines


def source_line(source: Source) -> Markup:
    """A citation with its kind, data cut-off and links."""
    links = []
    if source.doi:
        links.append(
            f'<a href="https://doi.org/{escape(source.doi)}" target="_blank" rel="noopener">DOI {escape(source.doi)}</a>'
        )
    if source.pmid:
        links.append(
            f'<a href="https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/" target="_blank" rel="noopener">PMID {source.pmid}</a>'
        )
    parts = [label(source.kind)]
    if source.data_cutoff:
        parts.append(_("data cut-off {date}", date=source.data_cutoff))
    if source.read_in:
        parts.append(_("read in: {form}", form=source.read_in))
    return Markup(f"{escape(source.citation)} ({escape('; '.join(parts))}) {' '.join(links)}")


def cited(row: Row, evidence: Evidence) -> Markup:
    """The source of one figure, and how often it was verified."""
    citation = evidence.trials[row["trial"]].source(row["source"]).citation
    return lines([citation, _("verified {often}", often=wording.verified(row["verified"]))])
