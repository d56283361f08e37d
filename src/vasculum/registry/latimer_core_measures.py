"""Figures as MeasurementOrFact: bounds in its accuracy, basis in its derivation, the rest in its remarks, a line each.

Version 1.0 of Latimer Core has no term for when, by whom and from which source a figure was determined; the lines written
here are read back, and any other remark stays a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from vasculum.formats.latimer_core.descriptions import MeasurementOrFact
from vasculum.model.measure import Measure
from vasculum.registry.latimer_core_terms import COUNTED_AS_SPECIMENS, HOLDINGS, NUMBER_SPECIMENS, code_of
from vasculum.registry.vocabularies import label

LINES: Mapping[str, str] = {
    "as of": "as_of",
    "stated by": "by_whom",
    "source": "source",
    "qualifier": "qualifier",
    "standing": "standing",
    "quantity": "quantity",
    "printed step": "printed_step",
    "derived": "derived",
}
MAPS: Mapping[str, str] = {"printed as": "verbatim", "what": "what", "note": "note"}
_LINE = re.compile(r"(?P<words>[a-z ]{2,20})(?: \((?P<language>[a-z]{2,8})\))?: (?P<value>[^\n]+)")
_BOUNDS = re.compile(r"between (?P<low>[0-9]{1,18}|\?) and (?P<high>[0-9]{1,18}|\?)")
_USUAL = Measure("held")


def as_measurement(told: Measure) -> MeasurementOrFact:
    """A figure as a MeasurementOrFact."""
    return MeasurementOrFact(
        measurement_type=_type(told),
        measurement_value=told.best,
        measurement_unit=told.unit,
        measurement_fact_text="" if told.is_figure else _text(told),
        measurement_accuracy=_accuracy(told),
        measurement_derivation=label("basis", told.basis, "en"),
        measurement_remarks="\n".join(_lines(told)),
    )


def _type(told: Measure) -> str:
    if told.counted == "held":
        return NUMBER_SPECIMENS if told.unit in COUNTED_AS_SPECIMENS else HOLDINGS
    return label("counted", told.counted, "en")


def _text(told: Measure) -> str:
    return label("qualifier", told.qualifier, "en").format("")


def _accuracy(told: Measure) -> str:
    if told.low is None and told.high is None:
        return ""
    low, high = ("?" if bound is None else bound for bound in (told.low, told.high))
    return f"between {low} and {high}"


def _lines(told: Measure) -> Iterable[str]:
    for words, name in LINES.items():
        value = getattr(told, name)
        if value != getattr(_USUAL, name):
            yield f"{words}: {_on_one_line(str(value))}"
    for words, name in MAPS.items():
        yield from (f"{words} ({language}): {_on_one_line(text)}" for language, text in getattr(told, name).items() if text)


def _on_one_line(text: str) -> str:
    plain = bool(text.strip()) and "\n" not in text and not text.startswith('"')
    return text if plain else orjson.dumps(text).decode()


def of_measurement(told: MeasurementOrFact, number_type: str = NUMBER_SPECIMENS) -> Measure | None:
    """The figure a MeasurementOrFact tells; None where it tells a fact that is no figure, or one that is no whole number."""
    counted = _counted(told.measurement_type, number_type)
    value = told.measurement_value
    if not counted or (value is not None and (value < 0 or value != int(value))):
        return None
    unit = code_of("unit", told.measurement_unit) or ("unknown" if not told.measurement_unit else "")
    if value is None and not (told.measurement_accuracy or told.measurement_fact_text):
        return None
    fields = _bounds(told.measurement_accuracy) | _told(told.measurement_remarks)
    if not unit:
        unit, fields["what"] = "unknown", {**fields.get("what", {}), "en": told.measurement_unit}
    best = None if value is None else int(value)
    fields.setdefault("qualifier", _qualifier(told, best))
    basis = code_of("basis", told.measurement_derivation) or "unknown"
    return Measure(counted, unit, best=best, basis=basis, **fields)


def _counted(type: str, number_type: str) -> str:
    if type.casefold() in (number_type.casefold(), HOLDINGS.casefold(), "object count"):
        return "held"
    return code_of("counted", type)


def _qualifier(told: MeasurementOrFact, best: int | None) -> str:
    if best is not None:
        return "plain"
    return code_of("qualifier", told.measurement_fact_text) or "none"


def _bounds(text: str) -> dict[str, Any]:
    found = _BOUNDS.fullmatch(text)
    if not found:
        return {"note": {"en": f"accuracy: {text}"}} if text else {}
    return {name: None if found[name] == "?" else int(found[name]) for name in ("low", "high")}


def _told(remarks: str) -> dict[str, Any]:
    found = [_LINE.fullmatch(line) for line in remarks.split("\n")] if remarks else []
    if not all(line and (line["words"] in MAPS if line["language"] else line["words"] in LINES) for line in found):
        return {"note": {"und": remarks}}
    fields: dict[str, Any] = {}
    for line in filter(None, found):
        value = _whole(line["value"])
        if line["language"]:
            fields.setdefault(MAPS[line["words"]], {})[line["language"]] = value
        else:
            fields[LINES[line["words"]]] = _typed(LINES[line["words"]], value)
    return fields


def _whole(text: str) -> str:
    try:
        return str(orjson.loads(text)) if text.startswith('"') else text
    except orjson.JSONDecodeError:
        return text


def _typed(name: str, text: str) -> Any:
    if name == "printed_step":
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    return text == "True" if name == "derived" else text
