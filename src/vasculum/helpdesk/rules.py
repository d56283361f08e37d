"""What may be asked, by when it is answered, and what looks like advertising."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANSWER_DAYS = 5
"""Working days in which a question is answered."""
MOST_LINKS = 3
LONGEST_TEXT = 4_000
PID = r"10\.[0-9]{4,9}(?:\.[0-9]{1,9})*/[0-9A-Z-]{1,40}"

ERROR = "error"
OPEN, ANSWERED, CLOSED, SUSPECTED, SPAM = "open", "answered", "closed", "suspected", "spam"

KIND_LABELS: Mapping[str, Promise] = {
    "question": _("A question"),
    ERROR: _("An error in a record"),
    "visit": _("A visit or a loan"),
    "images": _("Images and their use"),
    "data": _("Data, downloads, the API"),
    "account": _("My account"),
    "accessibility": _("Something I cannot read or use"),
}
STATE_LABELS: Mapping[str, Promise] = {
    OPEN: _("waits for an answer"),
    ANSWERED: _("answered"),
    CLOSED: _("closed"),
    SUSPECTED: _("set aside: it looks like advertising"),
    SPAM: _("advertising"),
}


def due_day(asked: dt.date, days: int = ANSWER_DAYS) -> dt.date:
    """The day by which a question of `asked` is answered: so many working days later.

    >>> due_day(dt.date(2026, 11, 26), 5).isoformat()
    '2026-12-03'
    """
    day = asked
    while days:
        day += dt.timedelta(days=1)
        days -= day.weekday() < 5
    return day


def looks_like_advertising(text: str) -> bool:
    """Whether a text has more links than somebody with a question writes, or links in the marks of forums.

    >>> looks_like_advertising("See https://example.org/10.5072/000-000-01D"), looks_like_advertising("[url=https://x.example]")
    (False, True)
    """
    return len(re.findall(r"https?://|www\.", text, re.IGNORECASE)) > MOST_LINKS or bool(
        re.search(r"\[/?(url|link)\b|<a\s", text, re.IGNORECASE)
    )
