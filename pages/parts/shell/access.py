"""Who may enter: alone on this machine, or signed in. Nothing of a case is drawn before somebody has been let in."""

import logging
import os
from collections.abc import Callable, Mapping
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from her2core.access import ALONE, BoardRole, Ended, Person, Rules, SignIn, explain_ended, explain_refusal, read_person
from her2core.language import _
from pages.parts.shared.component import register_component
from pages.parts.shared.markup import escape_markdown
from pages.parts.shared.session import session
from pages.parts.shared.sign_in import CLOCK, find_ended, record_activity
from pages.parts.shared.unsaved import UNSAVED

LOOK_EVERY = 10
"""Seconds after which a page that is left open notices that the sign-in is over."""

# The way through the provider ends at the first page without the case. The address waits in this tab of the browser
# meanwhile (sessionStorage), so that neither this server nor the provider ever holds it.
_tab = register_component("tab_memory", Path(__file__).with_name("tab_memory.js"))


def authenticate() -> Person | None:
    """Return who has come in. Where it is None, what to do is on the screen, and nothing else may be drawn."""
    configured = _is_configured()
    rules = Rules.read(os.environ)
    if not configured:
        return _authenticate_alone(rules)
    if not st.user.get("is_logged_in"):
        _draw_sign_in(_update_tab("outside").get("ended"), rules)
        return None
    claims, visit = st.user.to_dict(), session()
    sign_in = SignIn.read(claims)
    if ended := record_activity(sign_in):
        UNSAVED.keep(sign_in.holder, visit)
        _draw_sign_in(ended, rules)
        if _update_tab("leaving", ended).get("left"):
            st.logout()
        return None
    somebody = read_person(claims, rules)
    if somebody is None:
        _draw_refusal(claims, rules)
        return None
    _update_tab("inside")
    UNSAVED.give_back(sign_in.holder, visit)
    # It only looks, so a page that is left open ends by itself.
    st.fragment(_check_sign_in, run_every=LOOK_EVERY)()
    return somebody


def draw_account(somebody: Person) -> None:
    """Draw who is signed in, and the way out."""
    if somebody == ALONE:
        return
    roles = {BoardRole.EDITOR: _("may edit"), BoardRole.VIEWER: _("may view")}
    text = _("{name}, team {team}, {role}", name=somebody.name, team=somebody.team, role=roles[somebody.role])
    st.caption(escape_markdown(text))
    _draw_sign_out()


def _is_configured() -> bool:
    """Return whether sign-in is configured. A secrets file that cannot be read is an error: it may have asked for sign-in."""
    try:
        return "auth" in st.secrets
    except StreamlitSecretNotFoundError:
        if any(Path(place).exists() for place in st.get_option("secrets.files")):
            raise
        return False


def _authenticate_alone(rules: Rules) -> Person | None:
    if rules.required:
        st.error(_("Sign-in is required here, but not configured. Nobody may enter until it is."))
        return None
    if _is_reachable(st.get_option("server.address")):
        _log_once(
            "Other machines can reach this server, and it asks nobody to sign in. Configure sign-in (docs/sign-in.md), or "
            "listen on localhost only."
        )
        st.warning(
            _(
                "Other machines can reach this server, and it asks nobody to sign in. Those who run it find what to do in "
                "docs/sign-in.md."
            )
        )
    return ALONE


def _is_reachable(address: str | None) -> bool:
    """Return whether a server listening here can be reached from other machines."""
    if not address:
        return True
    if address == "localhost" or address.startswith("unix://"):
        return False
    try:
        return not ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return True


@cache
def _log_once(text: str) -> None:
    logging.getLogger("her2board").warning(text)


def _draw_sign_in(ended: str | None, rules: Rules) -> None:
    st.title(_("HER2 Gastric Board"))
    if ended in list(Ended):
        st.info(_(explain_ended(Ended(ended), rules)))
    st.write(_("Please sign in. A case in the address you opened is shown afterwards."))
    if st.button(_("Sign in"), key="sign-in"):
        st.login()


def _draw_refusal(claims: Mapping[str, Any], rules: Rules) -> None:
    st.title(_("HER2 Gastric Board"))
    why = explain_refusal(claims, rules)
    text = _("You are signed in, but may not enter. {why} Ask those who run this installation.", why=why or "")
    st.error(escape_markdown(text))
    _draw_sign_out()


def _draw_sign_out() -> None:
    if st.button(_("Sign out"), key="sign-out"):
        CLOCK.end(SignIn.read(st.user.to_dict()))
        st.logout()


def _check_sign_in() -> None:
    if find_ended():
        st.rerun()


def _update_tab(step: str, why: str = "") -> dict[str, str]:
    """Return what this tab of the browser remembers for a way through the provider and back."""
    nothing: Callable[[], None] = lambda: None  # noqa: E731
    home = f"/{(st.get_option('server.baseUrlPath') or '').strip('/')}"
    key = f"tab-{step}"
    _tab(
        key=key,
        data={"step": step, "why": why, "home": home},
        on_ended_change=nothing,
        on_left_change=nothing,
        height=1,
    )
    return dict(st.session_state.get(key) or {})
