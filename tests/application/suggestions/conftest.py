"""Two institutions with collections, and people who may decide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from vasculum.people.models import Account, Membership
from vasculum.people.policy import NODE_WIDE, Role
from vasculum.registry.models import Collection, Institution
from vasculum.site.messages import compile_all

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def places(db: None) -> None:  # noqa: ARG001
    """A museum with shells and snails, and a garden with seeds."""
    compile_all()
    cache.clear()
    for key, collections in {"museum": ("shells", "snails"), "garden": ("seeds",)}.items():
        owner = Institution.objects.create(key=key, names={"en": key.title()}, acronym=key[:3].upper())
        for each in collections:
            Collection.objects.create(key=each, institution=owner, names={"en": each.title()}, description={"en": "Old text"})


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account."""
    return Client(headers={"accept": "text/html"})


@pytest.fixture
def as_role() -> SignIn:
    """Signs somebody in who has a role at the museum, or at the node."""

    def sign_in(role: Role = Role.CURATOR, name: str = "bo") -> Client:
        account = Account.objects.create(email=f"{name}@example.org", name="Invented Name", password="never typed")
        place = "" if role in NODE_WIDE else "museum"
        Membership.objects.create(account=account, institution=place, role=role)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
        client = Client(headers={"accept": "text/html"})
        client.force_login(account)
        return client

    return sign_in
