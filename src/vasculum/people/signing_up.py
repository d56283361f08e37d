"""What happens when somebody has made an account: it is recorded, and an invitation is accepted with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from vasculum.people.actions import accept
from vasculum.people.audit import record
from vasculum.people.invitations import IN_SESSION, invitation_in_session
from vasculum.people.models import Account
from vasculum.people.policy import Actor


def welcome(request: HttpRequest, user: Account, **_: Any) -> None:
    """Records the new account, and gives it the role of the invitation this visitor came with."""
    record(Actor(str(user.pk)), "make account", f"account/{user.pk}")
    invitation = invitation_in_session(request)
    if invitation:
        accept(invitation, user)
        request.session.pop(IN_SESSION, None)
