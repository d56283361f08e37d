"""Boundaries: which country covers a place, what is land, and what is suspected where country and coordinates disagree."""

from __future__ import annotations

import math
from functools import cache

import pytest
import shapely  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.boundaries import COAST, ECONOMIC_ZONE, TERRITORIAL_SEA, WORTH_TABLES, Boundaries
from vasculum.interpret.boundaries_files import boundaries
from vasculum.interpret.boundaries_shapes import areas_of_countries, areas_of_topology
from vasculum.interpret.countries_place import COUNTRY_AT_PLACE, place_reader, place_remarks

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
BELGIUM = st.tuples(st.floats(49.0, 52.0), st.floats(2.0, 7.0))


@cache
def tabled() -> Boundaries:
    """The boundaries after they were asked so often that they have made their tables."""
    for step in range(WORTH_TABLES):
        world().country_inland(50.85, step / 1000)
    return world()


PLACES = [
    ("Brussels", 50.8467, 4.3525, "BE"),
    ("Lukusa, Leopoldville of old", -4.32, 15.31, "CD"),
    ("Kigali", -1.95, 30.06, "RW"),
    ("Longyearbyen", 78.22, 15.65, "SJ"),
    ("Kralendijk on Bonaire", 12.15, -68.27, "BQ"),
    ("Pointe-à-Pitre", 16.24, -61.53, "GP"),
    ("Las Palmas", 28.12, -15.43, "ES"),
    ("Ascension", -7.95, -14.36, "SH"),
    ("Port-aux-Français", -49.35, 70.22, "TF"),
    ("Taveuni, on the antimeridian", -16.85, 179.99, "FJ"),
    ("Chukotka beyond the antimeridian", 66.0, -173.0, "RU"),
    ("the South Pole", -90.0, 0.0, "AQ"),
    ("the open Atlantic", 20.0, -40.0, ""),
    ("the North Pole", 90.0, 0.0, ""),
]


@pytest.fixture(scope="module")
def known() -> Boundaries:
    found = boundaries()
    assert found, "the boundaries are missing: python -m vasculum.site.vendor"
    return found


def world() -> Boundaries:
    found = boundaries()
    assert found
    return found


@pytest.mark.parametrize(("latitude", "longitude", "code"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_a_place_lies_in_its_country(known: Boundaries, latitude: float, longitude: float, code: str) -> None:
    assert known.countries_at(latitude, longitude) == (frozenset({code}) if code else frozenset())
    assert code in (known.countries_at(latitude, longitude, COAST) or {""})


def test_near_a_border_both_countries_are_possible(known: Boundaries) -> None:
    baarle = 51.4444, 4.9286
    assert known.countries_at(*baarle, 3_000) == {"BE", "NL"}
    assert [known.countries_at(*place, COAST) for place in ((50.9, 4.4), (50.755, 6.02))] == [{"BE"}, {"BE", "DE", "NL"}]
    assert known.is_within("BE", *baarle, 3_000)
    assert not known.is_within("FR", *baarle, 3_000)


def test_ground_that_two_states_claim_is_told_as_both(known: Boundaries) -> None:
    assert known.countries_at(45.0, 34.1) == {"RU", "UA"}
    assert known.countries_at(35.33, 33.32) == {"CY"}


def test_a_buffer_reaches_over_the_antimeridian(known: Boundaries) -> None:
    assert known.countries_at(65.0, 180.0 - 0.001, 1_000) == {"RU"}
    east, west = (known.countries_at(67.5, longitude, COAST) for longitude in (179.999, -179.999))
    assert east == west == {"RU"}


def test_the_sea_around_a_country_may_be_its_own(known: Boundaries) -> None:
    at_sea, far_out = (51.9, 2.6), (20.0, -45.0)
    assert {"BE", "GB", "NL", "FR"} <= known.countries_at(*at_sea, ECONOMIC_ZONE)
    assert not known.is_land(*at_sea, TERRITORIAL_SEA)
    assert known.is_land(50.85, 4.35, TERRITORIAL_SEA)
    assert known.countries_at(*far_out, ECONOMIC_ZONE) == frozenset()


def test_land_is_told_from_sea(known: Boundaries) -> None:
    assert known.is_land(50.85, 4.35)
    assert not known.is_land(52.5, 3.0)
    assert not known.is_land(51.5, 3.0, 1_000)
    assert known.is_land(51.4, 3.0, 20_000)


@pytest.mark.parametrize("place", [(math.nan, 4.0), (91.0, 4.0), (0.0, 181.0), (-math.inf, 4.0)])
def test_what_is_no_place_on_earth_lies_in_no_country(known: Boundaries, place: tuple[float, float]) -> None:
    assert known.countries_at(*place) == frozenset()


@pytest.mark.parametrize(
    ("place", "country", "expected"),
    [
        ((50.85, 4.35), "BE", ""),
        ((-50.85, 4.35), "BE", "COUNTRY_COORDINATES_MISMATCH COORDINATES_MAYBE_NEGATED"),
        ((4.35, 50.85), "BE", "COUNTRY_COORDINATES_MISMATCH COORDINATES_MAYBE_SWAPPED"),
        ((4.32, 15.31), "CD", "COUNTRY_COORDINATES_MISMATCH COORDINATES_MAYBE_NEGATED"),
        ((48.86, 2.35), "BE", "COUNTRY_COORDINATES_MISMATCH"),
        ((51.8, 2.8), "BE", ""),
        ((51.8, 2.8), "NL", ""),
        ((51.8, 2.8), "PT", "COUNTRY_COORDINATES_MISMATCH"),
        ((20.0, -45.0), "BE", "COUNTRY_COORDINATES_MISMATCH"),
        ((16.24, -61.53), "FR", ""),
        ((16.24, -61.53), "GP", ""),
        ((50.6395, 4.6392), "BE", "COORDINATES_AT_CENTROID"),
    ],
)
def test_a_mistake_is_suspected_and_never_repaired(place: tuple[float, float], country: str, expected: str) -> None:
    assert " ".join(said.partition(" ")[0] for said in place_remarks(*place, country, world())) == expected


MISMATCH, NEGATED, SWAPPED = "COUNTRY_COORDINATES_MISMATCH", "COORDINATES_MAYBE_NEGATED", "COORDINATES_MAYBE_SWAPPED"
READ = [
    (("50.85", "4.35", "BE", ""), ""),
    (("50,85", "4,35", "FR", ""), MISMATCH),
    (("-50.85", "4.35", "BE", ""), f"{MISMATCH} {NEGATED}"),
    (("4.35", "50.85", "BE", ""), f"{MISMATCH} {SWAPPED}"),
    (("51.8", "2.8", "BE", ""), ""),
    (("51.8", "2.8", "PT", ""), MISMATCH),
    (("16.24", "-61.53", "FR", ""), ""),
    (("50.6395", "4.6392", "BE", ""), "COORDINATES_AT_CENTROID"),
    (("50.85", "4.35", "BE", "Afrika"), "CONTINENT_COORDINATES_MISMATCH"),
    (("50.85", "4.35", None, "Europe"), ""),
    (("20", "-45", None, "Europe"), ""),
    (("0", "0", "BE", "Europe"), ""),
    (("91", "4", "BE", "Europe"), ""),
    (("x", "", "BE", "Europe"), ""),
]


@pytest.mark.parametrize(("cells", "expected"), READ)
def test_what_a_country_and_a_continent_say_is_held_against_the_place(
    cells: tuple[str, str, str | None, str], expected: str
) -> None:
    assert " ".join(said.partition(" ")[0] for said in COUNTRY_AT_PLACE.read(*cells).remarks) == expected
    assert place_reader(None)(*cells).remarks == ()


@given(place=st.one_of(BELGIUM, st.tuples(st.floats(-60, 75), LONGITUDES)))
def test_a_place_that_is_plainly_in_one_country_is_so_by_the_geometry(place: tuple[float, float]) -> None:
    plain = tabled().country_inland(*place)
    if plain:
        assert tabled().countries_at(*place, 3_000) == {plain}
        assert tabled().is_land(*place)


@given(place=st.one_of(BELGIUM, st.tuples(LATITUDES, LONGITUDES)))
def test_what_the_tables_and_tiles_tell_is_what_the_geometry_tells(place: tuple[float, float]) -> None:
    covering = tabled()._countries.tree.query(shapely.points(place[1], place[0]), predicate="intersects")
    codes_there = frozenset[str]().union(*(tabled()._codes[tabled()._countries.owners[piece]] for piece in covering))
    assert tabled().countries_at(*place) == codes_there
    assert tabled().is_land(*place, TERRITORIAL_SEA) == bool(tabled()._land.near(*place, TERRITORIAL_SEA))


@given(
    place=st.one_of(BELGIUM, st.tuples(LATITUDES, LONGITUDES)),
    countries=st.frozensets(st.sampled_from(["BE", "NL", "FR", "RU", "FJ", "AQ", "US", "CD", "KI"]), min_size=1, max_size=2),
    buffer=st.sampled_from([3_000.0, COAST, ECONOMIC_ZONE]),
)
def test_countries_reach_a_place_when_one_of_them_is_near_it(
    place: tuple[float, float], countries: frozenset[str], buffer: float
) -> None:
    near = frozenset[str]().union(*(tabled()._codes[area] for area in tabled()._countries.near(*place, buffer)))
    assert tabled().reaches(countries, *place, buffer) == bool(countries & near)


def test_most_of_the_ground_of_a_country_is_plainly_its_own() -> None:
    plain = [tabled().country_inland(latitude / 4, longitude / 4) for latitude in range(-16, 8) for longitude in range(80, 100)]
    assert plain.count("CD") / len(plain) > 0.7


def test_rows_without_a_country_or_a_place_get_no_remark() -> None:
    assert COUNTRY_AT_PLACE.read("50.85", "4.35", None, "").remarks == ()
    assert COUNTRY_AT_PLACE.read("nan", "nan", "BE", "").remarks == ()


def test_the_middle_of_a_country_and_its_surface_follow_from_its_shape(known: Boundaries) -> None:
    assert known.centroids("BE")[0] == pytest.approx((50.64, 4.64), abs=0.05)
    assert known.surface("BE") == pytest.approx(30.7e9, rel=0.02)
    assert known.centroids("QQ") == ()
    assert known.surface("QQ") is None


def test_a_hole_in_a_country_is_not_of_that_country() -> None:
    square = [[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    feature = {
        "properties": {"wikidata": "Q31", "iso1A2": "BE"},
        "geometry": {"type": "MultiPolygon", "coordinates": [[square, hole]]},
    }
    (area,) = areas_of_countries({"features": [feature, {"properties": {}, "geometry": None}]})
    assert (area.codes, area.surface.area) == (frozenset({"BE"}), 15.0)


def test_arcs_of_a_topology_are_walked_in_both_directions() -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]]],
        "objects": {"countries": {"geometries": [{"type": "Polygon", "id": "056", "arcs": [[0, -2]]}]}},
    }
    (area,) = areas_of_topology(topology, "countries")
    assert (area.codes, area.surface.area) == (frozenset({"BE"}), 4.0)
