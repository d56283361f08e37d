"""People as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts, memberships, invitations, tokens and the audit trail."""

    name = "vasculum.people"
    label = "people"

    def ready(self) -> None:
        """Lets whoever signs up by invitation get the role they were invited to."""
        from allauth.account.signals import user_signed_up

        from vasculum.people.signing_up import welcome

        user_signed_up.connect(welcome, dispatch_uid="people.welcome")
