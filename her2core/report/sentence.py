"""One sentence for the pathology or tumour-board report."""

from her2core.labels import Term
from her2core.language import Message
from her2core.status.assessment import Assessment
from her2core.status.case import Field
from her2core.status.definitions import find
from her2core.status.specimens import describe_specimen, describe_treatment
from her2core.terms import IhcScore, IshResult


def report_sentence(assessment: Assessment) -> str:
    """Build the result with what it rests on, ready to copy; say it with `language._` in the language wanted.

    Of several specimens the leading one comes first, by name, then every other with its own result.
    """
    sentence = _state_result(assessment)
    for each in _list_sentences(assessment):
        sentence = Message("{sentence} {next}", sentence=sentence, next=each)
    return sentence


def _list_sentences(assessment: Assessment) -> list[str]:
    """What is added where specimens are several."""
    leading = assessment.leading
    if not assessment.specimens or assessment.lead is None:
        return []
    sentences: list[str] = []
    if leading:
        named = Message("Specimen: {specimen} ({reason}).", specimen=_name(leading), reason=assessment.lead.why)
        sentences.append(named)
    for each in assessment.specimens:
        if each is not (leading or assessment.specimens[0]):
            sentences.append(
                Message(
                    "Other specimen: {specimen}: {ihc}, {ish}; {tier}.",
                    specimen=_name(each),
                    ihc=_ihc(each.csco.ihc),
                    ish=_ish(each),
                    tier=_tier(each),
                )
            )
    if assessment.differ:
        sentences.append(Message("The specimens differ; each keeps its own tier."))
    return sentences


def _name(specimen: Assessment) -> Message:
    described, treatment = describe_specimen(specimen.case), describe_treatment(specimen.case)
    return Message("{one}, {other}", one=described, other=treatment) if treatment else described


def _state_result(assessment: Assessment) -> Message:
    csco = assessment.csco
    return Message(
        "HER2 (gastric/GEJ adenocarcinoma): {ihc}, {ish}. {tier}; {binary} by the binary class; state: {state} ({source}).",
        ihc=_ihc(csco.ihc),
        ish=_ish(assessment),
        tier=_tier(assessment),
        binary=Term(csco.binary) if csco.binary else "",
        state=Term(assessment.state),
        source=Message(find(csco.definition).name),
    )


def _ihc(score: IhcScore) -> str:
    return Message("IHC not done") if score is IhcScore.NOT_DONE else Message("IHC {score}", score=score.value)


def _ish(assessment: Assessment) -> str:
    result, ratio = assessment.csco.ish, assessment.case.text(Field.RATIO)
    if assessment.case.counted and not assessment.ish:
        return Message("ISH counts to be corrected")
    if ratio and result is not IshResult.NOT_DONE:
        return Message("ISH {result} (HER2/CEP17 {ratio})", result=Term(result), ratio=ratio.strip())
    return Message("ISH {result}", result=Term(result))


def _tier(assessment: Assessment) -> str:
    tier = assessment.csco.tier
    if tier:
        return Message("CSCO 2025 tier: {tier}", tier=Term(tier))
    return Message("CSCO 2025 tier: undetermined")
