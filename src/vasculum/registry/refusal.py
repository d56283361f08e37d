"""Why the registry takes nothing in or gives nothing out."""

from __future__ import annotations


class NotReadable(ValueError):
    """A file that is not what it should be, or an institution that is not there; the message says why in one line."""
