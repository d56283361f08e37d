"""The gate: every specimen and every list of hits passes it before it leaves the node; for now all of it is public."""

from __future__ import annotations

from vasculum.engine.kernel import Kernel
from vasculum.model.specimen import Version
from vasculum.search.query import Page, Spots, Suggestion


def public_version(version: Version) -> Version:
    """What the public may see of a version."""
    return version


def public_hits(page: Page) -> Page:
    """What the public may see of an answer of the index."""
    return page


def public_spots(spots: Spots) -> Spots:
    """What the public may see of a map."""
    return spots


def public_suggestions(suggestions: tuple[Suggestion, ...]) -> tuple[Suggestion, ...]:
    """What the public may see of the values a text may mean."""
    return suggestions


def public_rows(kernel: Kernel, relation: str) -> str:  # noqa: ARG001
    """The relation (a table or view of `kernel`) with what the public may see of the ledger rows in `relation`."""
    return relation


def rules_state() -> str:
    """What the rules are now, as one word: whatever was made under another one is not public any more."""
    return "open"
