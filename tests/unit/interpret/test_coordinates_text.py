"""Coordinates as written: notations, grids, datums, and a country held against them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.places import rows
from vasculum.interpret.coordinates_text import read_coordinates
from vasculum.interpret.countries_place import place_remarks
from vasculum.interpret.datum import epsg_of, read_in_datum, to_wgs84
from vasculum.terms import vocabularies
from vasculum.terms.messages import remarks

PIECES = st.sampled_from(
    ["50", "4.35", "51,5", "°", "'", '"', "''", "N", "S", "O", "Z.B.", " ", ", ", "-", "31U", "Lambert 72", "x", "é"]
)
WRITTEN = st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=10).map("".join))


@pytest.mark.parametrize("row", rows("coordinates"), ids=lambda row: row["text"])
def test_coordinates_are_read_as_the_table_says(row: dict[str, str]) -> None:
    reading = read_coordinates(row["text"])
    pair = [float(row[axis]) if row[axis] else None for axis in ("latitude", "longitude")]
    assert [value if value is None else pytest.approx(value, abs=1e-5) for value in reading.values[:2]] == pair
    assert "; ".join(reading.remarks) == row["remarks"]


@given(text=WRITTEN)
def test_any_text_gives_a_pair_in_range_or_a_reason(text: str) -> None:
    reading = read_coordinates(text)
    latitude, longitude, _ = reading.values
    assert reading == read_coordinates(text)
    assert (latitude is None) == (longitude is None)
    assert latitude is None or (-90 <= latitude <= 90 and -180 <= longitude <= 180)
    assert latitude is not None or reading.remarks or not text.strip()
    assert {remark.partition(" ")[0] for remark in reading.remarks} <= remarks().keys()


@given(text=WRITTEN)
def test_what_was_read_is_read_again_as_the_same_place(text: str) -> None:
    latitude, longitude, _ = read_coordinates(text).values
    if latitude is not None:
        assert read_coordinates(f"{latitude:.9f}, {longitude:.9f}").values[:2] == pytest.approx((latitude, longitude), abs=1e-8)


@given(degrees=st.integers(0, 89), minutes=st.integers(0, 59), seconds=st.integers(0, 59), letter=st.sampled_from("NS"))
def test_degrees_minutes_and_seconds_add_up(degrees: int, minutes: int, seconds: int, letter: str) -> None:
    expected = (degrees + minutes / 60 + seconds / 3600) * (1 if letter == "N" else -1)
    for written in (f"{degrees}°{minutes}'{seconds}\"{letter} 4°0'0\"E", f"{letter} {degrees} {minutes} {seconds} E 4 0 0"):
        assert read_coordinates(written).values[:2] == pytest.approx((expected, 4.0))


def test_a_coarser_notation_is_less_certain() -> None:
    written = ("50°N 4°E", "50°51'N 4°21'E", "50°51'0\"N 4°21'0\"E", "50.8500°N 4.3500°E")
    uncertainties = [read_coordinates(text).values[2] for text in written]
    assert uncertainties == sorted(uncertainties, reverse=True)
    assert 100_000 < uncertainties[0] < 150_000
    assert 1_000 < uncertainties[1] < 3_000


def test_every_named_datum_can_be_converted() -> None:
    for row in vocabularies.rows("datum"):
        assert epsg_of(row["spelling"]) == int(row["concept"])
        assert to_wgs84(4.0, 50.0, int(row["concept"])) is not None or int(row["concept"]) not in (4230, 4313, 4258)


def test_the_belgian_datum_moves_a_place_by_about_a_hundred_metres() -> None:
    latitude, longitude = read_in_datum(50.85, 4.35, "Belge 1972").values
    assert 0.0005 < abs(latitude - 50.85) + abs(longitude - 4.35) < 0.005


def test_an_unknown_datum_leaves_the_degrees_as_they_are() -> None:
    assert read_in_datum(50.85, 4.35, "GPS").remarks == ("DATUM_UNKNOWN dwc:geodeticDatum",)
    assert read_in_datum(50.85, 4.35, "Lambert 72").values == (50.85, 4.35)
    assert epsg_of("EPSG:99999") is None


@pytest.mark.parametrize("size", [199, 10_000])
@pytest.mark.parametrize("piece", ["1", "1 ", "1,", "-", "N ", "°", "'", "1.1.", "lat ", "(", "31U", "N.B. ", "\u0301"])
def test_hostile_cells_are_refused(piece: str, size: int) -> None:
    assert read_coordinates((piece * size)[:size]).values[:2] == (None, None)


@dataclass(frozen=True)
class Box:
    """A country of straight borders for the tests."""

    def country_inland(self, latitude: float, longitude: float) -> str | None:
        inside = -5.05 <= latitude <= -3.95 and 13.95 <= longitude <= 16.05
        return "CD" if inside else None

    def countries_at(self, latitude: float, longitude: float, buffer: float = 0.0) -> frozenset[str]:  # noqa: ARG002
        return frozenset(filter(None, [self.country_inland(latitude, longitude)]))

    def reaches(self, countries: frozenset[str], latitude: float, longitude: float, buffer: float) -> bool:
        return bool(countries & self.countries_at(latitude, longitude, buffer))

    def is_land(self, latitude: float, longitude: float, buffer: float = 0.0) -> bool:  # noqa: ARG002
        return True

    def centroids(self, country: str) -> tuple[tuple[float, float], ...]:
        return ((-4.5, 15.0),) if country == "CD" else ()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((-4.3, 15.3), ()),
        ((-3.97, 15.3), ()),
        ((-4.5, 15.001), ("COORDINATES_AT_CENTROID dwc:decimalLatitude",)),
        ((4.3, 15.3), ("COUNTRY_COORDINATES_MISMATCH dwc:country", "COORDINATES_MAYBE_NEGATED dwc:decimalLatitude")),
        ((-4.3, -15.3), ("COUNTRY_COORDINATES_MISMATCH dwc:country", "COORDINATES_MAYBE_NEGATED dwc:decimalLongitude")),
        ((15.3, -4.3), ("COUNTRY_COORDINATES_MISMATCH dwc:country", "COORDINATES_MAYBE_SWAPPED dwc:decimalLatitude")),
        ((50.85, 4.35), ("COUNTRY_COORDINATES_MISMATCH dwc:country",)),
    ],
)
def test_a_country_is_held_against_the_coordinates(place: tuple[float, float], expected: tuple[str, ...]) -> None:
    assert place_remarks(*place, "CD", Box()) == expected
