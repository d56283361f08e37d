"""What an act on people may be refused for."""

from __future__ import annotations


class NotAllowed(Exception):
    """An act that the policy does not allow, or that would leave the node without an administrator."""


class NoSuchPerson(Exception):
    """There is no account of this id."""
