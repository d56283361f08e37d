"""Why a harvest does not take place."""

from __future__ import annotations


class Refused(Exception):
    """The archive cannot be harvested; the text is one line for the curator."""


class Unavailable(Refused):
    """A host does not answer now; asked again later it may."""
