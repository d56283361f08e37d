"""Coordinates, heights and datums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.quality.bdq.datums import largest_shift
from vasculum.quality.bdq.framework import all_tests
from vasculum.quality.bdq.responses import Response, Status
from vasculum.quality.bdq.running import Setting, run
from vasculum.quality.bdq.standard_codes import CountryCodes, EpsgCodes
from vasculum.quality.bdq.verbatim_coordinates import pair_in
from vasculum.quality.bdq.verbatim_heights import metres_in

PAIRS = {
    "41 05 54S 121 05 34W": ("-41.0983333", "-121.0927778"),
    "50°51'N 4°21'E": ("50.85", "4.35"),
    "N 50.85, E 4.35": ("50.85", "4.35"),
    "4.35E 50.85N": ("50.85", "4.35"),
    "139.92, -23.712": ("-23.712", "139.92"),
    "23 degrees 42.72 minutes south 140 degrees 30 minutes east": ("-23.712", "140.5"),
    "51.05, 3.72": None,  # either may be the latitude
    "54K 0390210 7377243": None,  # not geographic
    "91N 10E": None,
    "50 61 N 4 20 E": None,  # 61 minutes
    "-50 S 4 E": None,  # a sign and a hemisphere
    "50N 51N": None,
    "50N": None,
}
HEIGHTS = {
    "10 feet": ("3.048", "3.048"),
    "10-15 ftm": ("18.288", "27.432"),
    "Mindepth 10m, maxdepth=100m": ("10", "100"),
    "100 ft to 200 ft": ("30.48", "60.96"),
    "1,5 km": ("1500", "1500"),
    "10 yards": ("9.144", "9.144"),
    "1,500 feet": None,  # or one and a half
    "100": None,  # no unit
    "15-10 m": None,
    "10 20 m": None,
    "10 m?": None,
    "-5 m": None,  # below the sea, or a range without its beginning
    "x": None,
}


@pytest.mark.parametrize("text", PAIRS)
def test_verbatim_coordinates_are_read_when_it_is_plain_which_is_which(text: str) -> None:
    expected = PAIRS[text]
    assert pair_in(text) == (expected and tuple(map(Decimal, expected)))


@pytest.mark.parametrize("text", HEIGHTS)
def test_a_height_is_read_when_it_has_a_unit_and_one_meaning(text: str) -> None:
    expected = HEIGHTS[text]
    assert metres_in(text) == (expected and tuple(map(Decimal, expected)))


def test_verbatim_values_that_contradict_each_other_propose_nothing() -> None:
    both = {"dwc:verbatimCoordinates": "50.85N 4.35E", "dwc:verbatimLatitude": "50.85", "dwc:verbatimLongitude": "4.35"}
    assert answer("AMENDMENT_COORDINATES_FROM_VERBATIM", both).status is Status.FILLED_IN
    assert answer("AMENDMENT_COORDINATES_FROM_VERBATIM", both | {"dwc:verbatimLatitude": "51.85"}).status is Status.NOT_AMENDED


def test_coordinates_in_a_projected_system_are_not_taken_for_degrees() -> None:
    given_ = {"dwc:verbatimLatitude": "50.85", "dwc:verbatimLongitude": "4.35", "dwc:verbatimSRS": "EPSG:31370"}
    assert answer("AMENDMENT_COORDINATES_FROM_VERBATIM", given_).status is Status.NOT_AMENDED


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_no_datum_is_further_off_than_the_largest_shift_on_earth(latitude: float, longitude: float) -> None:
    shift = largest_shift("EPSG:4326", latitude, longitude)
    assert shift is not None
    assert 1500 < shift < 5360


def test_an_assumed_datum_makes_a_given_uncertainty_larger_and_invents_none() -> None:
    place = {"dwc:decimalLatitude": "-30", "dwc:decimalLongitude": "130"}
    label = "AMENDMENT_GEODETICDATUM_ASSUMEDDEFAULT"
    larger = answer(label, place | {"dwc:coordinateUncertaintyInMeters": "50"})
    assert (larger.status, larger.changes["dwc:coordinateUncertaintyInMeters"]) == (Status.AMENDED, "2836")
    for uncertainty in ("", "x", "0"):
        without = answer(label, place | {"dwc:coordinateUncertaintyInMeters": uncertainty})
        assert (without.status, without.changes) == (Status.FILLED_IN, {"dwc:geodeticDatum": "EPSG:4326"})


def test_another_default_datum_is_measured_from_where_it_puts_the_point() -> None:
    assumed = largest_shift("EPSG:4230", 50.85, 4.35)
    assert assumed is not None
    assert abs(assumed - (largest_shift("EPSG:4326", 50.85, 4.35) or 0)) < 200
    assert [largest_shift(code, 50.85, 4.35) for code in ("EPSG:31370", "EPSG:6326", "not recorded", "\ud800")] == [None] * 4


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("WGS84", "EPSG:4326"), ("WGS:84", "EPSG:4326"), ("wgs 84", "EPSG:4326"), ("epsg 4326", "EPSG:4326"),
        ("NAD27", "EPSG:4267"),
        ("ED50", "EPSG:4230"), ("International 1924", "EPSG:7022"), ("GDA", None), ("4326", None), ("EPSG:31370", None),
        ("UTM", None),
    ],
)  # fmt: skip
def test_a_datum_is_known_by_its_names_but_not_by_a_bare_number(name: str, code: str | None) -> None:
    assert EpsgCodes().standard_form(name) == code


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("EPSG:4326", True),
        ("EPSG:6326", True),
        ("EPSG:7030", True),
        ("not recorded", True),
        ("EPSG:4807", False),
        ("epsg:4326", False),
    ],
)
def test_a_datum_is_standard_as_a_code_for_degrees(code: str, valid: bool) -> None:
    assert EpsgCodes().has(code) is valid


@pytest.mark.parametrize(
    ("name", "code"), [("Belgique", "BE"), ("GRL", "GL"), ("au", "AU"), ("high seas", "XZ"), ("Aust.", None), ("Tasmania", None)]
)
def test_a_country_is_known_by_its_codes_and_names(name: str, code: str | None) -> None:
    assert CountryCodes().standard_form(name) == code


def answer(label: str, inputs: dict[str, str]) -> Response:
    (test,) = (test for test in all_tests().values() if test.label == label)
    return run(test, inputs, Setting(date(2026, 11, 23)))
