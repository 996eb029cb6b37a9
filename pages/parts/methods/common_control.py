"""What a comparison through a common control assumes, and which arms it takes for one treatment."""

import streamlit as st

from her2core.evidence import load_evidence
from her2core.language import _, join_words
from her2core.networks.assumptions import ASSUMPTIONS
from her2core.networks.nodes import load_nodes
from pages.parts.shared.drawer import drawer
from pages.parts.shared.markup import bullets, show, table


def draw_assumptions() -> None:
    """Draw the assumptions, their sources, and the arms that count as one treatment."""
    with drawer("common-control-method", _("Comparison through a common control")) as is_open:
        if not is_open:
            return
        show(bullets(_(each) for each in ASSUMPTIONS))
        st.caption("; ".join(load_nodes().sources))
        rows = [
            [_(node.name), join_words(_name_arm(arm) for arm in node.arms), _(node.why)] for node in load_nodes().nodes
        ]
        title = _("Arms that are taken for one treatment")
        show(table(title, [_("Regimen"), _("Arms"), _("Our reading")], rows))


def _name_arm(path: str) -> str:
    trial, _slash, arm = path.partition("/")
    held = load_evidence().trials[trial]
    return f"{_(held.name)}: {_(held.arm(arm).label)}"
