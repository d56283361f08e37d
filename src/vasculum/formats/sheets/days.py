"""Days that a spreadsheet program keeps as numbers: since 1900, with a 29 February that never was, or since 1904.

Source: ECMA-376-1, 18.17.4.1 (dates and times as numbers).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

_BEFORE_1900 = dt.datetime(1899, 12, 31)
_BEFORE_MARCH_1900 = dt.datetime(1899, 12, 30)
_FROM_1904 = dt.datetime(1904, 1, 1)
_NEVER = 60
_END = 2_958_466


def moment(serial: float, since_1904: bool) -> dt.datetime | None:
    """The moment that a number of days stands for, to the second; None where there is none.

    >>> moment(1, False), moment(61, False), moment(0, True)
    (datetime.datetime(1900, 1, 1, 0, 0), datetime.datetime(1900, 3, 1, 0, 0), datetime.datetime(1904, 1, 1, 0, 0))
    >>> moment(60, False), moment(-1, False)
    (None, None)
    """
    if since_1904:
        return _after(_FROM_1904, serial) if 0 <= serial < _END - 1462 else None
    if not 1 <= serial < _END or int(serial) == _NEVER:
        return None
    return _after(_BEFORE_1900 if serial < _NEVER else _BEFORE_MARCH_1900, serial)


def _after(day: dt.datetime, days: float) -> dt.datetime:
    return day + dt.timedelta(seconds=round(days * 86_400))


@lru_cache(maxsize=100_000)
def written(serial: float, since_1904: bool, parts: str) -> str | None:
    """A number of days by ISO 8601, with the parts (of `ymdhs`) that the cell shows; None where no day is meant.

    >>> written(37622, False, "ymd"), written(1279, False, "y"), written(1279, False, "ym"), written(0.5, False, "hs")
    ('2003-01-01', '1903', '1903-07', '12:00')
    """
    if "y" not in parts and "d" not in parts and "m" not in parts:
        return clock(dt.timedelta(seconds=round(serial * 86_400))) if 0 <= serial < 1 else None
    when = moment(serial, since_1904)
    if when is None:
        return None
    if "d" not in parts and "y" in parts:
        return f"{when:%Y-%m}" if "m" in parts else f"{when:%Y}"
    return of_moment(when) if "h" in parts else when.date().isoformat()


def of_moment(when: dt.datetime) -> str:
    """A moment by ISO 8601; midnight is no hour.

    >>> of_moment(dt.datetime(1990, 5, 3)), of_moment(dt.datetime(1990, 5, 3, 14, 30))
    ('1990-05-03', '1990-05-03T14:30')
    """
    return when.date().isoformat() if when.time() == dt.time() else when.isoformat(timespec="seconds").removesuffix(":00")


def clock(since_midnight: dt.timedelta) -> str:
    """A time of day, or a length of time, in hours and minutes, and seconds where there are any.

    >>> clock(dt.timedelta(hours=9, minutes=5))
    '09:05'
    """
    minutes, seconds = divmod(round(since_midnight.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
