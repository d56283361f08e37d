"""What an ISO 8601 text covers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.quality.bdq.iso_dates import Precision, iso_date

DAY = 86400
VALID = {
    "1963": ("1963-01-01", "1963-12-31", Precision.YEAR, 365 * DAY),
    "1964-02": ("1964-02-01", "1964-02-29", Precision.MONTH, 29 * DAY),
    "1963-03-08": ("1963-03-08", "1963-03-08", Precision.DAY, DAY),
    "19630308": ("1963-03-08", "1963-03-08", Precision.DAY, DAY),
    "1963-067": ("1963-03-08", "1963-03-08", Precision.DAY, DAY),
    "1963-W10": ("1963-03-04", "1963-03-10", Precision.WEEK, 7 * DAY),
    "1963-W10-5": ("1963-03-08", "1963-03-08", Precision.DAY, DAY),
    "1963-03-08T14": ("1963-03-08", "1963-03-08", Precision.TIME, 3600),
    "1963-03-08T14:07-0600": ("1963-03-08", "1963-03-08", Precision.TIME, 60),
    "1963-03-08T14:07:30.5Z": ("1963-03-08", "1963-03-08", Precision.TIME, 1),
    "1880-05-08/10": ("1880-05-08", "1880-05-10", Precision.DAY, 3 * DAY),
    "1906-06-28/07-02": ("1906-06-28", "1906-07-02", Precision.DAY, 5 * DAY),
    "1990/1991": ("1990-01-01", "1991-12-31", Precision.YEAR, 730 * DAY),
    "2007-03-01T13:00:00Z/2008-05-11T15:30:00Z": ("2007-03-01", "2008-05-11", Precision.TIME, 437 * DAY + 9000),
    "1949-01-15T12:34/17:00": ("1949-01-15", "1949-01-15", Precision.TIME, 266 * 60),
    "2020-01-31/P1D": ("2020-01-31", "2020-01-31", Precision.DAY, DAY),
}
INVALID = [
    "", " ", "0", "63", "963", "196", "0000", "1963-3-8", "1963-13", "1963-02-29", "1963-366", "1963-W53-1", "1963-03-08T4",
    "1963-03-08T14:0", "1963-03-08T14:67-0600", "1963-03-08T25", "1963-03-08X14:07", "1963-03T14", " 1963-03-08", "1963-03-08 ",
    "1991/1990", "1963/", "/1963", "1963/1964/1965", "1963-03-08/P", "1963-03-08T15/1963-03-08T14", "1963-03-08T14:07+05:99",
]  # fmt: skip


@pytest.mark.parametrize("text", VALID)
def test_a_valid_text_covers_days_at_a_precision(text: str) -> None:
    read = iso_date(text)
    assert read is not None
    assert (read.first.isoformat(), read.last.isoformat(), read.precision, read.seconds) == VALID[text]


@pytest.mark.parametrize("text", INVALID)
def test_what_is_not_valid_is_not_read(text: str) -> None:
    assert iso_date(text) is None


@given(st.dates(), st.dates())
def test_an_interval_lasts_as_many_days_as_it_has(one: date, other: date) -> None:
    first, last = sorted((str(one), str(other)))
    read = iso_date(f"{first}/{last}")
    assert read is not None
    assert read.seconds == ((read.last - read.first).days + 1) * DAY
