"""Keys for machines: made once, shown once, kept as a digest, good for the acts they were made for."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from vasculum.people.models import Account, Token
from vasculum.people.policy import known_acts

PREFIX = "vasculum_"


def make_token(account: Account, label: str, scopes: Collection[str], days: int | None = None) -> tuple[Token, str]:
    """A new token and its secret, which is told this once; `days` is how long it is good, None without end."""
    secret = PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + dt.timedelta(days=days) if days else None
    token = Token.objects.create(
        account=account, label=label, digest=_digest(secret), scopes=sorted(known_acts(scopes)), expires=expires
    )
    return token, secret


def token_of(secret: str) -> Token | None:
    """The token of a secret whose account is active, unless it has expired."""
    good = Q(expires=None) | Q(expires__gt=timezone.now())
    found = Token.objects.select_related("account").filter(good, digest=_digest(secret), account__is_active=True).first()
    if found and found.last_used != timezone.localdate():
        Token.objects.filter(pk=found.pk).update(last_used=timezone.localdate())
    return found


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
