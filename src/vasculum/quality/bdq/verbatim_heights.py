"""Depth and elevation in metres, from what the label says with its unit."""

from __future__ import annotations

import re
from decimal import Decimal

from vasculum.quality.bdq.elevation_depth import MAXIMUM_DEPTH, MAXIMUM_ELEVATION, MINIMUM_DEPTH, MINIMUM_ELEVATION
from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.numerals import plain
from vasculum.quality.bdq.responses import (
    Response,
    filled_in,
    internal_prerequisites_not_met,
    is_empty,
    not_amended,
    stripped,
)

# Metres in a unit; the foot and the yard are the international ones of 1959.
_METRES: dict[str, Decimal] = {
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres", "mètre", "mètres", "metro", "metros", "mtr", "mts"), Decimal(1)),
    **dict.fromkeys(("km", "kilometer", "kilometers", "kilometre", "kilometres"), Decimal(1000)),
    **dict.fromkeys(("ft", "foot", "feet", "voet", "pieds", "pies", "fuss"), Decimal("0.3048")),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), Decimal("0.9144")),
    **dict.fromkeys(("fathom", "fathoms", "fm", "fms", "ftm", "fth", "fthm", "vadem"), Decimal("1.8288")),
}
_NAMES = frozenset({"depth", "elevation", "altitude", "elev", "alt", "height", "hoogte", "diepte", "from", "between"})
_LEAST = frozenset({"min", "minimum", "mindepth", "minelevation", "minimumdepth", "minimumelevation"})
_GREATEST = frozenset({"max", "maximum", "maxdepth", "maxelevation", "maximumdepth", "maximumelevation"})
_TO = frozenset({"-", "–", "—", "to", "and", "tot", "bis", "à"})
_FILLERS = frozenset({"=", ":", ".", ",", ";"})
_TOKEN = re.compile(r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)|([^\W\d_]+)|(\S)")
_LONGEST = 200
_THOUSANDS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")


@bdq_test(
    "c5658b83-4471-4f57-9d94-bf7d0a96900c",
    "AMENDMENT_MINDEPTHMAXDEPTH_FROM_VERBATIM",
    acts_on=(MINIMUM_DEPTH, MAXIMUM_DEPTH),
    consults=("dwc:verbatimDepth",),
)
def amendment_mindepthmaxdepth_from_verbatim(least: str, greatest: str, verbatim: str) -> Response:
    """The smallest and greatest depth in metres from the verbatim depth."""
    return _from_verbatim(MINIMUM_DEPTH, least, MAXIMUM_DEPTH, greatest, "dwc:verbatimDepth", verbatim)


@bdq_test(
    "2d638c8b-4c62-44a0-a14d-fa147bf9823d",
    "AMENDMENT_MINELEVATIONMAXELEVATION_FROM_VERBATIM",
    acts_on=(MINIMUM_ELEVATION, MAXIMUM_ELEVATION),
    consults=("dwc:verbatimElevation",),
)
def amendment_minelevationmaxelevation_from_verbatim(least: str, greatest: str, verbatim: str) -> Response:
    """The smallest and greatest elevation in metres from the verbatim elevation."""
    return _from_verbatim(MINIMUM_ELEVATION, least, MAXIMUM_ELEVATION, greatest, "dwc:verbatimElevation", verbatim)


def metres_in(text: str) -> tuple[Decimal, Decimal] | None:
    """The smallest and greatest height in metres that the text gives with a unit; None when it is not plain.

    A number that may be written in thousands (`1,500`) is not plain, nor is a range that runs downward.

    >>> metres_in("10-15 ftm")
    (Decimal('18.2880'), Decimal('27.4320'))
    >>> metres_in("1,500 feet") is None, metres_in("100") is None
    (True, True)
    """
    values: list[tuple[Decimal, Decimal | None]] = []
    between = ""
    for number, word, mark in _TOKEN.findall(text if len(text) <= _LONGEST else "?"):
        name = (word or mark).casefold()
        if number:
            if _THOUSANDS.fullmatch(number) or (values and not between):
                return None
            values.append((Decimal(number.replace(",", ".")), None))
            between = ""
        elif name in _METRES and values and values[-1][1] is None and not between:
            values[-1] = (values[-1][0], _METRES[name])
        elif name in _GREATEST or (name in _TO and values):
            between = "to"
        elif name not in _FILLERS and name not in _NAMES and (name not in _LEAST or values):
            return None
    return None if between else _range(values)


def _range(values: list[tuple[Decimal, Decimal | None]]) -> tuple[Decimal, Decimal] | None:
    """One value or two, the first of which may leave its unit to the second."""
    if not 1 <= len(values) <= 2 or values[-1][1] is None:
        return None
    last_unit = values[-1][1]
    least, greatest = (value * (unit or last_unit) for value, unit in (values[0], values[-1]))
    return (least, greatest) if least <= greatest else None


def _from_verbatim(least_term: str, least: str, greatest_term: str, greatest: str, verbatim_term: str, verbatim: str) -> Response:
    if not is_empty(least) or not is_empty(greatest) or is_empty(verbatim):
        return internal_prerequisites_not_met(
            f"{least_term} or {greatest_term} is bdqval:NotEmpty, or {verbatim_term} is bdqval:Empty"
        )
    metres = metres_in(stripped(verbatim))
    if metres is None:
        return not_amended(f"{verbatim_term} cannot be interpreted as one height or range with its unit")
    return filled_in({least_term: plain(metres[0]), greatest_term: plain(metres[1])}, f"interpreted from {verbatim_term}")
