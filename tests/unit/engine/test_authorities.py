"""The authorities on places that every node has: they answer where they are sure, and are unavailable by name elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.engine.authorities import CountryAreas, GeneralLand, Names, at_hand, with_places
from vasculum.interpret.boundaries import ECONOMIC_ZONE, TERRITORIAL_SEA, Boundaries
from vasculum.interpret.boundaries_files import boundaries
from vasculum.interpret.countries_place import family_of
from vasculum.quality.bdq.authorities import Authorities, AuthorityUnavailable
from vasculum.quality.bdq.framework import all_tests
from vasculum.quality.bdq.responses import Response, Status
from vasculum.quality.bdq.running import Setting, run

UNAVAILABLE = "unavailable"


def known() -> Boundaries:
    found = boundaries()
    assert found, "the boundaries are missing: python -m vasculum.site.vendor"
    return found


@pytest.mark.parametrize(
    ("code", "place", "expected"),
    [
        ("BE", (50.85, 4.35), True),
        ("FR", (50.85, 4.35), False),
        ("BE", (51.33, 3.1), True),  # a few kilometres off the coast
        ("BE", (51.8, 2.5), UNAVAILABLE),  # in the economic zone of some country
        ("BE", (20.0, -45.0), False),  # further from Belgium than any zone reaches
        ("FR", (16.24, -61.53), UNAVAILABLE),  # Guadeloupe, which some maps give a code of its own
        ("GP", (16.24, -61.53), True),
        ("AW", (12.5, 70.0), False),
    ],
)
def test_a_country_holds_a_place_or_not_or_the_map_does_not_tell(code: str, place: tuple[float, float], expected: object) -> None:
    try:
        found: object = CountryAreas(known()).is_within(code, *place, 3_000)
    except AuthorityUnavailable:
        found = UNAVAILABLE
    assert found == expected


@given(
    country=st.sampled_from(["BE", "NL", "FR", "GP", "GB", "US", "RU", "CD", "FJ", "NO", "SJ", "AQ"]),
    place=st.one_of(
        st.tuples(st.floats(49.0, 52.0), st.floats(1.0, 7.0)),
        st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    ),
    buffer=st.sampled_from([0.0, 3_000.0]),
)
def test_what_a_country_holds_follows_from_distances_alone(country: str, place: tuple[float, float], buffer: float) -> None:
    try:
        found: object = CountryAreas(known()).is_within(country, *place, buffer)
    except AuthorityUnavailable:
        found = UNAVAILABLE
    assert found == by_distances(country, place, buffer)


def by_distances(country: str, place: tuple[float, float], buffer: float) -> object:
    inshore = known().is_land(*place, TERRITORIAL_SEA)
    there = known().countries_at(*place, buffer + (0.0 if inshore else ECONOMIC_ZONE))
    if inshore and country in there:
        return True
    return UNAVAILABLE if family_of(country) & there or (inshore and not there) else False


def test_the_high_seas_belong_to_nobody_and_economic_zones_are_not_known() -> None:
    areas = CountryAreas(known())
    assert list(areas.countries_at(35.0, -45.0)) == ["XZ"]
    assert list(areas.countries_at(-1.95, 30.06)) == ["RW"]
    with pytest.raises(AuthorityUnavailable, match="Exclusive Economic Zones"):
        areas.countries_at(51.8, 2.5)


def test_land_is_told_only_away_from_the_coast() -> None:
    land = GeneralLand(known())
    assert land.is_land(50.85, 4.35, 3_000)
    assert not land.is_land(35.0, -45.0, 3_000)
    with pytest.raises(AuthorityUnavailable, match="NaturalEarth"):
        land.is_land(51.24, 2.92, 0)


def test_names_of_nations_and_divisions_are_known_in_many_languages_and_others_are_not_judged() -> None:
    names = Names()
    assert [list(names.nations(name)) for name in ("België", "Zaire", "Ruanda-Urundi")] == [["BE"], ["CD"], ["BI", "RW"]]
    assert sorted(names.divisions("Limburg")) == ["BE", "NL"]
    for unknown in ("Atlantis", "Guadeloupe", "x" * 10_000):
        with pytest.raises(AuthorityUnavailable, match="Getty"):
            names.nations(unknown)
    with pytest.raises(AuthorityUnavailable, match="Getty"):
        names.divisions("xxxx")


def test_without_boundaries_the_tests_on_coordinates_name_what_is_missing() -> None:
    given_ = {"dwc:countryCode": "BE", "dwc:decimalLatitude": "50.85", "dwc:decimalLongitude": "4.35"}
    without = Setting(date(2026, 11, 23), with_places(Authorities(), None))
    response = answer("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT", given_, without)
    assert response.status is Status.EXTERNAL_PREREQUISITES_NOT_MET
    assert "10m-admin-1 boundaries UNION with Exclusive Economic Zones" in response.comment
    assert answer("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT", given_, here()).result == "COMPLIANT"


def test_a_centre_that_follows_from_the_shape_is_told_and_another_place_is_not_judged() -> None:
    latitude, longitude = known().centroids("BE")[0]
    centre = {"dwc:countryCode": "BE", "dwc:decimalLatitude": str(latitude), "dwc:decimalLongitude": str(longitude)}
    assert answer("ISSUE_COORDINATES_CENTEROFCOUNTRY", centre, here()).result == "POTENTIAL_ISSUE"
    elsewhere = centre | {"dwc:decimalLatitude": "51.2"}
    assert answer("ISSUE_COORDINATES_CENTEROFCOUNTRY", elsewhere, here()).status is Status.EXTERNAL_PREREQUISITES_NOT_MET


def answer(label: str, inputs: Mapping[str, str], setting: Setting) -> Response:
    return run(next(test for test in all_tests().values() if test.label == label), inputs, setting)


def here() -> Setting:
    return Setting(date(2026, 11, 23), at_hand())
