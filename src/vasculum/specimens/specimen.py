"""A digital specimen as pages and API see it: its history, the version asked for, and where it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vasculum.model.specimen import Change, Version


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a specimen is kept and by which source it reached the node; "" where it is not known.

    `organisation_id` is a ROR or Wikidata address, `institution` and `collection` are keys of the registry.
    """

    institution: str = ""
    institution_name: str = ""
    institution_code: str = ""
    organisation_id: str = ""
    collection: str = ""
    collection_name: str = ""
    source: str = ""
    source_name: str = ""


@dataclass(frozen=True, slots=True)
class Specimen:
    """All that is known of one PID up to one version: `history` is never empty, the oldest version first."""

    history: Sequence[Version]
    origin: Origin = Origin()

    @property
    def pid(self) -> str:
        """The persistent identifier, `<prefix>/XXX-XXX-XXX`."""
        return self.history[0].pid

    @property
    def current(self) -> Version:
        """The last of the versions."""
        return self.history[-1]

    @property
    def is_gone(self) -> bool:
        """Whether the last version is a tombstone."""
        return self.current.change is Change.GONE

    @property
    def content(self) -> Version:
        """The last version that has content: of a specimen that is gone, the one before its tombstone."""
        return next((version for version in reversed(self.history) if version.change is not Change.GONE), self.current)

    @property
    def created(self) -> dt.datetime:
        """When the first version was made."""
        return self.history[0].modified

    def at(self, number: int) -> Specimen | None:
        """The specimen as it was at version `number`; None when there is no such version."""
        known = [version for version in self.history if version.version <= number]
        return Specimen(known, self.origin) if known and known[-1].version == number else None

    @property
    def before(self) -> Specimen | None:
        """The specimen as it was one version ago; None for the first version."""
        return Specimen(self.history[:-1], self.origin) if len(self.history) > 1 else None
