"""People with a role, signed in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.test import Client

from vasculum.people.models import Account, Membership
from vasculum.people.policy import NODE_WIDE, Role


def signed_in(role: Role, name: str = "bo", institution: str = "garden") -> Client:
    """A visitor with a role at an institution, or at the node."""
    account = Account.objects.create(email=f"{name}@example.org", name="Invented Name", password="never typed")
    if role is not Role.VISITOR:
        Membership.objects.create(account=account, institution="" if role in NODE_WIDE else institution, role=role)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"accept": "text/html"})
    client.force_login(account)
    return client
