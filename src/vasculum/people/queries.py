"""What is asked about people."""

from __future__ import annotations

from typing import Any

from vasculum.people.models import Account


def everybody() -> list[dict[str, Any]]:
    """Everybody who has an account and was not erased, with their roles, by when they joined."""
    accounts = Account.objects.filter(erased=None).prefetch_related("memberships").order_by("joined")
    return [
        {
            "id": str(account.pk),
            "name": account.name,
            "email": account.email,
            "roles": [{"institution": each.institution, "role": each.role} for each in account.memberships.all()],
        }
        for account in accounts
    ]
