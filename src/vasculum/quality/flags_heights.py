"""Flags on elevation and depth: the terms hold metres, and GBIF tells what else stands in them."""

from __future__ import annotations

import re
from functools import partial

from vasculum.quality.flags_frame import Flags, ValueFlags

_NUMBER = re.compile(r"\s*([-+\u2212]?[0-9]{1,12}(?:[.,][0-9]{0,12})?)\s*(.{0,40})", re.DOTALL)
_FOREIGN = re.compile(
    r"(?<![^\W\d_])(?:ft|feet|foot|voet|pieds?|fu(?:ss|ß)|in|inch(?:es)?|fathoms?|fms?|vadem|yds?|yards?|mi|miles?)(?![^\W\d_])|['\"′″]",
    re.IGNORECASE,
)
_FEET = re.compile(r"(?:ft\.?|feet|foot|voet|pieds?|fu(?:ss|ß)|['′])\s*", re.IGNORECASE)
FOOT = 0.3048


def height_flags(subject: str, lowest: float, highest: float) -> ValueFlags:
    """The rule for `Elevation` or `Depth`, with the bounds in metres beyond which GBIF calls them unlikely."""
    terms = (f"dwc:minimum{subject}InMeters", f"dwc:maximum{subject}InMeters")
    flags = tuple(f"{subject.upper()}_{what}" for what in ("NOT_METRIC", "UNLIKELY", "MIN_MAX_SWAPPED", "NON_NUMERIC"))
    return ValueFlags(subject.lower(), terms, flags, partial(_read, flags, lowest, highest))


def _read(flags: Flags, lowest: float, highest: float, least: str, most: str) -> Flags:
    cells = [cell.strip() for cell in (least, most)]
    metres = [_metres(cell) for cell in cells]
    known = [value for value in metres if value is not None]
    raised = (
        any(_FOREIGN.search(cell) for cell in cells),
        any(not lowest <= value <= highest for value in known),
        len(known) == 2 and known[0] > known[1],
        any(cell and not _is_number(cell) for cell in cells),
    )
    return tuple(flag for flag, is_raised in zip(flags, raised, strict=True) if is_raised)


def _is_number(cell: str) -> bool:
    read = _NUMBER.fullmatch(cell)
    return read is not None and not read[2]


def _metres(cell: str) -> float | None:
    """The metres of a number alone, in metres or in feet; None for any other text.

    >>> _metres("12,5"), _metres("100 ft"), _metres("high")
    (12.5, 30.48, None)
    """
    read = _NUMBER.fullmatch(cell)
    if read is None:
        return None
    value = float(read[1].replace(",", ".").replace("\u2212", "-"))
    if _FEET.fullmatch(read[2]):
        return round(value * FOOT, 3)
    return value if not read[2] or re.fullmatch(r"m(?:et(?:er|re)s?)?\.?", read[2].strip(), re.IGNORECASE) else None


ELEVATION = height_flags("Elevation", -11_000, 17_000)
DEPTH = height_flags("Depth", 0, 11_000)
