"""The gate as it is called: it knows where the records of a source are kept, which rules may ask for.

Every specimen, every row and every answer of the index passes here before it leaves the node. The index holds what the public
may see and nothing else, so that no question can tell more; one that was made under other rules is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from vasculum.engine.kernel import Kernel
from vasculum.harvest.models import Source
from vasculum.model.specimen import Version
from vasculum.protection import columns, record
from vasculum.protection.current import current
from vasculum.protection.lasting import Lasting
from vasculum.protection.rules import NOWHERE, Kept
from vasculum.search.index import NoIndex


class Ruled(Protocol):
    """An index that says under which rules it was made."""

    def rules_name(self) -> str:
        """The digest of the rules."""


Asked = TypeVar("Asked", bound=Ruled)


def public_history(history: Sequence[Version]) -> list[Version]:
    """The versions of one specimen as the public may see them."""
    if not history or not (rules := current()):
        return list(history)
    return record.public_versions(history, rules, _kept_of(history[0].source))


def public_version(version: Version) -> Version:
    """A version alone as the public may see it."""
    return public_history([version])[0]


def public_rows(kernel: Kernel, relation: str, source: str = "") -> str:
    """The relation (a table or view of `kernel`) with what the public may see of the ledger rows in `relation`.

    `source` is the one of all rows where they have no column of that name.
    """
    rules = current()
    return columns.public_rows(kernel, relation, rules, _where_kept(), source) if rules else relation


def public_index(index: Asked) -> Asked:
    """The index, if it was made under the rules in force; raises NoIndex while it is made anew."""
    if index.rules_name() != current().digest:
        raise NoIndex("what is protected has changed: the search index is being made anew")
    return index


def rules_state() -> str:
    """What the rules are now, as one word: what was made under another one is not served any more."""
    return current().digest


def _kept_of(source: str) -> Kept:
    """Where the records of a source are kept; a source that is new is asked for."""
    if source not in _kept():
        _kept.look_again()
    return _kept().get(source, NOWHERE)


def _where_kept() -> Mapping[str, Kept]:
    every = Source.objects.values_list("key", "collection__institution__key", "collection__key")
    return {key: Kept(institution, collection) for key, institution, collection in every}


_kept = Lasting(_where_kept)
