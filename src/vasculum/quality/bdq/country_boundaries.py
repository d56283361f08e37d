"""Coordinates against the areas of countries and divisions, and against the centres of countries."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

from pyproj import Geod

from vasculum.quality.bdq.authorities import AuthorityKind, CountryBoundaries, CountryCentres, DivisionBoundaries, Source
from vasculum.quality.bdq.coordinates import LATITUDE, LONGITUDE, UNCERTAINTY, point
from vasculum.quality.bdq.countries import COUNTRY_CODE
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, bdq_test
from vasculum.quality.bdq.numerals import number
from vasculum.quality.bdq.responses import (
    Response,
    amended,
    empty,
    filled_in,
    internal_prerequisites_not_met,
    is_empty,
    judged,
    not_amended,
    not_issue,
    potential_issue,
    stripped,
)
from vasculum.quality.bdq.standard_codes import country_codes

BUFFER = "bdqval:spatialBufferInMeters"
COUNTRIES = Source(AuthorityKind.COUNTRY_BOUNDARIES, "10m-admin-1 boundaries UNION with Exclusive Economic Zones")
DIVISIONS = Source(AuthorityKind.DIVISION_BOUNDARIES, "10m-admin-1 boundaries")
CENTRES = Source(AuthorityKind.COUNTRY_CENTRES, "GBIF Catalogue of Country Centroides")
_EARTH = Geod(ellps="WGS84")
# A degree of latitude is nowhere shorter, in metres (WGS 84, at the equator).
SHORTEST_DEGREE = 110_574.0
_SIGNS = ((False, False), (True, False), (False, True), (True, True))
Mirror = tuple[bool, bool, bool]
# Ways in which coordinates are mistaken for others: the two exchanged, the sign of the first, that of the second reversed.
MIRRORS = tuple((swapped, *signs) for swapped in (False, True) for signs in _SIGNS)[1:]


@bdq_test(
    "adb27d29-9f0d-4d52-b760-a77ba57a69c9",
    "VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT",
    acts_on=(COUNTRY_CODE, LATITUDE, LONGITUDE),
    parameters={SOURCE_AUTHORITY: COUNTRIES, BUFFER: "3000"},
)
def validation_coordinatescountrycode_consistent(
    boundaries: Callable[[], CountryBoundaries], buffer: str, code: str, latitude: str, longitude: str
) -> Response:
    """The point lies in the country, its exclusive economic zone or a small distance outside."""
    place = point(latitude, longitude)
    metres = number(buffer)
    if place is None or code not in country_codes() or metres is None:
        return internal_prerequisites_not_met("coordinates or dwc:countryCode are bdqval:Empty or invalid")
    return judged(boundaries().is_within(code, *place, metres), f"the coordinates lie in {code} or within {buffer} m")


@bdq_test(
    "f18a470b-3fe1-4aae-9c65-a6d3db6b550c",
    "VALIDATION_COORDINATESSTATEPROVINCE_CONSISTENT",
    acts_on=("dwc:stateProvince", LATITUDE, LONGITUDE),
    parameters={SOURCE_AUTHORITY: DIVISIONS, BUFFER: "3000"},
)
def validation_coordinatesstateprovince_consistent(
    boundaries: Callable[[], DivisionBoundaries], buffer: str, division: str, latitude: str, longitude: str
) -> Response:
    """The point lies in a division of this name or a small distance outside."""
    place = point(latitude, longitude)
    metres = number(buffer)
    if place is None or is_empty(division) or metres is None or not boundaries().knows(division):
        return internal_prerequisites_not_met("coordinates or dwc:stateProvince are bdqval:Empty, invalid or not found")
    return judged(boundaries().is_within(division, *place, metres), f"the coordinates lie in {division} or within {buffer} m")


@bdq_test(
    "8c5fe9c9-4ba9-49ef-b15a-9ccd0424e6ae",
    "AMENDMENT_COUNTRYCODE_FROM_COORDINATES",
    acts_on=(COUNTRY_CODE,),
    consults=(LATITUDE, LONGITUDE),
    parameters={SOURCE_AUTHORITY: COUNTRIES},
)
def amendment_countrycode_from_coordinates(
    boundaries: Callable[[], CountryBoundaries], code: str, latitude: str, longitude: str
) -> Response:
    """The code of the only country in whose area the point lies; XZ on the high seas."""
    if is_empty(latitude) or is_empty(longitude) or not is_empty(code):
        return internal_prerequisites_not_met("coordinates are bdqval:Empty or dwc:countryCode is bdqval:NotEmpty")
    place = point(latitude, longitude)
    found = boundaries().countries_at(*place) if place else ()
    if len(found) != 1:
        return not_amended("the coordinates lie in no country, in several, or nowhere")
    return filled_in({COUNTRY_CODE: found[0]}, f"the coordinates lie in {found[0]}")


@bdq_test(
    "f2b4a50a-6b2f-4930-b9df-da87b6a21082",
    "AMENDMENT_COORDINATES_TRANSPOSED",
    acts_on=(LATITUDE, LONGITUDE),
    consults=(COUNTRY_CODE,),
    parameters={SOURCE_AUTHORITY: COUNTRIES},
)
def amendment_coordinates_transposed(
    boundaries: Callable[[], CountryBoundaries], latitude: str, longitude: str, code: str
) -> Response:
    """The coordinates exchanged, or with a sign reversed, where that and only that brings them into the country."""
    if any(map(is_empty, (latitude, longitude, code))):
        return empty(LATITUDE, LONGITUDE, COUNTRY_CODE)
    north, east = stripped(latitude), stripped(longitude)
    here = point(north, east)
    if here is None or code not in country_codes():
        return not_amended("the coordinates or dwc:countryCode are not valid")
    if boundaries().is_within(code, *here, 0):
        return not_amended(f"the coordinates lie in {code}")
    places = {mirror: place for mirror in MIRRORS if (place := _place_of(mirror, *here))}
    inside = {_texts_of(mirror, north, east) for mirror, place in places.items() if boundaries().is_within(code, *place, 0)}
    if len(inside) != 1:
        return not_amended(f"no one exchange of coordinates or signs brings them into {code}")
    proposed = dict(zip((LATITUDE, LONGITUDE), inside.pop(), strict=True))
    changed = {term: value for term, value in proposed.items() if value != {LATITUDE: north, LONGITUDE: east}[term]}
    return amended(proposed, f"{', '.join(changed)} changed to lie in {code}")


@bdq_test(
    "256e51b3-1e08-4349-bb7e-5186631c3f8e",
    "ISSUE_COORDINATES_CENTEROFCOUNTRY",
    acts_on=(COUNTRY_CODE, LATITUDE, LONGITUDE),
    consults=(UNCERTAINTY,),
    parameters={BUFFER: "5000", SOURCE_AUTHORITY: CENTRES},
)
def issue_coordinates_centerofcountry(
    buffer: str, centres: Callable[[], CountryCentres], code: str, latitude: str, longitude: str, uncertainty: str
) -> Response:
    """The point is a centre of the country, and its uncertainty does not say so."""
    if any(map(is_empty, (code, latitude, longitude))):
        return empty(COUNTRY_CODE, LATITUDE, LONGITUDE)
    place, metres = point(latitude, longitude), number(buffer)
    near = place is not None and metres is not None and _near(place, centres(), code, metres)
    if near and _claims_certainty(uncertainty, centres().area(code)):
        return potential_issue(f"the coordinates are within {buffer} m of a centre of {code}")
    return not_issue(f"the coordinates are not within {buffer} m of a centre of {code}, or say that they are uncertain")


def _near(place: tuple[float, float], centres: CountryCentres, code: str, metres: float) -> bool:
    return any(_is_as_near(place, centre, metres) for centre in centres.centres(code))


def _claims_certainty(uncertainty: str, area: float | None) -> bool:
    metres = number(uncertainty)
    return metres is None or (area is not None and metres < sqrt(area) / 2)


def _is_as_near(one: tuple[float, float], other: tuple[float, float], metres: float) -> bool:
    return abs(one[0] - other[0]) * SHORTEST_DEGREE <= metres and _distance(one, other) <= metres


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(_EARTH.inv(one[1], one[0], other[1], other[0])[2])


def _place_of(mirror: Mirror, latitude: float, longitude: float) -> tuple[float, float] | None:
    """The mirrored place, None when it is not on earth."""
    swapped, down, left = mirror
    north, east = (longitude, latitude) if swapped else (latitude, longitude)
    return (-north if down else north, -east if left else east) if abs(north) <= 90 and abs(east) <= 180 else None


def _texts_of(mirror: Mirror, latitude: str, longitude: str) -> tuple[str, str]:
    """The mirrored pair as it is written.

    >>> _texts_of((True, False, True), "4.3", "-50.8")
    ('-50.8', '-4.3')
    """
    swapped, down, left = mirror
    north, east = (longitude, latitude) if swapped else (latitude, longitude)
    return _signed(north, down), _signed(east, left)


def _signed(text: str, reversed_: bool) -> str:
    """The number as it is written, or with the other sign.

    >>> _signed("70", True), _signed("-70", True)
    ('-70', '70')
    """
    if not reversed_:
        return text
    return text[1:] if text.startswith("-") else f"-{text.removeprefix('+')}"
