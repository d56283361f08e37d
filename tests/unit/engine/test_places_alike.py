"""Places that stand for others, held against every place asked by itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vasculum.engine import places_alike
from vasculum.engine.authorities import at_hand, boundaries_behind
from vasculum.engine.places_alike import UNDERSTOOD, PlacesAlike
from vasculum.harvest.assess import BESIDES
from vasculum.harvest.sheaf import Sheaf, bind
from vasculum.interpret.boundaries_files import boundaries
from vasculum.interpret.countries import COUNTRY
from vasculum.interpret.countries_place import COUNTRY_AT_PLACE
from vasculum.interpret.reading import Interpreter
from vasculum.quality.assessment import sections
from vasculum.quality.bdq.running import Setting

pytestmark = pytest.mark.skipif(boundaries() is None, reason="the boundaries were not fetched")

SETTING = Setting(date(2026, 11, 23), at_hand())
COUNTRIES = st.sampled_from(["", "BE", "FR", "GP", "LU", "NL", "Belgium", "France", "be", "Zaire"])
# Around Luxembourg's, Belgium's and France's middles, borders and coasts, and where a country lies on the other side.
PLACES = st.tuples(
    st.floats(48.0, 51.9).map(lambda degrees: f"{degrees:.3f}"), st.floats(1.0, 6.9).map(lambda degrees: f"{degrees:.3f}")
) | st.sampled_from([("49.7678", "6.0726"), ("50.6399", "4.6424"), ("0", "0"), ("16.2", "-61.5"), ("", "4.3"), ("4.35", "50.85")])
CELLS = st.tuples(
    COUNTRIES,
    COUNTRIES,
    PLACES,
    st.sampled_from(["", "0", "100"]),
    st.sampled_from(["", "WGS84"]),
    st.sampled_from(["", "Europe"]),
)


def place_sheaf() -> Sheaf:
    [section] = [each for each in sections() if each.subject == "place"]
    return bind([COUNTRY, COUNTRY_AT_PLACE], [], [section], BESIDES)[0]


@pytest.fixture(scope="module")
def both() -> tuple[Interpreter, Interpreter]:
    """The place of a record, each judged by itself and by those that stand for them."""
    known = boundaries_behind(SETTING)
    assert known is not None
    sheaf = place_sheaf()
    return sheaf.bound(SETTING), sheaf.bound(SETTING, stand_ins={UNDERSTOOD: PlacesAlike(known)})


@settings(max_examples=25, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=40))
def test_places_are_judged_as_those_that_stand_for_them(
    both: tuple[Interpreter, Interpreter], records: list[tuple[str, str, tuple[str, str], str, str, str]]
) -> None:
    slow, quick = both
    rows = [
        {
            "dwc:countryCode": code,
            "dwc:country": country,
            "dwc:decimalLatitude": place[0],
            "dwc:decimalLongitude": place[1],
            "dwc:coordinateUncertaintyInMeters": uncertainty,
            "dwc:geodeticDatum": datum,
            "dwc:continent": continent,
        }
        for code, country, place, uncertainty, datum, continent in records
    ]
    texts = [[row.get(term, "") for row in rows] for term in slow.inputs]
    assert slow.read_all is not None
    assert quick.read_all is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places_alike, "FEWEST", 0)
        assert quick.read_all(texts) == slow.read_all(texts)


def test_places_stand_for_others_only_where_tests_ask_the_map_at_hand_as_they_are_written() -> None:
    guid = next(test.guid for each in sections() for test in each.tests if test.label == "ISSUE_COORDINATES_CENTEROFCOUNTRY")
    assert boundaries_behind(SETTING) is boundaries()
    assert boundaries_behind(Setting(SETTING.today)) is None
    assert boundaries_behind(Setting(SETTING.today, at_hand(), {guid: {"bdqval:spatialBufferInMeters": "90000"}})) is None
