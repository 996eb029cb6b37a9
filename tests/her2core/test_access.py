"""Whoever is not known to be allowed is not let in, and nothing that a sign-in says breaks that."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from her2core.access import ALONE, BoardRole, Clock, Ended, Person, Rules, SignIn, explain_refusal, read_person
from her2core.errors import DataError

RULES = Rules()
MINUTE = Rules(idle_minutes=1, session_hours=1)
KEYCLOAK = Rules(role_claim="realm_access.roles")
claims_of_any_kind = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["editor", "viewer", "a"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["roles", "team", "realm_access", "iat", "name"]) | st.text(), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def claims(**more: Any) -> dict[str, Any]:
    return {"sub": "1", "name": "Eva", "team": "gastric", "roles": ["editor"], **more}


@pytest.mark.parametrize("roles", ["editor", ["editor"], ["cook", "editor"], ["viewer", "editor"]])
def test_an_editor_may_edit(roles: object) -> None:
    somebody = read_person(claims(roles=roles), RULES)
    assert somebody == Person("Eva", "gastric", BoardRole.EDITOR)
    assert somebody.may_edit


def test_a_viewer_may_not() -> None:
    somebody = read_person(claims(roles="viewer"), RULES)
    assert somebody is not None and not somebody.may_edit


@pytest.mark.parametrize(
    "roles", [None, "", [], "Editor", "editors", "editor viewer", {"editor": True}, [["editor"]], True, 1]
)
def test_no_known_role_is_no_entry(roles: object) -> None:
    assert read_person(claims(roles=roles), RULES) is None
    assert "role" in str(explain_refusal(claims(roles=roles), RULES))


@pytest.mark.parametrize("team", [None, "", " ", [], ["", " "], 7, {"a": 1}, "x" * 201, "a\nb"])
def test_no_team_is_no_entry(team: object) -> None:
    assert read_person(claims(team=team), RULES) is None
    assert "no team" in str(explain_refusal(claims(team=team), RULES))


def test_several_teams_are_not_guessed_between() -> None:
    assert read_person(claims(team=["a", "b"]), RULES) is None
    assert "several teams" in str(explain_refusal(claims(team=["a", "b"]), RULES))
    assert read_person(claims(team=["a", "a "]), RULES) == Person("Eva", "a", BoardRole.EDITOR)


def test_a_dotted_path_leads_into_a_claim() -> None:
    assert read_person(claims(roles=None, realm_access={"roles": ["editor"]}), KEYCLOAK) is not None
    assert read_person(claims(realm_access={"groups": ["editor"]}), KEYCLOAK) is None
    assert read_person(claims(realm_access=["roles"]), KEYCLOAK) is None


def test_a_claim_whose_name_holds_dots_is_found() -> None:
    address = Rules(role_claim="https://her2.example.org/roles")
    assert read_person(claims(**{"https://her2.example.org/roles": "viewer"}), address) is not None
    client = Rules(role_claim="resource_access.her2.board.roles")
    assert read_person(claims(resource_access={"her2.board": {"roles": ["viewer"]}}), client) is not None


def test_names_of_roles_and_claims_come_from_the_environment() -> None:
    rules = Rules.read(
        {
            "HER2_ROLE_CLAIM": "groups",
            "HER2_EDITOR_ROLE": "MTB-write",
            "HER2_TEAM_CLAIM": "unit",
            "HER2_IDLE_MINUTES": "5",
        }
    )
    assert rules == Rules("groups", "unit", "MTB-write", "viewer", 5.0)
    assert read_person({"groups": ["MTB-write"], "unit": "a", "email": "e@x"}, rules) == Person(
        "e@x", "a", BoardRole.EDITOR
    )
    assert read_person(claims(unit="a", groups="editor"), rules) is None


def test_an_empty_variable_is_none() -> None:
    assert Rules.read({"HER2_ROLE_CLAIM": "", "HER2_IDLE_MINUTES": " ", "HER2_SIGN_IN_REQUIRED": ""}) == Rules()


@pytest.mark.parametrize("name", ["HER2_IDLE_MINUTES", "HER2_SESSION_HOURS"])
@pytest.mark.parametrize("time", ["0", "-1", "nan", "inf", "soon", "30m"])
def test_a_time_that_never_ends_is_refused(name: str, time: str) -> None:
    with pytest.raises(DataError, match=name):
        Rules.read({name: time})


def test_a_switch_is_on_or_off() -> None:
    assert Rules.read({"HER2_SIGN_IN_REQUIRED": "1"}).required
    with pytest.raises(DataError, match="HER2_SIGN_IN_REQUIRED"):
        Rules.read({"HER2_SIGN_IN_REQUIRED": "maybe"})


def test_alone_on_this_machine_everything_may_be_edited() -> None:
    assert ALONE.may_edit


@given(
    st.dictionaries(st.sampled_from(["roles", "team", "realm_access", "iat", "name", "sub"]), claims_of_any_kind),
    st.sampled_from([RULES, KEYCLOAK, Rules(role_claim="..", team_claim="")]),
)
def test_strange_claims_never_raise_and_never_let_in_without_a_reason(strange: dict[str, Any], rules: Rules) -> None:
    SignIn.read(strange)
    somebody, why = read_person(strange, rules), explain_refusal(strange, rules)
    assert (somebody is None) == (why is not None)
    if somebody is not None:
        assert somebody.team.strip() == somebody.team != ""
        assert repr(somebody.role.value) in repr(strange)


def sign_in(since: float = 0.0, key: str = "a") -> SignIn:
    return SignIn(key, since)


def test_a_session_ends_when_nothing_is_done_and_stays_ended() -> None:
    clock = Clock()
    assert clock.record_activity(sign_in(), MINUTE, now=50) is None
    assert clock.record_activity(sign_in(), MINUTE, now=110) is None
    assert clock.ended(sign_in(), MINUTE, now=170) is None
    assert clock.ended(sign_in(), MINUTE, now=171) is Ended.IDLE
    assert clock.record_activity(sign_in(), MINUTE, now=171) is Ended.IDLE
    assert clock.record_activity(sign_in(), MINUTE, now=172) is Ended.IDLE


def test_a_session_ends_after_its_hours_whatever_was_done() -> None:
    clock = Clock()
    for now in range(0, 3601, 60):
        assert clock.record_activity(sign_in(), MINUTE, now=now) is None
    assert clock.record_activity(sign_in(), MINUTE, now=3602) is Ended.LONG


def test_looking_is_no_activity() -> None:
    clock = Clock()
    clock.record_activity(sign_in(), MINUTE, now=50)
    clock.ended(sign_in(), MINUTE, now=100)
    assert clock.ended(sign_in(), MINUTE, now=111) is Ended.IDLE


def test_after_a_restart_an_old_sign_in_is_over() -> None:
    assert Clock().record_activity(sign_in(since=0), MINUTE, now=61) is Ended.IDLE
    assert Clock().record_activity(sign_in(since=30), MINUTE, now=61) is None


def test_another_sign_in_of_the_same_person_starts_anew() -> None:
    clock, claims = Clock(), {"iss": "p", "sub": "1", "iat": 0, "nonce": "x"}
    old, new = SignIn.read(claims), SignIn.read({**claims, "iat": 100, "nonce": "y"})
    assert clock.record_activity(old, MINUTE, now=100) is Ended.IDLE
    assert clock.record_activity(new, MINUTE, now=100) is None


def test_whoever_signed_out_is_out() -> None:
    clock = Clock()
    clock.record_activity(sign_in(since=99), MINUTE, now=100)
    clock.end(sign_in(since=99))
    assert clock.record_activity(sign_in(since=99), MINUTE, now=101) is Ended.SIGNED_OUT


def test_a_providers_clock_that_is_ahead_of_ours_lengthens_no_session() -> None:
    clock, ahead = Clock(), sign_in(since=290)
    for now in range(0, 3601, 60):
        assert clock.record_activity(ahead, MINUTE, now=now) is None
    assert clock.record_activity(ahead, MINUTE, now=3602) is Ended.LONG, "an hour after it was first seen"
    idle = Clock()
    assert idle.record_activity(ahead, MINUTE, now=0) is None
    assert idle.ended(ahead, MINUTE, now=61) is Ended.IDLE, "not an idle time after the provider's time"


def test_a_sign_in_of_tomorrow_counts_as_one_of_long_ago() -> None:
    assert Clock().record_activity(sign_in(since=1e6 + 86_400), MINUTE, now=1e6) is Ended.IDLE


def test_forgetting_lets_nobody_in_for_longer() -> None:
    clock = Clock(most=2)
    for key in "abc":
        clock.record_activity(sign_in(key=key), MINUTE, now=50)
    assert clock.ended(sign_in(key="a"), MINUTE, now=61) is Ended.IDLE
    assert clock.ended(sign_in(key="c"), MINUTE, now=61) is None


@pytest.mark.parametrize("issued", [None, "1", True, math.nan, math.inf, [1], 10**400])
def test_a_sign_in_without_a_time_is_one_of_long_ago(issued: object) -> None:
    assert SignIn.read({"sub": "1", "iat": issued}).since == 0.0
