"""Members: the names inside an archive, and how a location written in a descriptor is matched against them.

No name from inside an archive is ever joined to a path: a location is looked up in the archive's own list, or refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from vasculum.formats.dwca.budget import Readable
from vasculum.formats.dwca.refusal import ArchiveRefused

_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:")
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_DEBRIS = {".ds_store", "thumbs.db", "desktop.ini", "__macosx"}


class Container(Protocol):
    """Where the members of an archive lie: a zip or tar file, a folder, a single text file."""

    @property
    def names(self) -> tuple[str, ...]:
        """The members' names, `/` between folders."""

    def open(self, member: str) -> AbstractContextManager[Readable]:
        """The bytes of one of `names`, counted against the budget; refuses the archive when they are damaged."""

    def digest(self) -> str:
        """SHA-256 over the whole, as hexadecimal digits."""

    def close(self) -> None:
        """Lets go of the file."""


def fault(name: str) -> str | None:
    """What makes a name unsafe as the name of a member, or None.

    >>> fault("../etc/passwd"), fault("data/occurrence.txt")
    ('climbs out of the archive', None)
    """
    parts = name.split("/")
    if "\0" in name:
        return "holds a NUL character"
    if "\\" in name:
        return "holds a backslash"
    if _SCHEME.match(name):
        return "is a URL or begins with a drive letter"
    if name.startswith("/"):
        return "is an absolute path"
    if ".." in parts:
        return "climbs out of the archive"
    return "is the name of a device" if any(map(_DEVICE.fullmatch, parts)) else None


def checked(name: str) -> str:
    """The name of a member without a leading `./`; refuses the archive when the name is unsafe."""
    if wrong := fault(name):
        raise ArchiveRefused(f"The archive holds a member whose name {wrong}: {name!r}.")
    return name.removeprefix("./")


def is_debris(name: str) -> bool:
    """Whether a member is what an operating system left behind, not part of the archive.

    >>> is_debris("__MACOSX/._eml.xml"), is_debris("eml.xml")
    (True, False)
    """
    parts = name.split("/")
    return name.endswith("/") or parts[-1].startswith("._") or any(part.lower() in _DEBRIS for part in parts)


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order; refuses the archive when one stands there twice."""
    listed: dict[str, None] = {}
    for name in names:
        if name in listed:
            raise ArchiveRefused(f"The archive holds {name!r} twice.")
        listed[name] = None
    return tuple(listed)


def find(location: str, folder: str, names: Iterable[str]) -> tuple[str | None, str | None]:
    """The member a location means, and a notice when only its letter case differs; None when there is no such member.

    `folder` is that of the descriptor, ending in `/` or empty. An unsafe location refuses the archive.
    """
    if wrong := fault(location):
        raise ArchiveRefused(f"meta.xml names a file whose location {wrong}: {location!r}.")
    wanted = folder + location.removeprefix("./")
    known = tuple(names)
    if wanted in known:
        return wanted, None
    alike = [name for name in known if name.casefold() == wanted.casefold()]
    if len(alike) != 1:
        return None, None
    return alike[0], f"meta.xml writes {location!r}; the file is called {alike[0]!r}."
