"""A node with an institution, and people on it."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from vasculum.people.actions import Offer, invite
from vasculum.people.models import Invitation
from vasculum.people.policy import SYSTEM, Role
from vasculum.registry.models import Institution
from vasculum.site.messages import compile_all

PASSWORD = "korenbloem-77!"


@pytest.fixture(autouse=True)
def node(db: None) -> None:  # noqa: ARG001
    """Two institutions, no people, nothing counted yet."""
    compile_all()
    cache.clear()
    for key in ("garden", "museum"):
        Institution.objects.create(key=key, names={"en": f"The {key}", "nl": f"De {key}"})


@pytest.fixture
def browser() -> Client:
    """A visitor who wants pages."""
    return Client(headers={"accept": "text/html"})


def invited(role: Role, institution: str = "", email: str = "ada@example.org", language: str = "en") -> Invitation:
    """An invitation from the command line."""
    return invite(SYSTEM, Offer(email, role, institution, language))
