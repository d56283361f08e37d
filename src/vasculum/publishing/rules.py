"""What holds of data sets whoever asks: their keys, licences, schedule and citation."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from vasculum.formats.eml import License

KEY = r"[a-z0-9][a-z0-9-]{0,59}"
LICENSES: Mapping[str, License] = {
    "cc0": License(
        "http://creativecommons.org/publicdomain/zero/1.0/legalcode", "Creative Commons CC Zero Public Domain Dedication 1.0"
    ),
    "cc-by": License("http://creativecommons.org/licenses/by/4.0/legalcode", "Creative Commons Attribution (CC-BY) 4.0 License"),
    "cc-by-nc": License(
        "http://creativecommons.org/licenses/by-nc/4.0/legalcode",
        "Creative Commons Attribution Non Commercial (CC-BY-NC) 4.0 License",
    ),
}
"""The licences that GBIF takes, the freest first."""
EVERY: Mapping[str, dt.timedelta] = {"day": dt.timedelta(days=1), "week": dt.timedelta(days=7), "month": dt.timedelta(days=30)}
FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(minutes=5), dt.timedelta(days=1)
LEASE = dt.timedelta(minutes=30)
FAILURES_BEFORE_ALERT = 3
_SUFFIX = re.compile(r"/+(legalcode|deed)?(\.[a-z-]{2,5})?$")


def pause_after(failures: int) -> dt.timedelta:
    """How long to wait after so many failures in a row: twice as long each time, a day at most.

    >>> [str(pause_after(failures)) for failures in (1, 2, 3, 50)]
    ['0:05:00', '0:10:00', '0:20:00', '1 day, 0:00:00']
    """
    doubled: int = 1 << min(failures - 1, 12)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def same_license(first: str, second: str) -> bool:
    """Whether two addresses mean one licence.

    >>> same_license("https://creativecommons.org/licenses/by/4.0/", "http://creativecommons.org/licenses/by/4.0/legalcode")
    True
    """
    return _plain(first) == _plain(second)


def _plain(address: str) -> str:
    return _SUFFIX.sub("", address.strip().lower()).removeprefix("https://").removeprefix("http://").removeprefix("www.")


def conflicts(license_: str, counted: Mapping[str, int]) -> dict[str, int]:
    """The licences of records that are another than the data set's, with how many records have them.

    >>> counted = {"http://creativecommons.org/publicdomain/zero/1.0/": 7, "https://creativecommons.org/licenses/by/4.0/": 2}
    >>> conflicts("cc0", counted)
    {'https://creativecommons.org/licenses/by/4.0/': 2}
    """
    own = LICENSES[license_].address if license_ in LICENSES else license_
    return {name: count for name, count in counted.items() if name and not same_license(name, own)}


def citation(creators: str, made: dt.date, title: str, version: int, publisher: str, address: str) -> str:
    """How a version of a data set is cited.

    >>> citation("Dupont M", dt.date(2026, 11, 23), "Roses", 2, "Garden", "https://doi.org/10.5072/1")
    'Dupont M (2026). Roses. Version 2. Garden. Dataset. https://doi.org/10.5072/1'
    """
    parts = [f"{creators or publisher} ({made.year})", title, f"Version {version}", publisher, "Dataset"]
    return ". ".join(part for part in parts if part) + f". {address}"
