"""The gate as it is called: it knows where the records of a source are kept, which rules may ask for.

Every specimen, every row and every answer of the index passes here before it leaves the node. The index holds what the public
may see and nothing else, so that no question can tell more; one that was made under other rules is not asked.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol, TypeVar

from vasculum.engine.kernel import Kernel
from vasculum.harvest.models import Source
from vasculum.model.specimen import Version
from vasculum.protection import columns, record
from vasculum.protection.current import LASTS, current
from vasculum.protection.rules import NOWHERE, Kept
from vasculum.search.index import NoIndex


class Ruled(Protocol):
    """An index that says under which rules it was made."""

    def rules_name(self) -> str:
        """The digest of the rules."""


Asked = TypeVar("Asked", bound=Ruled)


@dataclass(slots=True)
class _Places:
    kept: Mapping[str, Kept] = field(default_factory=dict)
    until: float = 0.0


_places, _lock = _Places(), Lock()


def public_history(history: Sequence[Version]) -> list[Version]:
    """The versions of one specimen as the public may see them."""
    if not history or not (rules := current()):
        return list(history)
    return record.public_versions(history, rules, _kept().get(history[0].source, NOWHERE))


def public_version(version: Version) -> Version:
    """A version alone as the public may see it."""
    return public_history([version])[0]


def public_rows(kernel: Kernel, relation: str, source: str = "") -> str:
    """The relation (a table or view of `kernel`) with what the public may see of the ledger rows in `relation`.

    `source` is the one of all rows where they have no column of that name.
    """
    rules = current()
    return columns.public_rows(kernel, relation, rules, _kept(), source) if rules else relation


def public_index(index: Asked) -> Asked:
    """The index, if it was made under the rules in force; raises NoIndex while it is made anew."""
    if index.rules_name() != current().digest:
        raise NoIndex("what is protected has changed: the search index is being made anew")
    return index


def rules_state() -> str:
    """What the rules are now, as one word: what was made under another one is not served any more."""
    return current().digest


def _kept() -> Mapping[str, Kept]:
    """Where each source's records are kept, asked at most once a second."""
    with _lock:
        if time.monotonic() >= _places.until:
            every = Source.objects.values_list("key", "collection__institution__key", "collection__key")
            _places.kept = {key: Kept(institution, collection) for key, institution, collection in every}
            _places.until = time.monotonic() + LASTS
        return _places.kept
