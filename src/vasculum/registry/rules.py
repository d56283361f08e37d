"""What a row of the registry's tables may hold: each reader gives the typed value of a cell or the reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from vasculum.registry.axes import AXES, axis
from vasculum.registry.identifiers import is_well_formed
from vasculum.registry.vocabularies import vocabulary
from vasculum.terms.messages import LANGUAGES

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WEB_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")
COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_KEY = 80
PARTIAL_DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")

SCHEMES = ("ror", "wikidata", "grscicoll", "index_herbariorum", "isil")

Row = Mapping[str, str]
Cell = Callable[[str], Any]


class CellError(ValueError):
    """A cell that cannot be used; its only argument is a code of the rejections."""


def key(text: str) -> str:
    """A key: lower-case letters, digits and single hyphens."""
    if not KEY.fullmatch(text) or len(text) > LONGEST_KEY:
        raise CellError("KEY_MALFORMED" if text else "VALUE_MISSING")
    return text


def words(text: str) -> str:
    """Free text."""
    return text


def truth(text: str) -> bool:
    """`true` or `false`; empty means false."""
    if text.lower() not in {"", "true", "false"}:
        raise CellError("VALUE_NOT_IN_LIST")
    return text.lower() == "true"


def country(text: str) -> str:
    """A country as two capital letters (ISO 3166-1), or nothing."""
    return _matching(text, COUNTRY, "VALUE_NOT_IN_LIST")


def web_address(text: str) -> str:
    """An address that begins with http:// or https://, or nothing."""
    return _matching(text, WEB_ADDRESS, "ADDRESS_MALFORMED")


def identifier(scheme: str) -> Cell:
    """A reader of an identifier in `scheme`, or nothing; a form that the scheme does not allow is refused.

    >>> identifier("ror")("https://ror.org/01h1jbk91")
    'https://ror.org/01h1jbk91'
    """

    def read(text: str) -> str:
        if text and not is_well_formed(scheme, text):
            raise CellError("ADDRESS_MALFORMED")
        return text

    return read


def partial_date(text: str) -> str:
    """A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, an interval of two joined by `/`, or nothing."""
    if text and not all(PARTIAL_DATE.fullmatch(part) for part in text.split("/", 1)):
        raise CellError("VALUE_NOT_IN_LIST")
    return text


def state_date(text: str) -> str:
    """An end of a period: a partial date, `unknown`, `ongoing`, or nothing where it is not stated."""
    return text if text in {"unknown", "ongoing"} else partial_date(text)


def count(text: str) -> int | None:
    """A whole number of zero or more, of at most 18 digits; empty is not zero but nothing."""
    if text and not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise CellError("NUMBER_MALFORMED")
    return int(text) if text else None


def degrees(limit: float) -> Cell:
    """A reader of decimal degrees between `-limit` and `limit`."""

    def read(text: str) -> float | None:
        try:
            value = float(text) if text else None
        except ValueError:
            raise CellError("NUMBER_MALFORMED") from None
        if value is not None and not -limit <= value <= limit:
            raise CellError("NUMBER_MALFORMED")
        return value

    return read


def one_of(name: str) -> Cell:
    """A reader of a code of one list of the registry; empty stays empty."""

    def read(text: str) -> str:
        if text and text not in vocabulary(name):
            raise CellError("VALUE_NOT_IN_LIST")
        return text

    return read


def place_on(name: str) -> Cell:
    """A reader of a code of one axis of the survey; empty means every value of that axis."""

    def read(text: str) -> str:
        if text and text not in axis(name):
            raise CellError("VALUE_NOT_IN_LIST")
        return text

    return read


def share(text: str) -> float | None:
    """A part of a whole from 0 to 1, or nothing."""
    value = degrees(1)(text)
    if value is not None and value < 0:
        raise CellError("NUMBER_MALFORMED")
    return value  # type: ignore[no-any-return]


def language_map(row: Row, prefix: str) -> dict[str, str]:
    """The cells `prefix_nl`, `prefix_fr`, `prefix_en`, `prefix_de` of a row that hold a text.

    >>> language_map({"name_nl": "Zaadbank", "name_en": ""}, "name")
    {'nl': 'Zaadbank'}
    """
    cells = {language: (row.get(f"{prefix}_{language}") or "").strip() for language in LANGUAGES}
    return {language: text for language, text in cells.items() if text}


def _matching(text: str, pattern: re.Pattern[str], reason: str) -> str:
    if text and not pattern.fullmatch(text):
        raise CellError(reason)
    return text


INSTITUTION: Mapping[str, Cell] = {
    "key": key,
    "acronym": words,
    "other_names": words,
    "other_acronyms": words,
    "city": words,
    "region": words,
    "country": country,
    "homepage": web_address,
    "latitude": degrees(90),
    "longitude": degrees(180),
    "consortium_role": one_of("consortium_role"),
    "consortium_category": one_of("consortium_category"),
    "hidden": truth,
    "networks": words,
    "founding_year": count,
    **{scheme: identifier(scheme) for scheme in SCHEMES},
}

COLLECTION: Mapping[str, Cell] = {
    "key": key,
    "level": one_of("level"),
    "discipline": one_of("discipline"),
    "material_kind": one_of("material_kind"),
    "status": one_of("status"),
    "count_low": count,
    "count_best": count,
    "count_high": count,
    "count_unit": one_of("unit"),
    "count_basis": one_of("basis"),
    "count_as_of": partial_date,
    "count_qualifier": one_of("qualifier"),
    "count_verbatim": words,
    "count_source": words,
}

MEASURE: Mapping[str, Cell] = {
    "collection": words,
    "institution": words,
    "counted": one_of("counted"),
    "unit": one_of("unit"),
    "low": count,
    "best": count,
    "high": count,
    "qualifier": one_of("qualifier"),
    "basis": one_of("basis"),
    "as_of": partial_date,
    "by_whom": words,
    "source": words,
    "standing": one_of("standing"),
    "verbatim": words,
}

PART: Mapping[str, Cell] = {
    "collection": key,
    **{name: place_on(name) for name in AXES},
    "share": share,
    "low": count,
    "best": count,
    "high": count,
    "unit": one_of("unit"),
    "basis": one_of("basis"),
    "as_of": partial_date,
    "source": words,
}

STATUS: Mapping[str, Cell] = {
    "collection": key,
    "status": one_of("status"),
    "begins": state_date,
    "ends": state_date,
    "retires_on": partial_date,
    "successor": one_of("successor"),
    "source": words,
}
