"""Elevations and depths as written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.places import rows
from vasculum.interpret.elevation import DEPTH, ELEVATION, read_depth, read_elevation, units
from vasculum.interpret.reading import Reading
from vasculum.terms.messages import remarks

PIECES = st.sampled_from(["500", "1.200", " ", "-", "m", "ft.", "à", "ca.", "'", ",", "alt.", "vadem", "(", "ü", "km", "x"])
WRITTEN = st.one_of(st.text(max_size=20), st.lists(PIECES, max_size=8).map("".join))


@pytest.mark.parametrize("row", rows("elevations"), ids=lambda row: row["text"])
def test_an_elevation_is_read_as_the_table_says(row: dict[str, str]) -> None:
    reading = read_elevation(row["text"])
    assert reading.values == tuple(float(row[end]) if row[end] else None for end in ("least", "greatest"))
    assert "; ".join(reading.remarks) == row["remarks"]


@given(text=WRITTEN)
def test_any_text_gives_ordered_metres_or_a_reason(text: str) -> None:
    reading = read_elevation(text)
    least, greatest = reading.values
    assert reading == read_elevation(text)
    assert (least is None) == (greatest is None)
    assert least is None or -500 <= least <= greatest <= 8_850
    assert least is not None or reading.remarks or not text.strip()
    assert {remark.partition(" ")[0] for remark in reading.remarks} <= remarks().keys()


@given(text=WRITTEN)
def test_what_was_read_is_read_again(text: str) -> None:
    least, greatest = ELEVATION.read("", "", text).values
    if least is not None:
        assert ELEVATION.read(repr(least), repr(greatest), "") == Reading((least, greatest))


def test_the_declared_metres_go_before_the_verbatim_text() -> None:
    assert ELEVATION.read("100", "200", "6000 ft") == Reading((100.0, 200.0))
    assert ELEVATION.read("100", "", "") == Reading((100.0, None))
    assert ELEVATION.read("1.200", "", "") == Reading((1.2, None))
    assert ELEVATION.read("", "", "6000 ft") == Reading((1828.8, 1828.8))


def test_declared_metres_in_another_order_or_unit_are_remarked() -> None:
    assert ELEVATION.read("200", "100", "").remarks == ("ELEVATION_TURNED dwc:minimumElevationInMeters",)
    assert ELEVATION.read("650 ft", "", "").values == (198.12, None)
    assert ELEVATION.read("many", "", "").remarks == ("ELEVATION_UNREADABLE dwc:minimumElevationInMeters",)


def test_a_depth_is_never_above_the_water() -> None:
    assert read_depth("10 fathoms").values == (18.288, 18.288)
    assert read_depth("-5 m").remarks == ("ELEVATION_UNLIKELY dwc:verbatimDepth",)
    assert DEPTH.read("0", "5", "").values == (0.0, 5.0)


def test_every_unit_has_a_length() -> None:
    assert all(unit.metres > 0 for unit in units().values())


@pytest.mark.parametrize("size", [199, 10_000])
@pytest.mark.parametrize("piece", ["1", "1 ", "1-", "m", "m.", "1 000 ", "ca. ", "alt. ", "'", "(", "ü.", " "])
def test_hostile_cells_are_refused(piece: str, size: int) -> None:
    assert read_elevation((piece * size)[:size]).values == (None, None)
