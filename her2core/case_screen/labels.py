"""Labels for a case in one line each: those of its line, what is applied for, and those of later lines whose HER2 it meets."""

from her2core.case_screen.parts import Line, Target
from her2core.guidance.eligibility import is_directed
from her2core.guidance.label_check import LabelCheck
from her2core.guidance.loading import Guidance
from her2core.guidance.models import Approval
from her2core.guidance.wording import SIGNS, check_for, place_label, regimen_name, say_answer
from her2core.labels import join_alternatives, label
from her2core.language import _, join_words
from her2core.query.filters import Filter
from her2core.status.assessment import Assessment
from her2core.terms import Agency, LabelPart, Setting, Verdict

_LINES = tuple(Setting)


def list_label_lines(assessment: Assessment, agency: Agency, guidance: Guidance) -> tuple[Line, ...]:
    """List the labels of an agency that bear on a case, in the language in use, each part answered apart.

    First those of its line, then what is applied for and not approved, then later lines whose HER2 the case meets. Where
    no HER2-directed label of the line can be met, that is said first; a label whose HER2 the case does not meet is named with others.
    """
    held = [(each, check_for(each, assessment)) for each in guidance.approvals if each.region is agency]
    place = Target("treatments", {Filter.AGENCY: agency.value})
    here, elsewhere, applied, unmet = [], [], [], []
    for approval, check in held:
        on_line = assessment.setting in approval.setting
        if _part(check, LabelPart.HER2) is False:
            if on_line and approval.status == "approved":
                unmet.append(regimen_name(approval))
        elif approval.status != "approved":
            if on_line:
                applied.append((approval, check))
        elif on_line:
            here.append((approval, check))
        elif is_directed(approval) and not _is_past(approval, assessment.setting):
            elsewhere.append((approval, check))
    here.sort(key=lambda pair: place_label(*pair))
    lines = [_format(approval, check, place) for approval, check in (*here, *applied)]
    if not any(is_directed(approval) for approval, _check in here):
        none = _("no HER2-directed label of this line for this case")
        lines.insert(0, Line("", none, False, place))
    for met, title in ((True, _("HER2 met, line not met")), (None, _("HER2 not known, line not met"))):
        of_lines: dict[str, list[Setting]] = {}
        for approval, check in elsewhere:
            if _part(check, LabelPart.HER2) is met:
                of_lines.setdefault(regimen_name(approval), []).extend(approval.setting)
        names = [
            f"{name} ({join_words(label(each) for each in sorted(on, key=_LINES.index))})"
            for name, on in of_lines.items()
        ]
        if names:
            lines.append(Line("", f"{title}: {join_words(names)}", False, place))
    if unmet:
        lines.append(Line("", _("HER2 not met: {names}", names=join_words(dict.fromkeys(unmet))), False, place))
    return tuple(lines)


def _format(approval: Approval, check: LabelCheck, place: Target) -> Line:
    if check.verdict is Verdict.NO_LABEL:
        return Line(regimen_name(approval), label(Verdict.NO_LABEL), None, place, _(approval.source))
    parts = []
    for each in check.parts:
        if not each.says and each.met is True:
            continue
        said = f"{label(each.part)} {say_answer(each.met)}"
        if each.part is LabelPart.HER2 and not is_directed(approval):
            said = _(each.says)
        elif each.part is LabelPart.LINE and each.met is False:
            said = f"{said} ({_(join_alternatives(approval.setting))})"
        parts.append(said)
    if check.conditional:
        parts.append(_("conditional approval"))
    met = {Verdict.MET: True, Verdict.NOT_MET: False}.get(check.verdict)
    return Line(SIGNS[check.verdict] + regimen_name(approval), " · ".join(parts), met, place, _(approval.source))


def _is_past(approval: Approval, setting: Setting | None) -> bool:
    """Whether a label is for earlier lines alone: a case does not come back to them."""
    return setting is not None and all(_LINES.index(each) < _LINES.index(setting) for each in approval.setting)


def _part(check: LabelCheck, part: LabelPart) -> bool | None:
    return next(each.met for each in check.parts if each.part is part)
