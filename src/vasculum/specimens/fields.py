"""Field selection: the members of a document that a caller names."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from vasculum.web.problems import ParameterError

MOST = 50
ALWAYS = ("@id", "@type")
NAME = r"@?[A-Za-z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)?"


def wanted_fields(text: str) -> tuple[str, ...]:
    """The names in `fields=`, separated by commas; none means all. Raises ParameterError for what is no name of a term."""
    names = tuple(dict.fromkeys(name for part in text.split(",") if (name := part.strip())))
    if len(names) > MOST:
        raise ParameterError("fields", _("too many values"))
    if not all(re.fullmatch(NAME, name) and len(name) <= 100 for name in names):
        raise ParameterError("fields", _("names of terms such as ods:specimenName, separated by commas, are needed"))
    return names


def selected(document: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The document with the named members wherever they stand, in the objects that lead to them; the whole for no names.

    >>> selected({"@id": "x", "a": 1, "b": [{"@type": "B", "c": 2, "d": 3}]}, ("c",))
    {'@id': 'x', 'b': [{'@type': 'B', 'c': 2}]}
    """
    if not names:
        return document
    return {**{name: document[name] for name in ALWAYS if name in document}, **(_among(document, names) or {})}


def _among(value: Any, names: tuple[str, ...]) -> Any:
    """What is left of a part of the document; None when nothing in it is named."""
    if isinstance(value, list):
        return [found for each in value if (found := _among(each, names)) is not None] or None
    if not isinstance(value, dict):
        return None
    kept = {name: member if name in names else _among(member, names) for name, member in value.items()}
    found = {name: member for name, member in kept.items() if member is not None}
    return {**{name: value[name] for name in ALWAYS if name in value}, **found} if found else None
