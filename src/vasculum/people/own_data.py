"""Who asks what the node knows of them is told by every room: each that keeps something of a person answers this signal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django.dispatch import Signal

from vasculum.people.models import Account

own_data_asked = Signal()
"""Sent with the account as its sender; a receiver gives a name and what its room keeps of that person."""


def kept_elsewhere(account: Account) -> dict[str, Any]:
    """What the other rooms keep of a person, by the name each gives it."""
    answers = cast(Sequence[tuple[Any, tuple[str, Any]]], own_data_asked.send(account))
    return dict(told for _receiver, told in answers)
