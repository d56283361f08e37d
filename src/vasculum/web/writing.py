"""How values are written for a reader: numbers, dates, countries and names of terms."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent


def number(value: float, language: str) -> str:
    """A number with the separators of the language; thin spaces stay together.

    >>> number(1234567, "en"), number(1234567, "nl")
    ('1,234,567', '1.234.567')
    """
    return format_decimal(value, locale=language)


def percent(value: float, language: str) -> str:
    r"""A share given in percent, with one decimal below ten.

    >>> percent(42.4, "en"), percent(4.24, "fr")
    ('42%', '4,2\u202f%')
    """
    pattern = Locale(language).percent_formats[None].pattern
    written = format_percent(value / 100, pattern.replace("#,##0", "#,##0.#") if value < 10 else pattern, locale=language)
    return written.replace("\xa0", "\u202f")


def degrees(value: float, letters: str, language: str) -> str:
    """A longitude or latitude in whole degrees or hundredths; `letters` are the directions above and below zero.

    >>> degrees(-11.25, "EW", "nl"), degrees(50, "NS", "en")
    ('11,25° W', '50° N')
    """
    return f"{format_decimal(abs(value), format='0.##', locale=language)}° {letters[value < 0]}"


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)


def country(code: str, language: str) -> str:
    """The name of a country by its ISO 3166-1 code; the code itself when there is none.

    >>> country("BE", "nl"), country("XX", "nl")
    ('België', 'XX')
    """
    return _territories(language).get(code, code) if re.fullmatch("[A-Z]{2}", code) and code != "XX" else code


def event_date(text: str, language: str) -> str:
    """An ISO 8601 date or interval in words: a day, a month, a year; any other text as it is.

    >>> event_date("1898-05-14", "en"), event_date("1898-05", "fr"), event_date("1898", "de")
    ('14 May 1898', 'mai 1898', '1898')
    >>> event_date("1898-05-14/1898-05-20", "nl")
    '14 mei 1898 – 20 mei 1898'
    """
    return " – ".join(_one_date(part, language) for part in text.split("/"))


def _one_date(text: str, language: str) -> str:
    found = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:$|T)", text)
    if not found:
        return text
    try:
        date = dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return text
    return _day(date, language) if found[3] else format_date(date, "MMMM y", locale=language)


def _day(date: dt.date, language: str) -> str:
    return format_date(date, "long", locale="en_GB" if language == "en" else language)


def moment(value: dt.datetime, language: str) -> str:
    """A day and a time of day.

    >>> moment(dt.datetime(2026, 11, 3, 9, 5), "de")
    '3. November 2026, 09:05'
    """
    return f"{_day(value.date(), language)}, {value:%H:%M}"


def humanised(term: str) -> str:
    """The name of a term in words.

    >>> humanised("dwc:decimalLatitude"), humanised("dwc:verbatimSRS"), humanised("Doos")
    ('Decimal latitude', 'Verbatim SRS', 'Doos')
    """
    local = term.rpartition(":")[2]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", local).split()
    lowered = [word if word.isupper() and len(word) > 1 else word.lower() for word in words]
    return " ".join([lowered[0][:1].upper() + lowered[0][1:], *lowered[1:]]) if lowered else term
