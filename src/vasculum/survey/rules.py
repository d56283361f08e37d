"""Reading one answer: its value, or the reason why it has none in the visitor's language. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.model.period import NOT_STATED, ONGOING, STATED, UNKNOWN
from vasculum.registry.figures import Printed, read_figure
from vasculum.registry.rules import CellError, partial_date
from vasculum.registry.vocabularies import vocabulary
from vasculum.survey.questions import folded
from vasculum.terms.messages import LANGUAGES

LONGEST = {"name": 300, "department": 200, "contact_name": 200, "contact_email": 254}
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_STILL = {"…", "...", "..", "now", "nu", "heden", "aujourd’hui", "heute"}
_NOBODY_KNOWS = {"?", "unknown", "onbekend", "inconnu", "inconnue", "unbekannt"}


class NotUnderstood(ValueError):
    """An answer that cannot be used; `reason` tells the visitor why."""

    def __init__(self, reason: Promise) -> None:
        super().__init__(reason)
        self.reason = reason


def text(code: str, answer: str) -> str:
    """A text, as long as there is room for."""
    most = LONGEST.get(code)
    if most and len(answer) > most:
        raise NotUnderstood(_("This is too long."))
    return answer


def email(answer: str) -> str:
    """An e-mail address, or nothing."""
    try:
        if answer:
            validate_email(answer)
    except ValidationError:
        raise NotUnderstood(_("This is not an e-mail address.")) from None
    return text("contact_email", answer)


def choice(answer: str, codes: Mapping[str, str]) -> str:
    """One of a list, by its code."""
    if answer and answer not in codes:
        raise NotUnderstood(_("This is not in the list."))
    return answer


def figure(answer: str) -> Printed:
    """A figure as people write it."""
    printed = read_figure(answer)
    if printed is None:
        raise NotUnderstood(_("We do not understand this figure. Write for example 4700, about 4.7K or 10-12 thousand."))
    return printed


def bound(answer: str) -> int | None:
    """A margin: one plain number, or nothing."""
    printed = figure(answer)
    if answer and printed.best is None:
        raise NotUnderstood(_("Write one number here."))
    return printed.best


def when(answer: str) -> str:
    """A date, a month or a year, or two of them joined by `/`; a day written first is turned round when it can mean only one day.

    >>> when("17/5/2026"), when("2026-05"), when("")
    ('2026-05-17', '2026-05', '')
    """
    found = _DAY_FIRST.fullmatch(answer)
    try:
        if found:
            return _only_day(int(found[1]), int(found[2]), int(found[3]))
        read = partial_date(answer)
        for part in read.split("/"):
            _ = date.fromisoformat(part) if len(part) == 10 else None
    except (CellError, ValueError):
        raise NotUnderstood(_WHEN) from None
    return read


_WHEN = _("Write a year, or 2026-05, or 2026-05-17.")


def _only_day(first: int, second: int, year: int) -> str:
    if first <= 12 and second <= 12 and first != second:
        raise NotUnderstood(_("This may be two different days. Write it as 2026-05-17."))
    day, month = (first, second) if second <= 12 else (second, first)
    return date(year, month, day).isoformat()


def end(answer: str) -> tuple[str, str]:
    """One end of a period: its date and its state; nobody knows, and still going on, are states of their own.

    >>> end("1870"), end("?"), end("…"), end("")
    (('1870', 'stated'), ('', 'unknown'), ('', 'ongoing'), ('', 'not_stated'))
    """
    said = folded(answer)
    if not said:
        return "", NOT_STATED
    if said in _NOBODY_KNOWS:
        return "", UNKNOWN
    if said in _STILL or said in _names_of("period_state", ONGOING):
        return "", ONGOING
    read = when(answer)
    if "/" in read:
        raise NotUnderstood(_WHEN)
    return read, STATED


def _names_of(name: str, code: str) -> set[str]:
    return {folded(vocabulary(name)[code][language]) for language in LANGUAGES}


def share(answer: str) -> float | None:
    """A share in percent as a part of one.

    >>> share("40 %"), share("12,5"), share("")
    (0.4, 0.125, None)
    """
    if not answer:
        return None
    try:
        percent = Decimal(answer.rstrip("% \u00a0").replace(",", "."))
    except InvalidOperation:
        percent = Decimal(-1)
    if not 0 <= percent <= 100:
        raise NotUnderstood(_("Write a number from 0 to 100."))
    return float(percent / 100)


def reading(read: Callable[..., object], *given: object) -> Promise | None:
    """Why an answer cannot be used; None for one that can."""
    try:
        read(*given)
    except NotUnderstood as fault:
        return fault.reason
    return None


def unit_of(words: str) -> str:
    """The unit that words behind a figure name in any language; nothing for words that name none.

    >>> unit_of("vellen"), unit_of("Sheets"), unit_of("bananas")
    ('sheets', 'sheets', '')
    """
    said = folded(words)
    return next((code for code, names in vocabulary("unit").items() if said in {folded(each) for each in names.values()}), "")
