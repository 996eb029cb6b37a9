"""The answer, readable from the back of a room."""

from markupsafe import Markup, escape

from her2core.charts.theme import TIER_COLOURS
from her2core.labels import capital
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.terms import Binary


def tier_band(assessment: Assessment, entered: str) -> Markup:
    """Return the tier in very large type, beside it what was entered, the binary class, the state and the reason.

    Open results are as strong as tiers.
    """
    csco = assessment.csco
    if csco.tier:
        background, text = TIER_COLOURS[csco.tier]
        opening = Markup('<div class="tier-band" style="background:{};color:{}" role="status">').format(
            background, text
        )
        word, beneath = _set_large(capital(csco.tier)), ""
    else:
        opening = Markup('<div class="tier-band open" role="status">')
        word = escape(_("Undetermined"))
        beneath = _("Possible: {tiers}", tiers=" / ".join(capital(tier) for tier in csco.possible))
    facts = [
        (_("Binary class"), capital(csco.binary or Binary.NOT_ASSIGNABLE)),
        (_("State"), capital(assessment.state)),
    ]
    written = Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, value) for name, value in facts)
    reason = Markup("<p>{} ({})</p>").format(_(csco.reason), capital(csco.basis))
    return Markup(
        '{}<div><div class="kicker">{}</div><div class="tier" data-testid="tier">{}</div><div class="kicker">{}</div></div>'
        "<div><p>{}</p><dl>{}</dl>{}</div></div>"
    ).format(opening, _("HER2 tier, CSCO 2025"), word, beneath, entered, written, reason)


def _set_large(word: str) -> Markup:
    """What stands in brackets is set smaller: it must not push the answer off the first screen."""
    name, bracket, score = word.partition(" (")
    return Markup("{}<small> ({}</small>").format(name, score) if bracket else escape(name)
