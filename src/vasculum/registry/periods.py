"""Periods in words: an end that nobody knows, one that nobody mentioned and one that is still to come are told apart."""

from __future__ import annotations

from django.utils.translation import gettext as _

from vasculum.model.period import ONGOING, STATED, UNKNOWN, Period
from vasculum.registry.words import date_in_words


def period_in_words(period: Period, language: str) -> str:
    """The period as a reader would tell it; nothing where nothing was said."""
    if period.verbatim:
        return period.verbatim
    begins, ends = _end(period.begins, period.begins_state, language), _end(period.ends, period.ends_state, language)
    if period.begins_state == STATED and period.ends_state == STATED:
        return f"{begins} – {ends}"
    if period.ends_state == ONGOING:
        return _("since {}").format(begins) if period.begins_state == STATED else _still(period)
    return ", ".join(filter(None, (begins and _("from: {}").format(begins), ends and _("until: {}").format(ends))))


def _still(period: Period) -> str:
    if period.begins_state == UNKNOWN:
        return _("still so; since when is not known")
    return _("still so")


def _end(date: str, state: str, language: str) -> str:
    if state == STATED:
        return date_in_words(date, language)
    return _("not known") if state == UNKNOWN else ""
