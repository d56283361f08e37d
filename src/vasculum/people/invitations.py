"""Invitations: a signed link that names a row, ends after some days and works once."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from vasculum.people.models import Invitation

SALT = "vasculum.people.invitation"
IN_SESSION = "invitation"


def token_of(invitation: Invitation) -> str:
    """What the link carries."""
    return signing.TimestampSigner(salt=SALT).sign(str(invitation.pk))


def path_of(invitation: Invitation) -> str:
    """The path of the link, in the language of the invitation."""
    with translation.override(invitation.language):
        return reverse("invitation", args=[token_of(invitation)])


def invitation_of(token: str) -> Invitation | None:
    """The invitation a link leads to; None when the link was altered, has ended, was used or was taken back."""
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(token, max_age=dt.timedelta(days=settings.INVITATION_DAYS))
    except signing.BadSignature:
        return None
    return Invitation.objects.filter(pk=int(key), closed=None).first()


def invitation_in_session(request: HttpRequest) -> Invitation | None:
    """The invitation whose link this visitor has followed, as long as it is good."""
    token = request.session.get(IN_SESSION, "")
    return invitation_of(token) if token else None
