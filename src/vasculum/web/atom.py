"""Feeds as Atom (RFC 4287): a feed with its entries, safe to read whatever signs a text holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from django.http import HttpResponse

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its own address, which is its name, its title and language, its page, and when its entries changed."""

    address: str
    title: str
    language: str
    page: str
    changes: Sequence[dt.datetime]


def feed(told: Feed) -> ET.Element:
    """The feed without its entries."""
    made = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": told.language})
    _text(made, "id", told.address)
    _text(made, "title", told.title)
    _text(made, "updated", _moment(max(told.changes, default=NEVER)))
    _link(made, "self", told.address, MEDIA_TYPE)
    _link(made, "alternate", told.page, "text/html")
    _text(ET.SubElement(made, "author"), "name", "Vasculum")
    return made


def entry(made: ET.Element, address: str, title: str, changed: dt.datetime, summary: str) -> None:
    """Adds an entry whose page is at `address`."""
    entry = ET.SubElement(made, "entry")
    _text(entry, "id", address)
    _text(entry, "title", title)
    _text(entry, "updated", _moment(changed))
    _text(entry, "summary", summary)
    _link(entry, "alternate", address, "text/html")


def written(made: ET.Element) -> HttpResponse:
    """The answer with a feed; readers may keep it for a quarter of an hour."""
    answer = HttpResponse(ET.tostring(made, "utf-8", xml_declaration=True), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=900"
    return answer


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": address, "type": media_type})
