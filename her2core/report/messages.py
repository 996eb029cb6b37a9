"""What a slide says in its title: the message, built from what the slide holds. It reports and does not direct."""

from dataclasses import dataclass

from her2core.case_screen import CaseScreen
from her2core.evidence.agents import Agent, agent_name
from her2core.guidance.options import Options
from her2core.guidance.wording import check_for, regimen_name
from her2core.labels import capital, label
from her2core.language import _, join_words
from her2core.status.assessment import Assessment
from her2core.status.definitions import differs
from her2core.terms import Agency, Binary, Guideline, Verdict

_MOST_NAMES = 3


@dataclass(frozen=True)
class Messages:
    """The title of each part of a pack."""

    case: str
    options: str
    safety: str
    uncertain: str


def say_case(assessment: Assessment, cells: list[Options], agency: Agency) -> str:
    """Say the tier, the binary class, and which labels of the line the case meets, or which may be met."""
    csco = assessment.csco
    tier = capital(csco.tier) if csco.tier else _("Undetermined")
    answer = f"{tier}: {label(csco.binary or Binary.NOT_ASSIGNABLE)}"
    if assessment.setting is None:
        return _("{answer}; line not entered", answer=answer)
    place = {"answer": answer, "agency": label(agency), "line": label(assessment.setting)}
    for verdict, message in (
        (Verdict.MET, _("{answer}; approved for {line} by {agency}, label met: {names}")),
        (
            Verdict.CANNOT_TELL,
            _("{answer}; approved for {line} by {agency}, not known whether the label is met: {names}"),
        ),
    ):
        if named := _list_answered(assessment, cells, verdict):
            return message.format(names=_shorten(named), **place)
    return _("{answer}; no label of {agency} met for {line}", **place)


def say_options(assessment: Assessment, cells: list[Options], agency: Agency, guideline: Guideline) -> str:
    """Name the labels that the case meets, and count the positions."""
    labels = _("no label of {agency} met", agency=label(agency))
    if met := _list_answered(assessment, cells, Verdict.MET):
        labels = _("label of {agency} met: {names}", agency=label(agency), names=_shorten(met))
    elif unknown := _list_answered(assessment, cells, Verdict.CANNOT_TELL):
        labels = _(
            "not known whether the label of {agency} is met: {names}", agency=label(agency), names=_shorten(unknown)
        )
    count = len({each.regimen for cell in cells for each in cell.positions})
    return _(
        "Options: {labels}; positions of {guideline}: {count}", labels=labels, guideline=label(guideline), count=count
    )


def say_safety(agents: list[Agent]) -> str:
    """Name the agents whose labels have a boxed warning."""
    boxed = [agent_name(agent.id) for agent in agents if any(each.boxed for each in agent.warnings)]
    if not boxed:
        return _("Safety: no boxed warning is collected for these options")
    return _("Safety: boxed warnings of {agents}", agents=_shorten(boxed))


def say_open(assessment: Assessment, screen: CaseScreen) -> str:
    """Name what is missing and count the definitions that answer otherwise."""
    return _(
        "Missing: {missing}; {count} of {all} other definitions differ",
        missing=join_words(screen.missing) if screen.missing else _("nothing"),
        count=sum(differs(each, assessment.csco) for each in assessment.others),
        all=len(assessment.others),
    )


def _list_answered(assessment: Assessment, cells: list[Options], verdict: Verdict) -> list[str]:
    approvals = [each for cell in cells for each in cell.approvals]
    return list(
        dict.fromkeys(regimen_name(each) for each in approvals if check_for(each, assessment).verdict is verdict)
    )


def _shorten(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = [_("{count} more", count=len(names) - _MOST_NAMES)] if len(names) > _MOST_NAMES else []
    return join_words([*names[:_MOST_NAMES], *more])
