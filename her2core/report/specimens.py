"""The specimens of a case in a table, the newest first, and what is said of them: for the page and for exports."""

from her2core.charts.specimens import list_marks
from her2core.guidance import load_guidance
from her2core.guidance.eligibility import is_directed
from her2core.guidance.models import Approval
from her2core.guidance.specimen_changes import Frequency, format_rate, list_frequencies, list_retesting
from her2core.guidance.wording import check_for, regimen_name, say_answer
from her2core.labels import answer, capital, label
from her2core.language import _, join_words
from her2core.report.parts import Table
from her2core.specimen_terms import Pair
from her2core.status.assessment import Assessment
from her2core.status.definitions import find
from her2core.status.specimens import Difference, describe_treatment, explain_evaluable
from her2core.terms import Agency, LabelPart


def list_specimens(assessment: Assessment) -> Table:
    """List the specimens of a case, the newest first, each with its own answer, in the language in use; no row where there is one."""
    rows = tuple(
        (
            describe_place(each),
            _(describe_treatment(each.case) or ""),
            label(each.csco.ihc),
            label(each.csco.ish),
            name_tier(each),
            "; ".join(list_marks(assessment, each)),
        )
        for each in assessment.specimens
    )
    head = (_("Specimen"), _("Taken"), _("IHC"), _("ISH (FISH)"), _("Tier"), _("Notes"))
    return Table(title=_("Specimens, newest first"), head=head, rows=rows, note=" ".join(explain_lead(assessment)))


def describe_place(specimen: Assessment) -> str:
    """Describe a specimen by its date, site and kind, in the language in use."""
    case = specimen.case
    words = [label(word) for word in (case.site, case.specimen) if word is not None]
    return join_words([case.date or _("no date"), *words])


def name_tier(specimen: Assessment) -> str:
    """Name the tier of a specimen, or those still possible."""
    csco = specimen.csco
    if csco.tier:
        return capital(csco.tier)
    evaluable, _says = explain_evaluable(specimen)
    possible = " / ".join(label(tier) for tier in csco.possible)
    return f"{_('Undetermined')}: {possible}" if evaluable else _("Undetermined")


def describe_with_rates(leading: Assessment, difference: Difference[Assessment]) -> str:
    """Describe how a specimen differs, with the published frequency of such a change."""
    parts = [describe_difference(leading, difference)]
    for pair, frequencies in group_frequencies(difference):
        first = [each for each in frequencies if each.change is frequencies[0].change]
        rates = join_words(format_rate(each.rate) for each in first)
        reported = (
            f"{capital(first[0].change)}: {rates}"
            if first
            else _("no published frequency of this change is collected here")
        )
        parts.append(_("{pair}: {reported}.", pair=pair, reported=reported))
    return " ".join(parts)


def explain_lead(assessment: Assessment) -> list[str]:
    """Explain which specimen leads and whether they differ, in sentences."""
    if assessment.lead is None:
        return []
    leading = assessment.leading
    sentences = [
        _("Leading: {specimen} ({reason}).", specimen=describe_place(leading), reason=_(assessment.lead.why))
        if leading
        else _("None leads: {reason}.", reason=_(assessment.lead.why))
    ]
    if assessment.differ:
        sentences.append(_("The specimens differ. Each keeps its own tier; none is averaged."))
    return sentences


def describe_difference(leading: Assessment, difference: Difference[Assessment]) -> str:
    """Describe in one sentence how a specimen differs from the leading one."""
    other = difference.specimen
    names = {True: _("earlier"), False: _("later"), None: _("which is newer is not known")}
    return _(
        "{specimen} ({time}): {tier}; the leading one: {leading}.",
        specimen=describe_place(other),
        time=names[difference.is_older],
        tier=name_tier(other),
        leading=name_tier(leading),
    )


def group_frequencies(difference: Difference[Assessment]) -> list[tuple[str, list[Frequency]]]:
    """Group the published frequencies of such a change by what sets the specimens apart; a pair without one stands empty."""
    held: dict[Pair, list[Frequency]] = {pair: [] for pair in difference.pairs}
    for each in list_frequencies(difference):
        held[each.pair].append(each)
    return [(capital(pair), frequencies) for pair, frequencies in held.items()]


def list_retesting_lines(assessment: Assessment) -> list[str]:
    """List what guidelines say on testing again for pairs like these, with grade and source."""
    return [
        f"{label(each.guideline)} {_(each.edition)}, {_(each.condition or '')}: {_(each.regimen)} "
        f"({_(each.grade) if each.grade else _('grade not read')})"
        for each in list_retesting(assessment.differences)
    ]


def list_other_answers(assessment: Assessment, agency: Agency) -> Table:
    """List the definitions, and the labels of an agency, that another specimen would answer otherwise than the leading one.

    The answer of every evaluable specimen stands beside that of the leading one; of a label its HER2 part alone is answered.
    """
    leading = assessment.leading
    others = [each for each in assessment.specimens if each is not leading and explain_evaluable(each)[0]]
    if leading is None:
        return Table("", (), ())
    rows = []
    for classification in (leading.csco, *leading.others):
        id = classification.definition
        answers = [_answer_definition(each, id) for each in (leading, *others)]
        if len(set(answers)) > 1:
            rows.append((_(find(id).name), *answers))
    for approval in load_guidance().approvals:
        if approval.region is agency and is_directed(approval) and approval.status == "approved":
            answers = [_answer_label(each, approval) for each in (leading, *others)]
            if len(set(answers)) > 1:
                name = f"{regimen_name(approval)} ({join_words(label(each) for each in approval.setting)})"
                rows.append((_("Label, HER2: {regimen}", regimen=name), *answers))
    return Table(
        title=_("Answered otherwise by another specimen"),
        head=(
            "",
            _("{specimen} (leading)", specimen=describe_place(leading)),
            *(describe_place(each) for each in others),
        ),
        rows=tuple(dict.fromkeys(rows)),
    )


def _answer_definition(specimen: Assessment, id: str) -> str:
    every = {each.definition: each for each in (specimen.csco, *specimen.others)}
    given = every[id]
    if given.possible:
        return capital(given.tier) if given.tier else _("Undetermined")
    return answer(given.answer)


def _answer_label(specimen: Assessment, approval: Approval) -> str:
    part = next(each for each in check_for(approval, specimen).parts if each.part is LabelPart.HER2)
    said = say_answer(part.met)
    return said[:1].upper() + said[1:]
