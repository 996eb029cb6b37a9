"""One sentence for the pathology or tumour-board report."""

from her2core.labels import Term
from her2core.language import Message
from her2core.status.assessment import Assessment
from her2core.status.case import Field
from her2core.status.definitions import find
from her2core.terms import IhcScore, IshResult


def report_sentence(assessment: Assessment) -> str:
    """Build the result with what it rests on, ready to copy; say it with `language._` in the language wanted."""
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
