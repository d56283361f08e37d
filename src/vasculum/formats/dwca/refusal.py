"""Refusals: why an archive as a whole was not read, in one line for the person who sent it."""

from __future__ import annotations

_LONGEST = 500


class ArchiveRefused(Exception):
    """The archive cannot be used; `reason` is one printable line that names the member, line or field at fault.

    >>> ArchiveRefused("meta.xml names\\n'a\\x07'").reason
    "meta.xml names 'a\\\\x07'"
    """

    def __init__(self, reason: str) -> None:
        self.reason = _one_line(reason)
        super().__init__(self.reason)


def _one_line(text: str) -> str:
    words = " ".join(text.split())
    shown = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in words)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
