"""What was entered, and how counts and staining were read, in words."""

from her2core.errors import InputError
from her2core.labels import capital, label, label_of
from her2core.language import Message, _
from her2core.report.parts import Table
from her2core.status.assessment import Assessment
from her2core.status.case import VOCABULARIES, Field

TITLES: dict[Field, str] = {
    Field.PROBE: Message("Probe"),
    Field.RATIO: Message("HER2/CEP17 ratio"),
    Field.HER2_COPIES: Message("Mean HER2 copies a nucleus"),
    Field.CEP17_COPIES: Message("Mean CEP17 copies a nucleus"),
    Field.NUCLEI: Message("Nuclei counted"),
    Field.CLUSTERS: Message("HER2 clusters that cannot be counted"),
    Field.CONTROLS: Message("Controls"),
    Field.COPY_RULE: Message("Laboratory: copy-number rule"),
    Field.RECOUNT_ZONE: Message("Laboratory: recount zone"),
    Field.INTENSITY: Message("Staining"),
    Field.PERCENT: Message("Tumour cells with this staining or stronger, %"),
    Field.CLUSTER: Message("Largest cluster with this staining or stronger, tumour cells"),
    Field.SECOND_INTENSITY: Message("Second staining"),
    Field.SECOND_PERCENT: Message("Tumour cells with the second staining or stronger, %"),
    Field.SECOND_CLUSTER: Message("Largest cluster with the second staining or stronger, tumour cells"),
    Field.SPECIMEN: Message("Specimen"),
    Field.SITE: Message("Site of the specimen"),
    Field.DATE: Message("Date of the specimen"),
    Field.AFTER: Message("Taken after"),
    Field.SETTING: Message("Setting"),
    Field.AREA_IHC: Message("Second area: IHC"),
    Field.AREA_ISH: Message("Second area: ISH"),
    Field.CPS: Message("PD-L1 CPS"),
    Field.PRIOR_TRASTUZUMAB: Message("Prior trastuzumab"),
}


def list_entries(assessment: Assessment) -> Table:
    """List each entry of the case; a score from staining and a result from counts say that they are."""
    csco, case = assessment.csco, assessment.case
    ihc, ish = capital(csco.ihc), capital(csco.ish)
    if case.stained:
        ihc = _("{score} from staining", score=ihc) if assessment.ihc else _("staining cannot be used")
    if case.counted:
        ish = _("{result} from counts", result=ish) if assessment.ish else _("counts cannot be used")
    rows = [(_("IHC"), ihc), (_("ISH (FISH)"), ish)]
    rows += [(_(title), _format_entry(assessment, field)) for field, title in TITLES.items() if case.has(field)]
    return Table(title=_("Entered"), head=(_("Entry"), _("Value")), rows=tuple(rows))


def readings(assessment: Assessment) -> tuple[str, ...]:
    """Explain how the ISH result came from counts and the IHC score from staining."""
    lines: list[str] = []
    if assessment.ish:
        lines += [_(step.text) for step in assessment.ish.steps if step.applied]
        lines += [_(assessment.ish.advice)] if assessment.ish.advice else []
        lines += [f"{capital(comment.flag)}. {_(comment.text)}" for comment in assessment.ish.comments]
        if assessment.ish.alternative is not assessment.ish.result:
            other = label(assessment.ish.alternative)
            lines.append(_("Under the other copy-number rule ISH would be {result}.", result=other))
    if assessment.ihc:
        lines += [_(assessment.ihc.reason), *(_(comment.text) for comment in assessment.ihc.comments)]
    return tuple(lines)


def _format_entry(assessment: Assessment, field: Field) -> str:
    """A word by its label, a number as it was entered; what cannot be used says why."""
    fault: InputError | None = assessment.fault(field)
    value = assessment.case.text(field)
    if fault:
        return _(fault.message)
    read = assessment.case.area_ihc if field is Field.AREA_IHC else assessment.case.area_ish
    if field in (Field.AREA_IHC, Field.AREA_ISH) and read is not None:
        return label(read)
    return label_of(VOCABULARIES[field], value) if field in VOCABULARIES else value
