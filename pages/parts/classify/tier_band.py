"""The answer, readable from the back of a room."""

from html import escape

from her2core.charts.theme import TIER_COLOURS
from her2core.labels import capital
from her2core.language import _
from her2core.status.assessment import Assessment
from her2core.terms import Binary
from pages.parts.shared.markup import Markup


def tier_band(assessment: Assessment) -> Markup:
    """The tier in very large type, with the binary class and the state beside it; open results as strong as tiers."""
    csco = assessment.csco
    if csco.tier:
        background, text = TIER_COLOURS[csco.tier]
        opening = f'<div class="tier-band" style="background:{background};color:{text}" role="status">'
        word, beneath = capital(csco.tier), ""
    else:
        opening = '<div class="tier-band open" role="status">'
        word = _("Undetermined")
        beneath = _("Possible: {tiers}", tiers=" / ".join(capital(tier) for tier in csco.possible))
    facts = [(_("Binary class"), capital(csco.binary or Binary.NOT_ASSIGNABLE)), (_("State"), capital(csco.state))]
    return Markup(
        f'{opening}<div><div class="kicker">{escape(_("HER2 tier, CSCO 2025"))}</div>'
        f'<div class="tier" data-testid="tier">{escape(word)}</div><div class="kicker">{escape(beneath)}</div></div>'
        f"<dl>{''.join(f'<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>' for name, value in facts)}</dl></div>"
    )
