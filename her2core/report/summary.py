"""One summary of a case, from which every export is made, so that no two of them can differ."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from her2core.case_screen import CaseScreen, summarise_case
from her2core.charts.text import WARNING
from her2core.charts.theme import TIER_COLOURS
from her2core.evidence import load_evidence, version
from her2core.guidance import load_guidance
from her2core.labels import answer, capital, describe_basis
from her2core.language import _, current_language
from her2core.report import charts, options, safety
from her2core.report.case_blocks import format_comment, list_case_blocks, list_open_blocks
from her2core.report.compared import Comparison, compare_regimens
from her2core.report.entries import list_entries, readings
from her2core.report.glance import GlanceFigure, build_glance_figure
from her2core.report.intended_use import INTENDED_USE
from her2core.report.item import Item
from her2core.report.messages import Messages, say_case, say_open, say_options, say_safety
from her2core.report.parts import Bibliography, Block, Chart, Citation, Run, Table
from her2core.report.sentence import report_sentence
from her2core.report.specimens import list_specimens
from her2core.status.assessment import Assessment
from her2core.status.case import Case
from her2core.status.definitions import differs, find
from her2core.terms import Agency, Binary, Guideline

APP = "HER2 Gastric Board"


@dataclass(frozen=True)
class Summary:
    """Everything an export says, in one language.

    Attributes
    ----------
    assessment : what the words below say, for exports that code it
    language : "en" or "zh"
    made : when, with its time zone
    link : the address of the case; "" where it leads nowhere for other readers
    identity : what tells the case from others: the same for each of its specimens
    item : its place in a meeting's list, if it has one
    screen : the answer on one screen, as Classify draws it
    tier, beneath : the answer in large type, and the tiers still possible
    colours : background and text of the answer; None while undetermined
    entries : what was entered
    readings : how ISH or IHC came about, where they were given as counts or staining
    blocks : what the screen says, to be drawn under the answer
    glance : the view at a glance; None where no line is entered
    options, studied : labels and positions with their answers; what else is studied, in a line
    safety : severe events and warnings
    uncertain : flags, what would change the tier, other definitions, disagreements, limits
    messages : the title of each part
    compared : through a common control, where that was asked for
    charts, rest : every figure and every table in full, where all was asked for
    sources : numbered as they are cited
    """

    assessment: Assessment
    language: str
    made: datetime
    link: str
    identity: str
    item: Item | None
    screen: CaseScreen
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
    blocks: tuple[Block, ...]
    glance: GlanceFigure | None
    options: tuple[Table, ...]
    studied: str
    safety: tuple[Table, ...]
    uncertain: tuple[Block, ...]
    messages: Messages
    compared: tuple[Comparison, ...]
    charts: tuple[Chart, ...]
    rest: tuple[Table, ...]
    sources: tuple[Citation, ...]
    warning: str
    intended_use: str
    data_version: str

    @property
    def has_options(self) -> bool:
        """Whether options can be named: tier and line are known, so that nothing of several lines is mixed."""
        return self.assessment.setting is not None and bool(self.assessment.tiers)

    @property
    def end(self) -> tuple[Block, ...]:
        """The sources and what the app is for, as blocks."""
        sources = tuple((Run(f"[{each.number}] {each.text}"),) for each in self.sources)
        return Block(_("Sources"), sources, least=len(sources)), Block(_("Intended use"), ((Run(self.intended_use),),))

    @property
    def date(self) -> str:
        """The day on which it was made."""
        return self.made.date().isoformat()

    @property
    def footer(self) -> tuple[str, ...]:
        """What every page of an export carries."""
        return (f"{_(APP)} · {self.date} · {self.data_version}", self.warning)


@dataclass(frozen=True)
class Scope:
    """What an export is to hold besides the answer.

    Attributes
    ----------
    agency, guideline : whose labels and positions are listed
    whole : whether every figure and table follows
    compare : two regimens to be compared through their common control
    """

    agency: Agency = Agency.CHINA_NMPA
    guideline: Guideline = Guideline.CSCO
    whole: bool = False
    compare: tuple[str, str] | None = None


USUAL = Scope()


def summarise(
    assessment: Assessment,
    made: datetime,
    base: str,
    scope: Scope = USUAL,
    item: Item | None = None,
    cited: Bibliography | None = None,
) -> Summary:
    """Summarise the case in the language in use.

    Parameters
    ----------
    made : when, with its time zone
    base : the address at which others open the app, for the link to the case; "" where there is none
    item : the place in a meeting's list
    cited : the sources of a meeting, numbered through all its cases

    Raises
    ------
    InputError
        where a regimen to be compared is not known
    """
    cited = cited if cited is not None else Bibliography()
    agency, guideline = scope.agency, scope.guideline
    csco, evidence, guidance = assessment.csco, load_evidence(), load_guidance()
    screen = summarise_case(assessment, agency, guideline, guidance, evidence)
    blocks = list_case_blocks(assessment, screen, cited)
    glance = build_glance_figure(assessment, agency, guidance, evidence, cited)
    cells = options.list_cells(assessment, agency, guideline)
    warned = safety.list_warned(cells)
    offered: tuple[Table, ...] = ()
    harm: tuple[Table, ...] = ()
    ready = assessment.setting is not None and bool(assessment.tiers)
    if scope.whole or ready:
        offered = options.tables(assessment, cells, agency, guideline, cited)
    if ready:
        events = safety.severe_events(assessment, evidence, cited, safety.MOST_ARMS)
        harm = (*([events] if events else []), safety.foremost_warnings(warned, cited))
    compared = compare_regimens(*scope.compare, cited) if scope.compare else ()
    item = item.strip_invisible() if item else None
    uncertain = list_open_blocks(assessment, glance.trials if glance else (), readings(assessment))
    drawn: tuple[Chart, ...] = ()
    rest: tuple[Table, ...] = ()
    if scope.whole:
        drawn = charts.build_charts(assessment, evidence, cited)
        every = safety.severe_events(assessment, evidence, cited)
        harmful = (*([every] if every else []), safety.warnings(warned, cited))
        specimens = [list_specimens(assessment)] if assessment.specimens else []
        rest = (list_entries(assessment), *specimens, _others(assessment), *offered, *harmful)
    return Summary(
        assessment=assessment,
        language=current_language(),
        made=made,
        link=link(base, assessment.entered, current_language()) if base else "",
        identity=link(APP, assessment.entered, current_language()),
        item=item,
        screen=screen,
        title=item.label if item else _("HER2 in gastric and GEJ adenocarcinoma"),
        **describe_status(assessment),
        colours=TIER_COLOURS[csco.tier] if csco.tier else None,
        sentence=_(report_sentence(assessment)),
        readings=readings(assessment),
        changes=tuple(_(line) for line in assessment.changes),
        blocks=blocks,
        glance=glance,
        options=offered[:2],
        studied=options.list_studied(cells, assessment),
        safety=harm,
        uncertain=uncertain,
        messages=Messages(
            case=say_case(assessment, cells, agency),
            options=say_options(assessment, cells, agency, guideline),
            safety=say_safety(warned[: safety.MOST_AGENTS]),
            uncertain=say_open(assessment, screen),
        ),
        compared=compared,
        charts=drawn,
        rest=rest,
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
        "comment": format_comment(assessment),
        "entries": list_entries(assessment),
        "missing": tuple(_(line) for line in assessment.missing) or (_("Nothing that the tier depends on."),),
    }


def link(base: str, case: Case, language: str) -> str:
    """Return the address of a case: it holds what was entered and nothing else."""
    return f"{base.rstrip('/')}/?{urlencode({**case.entries, 'lang': language})}"


def _others(assessment: Assessment) -> Table:
    return Table(
        title=_("The same case by each definition"),
        head=(_("Definition"), _("Answer"), _("Compared with CSCO")),
        rows=tuple(
            (
                _(find(other.definition).name),
                answer(other.answer),
                "≠ " + _("differs") if differs(other, assessment.csco) else "= " + _("agrees"),
            )
            for other in assessment.others
        ),
    )
