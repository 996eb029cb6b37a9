"""Labels and positions as tables: the same rows on pages and in exports."""

from collections.abc import Iterable

from her2core.charts.tables.model import Reference, Row, Table
from her2core.evidence import wording
from her2core.guidance.eligibility import find_definition
from her2core.guidance.models import NOT_RESTATED, Approval, Position
from her2core.guidance.wording import (
    check_for,
    format_approval,
    format_verdict,
    her2_of_label,
    list_parts,
    regimen_name,
    say_position,
)
from her2core.labels import capital, label, label_of
from her2core.language import _, join_words
from her2core.status.assessment import Assessment
from her2core.status.definitions import find
from her2core.terms import Agency, Guideline, Setting, Verdict


def labels_table(approvals: Iterable[Approval], assessment: Assessment, agency: Agency) -> Table:
    """Return each label with its own HER2 definition and PD-L1 limit, and whether the case meets them, part by part."""
    head = (_("Option"), _("Setting; earlier therapy"), _("This case"), _("HER2 in the label"), "PD-L1", _("Approved"))
    rows = [
        Row(
            (
                (regimen_name(each),),
                _list_setting(each),
                _list_answers(each, assessment),
                _list_her2(each),
                (_("no limit") if each.pdl1 == "none" else _(each.pdl1),),
                (format_approval(each),),
            ),
            _refer(each),
            _(each.note),
            tuple(each.agents),
        )
        for each in approvals
    ]
    return Table(_("Labels of {agency} and this case", agency=label(agency)), head, rows, strong=frozenset({2}))


def applications_table(applications: Iterable[Approval], assessment: Assessment) -> Table:
    """Return what was applied for and is not approved: no label to meet, only the criterion of a trial."""
    rows = [
        Row(
            ((regimen_name(each),), _list_setting(each), _list_answers(each, assessment), (_(each.her2_text),)),
            _refer(each),
            _(each.note),
            tuple(each.agents),
        )
        for each in applications
    ]
    head = (_("Option"), _("Setting; earlier therapy"), _("This case"), _("HER2"))
    return Table(capital(Verdict.NO_LABEL), head, rows, strong=frozenset({2}))


def positions_table(positions: Iterable[Position], assessment: Assessment, guideline: Guideline) -> Table:
    """Return what a guideline says, with its grade where it was read, and its condition answered for the case."""
    rows = [
        Row(
            (
                (_(each.regimen),),
                (say_position(each, assessment),),
                (
                    _("testing") if each.setting == "testing" else label_of(Setting, each.setting),
                    wording.tiers(each.tiers),
                ),
            ),
            _refer(each),
            _(each.note) if each.note else "",
            tuple(each.agents),
        )
        for each in positions
    ]
    head = (_("Regimen"), _("Edition; grade; condition"), _("Setting; tiers"))
    return Table(_("Recommendations of {guideline}", guideline=label(guideline)), head, rows)


def _list_setting(approval: Approval) -> tuple[str, str]:
    return join_words(label(setting) for setting in approval.setting), _(approval.prior_therapy)


def _list_her2(approval: Approval) -> tuple[str, ...]:
    """The wording of the label, and the definition that it is."""
    definition = find_definition(approval)
    if approval.her2_definition == NOT_RESTATED or not definition:
        return (her2_of_label(approval),)
    return _(approval.her2_text), _("that is: {definition}", definition=_(find(definition).name))


def _list_answers(approval: Approval, assessment: Assessment) -> tuple[str, ...]:
    check = check_for(approval, assessment)
    return format_verdict(check), *list_parts(check)


def _refer(each: Approval | Position) -> Reference:
    return Reference(_(each.source), None, each.verified)
