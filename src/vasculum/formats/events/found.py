"""What a file of a monitoring series holds: an archive of records and an archive of events, either of which may be missing."""

from __future__ import annotations

from dataclasses import dataclass

from vasculum.formats.dwca.archive import Archive


@dataclass(frozen=True, slots=True)
class Found:
    """The archives found in one file; `notices` tells what holds for both."""

    specimens: Archive | None
    events: Archive | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """What a curator should hear about how the file was read."""
        both = (archive.notices for archive in (self.specimens, self.events) if archive)
        return tuple(dict.fromkeys(notice for notices in both for notice in notices))

    def close(self) -> None:
        """Lets go of the files."""
        for archive in (self.specimens, self.events):
            if archive:
                archive.close()
