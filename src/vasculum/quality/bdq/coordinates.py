"""Latitude, longitude and their uncertainty as numbers."""

from __future__ import annotations

from functools import lru_cache

from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.numerals import number
from vasculum.quality.bdq.responses import Response, empty, internal_prerequisites_not_met, is_empty, judged

LATITUDE = "dwc:decimalLatitude"
LONGITUDE = "dwc:decimalLongitude"
UNCERTAINTY = "dwc:coordinateUncertaintyInMeters"

# Half the equatorial circumference of the earth, in metres.
FARTHEST = 20037509


@bdq_test("b6ecda2a-ce36-437a-b515-3ae94948fe83", "VALIDATION_DECIMALLATITUDE_INRANGE", acts_on=(LATITUDE,))
def validation_decimallatitude_inrange(latitude: str) -> Response:
    """The latitude lies between -90 and 90 degrees."""
    return _within(LATITUDE, latitude, 90)


@bdq_test("0949110d-c06b-450e-9649-7c1374d940d1", "VALIDATION_DECIMALLONGITUDE_INRANGE", acts_on=(LONGITUDE,))
def validation_decimallongitude_inrange(longitude: str) -> Response:
    """The longitude lies between -180 and 180 degrees."""
    return _within(LONGITUDE, longitude, 180)


@bdq_test("1bf0e210-6792-4128-b8cc-ab6828aa4871", "VALIDATION_COORDINATES_NOTZERO", acts_on=(LATITUDE, LONGITUDE))
def validation_coordinates_notzero(latitude: str, longitude: str) -> Response:
    """Latitude and longitude are not both zero."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None:
        return internal_prerequisites_not_met(f"{LATITUDE} or {LONGITUDE} is bdqval:Empty or not a number")
    return judged((north, east) != (0, 0), f"{LATITUDE} or {LONGITUDE} is not zero")


@bdq_test("c6adf2ea-3051-4498-97f4-4b2f8a105f57", "VALIDATION_COORDINATEUNCERTAINTY_INRANGE", acts_on=(UNCERTAINTY,))
def validation_coordinateuncertainty_inrange(uncertainty: str) -> Response:
    """The uncertainty is a number of metres between 1 and half the circumference of the earth."""
    if is_empty(uncertainty):
        return empty(UNCERTAINTY)
    return judged(valid_uncertainty(uncertainty) is not None, f"{UNCERTAINTY} is a number between 1 and {FARTHEST}")


def valid_uncertainty(text: str) -> float | None:
    """The uncertainty in metres, or None when it is no number in its range."""
    metres = number(text)
    return metres if metres is not None and 1 <= metres <= FARTHEST else None


@lru_cache(256)
def point(latitude: str, longitude: str) -> tuple[float, float] | None:
    """The point on earth that the texts give, or None when they give none."""
    north, east = number(latitude), number(longitude)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None
    return north, east


def _within(term: str, text: str, limit: float) -> Response:
    degrees = number(text)
    if degrees is None:
        return internal_prerequisites_not_met(f"{term} is bdqval:Empty or not a number")
    return judged(abs(degrees) <= limit, f"{term} is between -{limit} and {limit}")
