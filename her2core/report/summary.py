"""One summary of a case, from which every export is made, so that no two of them can differ."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from her2core.board.checks import strip_invisible
from her2core.charts.sheet import WARNING
from her2core.charts.theme import TIER_COLOURS
from her2core.evidence import load_evidence, version
from her2core.labels import answer, capital, describe_basis
from her2core.language import _, current_language
from her2core.report import charts, options, safety
from her2core.report.entries import list_entries, readings
from her2core.report.intended_use import INTENDED_USE
from her2core.report.parts import Bibliography, Chart, Citation, Table
from her2core.report.sentence import report_sentence
from her2core.status.assessment import Assessment
from her2core.status.case import Case
from her2core.status.definitions import differs, find
from her2core.terms import Agency, Binary, Guideline

APP = "HER2 Gastric Board"


@dataclass(frozen=True)
class Item:
    """What a meeting's list holds besides the case."""

    label: str
    question: str = ""
    note: str = ""
    discussed: bool = False
    conclusion: str = ""
    meeting: str = ""

    def strip_invisible(self) -> "Item":
        """Return the same without marks that cannot be seen: they break files, or turn what follows."""
        question, note, conclusion = (
            strip_invisible(text, lines=True) for text in (self.question, self.note, self.conclusion)
        )
        return replace(self, label=strip_invisible(self.label), question=question, note=note, conclusion=conclusion)


@dataclass(frozen=True)
class Summary:
    """Everything an export says, in one language.

    Attributes
    ----------
    assessment : what the words below say, for exports that code it
    language : "en" or "zh"
    made : when, with its time zone
    link : the address of the case
    item : its place in a meeting's list, if it has one
    tier, beneath : the answer in large type, and the tiers still possible
    colours : background and text of the answer; None while undetermined
    entries : what was entered
    readings : how ISH or IHC came about, where they were given as counts or staining
    others : the same case by every other definition
    spans, charts, options, safety : what is reported, approved and warned of
    sources : numbered as they are cited
    """

    assessment: Assessment
    language: str
    made: datetime
    link: str
    item: Item | None
    title: str
    tier: str
    beneath: str
    colours: tuple[str, str] | None
    binary: str
    state: str
    reason: str
    basis: str
    comment: str
    sentence: str
    entries: Table
    readings: tuple[str, ...]
    missing: tuple[str, ...]
    changes: tuple[str, ...]
    others: Table
    spans: Table
    charts: tuple[Chart, ...]
    options: tuple[Table, ...]
    safety: tuple[Table, ...]
    sources: tuple[Citation, ...]
    warning: str
    intended_use: str
    data_version: str

    @property
    def date(self) -> str:
        """The day on which it was made."""
        return self.made.date().isoformat()

    @property
    def footer(self) -> tuple[str, ...]:
        """What every page of an export carries."""
        return (f"{_(APP)} · {self.date} · {self.data_version}", self.warning)


def summarise(
    assessment: Assessment,
    made: datetime,
    base: str,
    agency: Agency = Agency.CHINA_NMPA,
    guideline: Guideline = Guideline.CSCO,
    item: Item | None = None,
    sources: Bibliography | None = None,
) -> Summary:
    """Summarise the case in the language in use.

    Parameters
    ----------
    made : when, with its time zone
    base : the address at which the app is opened, for the link to the case
    agency, guideline : whose labels and positions are listed
    item : the place in a meeting's list
    sources : of a meeting, numbered through all its cases
    """
    cited = sources if sources is not None else Bibliography()
    csco = assessment.csco
    cited.cite(_(csco.source))
    evidence = load_evidence()
    cells = options.cells(assessment, agency, guideline)
    drawn = charts.build_charts(assessment, evidence, cited)
    offered = options.tables(assessment, cells, agency, guideline, cited)
    warned = safety.warnings(cells, cited)
    events = safety.severe_events(assessment, evidence, cited)
    return Summary(
        assessment=assessment,
        language=current_language(),
        made=made,
        link=link(base, assessment.entered, current_language()),
        item=item.strip_invisible() if item else None,
        title=item.strip_invisible().label if item else _("HER2 in gastric and GEJ adenocarcinoma"),
        **describe_status(assessment),
        colours=TIER_COLOURS[csco.tier] if csco.tier else None,
        sentence=_(report_sentence(assessment)),
        readings=readings(assessment),
        changes=tuple(_(line) for line in assessment.changes),
        others=_others(assessment),
        spans=charts.spans(assessment, evidence),
        charts=drawn,
        options=offered,
        safety=(warned, *([events] if events else [])),
        sources=cited.list(),
        warning=_(WARNING),
        intended_use=_(INTENDED_USE),
        data_version=_("Data version {version} of {date}.", version=version().version, date=version().changed),
    )


def describe_status(assessment: Assessment) -> dict[str, Any]:
    """Describe the answer for one specimen, by the fields of a summary, in the language in use."""
    csco = assessment.csco
    return {
        "tier": capital(csco.tier) if csco.tier else _("Undetermined"),
        "beneath": ""
        if csco.tier
        else _("Possible: {tiers}", tiers=" / ".join(capital(tier) for tier in csco.possible)),
        "binary": capital(csco.binary or Binary.NOT_ASSIGNABLE),
        "state": capital(assessment.state),
        "reason": _(csco.reason),
        "basis": describe_basis(csco.basis, _(csco.source)),
        "comment": " ".join([*(capital(flag) + "." for flag in csco.flags), _(assessment.comment or "")]).strip(),
        "entries": list_entries(assessment),
        "missing": tuple(_(line) for line in assessment.missing) or (_("Nothing that the tier depends on."),),
    }


def link(base: str, case: Case, language: str) -> str:
    """Return the address of a case: it holds what was entered and nothing else."""
    return f"{base.rstrip('/')}/?{urlencode({**case.entries, 'lang': language})}"


def _others(assessment: Assessment) -> Table:
    return Table(
        title=_("The same case by each definition"),
        head=(_("Definition"), _("Answer"), _("Beside CSCO")),
        rows=tuple(
            (
                _(find(other.definition).name),
                answer(other.answer),
                "≠ " + _("differs") if differs(other, assessment.csco) else "= " + _("agrees"),
            )
            for other in assessment.others
        ),
    )
