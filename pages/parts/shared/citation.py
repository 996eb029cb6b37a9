"""Where a figure comes from, in a line of its own and in the cell of a table."""

from markupsafe import Markup

from her2core.evidence import Evidence, wording
from her2core.evidence.frames import Record
from her2core.evidence.models import Source
from her2core.labels import label
from her2core.language import _
from pages.parts.shared.markup import inline, lines


def cite_source(source: Source) -> Markup:
    """Return a citation with its kind, data cut-off and links."""
    links = []
    if source.doi:
        links.append(_external_link(f"https://doi.org/{source.doi}", f"DOI {source.doi}"))
    if source.pmid:
        links.append(_external_link(f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/", f"PMID {source.pmid}"))
    parts = [label(source.kind)]
    if source.data_cutoff:
        parts.append(_("data cut-off {date}", date=source.data_cutoff))
    if source.read_in:
        parts.append(_("read in: {form}", form=source.read_in))
    return inline([source.citation, f"({'; '.join(parts)})", *links])


def cite_figure(row: Record, evidence: Evidence) -> Markup:
    """Return the source of one figure, and how often it was verified."""
    citation = evidence.trials[row["trial"]].source(row["source"]).citation
    return lines([citation, _("checked in {often}", often=wording.verified(row["verified"]))])


def _external_link(address: str, text: str) -> Markup:
    return Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(address, text)
