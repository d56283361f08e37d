"""What a program writes to an institution or a collection with GRSciColl's field names, as fields of the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from vasculum.registry.grscicoll_terms import CONTENT_TYPES, DISCIPLINES, code_of_concept
from vasculum.registry.models import Collection, Institution
from vasculum.registry.rules import CellError, degrees, web_address
from vasculum.registry.vocabularies import vocabulary
from vasculum.web.problems import ParameterError

LONGEST = 4000
Reader = Callable[[Any], Any]


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or "\0" in value:
        raise CellError
    return value.strip()


def _short(most: int) -> Reader:
    def read(value: Any) -> str:
        text = _text(value)
        if len(text) > most:
            raise CellError
        return text

    return read


def _first(most: int) -> Reader:
    def read(value: Any) -> str:
        texts = _texts(value)
        if len(texts) > 1:
            raise CellError
        return _short(most)(texts[0]) if texts else ""

    return read


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) > 100:
        raise CellError
    return [_text(each) for each in value]


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise CellError
    return value


def _within(limit: float) -> Reader:
    return lambda value: degrees(limit)("" if value in (None, "") else str(value))


def _year(value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 1000 <= value <= 2999):
        raise CellError
    return value


def _address_of_web(value: Any) -> str:
    return web_address(_short(500)(value))


def _language_map(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not set(value) <= {"nl", "fr", "en", "de"}:
        raise CellError
    return {language: _text(text) for language, text in value.items() if text}


def _codes(name: str, concepts: Mapping[str, tuple[str, ...]]) -> Reader:
    def read(value: Any) -> list[str]:
        found = [each if each in vocabulary(name) else code_of_concept(concepts, each) for each in _texts(value)]
        if not all(found):
            raise CellError
        return list(dict.fromkeys(found))

    return read


WRITABLE: Mapping[type, Mapping[str, tuple[str, Reader]]] = {
    Institution: {
        "code": ("acronym", _short(40)),
        "names": ("names", _language_map),
        "description": ("note", _text),
        "active": ("active", _truth),
        "email": ("email", _first(200)),
        "phone": ("phone", _first(60)),
        "homepage": ("homepage", _address_of_web),
        "latitude": ("latitude", _within(90)),
        "longitude": ("longitude", _within(180)),
        "additionalNames": ("other_names", _texts),
        "foundingDate": ("founding_year", _year),
        "disciplines": ("disciplines", _codes("discipline", DISCIPLINES)),
        "name": ("names", _text),
    },
    Collection: {
        "code": ("code", _short(80)),
        "names": ("names", _language_map),
        "description": ("description", _text),
        "homepage": ("homepage", _address_of_web),
        "contentTypes": ("material_kinds", _codes("material_kind", CONTENT_TYPES)),
        "disciplines": ("disciplines", _codes("discipline", DISCIPLINES)),
        "taxonomicCoverage": ("taxonomic_coverage", _text),
        "geographicCoverage": ("geographic_coverage", _text),
        "temporalCoverage": ("temporal_coverage", _text),
        "notes": ("note", _text),
        "department": ("department", _short(200)),
        "name": ("names", _text),
    },
}
"""For each field of GRSciColl that may be written: the field of the registry, and how its value is read."""


def changes(row: Institution | Collection, written: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """The registry's fields that a program's fields stand for; raises ParameterError for one that cannot be written so.

    A field that says what it already says (`shown`) is passed over, so that a whole answer may be sent back.
    """
    writable = WRITABLE[type(row)]
    fields: dict[str, Any] = {}
    for name, value in written.items():
        if name in shown and shown[name] == value:
            continue
        if name not in writable:
            raise ParameterError(name[:80], _("this field cannot be changed here"))
        fields[writable[name][0]] = _joined(row, fields, *writable[name], name, value)
    return fields | _first_codes(row, fields)


def _first_codes(row: Institution | Collection, fields: Mapping[str, Any]) -> dict[str, str]:
    """A collection's main discipline and kind of material: the first of each."""
    if isinstance(row, Institution):
        return {}
    lists = {"disciplines": "discipline", "material_kinds": "material_kind"}
    return {one: next(iter(fields[many]), "") for many, one in lists.items() if many in fields}


def emptied(row: Institution | Collection, written: Mapping[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a whole replacement: those that are not sent become empty; names stay, since nothing is without a name."""
    missing = [name for name in WRITABLE[type(row)] if name not in written and shown.get(name) not in (None, "", [], {})]
    kept = ("name", "names", "active")
    empty: dict[str, Any] = {name: [] if isinstance(shown[name], list) else None for name in missing if name not in kept}
    return {**empty, **written}


def _joined(row: Any, fields: Mapping[str, Any], field: str, read: Reader, name: str, value: Any) -> Any:
    before = fields.get(field, getattr(row, field))
    try:
        told = read("" if value is None and not isinstance(before, int | float | list) else value)
    except CellError:
        raise ParameterError(name, _("this value is not possible here")) from None
    if isinstance(before, dict) and isinstance(told, str):
        return {**{language: text for language, text in before.items() if language != "en"}, **({"en": told} if told else {})}
    return told
