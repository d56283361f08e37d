"""What may be entered: pure checks of what was typed, and the row a specimen becomes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.entry.presets import NAME, NUMBER, TITLE, Field, Preset
from vasculum.interpret.dates import EVENT_DATE

LONGEST = 4_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def typed(preset: Preset, given: Mapping[str, str]) -> dict[str, str]:
    """The texts by term of what was typed into a form, blanks around them and control characters left out.

    A barcode scanner may send such characters after the number.
    """
    texts = {field.term: _CONTROL.sub("", given.get(field.code, "")).strip()[:LONGEST] for field in preset.fields}
    return {term: text for term, text in texts.items() if text}


def faults(preset: Preset, said: Mapping[str, str]) -> dict[str, str | Promise]:
    """What keeps a specimen from being entered, by term: a missing number or name, a number out of bounds, no date."""
    found: dict[str, str | Promise] = {}
    if not said.get(NUMBER):
        found[NUMBER] = _("A catalogue number is needed.")
    if not (said.get(NAME) or said.get(TITLE)):
        found[NAME if NAME in {field.term for field in preset.first} else TITLE] = _("A name is needed.")
    for field in preset.fields:
        if (text := said.get(field.term)) and (fault := _fault(field, text)):
            found[field.term] = fault
    if bool(said.get("dwc:decimalLatitude")) != bool(said.get("dwc:decimalLongitude")):
        found.setdefault("dwc:decimalLongitude", _("Latitude and longitude belong together."))
    return found


def _fault(field: Field, text: str) -> str | Promise:
    if field.kind == "number" and not _is_between(text, field.low, field.high):
        return _("This is not a number that can be.")
    if field.kind == "date" and not is_date(text):
        return _("This is not understood as a date: write 1898-05-14, 1898-05 or 1898.")
    if field.kind == "choice" and text not in field.choices:
        return _("Choose one of the list.")
    return ""


def _is_between(text: str, low: float, high: float) -> bool:
    """Whether a text is a number within bounds, with a point or a comma.

    >>> _is_between("50,85", -90, 90), _is_between("nan", -90, 90), _is_between("91", -90, 90)
    (True, False, False)
    """
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return False
    return math.isfinite(value) and low <= value <= high


def is_date(text: str) -> bool:
    """Whether a text is understood as a date without doubt.

    >>> is_date("1898-05-14"), is_date("14 mei 1898"), is_date("about noon")
    (True, True, False)
    """
    reading = EVENT_DATE.read(text, *("" for _ in EVENT_DATE.inputs[1:]))
    return reading.values[0] is not None


def row(
    identifier: str, preset: Preset, said: Mapping[str, str], institution: str, collection: str, changed: str
) -> dict[str, str]:
    """The specimen as a row of a Darwin Core table; decimal commas become points in numbers, all else stays as it was typed."""
    numbers = {field.term for field in preset.fields if field.kind == "number"}
    texts = {term: text.replace(",", ".") if term in numbers else text for term, text in said.items()}
    codes = {"dwc:institutionCode": institution, "dwc:collectionCode": collection, "dcterms:modified": changed}
    return {"dwc:occurrenceID": f"urn:uuid:{identifier}", **codes, **preset.constants, **texts}
