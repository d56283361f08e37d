"""Where sign-in, as allauth does it, follows the rules of a node."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from vasculum.people.invitations import invitation_in_session
from vasculum.people.models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation, unless the node is open to all."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor may make an account."""
        return settings.OPEN_SIGN_UP or invitation_in_session(request) is not None

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """An address is known to be somebody's when the invitation was sent to it, or by allauth's own rules."""
        invitation = invitation_in_session(request)
        invited = invitation is not None and invitation.email == email.lower()
        return invited or bool(super().is_email_verified(request, email))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """What is taken over from ORCID or a provider of OpenID Connect: a name and an address."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Account:
        """The account to be, with the name the provider tells."""
        account: Account = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        account.name = (data.get("name") or " ".join(part for part in parts if part))[:120]
        return account


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The secrets of second factors lie in the database encrypted by a key that does not."""

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()))
