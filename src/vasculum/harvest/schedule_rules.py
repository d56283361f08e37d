"""When a source is read again, and what its address means: pure rules of the schedule."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from vasculum.harvest.answered_xml import answered
from vasculum.harvest.refusal import Refused

WEEK = dt.timedelta(days=7)
BACK_OFF = (dt.timedelta(hours=1), dt.timedelta(hours=6), dt.timedelta(days=1), dt.timedelta(days=3), WEEK)
ALERT_AFTER = 3
TRIES_BY_HAND = 3
KEPT_FAILURES = 10
LEASE = dt.timedelta(minutes=20)
_GBIF_KEY = re.compile(r"\d{7}-\d{15,}")
_IPT = "http://ipt.gbif.org/"


def next_due(now: dt.datetime, every_week: bool, failures: int) -> dt.datetime | None:
    """When a source is read next, after so many failures in a row; None for one that waits for a person.

    >>> now = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    >>> [(next_due(now, True, failures) - now).total_seconds() / 3600 for failures in (0, 1, 2, 9)]
    [168.0, 1.0, 6.0, 168.0]
    >>> next_due(now, False, 0), next_due(now, False, 3)
    (None, None)
    """
    if not failures:
        return now + WEEK if every_week else None
    if not every_week and failures >= TRIES_BY_HAND:
        return None
    return now + BACK_OFF[min(failures, len(BACK_OFF)) - 1]


def gbif_download(address: str) -> str:
    """The address of the archive of a GBIF download, given that of its page or of the archive itself.

    >>> gbif_download("https://www.gbif.org/occurrence/download/0001234-200613084148143")
    'https://api.gbif.org/v1/occurrence/download/request/0001234-200613084148143.zip'
    """
    found = _GBIF_KEY.search(address)
    if not found:
        raise Refused("the address names no GBIF download: it holds a key such as 0001234-200613084148143")
    return f"https://api.gbif.org/v1/occurrence/download/request/{found[0]}.zip"


def archive_in_feed(document: bytes, wanted: str) -> tuple[str, str]:
    """The address of the archive of a resource in the RSS feed of an IPT, and what its state is called.

    `wanted` is the short name or a part of the title; it may be empty where the feed has one resource. Raises Refused.
    """
    items = [item for item in answered(document, "the feed").iter("item") if _archive_of(item)]
    fitting = [item for item in items if _fits(item, wanted)]
    if len(fitting) != 1:
        titles = "; ".join(f"{_short_name(item)} ({item.findtext('title', '')[:60]})" for item in items[:10])
        raise Refused(f"{len(fitting)} resources of the feed fit {wanted!r}; it has: {titles or 'none with an archive'}")
    [item] = fitting
    return _archive_of(item), (item.findtext("guid") or "") + " " + (item.findtext("pubDate") or "")


def _archive_of(item: etree._Element) -> str:
    return (item.findtext(f"{{{_IPT}}}dwca") or "").strip()


def _short_name(item: etree._Element) -> str:
    return parse_qs(urlsplit(_archive_of(item)).query).get("r", [""])[0]


def _fits(item: etree._Element, wanted: str) -> bool:
    if not wanted:
        return True
    return wanted == _short_name(item) or wanted.lower() in (item.findtext("title") or "").lower()
