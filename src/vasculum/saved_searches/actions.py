"""Acts on saved searches: keep, change, let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vasculum.people.models import Account
from vasculum.saved_searches.models import SavedSearch
from vasculum.saved_searches.rules import MOST_SEARCHES


class TooMany(Exception):
    """Somebody keeps as many searches as one may."""


def keep(account: Account, name: str, asked: Mapping[str, Sequence[str]], digest: str) -> SavedSearch:
    """Keeps a search of an account; one of the same name is replaced. Raises TooMany."""
    known = SavedSearch.objects.filter(account=account)
    if known.count() >= MOST_SEARCHES and not known.filter(name=name).exists():
        raise TooMany
    plain = {parameter: list(values) for parameter, values in asked.items() if any(values)}
    kept, _ = SavedSearch.objects.update_or_create(account=account, name=name, defaults={"asked": plain, "digest": digest})
    return kept


def change_digest(account: Account, number: int, digest: str) -> bool:
    """Changes how often the owner is written to; whether this is a search of the account."""
    return bool(SavedSearch.objects.filter(account=account, pk=number).update(digest=digest))


def let_go(account: Account, number: int) -> bool:
    """Removes a search; whether this was one of the account."""
    return bool(SavedSearch.objects.filter(account=account, pk=number).delete()[0])
