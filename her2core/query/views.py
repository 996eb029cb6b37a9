"""The charts of Outcomes, in one table: what each is called, which endpoints it holds, and how it is drawn."""

from dataclasses import dataclass
from enum import StrEnum

from her2core.language import Message
from her2core.query.filters import View
from her2core.terms import Endpoint

SURVIVAL = (Endpoint.PFS, Endpoint.OS, Endpoint.EFS, Endpoint.DFS)
PATHOLOGY = (Endpoint.PCR, Endpoint.MPR)
SHOWN_ELSEWHERE = {Endpoint.ORR, Endpoint.PFS, Endpoint.OS, *PATHOLOGY}


class Form(StrEnum):
    """How a view is drawn."""

    GLANCE = "glance"
    OUTCOMES = "outcomes"
    CONTRASTS = "contrasts"
    OVERVIEW = "overview"
    TIMELINE = "timeline"


@dataclass(frozen=True)
class ViewEntry:
    """One chart; `endpoints` are those that it holds, of which one may be chosen."""

    title: Message
    form: Form
    endpoints: tuple[Endpoint, ...] = ()

    @property
    def is_forest(self) -> bool:
        return self.form in {Form.OUTCOMES, Form.CONTRASTS}

    @property
    def has_choice(self) -> bool:
        """Whether one of several endpoints may be chosen."""
        return self.is_forest and len(self.endpoints) > 1


VIEWS: dict[View, ViewEntry] = {
    View.GLANCE: ViewEntry(Message("At a glance"), Form.GLANCE),  # its endpoints are those of its setting
    View.RESPONSE: ViewEntry(Message("Response (ORR)"), Form.OUTCOMES, (Endpoint.ORR,)),
    View.PFS: ViewEntry(Message("PFS"), Form.OUTCOMES, (Endpoint.PFS,)),
    View.OS: ViewEntry(Message("OS"), Form.OUTCOMES, (Endpoint.OS,)),
    View.HAZARD_RATIOS: ViewEntry(Message("Hazard ratios"), Form.CONTRASTS, (*SURVIVAL, Endpoint.DOR)),
    View.PATHOLOGY: ViewEntry(Message("pCR and MPR"), Form.OUTCOMES, PATHOLOGY),
    View.LANDMARKS: ViewEntry(Message("12-month and other rates"), Form.OUTCOMES, SURVIVAL),
    View.OVERVIEW: ViewEntry(Message("Response vs PFS"), Form.OVERVIEW, (Endpoint.ORR, Endpoint.PFS)),
    View.OTHER: ViewEntry(
        Message("Other endpoints"), Form.OUTCOMES, tuple(each for each in Endpoint if each not in SHOWN_ELSEWHERE)
    ),
    View.TIMELINE: ViewEntry(Message("Timeline"), Form.TIMELINE),
}
