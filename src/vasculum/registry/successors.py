"""Where an institution or a collection went that another one took the place of."""

from __future__ import annotations

from vasculum.registry.editing import Subject
from vasculum.registry.models import Collection, Institution

_WAYS: tuple[tuple[type[Subject], str, type[Subject]], ...] = (
    (Institution, "replaced_by", Institution),
    (Institution, "converted_to_collection", Collection),
    (Collection, "replaced_by", Collection),
)


def successor_of(subject: Subject) -> Subject | None:
    """What took the place of an institution or a collection in the end, where the public may see it; None where nothing did.

    A circle of successors leads nowhere.
    """
    seen, at, latest = {(type(subject), subject.key)}, _next(subject), None
    while at is not None:
        if (type(at), at.key) in seen:
            return None
        seen.add((type(at), at.key))
        latest, at = at, _next(at)
    return latest


def replaced(key: str, by: Subject) -> Subject | None:
    """The institution or collection of this key that `by` took the place of."""
    for model in (Institution, Collection):
        row: Subject | None = model._default_manager.filter(key=key[:80]).first()
        if row is not None and successor_of(row) == by:
            return row
    return None


def _next(subject: Subject) -> Subject | None:
    for model, name, leads_to in _WAYS:
        key = subject.extra.get(name) if isinstance(subject, model) else None
        if isinstance(key, str) and key:
            shown = {"hidden": False} if leads_to is Institution else {"institution__hidden": False}
            return leads_to._default_manager.filter(key=key, **shown).first()
    return None
