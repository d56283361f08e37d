"""People who visit an expedition."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from vasculum.people.models import Account, Membership
from vasculum.people.policy import Role
from vasculum.registry.models import Institution
from vasculum.site.messages import compile_all

SignIn = Callable[..., Client]


@pytest.fixture
def visitor(db: None) -> Client:  # noqa: ARG001
    """Somebody without an account."""
    compile_all()
    cache.clear()
    Institution.objects.get_or_create(key="garden", defaults={"names": {"en": "Garden"}})
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def curator(visitor: Client) -> SignIn:  # noqa: ARG001
    """Signs a curator of the garden in."""

    def sign_in(name: str = "bo") -> Client:
        account = Account.objects.create(email=f"{name}@example.org", name="Invented Name", password="never typed")
        Membership.objects.create(account=account, institution="garden", role=Role.CURATOR)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
        client = Client(headers={"accept": "text/html"})
        client.force_login(account)
        return client

    return sign_in
