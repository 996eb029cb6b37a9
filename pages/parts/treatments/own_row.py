"""The row of the case: the labels of its line answered in parts, what is applied for, the guideline, and what was studied."""

import streamlit as st
from markupsafe import Markup

from her2core.case_screen import Line, list_position_lines, list_results
from her2core.evidence import load_evidence
from her2core.evidence.models import Trial
from her2core.evidence.strength import order
from her2core.guidance import Approval, load_guidance
from her2core.guidance.options import options, split_applications
from her2core.guidance.wording import (
    SIGNS,
    check_for,
    format_approval,
    format_verdict,
    list_parts,
    phase,
    place_label,
    regimen_name,
    result_status,
)
from her2core.labels import capital, label
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.terms import Agency, Guideline, Setting, Verdict
from pages.parts.shared.address import address
from pages.parts.shared.ask_setting import ask_setting
from pages.parts.shared.markup import bullets, details, inline, link, show
from pages.parts.treatments.tables import list_agent_links


def draw_own_row(assessment: Assessment, agency: Agency, guideline: Guideline) -> None:
    """Draw what is collected for the tiers and the line of the case; what is not entered is asked for."""
    if assessment.setting is None:
        ask_setting()
    elif not assessment.tiers:
        st.info(_("Enter the IHC score to see labels, guideline and studies for this case."))
    else:
        show(_own_row(assessment, assessment.setting, agency, guideline))


def _own_row(assessment: Assessment, setting: Setting, agency: Agency, guideline: Guideline) -> Markup:
    here = [each for each in load_guidance().approvals if each.region is agency and setting in each.setting]
    approvals, applications = split_applications(here)
    approvals.sort(key=lambda each: place_label(each, check_for(each, assessment)))
    labels = bullets(_label(each, assessment) for each in approvals)
    if not approvals:
        labels = Markup("<p>{}</p>").format(
            _("No approval by {agency} is collected here for this line.", agency=label(agency))
        )
    rows = [_row(_("Labels, {agency}", agency=label(agency)), labels)]
    if applications:
        rows.append(_row(capital(Verdict.NO_LABEL), bullets(_application(each, assessment) for each in applications)))
    positions = list_position_lines(assessment, guideline, load_guidance(), setting)
    rows.append(
        _row(
            label(guideline),
            bullets(_position(each) for each in positions)
            if positions
            else _(
                "No recommendation of {guideline} is collected here for this tier and line.", guideline=label(guideline)
            ),
        )
    )
    cells = [options(tier, setting, agency, guideline, load_guidance(), load_evidence()) for tier in assessment.tiers]
    studied = {trial.id: trial for cell in cells for trial in cell.investigated}
    if studied:
        results = list_results(assessment, setting, load_evidence())
        title = _("Studied, not approved here ({count})", count=len(studied))
        texts = [
            _studied(trial, results.get(trial.id))
            for trial in sorted(studied.values(), key=lambda trial: order(trial, alone=True))
        ]
        rows.append(_row("", details(title, texts)))
    case = " · ".join([*(capital(tier) for tier in assessment.tiers), label(setting)])
    return Markup(
        '<div class="own-row" role="group" aria-label="{}" aria-current="true"><p class="whom">{}</p>{}</div>'
    ).format(case, case, Markup("").join(rows))


def _row(title: str, content: str) -> Markup:
    head = Markup("<h2>{}</h2>").format(title) if title else Markup("<span></span>")
    return Markup("<div>{}<div>{}</div></div>").format(head, content)


def _label(approval: Approval, assessment: Assessment) -> Markup:
    """One label: the verdict, then each part, since when it holds, and the ways to trials and safety."""
    check = check_for(approval, assessment)
    sign = SIGNS[check.verdict]
    return Markup('<strong>{}{}</strong> <em>{}</em> · {} <span class="quiet">{} {}</span>').format(
        sign,
        regimen_name(approval),
        format_verdict(check).removeprefix(sign),
        " · ".join(list_parts(check)),
        format_approval(approval),
        inline(list_agent_links(approval)),
    )


def _application(approval: Approval, assessment: Assessment) -> Markup:
    parts = " · ".join(list_parts(check_for(approval, assessment)))
    return Markup('<strong>{}</strong> {} <span class="quiet">{}</span>').format(
        regimen_name(approval), parts, inline(list_agent_links(approval))
    )


def _position(line: Line) -> Markup:
    return Markup('<span class="{}"><strong>{}</strong> {}</span>').format(
        "quiet" if line.met is False else "", line.name, line.says
    )


def _studied(trial: Trial, result: str | None) -> Markup:
    """One trial with its status and its result in a word."""
    said = result or (result_status(trial) if not trial.outcomes else _("no result of this tier"))
    return inline(
        [
            link(address("outcomes", trial=trial.id), _(trial.name)),
            f"({phase(trial)}, {label(trial.status)})",
            Markup("<strong>{}</strong>").format(said),
        ]
    )
