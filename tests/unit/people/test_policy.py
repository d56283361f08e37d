"""The permission policy as a table."""

from __future__ import annotations

import pytest

from vasculum.people.labels import act_label, role_label
from vasculum.people.policy import ALLOWED, ANYONE, GRANTABLE, NODE_WIDE, STAFF, Actor, Role, grantable, may, places_of

ACTS = sorted(ALLOWED)


def actor(role: Role, *, second_factor: bool = True, scopes: frozenset[str] | None = None) -> Actor:
    return Actor("somebody", {"" if role in NODE_WIDE else "garden": role}, second_factor, scopes)


@pytest.mark.parametrize("act", ACTS)
def test_who_has_signed_in_may_at_least_what_anyone_may(act: str) -> None:
    if may(ANYONE, act):
        assert all(may(actor(role), act, "garden") for role in Role if role is not Role.ANYONE)


@pytest.mark.parametrize("act", ACTS)
def test_an_administrator_may_everything_everywhere(act: str) -> None:
    assert may(actor(Role.ADMINISTRATOR), act, "museum")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", sorted(set(Role) - NODE_WIDE - {Role.ANYONE}))
def test_a_role_at_one_institution_gives_a_visitors_rights_at_another(role: Role, act: str) -> None:
    assert may(actor(role), act, "museum") == may(actor(Role.VISITOR), act, "museum")


@pytest.mark.parametrize("role", sorted(STAFF))
def test_a_role_of_staff_counts_with_a_second_factor_alone(role: Role) -> None:
    assert may(actor(role), "invite", "garden")
    assert not may(actor(role, second_factor=False), "invite", "garden")


def test_a_token_does_what_it_was_made_for_and_what_anyone_may() -> None:
    token = actor(Role.CURATOR, scopes=frozenset({"edit collection"}))
    assert may(token, "edit collection", "garden")
    assert not may(token, "approve harvest", "garden")
    assert may(token, "suggest change", "garden")


def test_nobody_gives_a_role_above_their_own() -> None:
    assert Role.ADMINISTRATOR not in grantable(actor(Role.COORDINATOR), "")
    assert Role.COORDINATOR not in grantable(actor(Role.MANAGER), "garden")
    assert grantable(actor(Role.MANAGER), "museum") == frozenset()
    assert grantable(actor(Role.CURATOR), "garden") == frozenset()
    assert set(GRANTABLE) == STAFF


def test_an_act_the_policy_does_not_know_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        may(actor(Role.ADMINISTRATOR), "fly")


def test_where_somebody_may_act_is_told_for_lists() -> None:
    assert places_of(actor(Role.CURATOR), "edit collection") == {"garden"}
    assert places_of(actor(Role.COORDINATOR), "edit collection") == {""}


def test_every_role_and_act_has_a_name_in_words() -> None:
    assert all(not isinstance(role_label(role), Role) for role in Role)
    assert all(act_label(act) is not act for act in ALLOWED)
