"""Asking the policy before an act on the registry, whoever calls: a page, the API, or the command line."""

from __future__ import annotations

from vasculum.people.policy import Actor, may
from vasculum.people.refusal import NotAllowed


def require_act(actor: Actor, act: str, institution: str = "") -> None:
    """Raises NotAllowed unless `actor` may do `act` at an institution ("" for the node)."""
    if not may(actor, act, institution):
        raise NotAllowed(f"this person may not {act}" + (f" at {institution}" if institution else ""))
