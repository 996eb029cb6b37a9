"""Who may enter, as what, and until when. What a sign-in says of a person is never trusted further than it is understood."""

import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Any, Self

from her2core.errors import DataError
from her2core.language import Message

LONGEST = 200
"""Characters of a name or a team: what is longer is no name."""
AHEAD = 5 * 60.0
"""Seconds that the clock of the provider may be ahead of this one. A sign-in of a later time counts as one of long ago."""


class BoardRole(StrEnum):
    """What a person may do with the board of their team."""

    VIEWER = "viewer"
    EDITOR = "editor"


@dataclass(frozen=True)
class Person:
    """Somebody who was let in."""

    name: str
    team: str
    role: BoardRole

    @property
    def may_edit(self) -> bool:
        """Whether this person may change the board of their team."""
        return self.role is BoardRole.EDITOR


ALONE = Person("", "local", BoardRole.EDITOR)
"""Whoever sits at the machine, where no sign-in is configured."""


@dataclass(frozen=True)
class Rules:
    """Where roles and teams stand in the claims of a sign-in, and how long somebody may do nothing.

    Parameters
    ----------
    role_claim, team_claim : names of claims; a dotted path leads into a claim (`realm_access.roles`)
    editor_role, viewer_role : what the provider calls the two roles
    idle_minutes : minutes without activity after which a session ends
    session_hours : hours after which it ends whatever was done, so that who was dismissed at the provider does not stay
    required : nobody enters unless sign-in is configured
    """

    role_claim: str = "roles"
    team_claim: str = "team"
    editor_role: str = "editor"
    viewer_role: str = "viewer"
    idle_minutes: float = 30
    session_hours: float = 12
    required: bool = False

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Read the rules that `HER2_...` variables give. What cannot be understood stops the app.

        A guess might let people in.
        """
        texts = {
            field: environment.get(f"HER2_{field.upper()}", "").strip() or getattr(cls, field)
            for field in ("role_claim", "team_claim", "editor_role", "viewer_role")
        }
        return cls(
            **texts,
            idle_minutes=_time(environment, "HER2_IDLE_MINUTES", cls.idle_minutes),
            session_hours=_time(environment, "HER2_SESSION_HOURS", cls.session_hours),
            required=_switch(environment.get("HER2_SIGN_IN_REQUIRED", "").strip().lower()),
        )


def read_person(claims: Mapping[str, Any], rules: Rules) -> Person | None:
    """Read who the claims speak of; None where they give no known role or not exactly one team."""
    role, teams = _role(claims, rules), _texts(claims, rules.team_claim)
    if role is None or len(teams) != 1:
        return None
    return Person(_name(claims), teams[0], role)


def explain_refusal(claims: Mapping[str, Any], rules: Rules) -> Message | None:
    """Explain why nobody is let in with these claims; None where somebody is."""
    if _role(claims, rules) is None:
        return Message(
            'The claim "{claim}" of your account names neither the role "{viewer}" nor the role "{editor}".',
            claim=rules.role_claim,
            viewer=rules.viewer_role,
            editor=rules.editor_role,
        )
    teams = _texts(claims, rules.team_claim)
    if not teams:
        return Message('The claim "{claim}" of your account names no team.', claim=rules.team_claim)
    if len(teams) > 1:
        return Message(
            'The claim "{claim}" of your account names several teams. It has to name one: a board belongs to one team.',
            claim=rules.team_claim,
        )
    return None


class Ended(StrEnum):
    """Why a sign-in is over."""

    IDLE = "idle"
    LONG = "long"
    SIGNED_OUT = "signed out"


@dataclass(frozen=True)
class SignIn:
    """One sign-in of one person: a second one of the same person is another."""

    key: str
    since: float

    @classmethod
    def read(cls, claims: Mapping[str, Any]) -> Self:
        """Read the sign-in that these claims come from. Without a time of issue it counts as one of long ago."""
        issued = claims.get("iat")
        known = isinstance(issued, int | float) and not isinstance(issued, bool) and abs(issued) < 1e12
        key = "\n".join(str(claims.get(claim)) for claim in ("iss", "sub", "iat", "nonce"))
        return cls(key, float(issued) if known and issued is not None else 0.0)


class Clock:
    """When somebody last did something, for each sign-in; it outlives reloads, since the cookie of a sign-in does too.

    A sign-in that is not known here (a restart, too many others since) was last active when it was issued. So forgetting
    never lets anybody in for longer. By this clock it began when it was first seen here, where the provider's says later.
    """

    def __init__(self, most: int = 10_000) -> None:
        self._seen: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def ended(self, sign_in: SignIn, rules: Rules, now: float) -> Ended | None:
        """Tell why this sign-in is over, if it is. Asking is no activity."""
        with self._lock:
            return self._ended(sign_in, rules, now)

    def record_activity(self, sign_in: SignIn, rules: Rules, now: float) -> Ended | None:
        """Count this as activity, unless the sign-in is over: then tell why, and it stays over."""
        with self._lock:
            ended = self._ended(sign_in, rules, now)
            if ended is None:
                self._set(sign_in.key, self._times(sign_in, now)[0], now)
            return ended

    def end(self, sign_in: SignIn) -> None:
        """End a sign-in that was signed out of: a copy of the cookie is worth nothing from now on."""
        with self._lock:
            self._set(sign_in.key, sign_in.since, -math.inf)

    def _ended(self, sign_in: SignIn, rules: Rules, now: float) -> Ended | None:
        since, last = self._times(sign_in, now)
        if last == -math.inf:
            return Ended.SIGNED_OUT
        if now - last > rules.idle_minutes * 60:
            return Ended.IDLE
        return Ended.LONG if now - since > rules.session_hours * 3600 else None

    def _times(self, sign_in: SignIn, now: float) -> tuple[float, float]:
        """When it began and when something was last done, by this clock."""
        began = min(sign_in.since, now) if sign_in.since <= now + AHEAD else 0.0
        return self._seen.get(sign_in.key, (began, began))

    def _set(self, key: str, since: float, last: float) -> None:
        self._seen[key] = since, last
        self._seen.move_to_end(key)
        while len(self._seen) > self._most:
            self._seen.popitem(last=False)


def _role(claims: Mapping[str, Any], rules: Rules) -> BoardRole | None:
    named = _texts(claims, rules.role_claim)
    for role, name in ((BoardRole.EDITOR, rules.editor_role), (BoardRole.VIEWER, rules.viewer_role)):
        if name in named:
            return role
    return None


def _name(claims: Mapping[str, Any]) -> str:
    for claim in ("name", "preferred_username", "email", "sub"):
        if names := _texts({claim: claims.get(claim)}, claim):
            return names[0]
    return ""


def _texts(claims: Mapping[str, Any], path: str) -> list[str]:
    """The different texts a claim holds, in its order."""
    texts: dict[str, None] = {}
    for value in _values(claims, path):
        for text in value if isinstance(value, list | tuple) else [value]:
            if isinstance(text, str) and text.isprintable() and 0 < len(text.strip()) <= LONGEST:
                texts[text.strip()] = None
    return list(texts)


def _values(claims: object, path: str) -> Iterator[object]:
    """What stands at a path. A name may hold dots itself (`https://her2.example.org/roles`), so every reading is tried."""
    if not isinstance(claims, Mapping):
        return
    if path in claims:
        yield claims[path]
        return
    parts = path.split(".")
    for cut in range(1, len(parts)):
        head = ".".join(parts[:cut])
        if head in claims:
            yield from _values(claims[head], ".".join(parts[cut:]))


def _time(environment: Mapping[str, str], name: str, default: float) -> float:
    text = environment.get(name, "").strip() or str(default)
    try:
        time = float(text)
    except ValueError:
        time = math.nan
    if not (math.isfinite(time) and time > 0):
        raise DataError([f"{name}: {text!r} given; accepted: a number above 0, such as {default:g}"])
    return time


def _switch(text: str) -> bool:
    if text not in ("", "0", "1", "false", "true", "no", "yes"):
        raise DataError([f"HER2_SIGN_IN_REQUIRED: {text!r} given; accepted: 0 or 1"])
    return text in ("1", "true", "yes")
