"""The rules of expeditions: states and the ways between them, how long a sheet is held, and when it is asked of one more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.transcription.consensus import Decision, is_settled
from vasculum.transcription.reading.fields import Field

LEASE = dt.timedelta(minutes=30)
LONGEST_LEASE = dt.timedelta(hours=24)
WARNING = dt.timedelta(minutes=5)
DRAFT_KEPT = dt.timedelta(days=90)
UNUSABLE_QUORUM = 2
SAMPLE = 10


class Stage(StrEnum):
    """Where a sheet stands. Whether somebody reads it just now is told by its leases, not by this."""

    STAGED = "staged"
    OPEN = "open"
    REVIEW = "adjudication"
    ACCEPTED = "accepted"
    EXPORTED = "exported"
    ACKNOWLEDGED = "acknowledged"
    IMAGE_PROBLEM = "image problem"
    UNUSABLE = "unusable"
    WITHDRAWN = "withdrawn"


STAGE_LABELS: Mapping[Stage, Promise] = {
    Stage.STAGED: _("being prepared"),
    Stage.OPEN: _("to be read"),
    Stage.REVIEW: _("to be reviewed"),
    Stage.ACCEPTED: _("accepted"),
    Stage.EXPORTED: _("sent to the museum"),
    Stage.ACKNOWLEDGED: _("taken up by the museum"),
    Stage.IMAGE_PROBLEM: _("image cannot be used"),
    Stage.UNUSABLE: _("cannot be read"),
    Stage.WITHDRAWN: _("withdrawn"),
}

WAYS: Mapping[Stage, frozenset[Stage]] = {
    Stage.STAGED: frozenset({Stage.OPEN, Stage.IMAGE_PROBLEM, Stage.WITHDRAWN}),
    Stage.OPEN: frozenset({Stage.OPEN, Stage.REVIEW, Stage.ACCEPTED, Stage.IMAGE_PROBLEM, Stage.UNUSABLE, Stage.WITHDRAWN}),
    Stage.REVIEW: frozenset({Stage.OPEN, Stage.REVIEW, Stage.ACCEPTED, Stage.UNUSABLE, Stage.WITHDRAWN}),
    Stage.ACCEPTED: frozenset({Stage.ACCEPTED, Stage.OPEN, Stage.REVIEW, Stage.EXPORTED, Stage.WITHDRAWN}),
    Stage.EXPORTED: frozenset({Stage.ACKNOWLEDGED, Stage.REVIEW}),
    Stage.ACKNOWLEDGED: frozenset({Stage.REVIEW}),
    Stage.IMAGE_PROBLEM: frozenset({Stage.OPEN, Stage.WITHDRAWN}),
    Stage.UNUSABLE: frozenset({Stage.OPEN, Stage.WITHDRAWN}),
    Stage.WITHDRAWN: frozenset({Stage.OPEN}),
}
DONE = (Stage.ACCEPTED, Stage.EXPORTED, Stage.ACKNOWLEDGED)


class Skipping(StrEnum):
    """Why somebody passes a sheet on."""

    HARD = "hard"
    LANGUAGE = "language"
    IMAGE = "image"
    UNUSABLE = "unusable"


SKIP_LABELS: Mapping[Skipping, Promise] = {
    Skipping.HARD: _("I cannot read it well enough"),
    Skipping.LANGUAGE: _("I do not know the language"),
    Skipping.IMAGE: _("The image does not load or is broken"),
    Skipping.UNUSABLE: _("There is no label to read"),
}


class Replicates(NamedTuple):
    """How many people read a sheet: at least, at most, and how many must agree on a field."""

    least: int = 2
    most: int = 5
    quorum: int = 2


class Next(NamedTuple):
    """What becomes of a sheet after an answer: its stage, how many readers it asks for, and for which fields (none: for all)."""

    stage: Stage
    wanted: int
    asked: tuple[str, ...] = ()


def may_go(before: Stage, after: Stage) -> bool:
    """Whether a sheet may go from one stage to another.

    >>> may_go(Stage.OPEN, Stage.ACCEPTED), may_go(Stage.STAGED, Stage.ACCEPTED)
    (True, False)
    """
    return after in WAYS[before]


def unsettled(fields: Iterable[Field], decisions: Mapping[str, Decision]) -> tuple[str, ...]:
    """The fields that somebody has to look at, in the order of the form."""
    return tuple(field.name for field in fields if not is_settled(field, decisions[field.name]))


def next_of(open_fields: Sequence[str], read: int, how: Replicates, *, all_reviewed: bool) -> Next:
    """What becomes of a sheet that was read `read` times and of which these fields are not settled.

    One more reader is asked for only while a field is open and the most are not reached, and only for those fields.

    >>> next_of(["locality"], 2, Replicates(), all_reviewed=False)
    Next(stage=<Stage.OPEN: 'open'>, wanted=3, asked=('locality',))
    >>> next_of([], 2, Replicates(), all_reviewed=False).stage.value
    'accepted'
    """
    if read < how.least:
        return Next(Stage.OPEN, how.least)
    if open_fields and read < how.most:
        return Next(Stage.OPEN, read + 1, tuple(open_fields))
    return Next(Stage.REVIEW if open_fields or all_reviewed else Stage.ACCEPTED, read)


def lease_end(taken: dt.datetime, now: dt.datetime) -> dt.datetime:
    """Until when a sheet is held: half an hour after the last sign of life, and never longer than a day."""
    return min(now + LEASE, taken + LONGEST_LEASE)


def is_sampled(seed: int, every: int = SAMPLE) -> bool:
    """Whether an accepted sheet is one of those that a reviewer looks at all the same; `seed` is a random number of its own."""
    return seed % every == 0
