"""Decimal coordinates as column expressions: they differ on every row, so no call to Python is spent on them.

Most cells are clean or empty; a cheap cast serves those, and only the others are looked at with care.
"""

from __future__ import annotations

from vasculum.interpret.coordinates_decimal import (
    DEGREES,
    INVISIBLE,
    LARGEST_UNCERTAINTY,
    LATITUDE,
    LONGITUDE,
    METRES,
    MINUS_AND_COMMA,
    SPACE,
    UNCERTAINTY,
    read_decimals,
)
from vasculum.interpret.reading import ColumnInterpreter
from vasculum.model.remark import stored


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _cell(term: str) -> str:
    return "{" + term + "}"


def _cast(term: str) -> str:
    text = _cell(term) if term == UNCERTAINTY else f"replace({_cell(term)}, ',', '.')"
    return f"TRY_CAST({text} AS DOUBLE)"


def _is_plain(term: str) -> str:
    """True where the cast takes nothing that the rule refuses."""
    return f"NOT contains({_cell(term)}, '_') AND NOT contains({_cell(term)}, '+-')"


def _careful(term: str, pattern: str) -> str:
    bare = f"translate({_cell(term)}, {_quoted(MINUS_AND_COMMA + INVISIBLE)}, '-.')"
    return f"TRY_CAST(CASE WHEN regexp_full_match({_cell(term)}, {_quoted(pattern)}) THEN {bare} END AS DOUBLE)"


_NORTH, _EAST, _METRES = _careful(LATITUDE, DEGREES), _careful(LONGITUDE, DEGREES), _careful(UNCERTAINTY, METRES)
_ZERO = f"{_NORTH} = 0 AND {_EAST} = 0"
_IN_RANGE = {
    LATITUDE: "BETWEEN -90 AND 90",
    LONGITUDE: "BETWEEN -180 AND 180",
    UNCERTAINTY: f"BETWEEN 5e-324 AND {LARGEST_UNCERTAINTY}",
}
_NO_PAIR = f"({_cell(LATITUDE)} = '' AND {_cell(LONGITUDE)} = '')"
_PLAIN_PAIR = (
    f"({_cast(LATITUDE)} {_IN_RANGE[LATITUDE]} AND {_cast(LONGITUDE)} {_IN_RANGE[LONGITUDE]} "
    f"AND NOT ({_cast(LATITUDE)} = 0 AND {_cast(LONGITUDE)} = 0) AND {_is_plain(LATITUDE)} AND {_is_plain(LONGITUDE)})"
)
_PLAIN_UNCERTAINTY = f"({_cast(UNCERTAINTY)} {_IN_RANGE[UNCERTAINTY]} AND {_is_plain(UNCERTAINTY)})"


def _pair_column(plain: str, careful: str) -> str:
    known = f"{_NORTH} {_IN_RANGE[LATITUDE]} AND {_EAST} {_IN_RANGE[LONGITUDE]} AND NOT ({_ZERO})"
    return f"CASE WHEN {_PLAIN_PAIR} THEN {plain} WHEN {_NO_PAIR} THEN NULL WHEN {known} THEN {careful} END"


def _uncertainty_column() -> str:
    return (
        f"CASE WHEN {_PLAIN_UNCERTAINTY} THEN {_cast(UNCERTAINTY)} WHEN {_cell(UNCERTAINTY)} = '' THEN NULL "
        f"WHEN {_METRES} {_IN_RANGE[UNCERTAINTY]} THEN {_METRES} END"
    )


def _blank(term: str) -> str:
    return f"regexp_full_match({_cell(term)}, {_quoted(SPACE)})"


def _said(code: str, term: str) -> str:
    return f"[{_quoted(stored(code, term))}]"


def _comma(term: str) -> str:
    return f"CASE WHEN contains({_cell(term)}, ',') THEN {_said('DECIMAL_COMMA', term)} ELSE [] END"


def _axis_remarks(term: str, number: str, other: str) -> str:
    return (
        f"CASE WHEN {_blank(term)} AND {_blank(other)} THEN [] "
        f"WHEN {_blank(term)} THEN {_said('COORDINATE_INCOMPLETE', term)} "
        f"WHEN {number} IS NULL THEN {_said('COORDINATE_INVALID', term)} "
        f"WHEN NOT ({number} {_IN_RANGE[term]}) THEN {_said('COORDINATE_OUT_OF_RANGE', term)} ELSE {_comma(term)} END"
    )


def _uncertainty_remarks() -> str:
    return (
        f"CASE WHEN {_blank(UNCERTAINTY)} THEN [] "
        f"WHEN {_METRES} {_IN_RANGE[UNCERTAINTY]} THEN {_comma(UNCERTAINTY)} "
        f"ELSE {_said('UNCERTAINTY_INVALID', UNCERTAINTY)} END"
    )


def _remarks_column() -> str:
    plain = f"({_PLAIN_PAIR} OR {_NO_PAIR}) AND ({_PLAIN_UNCERTAINTY} OR {_cell(UNCERTAINTY)} = '')"
    pair = f"{_cell(LATITUDE)} || {_cell(LONGITUDE)}"
    zero = f"CASE WHEN {_ZERO} THEN {_said('COORDINATES_ZERO', LATITUDE)} ELSE [] END"
    axes = f"{_axis_remarks(LATITUDE, _NORTH, LONGITUDE)} || {_axis_remarks(LONGITUDE, _EAST, LATITUDE)}"
    return (
        f"CASE WHEN ({plain}) IS NOT TRUE THEN {axes} || {zero} || {_uncertainty_remarks()} "
        f"WHEN contains({pair}, ',') THEN {_comma(LATITUDE)} || {_comma(LONGITUDE)} ELSE []::VARCHAR[] END"
    )


def _unless(plain: str, term: str) -> str:
    return f"CASE WHEN {plain} THEN '' ELSE {_cell(term)} END"


_SILENT_PAIR = f"{_NO_PAIR} OR ({_PLAIN_PAIR} AND NOT contains({_cell(LATITUDE)} || {_cell(LONGITUDE)}, ','))"
REMARKABLE = (
    _unless(_SILENT_PAIR, LATITUDE),
    _unless(_SILENT_PAIR, LONGITUDE),
    _unless(f"{_cell(UNCERTAINTY)} = '' OR {_PLAIN_UNCERTAINTY}", UNCERTAINTY),
)
"""Latitude, longitude and uncertainty as expressions, empty where nothing is to be remarked of them: few different are left."""

COORDINATES = ColumnInterpreter(
    subject="coordinates",
    inputs=(LATITUDE, LONGITUDE, UNCERTAINTY),
    columns={"decimal_latitude": "DOUBLE", "decimal_longitude": "DOUBLE", "coordinate_uncertainty": "DOUBLE"},
    expressions={
        "decimal_latitude": _pair_column(_cast(LATITUDE), _NORTH),
        "decimal_longitude": _pair_column(_cast(LONGITUDE), _EAST),
        "coordinate_uncertainty": _uncertainty_column(),
    },
    remarks=_remarks_column(),
    read=read_decimals,
)
