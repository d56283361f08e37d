"""What becomes of each column of a protected record. What is not known to be harmless is left out.

Names of a taxon and where a record is kept say nothing of a place; texts about the place, the day, people and pictures do, and
so may any heading of a museum's own. One table serves rows of the ledger and versions one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from enum import Enum, auto
from functools import cache
from importlib.resources import files

from vasculum.lake.columns import IDENTITY
from vasculum.protection.rules import Category


class Treatment(Enum):
    """What becomes of a column."""

    KEPT = auto()
    LEFT_OUT = auto()
    LATITUDE = auto()
    LONGITUDE = auto()
    UNCERTAINTY = auto()
    DATUM = auto()
    YEAR = auto()
    FIRST_DAY = auto()
    LAST_DAY = auto()
    GENERALIZED = auto()
    WITHHELD = auto()


GENERALIZATIONS = "dwc:dataGeneralizations"
WITHHELD = "dwc:informationWithheld"

ALWAYS, UNLESS_COUNTED, IN_SMALL_CELLS = "always", "unless counted only", "in cells smaller than a degree"
_TREATED = {
    "decimal_latitude": Treatment.LATITUDE,
    "decimal_longitude": Treatment.LONGITUDE,
    "coordinate_uncertainty": Treatment.UNCERTAINTY,
    "event_date": Treatment.YEAR,
    "event_date_start": Treatment.FIRST_DAY,
    "event_date_end": Treatment.LAST_DAY,
    "dwc:decimalLatitude": Treatment.LATITUDE,
    "dwc:decimalLongitude": Treatment.LONGITUDE,
    "dwc:coordinateUncertaintyInMeters": Treatment.UNCERTAINTY,
    "dwc:geodeticDatum": Treatment.DATUM,
    "dwc:eventDate": Treatment.YEAR,
    GENERALIZATIONS: Treatment.GENERALIZED,
    WITHHELD: Treatment.WITHHELD,
}


@cache
def harmless() -> Mapping[str, str]:
    """The columns that tell nothing of a place, a day or a person, with when they are shown (`harmless.csv`)."""
    text = files("vasculum.protection").joinpath("harmless.csv").read_text(encoding="utf-8")
    return {row["column"]: row["shown"] for row in csv.DictReader(text.splitlines())}


def treatment(column: str, category: Category) -> Treatment:
    """What becomes of a column of the ledger in a record of a category.

    >>> treatment("dwc:locality", Category.TENTH), treatment("dwc:genus", Category.COUNTED)
    (<Treatment.LEFT_OUT: 2>, <Treatment.LEFT_OUT: 2>)
    """
    if column in IDENTITY or column == "source":
        return Treatment.LEFT_OUT if column == "remarks" else Treatment.KEPT
    if column in {GENERALIZATIONS, WITHHELD}:
        return _TREATED[column]
    shown = harmless().get(column, "")
    if category is Category.COUNTED:
        return _kept_if(shown == ALWAYS)
    is_kept = shown in {ALWAYS, UNLESS_COUNTED} or (shown == IN_SMALL_CELLS and category.cells > 1)
    return _TREATED.get(column) or _kept_if(is_kept)


def _kept_if(harmless: bool) -> Treatment:
    return Treatment.KEPT if harmless else Treatment.LEFT_OUT
