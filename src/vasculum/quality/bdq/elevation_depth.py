"""Elevation and depth in metres: possible, and in order."""

from __future__ import annotations

from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.numerals import number
from vasculum.quality.bdq.responses import Response, internal_prerequisites_not_met, judged

MINIMUM_DEPTH, MAXIMUM_DEPTH = "dwc:minimumDepthInMeters", "dwc:maximumDepthInMeters"
MINIMUM_ELEVATION, MAXIMUM_ELEVATION = "dwc:minimumElevationInMeters", "dwc:maximumElevationInMeters"

# From the surface to the Challenger Deep, and from the shore of the Dead Sea to Mount Everest, rounded outward.
DEPTHS = {"bdqval:minimumValidDepthInMeters": "0", "bdqval:maximumValidDepthInMeters": "11000"}
ELEVATIONS = {"bdqval:minimumValidElevationInMeters": "-430", "bdqval:maximumValidElevationInMeters": "8850"}


@bdq_test("04b2c8f3-c71b-4e95-8e43-f70374c5fb92", "VALIDATION_MINDEPTH_INRANGE", acts_on=(MINIMUM_DEPTH,), parameters=DEPTHS)
def validation_mindepth_inrange(least: str, greatest: str, depth: str) -> Response:
    """The smallest depth is possible."""
    return _within(MINIMUM_DEPTH, _depth(depth), least, greatest)


@bdq_test("3f1db29a-bfa5-40db-9fd1-fde020d81939", "VALIDATION_MAXDEPTH_INRANGE", acts_on=(MAXIMUM_DEPTH,), parameters=DEPTHS)
def validation_maxdepth_inrange(least: str, greatest: str, depth: str) -> Response:
    """The greatest depth is possible."""
    return _within(MAXIMUM_DEPTH, _depth(depth), least, greatest)


@bdq_test(
    "0bb8297d-8f8a-42d2-80c1-558f29efe798",
    "VALIDATION_MINELEVATION_INRANGE",
    acts_on=(MINIMUM_ELEVATION,),
    parameters=ELEVATIONS,
)
def validation_minelevation_inrange(least: str, greatest: str, elevation: str) -> Response:
    """The smallest elevation is possible."""
    return _within(MINIMUM_ELEVATION, number(elevation), least, greatest)


@bdq_test(
    "c971fe3f-84c1-4636-9f44-b1ec31fd63c7",
    "VALIDATION_MAXELEVATION_INRANGE",
    acts_on=(MAXIMUM_ELEVATION,),
    parameters=ELEVATIONS,
)
def validation_maxelevation_inrange(least: str, greatest: str, elevation: str) -> Response:
    """The greatest elevation is possible."""
    return _within(MAXIMUM_ELEVATION, number(elevation), least, greatest)


@bdq_test(
    "8f1e6e58-544b-4365-a569-fb781341644e",
    "VALIDATION_MINDEPTH_LESSTHAN_MAXDEPTH",
    acts_on=(MINIMUM_DEPTH, MAXIMUM_DEPTH),
)
def validation_mindepth_lessthan_maxdepth(least: str, greatest: str) -> Response:
    """The smallest depth is not greater than the greatest."""
    return _in_order(MINIMUM_DEPTH, _depth(least), MAXIMUM_DEPTH, _depth(greatest))


@bdq_test(
    "d708526b-6561-438e-aa1a-82cd80b06396",
    "VALIDATION_MINELEVATION_LESSTHAN_MAXELEVATION",
    acts_on=(MINIMUM_ELEVATION, MAXIMUM_ELEVATION),
)
def validation_minelevation_lessthan_maxelevation(least: str, greatest: str) -> Response:
    """The smallest elevation is not greater than the greatest."""
    return _in_order(MINIMUM_ELEVATION, number(least), MAXIMUM_ELEVATION, number(greatest))


def _depth(text: str) -> float | None:
    metres = number(text)
    return metres if metres is not None and metres >= 0 else None


def _within(term: str, metres: float | None, least: str, greatest: str) -> Response:
    low, high = number(least), number(greatest)
    if metres is None or low is None or high is None:
        return internal_prerequisites_not_met(f"{term} is bdqval:Empty, or it or a limit is not such a number")
    return judged(low <= metres <= high, f"{term} is between {least} and {greatest}")


def _in_order(low_term: str, low: float | None, high_term: str, high: float | None) -> Response:
    if low is None or high is None:
        return internal_prerequisites_not_met(f"{low_term} or {high_term} is bdqval:Empty or not such a number")
    return judged(low <= high, f"{low_term} is not greater than {high_term}")
