"""Many names read from a checklist at once: a fraction of the cost of reading them one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vasculum.names.backbone import Backbone, accepted_of
from vasculum.names.spelling import is_bare, key
from vasculum.names.usages import Usage


class Ahead:
    """What a checklist holds under some texts, read ahead; everything else is read when it is asked for."""

    def __init__(self, backbone: Backbone, texts: Iterable[str]) -> None:
        self._backbone = backbone
        keys = {text: key(text) for text in texts}
        self._read = {folded for text, folded in keys.items() if is_bare(text)}
        self._named = backbone.named_all(self._read)
        self._sought = set(keys.values()) - self._named.keys()
        self._written = backbone.written_all(self._sought)
        names = {name for found in self._written.values() for name in found}
        self._named |= backbone.named_all(names - self._named.keys())
        accepted = {usage.accepted_key for found in self._named.values() for usage in found if usage.accepted_key}
        self._usages = backbone.usages_all(accepted)

    def named(self, name: str) -> Sequence[Usage]:
        """As `Backbone.named`."""
        found = self._named.get(name)
        if found is not None:
            return found
        return () if name in self._read else self._backbone.named(name)

    def written(self, text: str) -> Sequence[str]:
        """As `Backbone.written`."""
        return self._written.get(text, ()) if text in self._sought else self._backbone.written(text)

    def usage(self, usage_key: str) -> Usage | None:
        """As `Backbone.usage`."""
        return self._usages.get(usage_key) or self._backbone.usage(usage_key)

    def accepted(self, usage: Usage) -> Usage | None:
        """As `Backbone.accepted`."""
        return accepted_of(usage, self.usage)
