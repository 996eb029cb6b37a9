"""The answer, readable from the back of a room."""

from markupsafe import Markup

from her2core.charts.theme import TIER_COLOURS
from her2core.labels import capital
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.terms import Binary


def tier_band(assessment: Assessment) -> Markup:
    """Return the tier in very large type, with the binary class and the state beside it; open results as strong as tiers."""
    csco = assessment.csco
    if csco.tier:
        background, text = TIER_COLOURS[csco.tier]
        opening = Markup('<div class="tier-band" style="background:{};color:{}" role="status">').format(
            background, text
        )
        word, beneath = capital(csco.tier), ""
    else:
        opening = Markup('<div class="tier-band open" role="status">')
        word = _("Undetermined")
        beneath = _("Possible: {tiers}", tiers=" / ".join(capital(tier) for tier in csco.possible))
    facts = [
        (_("Binary class"), capital(csco.binary or Binary.NOT_ASSIGNABLE)),
        (_("State"), capital(assessment.state)),
    ]
    written = Markup("").join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, value) for name, value in facts)
    return Markup(
        '{}<div><div class="kicker">{}</div><div class="tier" data-testid="tier">{}</div><div class="kicker">{}</div></div>'
        "<dl>{}</dl></div>"
    ).format(opening, _("HER2 tier, CSCO 2025"), word, beneath, written)
