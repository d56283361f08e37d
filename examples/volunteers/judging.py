"""Whether what somebody wrote, or what was decided, is what the label says."""

from __future__ import annotations

from examples.volunteers.rates import rates
from vasculum.transcription.reading.answers import State
from vasculum.transcription.reading.comparing import comparing
from vasculum.transcription.reading.fields import Field

FREE = frozenset(rate.field for rate in rates() if rate.is_free)


def is_right(field: Field, truth: str, text: str, state: State = State.VALUE) -> bool:
    """Whether an answer says what the label says; a label without the field is rightly answered by *absent*."""
    if not truth or state is not State.VALUE:
        return not truth and state is State.ABSENT
    how = comparing(field)
    mine, yours = how.key(truth), how.key(text)
    return mine == yours or (how.alike is not None and how.alike(mine, yours))
