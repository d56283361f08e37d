"""Keys for machines: shown once, kept as a digest, good for what they were made for."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from vasculum.people.access import Refusal, actor_of, require
from vasculum.people.models import Account, Membership, Token
from vasculum.people.policy import Role
from vasculum.people.tokens import make_token


@pytest.fixture
def curator(node: None) -> Account:  # noqa: ARG001
    account = Account.objects.create_user("ada@example.org", "korenbloem-77!", name="Ada Verzonnen")
    Membership.objects.create(account=account, institution="garden", role=Role.CURATOR)
    return account


def request_with(secret: str, method: str = "POST") -> HttpRequest:
    return RequestFactory().generic(method, "/api/collection/herbarium", headers={"authorization": f"Bearer {secret}"})


def status(secret: str, act: str, institution: str) -> int:
    try:
        require(request_with(secret), act, institution)
    except Refusal as refusal:
        return refusal.answer.status_code
    return 200


def test_a_token_does_what_it_is_for_where_its_owner_may(curator: Account) -> None:
    token, secret = make_token(curator, "loader", ["edit collection"])
    assert secret not in repr(Token.objects.values())
    assert actor_of(request_with(secret)).account == str(curator.pk)
    assert status(secret, "edit collection", "garden") == 200
    assert status(secret, "edit collection", "museum") == 403
    assert status(secret, "approve harvest", "garden") == 403
    token.refresh_from_db()
    assert token.last_used == timezone.localdate()


def test_a_token_that_is_unknown_expired_or_of_somebody_erased_is_refused(curator: Account) -> None:
    token, secret = make_token(curator, "loader", ["edit collection"], days=1)
    assert status("vasculum_nonsense", "edit collection", "garden") == 401
    Token.objects.filter(pk=token.pk).update(expires=timezone.now() - dt.timedelta(minutes=1))
    assert status(secret, "edit collection", "garden") == 401
    Token.objects.filter(pk=token.pk).update(expires=None)
    assert status(secret, "edit collection", "garden") == 200
    Account.objects.filter(pk=curator.pk).update(is_active=False)
    assert status(secret, "edit collection", "garden") == 401


def test_a_token_is_made_on_its_page_shown_once_and_withdrawn(curator: Account, browser: Client) -> None:
    browser.force_login(curator)
    path = "/en/account/tokens"
    browser.post(f"/en/account/confirm?next={path}", {"password": "korenbloem-77!", "next": path})
    made = browser.post(path, {"label": "loader", "scopes": ["edit collection"], "days": "30"}).content.decode()
    found = re.search(r"vasculum_[\w-]{20,}", made)
    assert found, made
    assert status(found[0], "edit collection", "garden") == 200
    assert found[0] not in browser.get(path).content.decode()
    assert "approve a held harvest" in made
    assert "erase a person" not in made
    browser.post(f"/en/account/tokens/{Token.objects.get().pk}/withdraw")
    assert status(found[0], "edit collection", "garden") == 401


def test_a_session_writes_to_the_api_with_the_csrf_token_alone(curator: Account) -> None:
    request = RequestFactory().post("/api/collection/herbarium")
    request.user = curator
    with pytest.raises(Refusal) as refusal:
        require(request, "edit collection", "garden")
    assert refusal.value.answer.status_code == 403
    reading = RequestFactory().get("/api/collection/herbarium")
    reading.user = curator
    assert require(reading, "edit collection", "garden").account == str(curator.pk)
