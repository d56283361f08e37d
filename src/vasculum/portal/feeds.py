"""A feed for each search: its specimens as they come in and change, as Atom (RFC 4287)."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.portal.comparison import in_words
from vasculum.search.query import Hit, Query, QueryError
from vasculum.specimens import queries
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.web.addresses import language_of, with_parameters
from vasculum.web.layout import current_language
from vasculum.web.problems import ParameterError, problem
from vasculum.web.writing import country

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50
NEVER = "1970-01-01T00:00:00Z"


@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """The fifty specimens of a search that were last added or changed; 400 naming the parameter that cannot be used."""
    with translation.override(language_of(request) or translation.get_language()):
        try:
            query = query_of({name: request.GET.getlist(name) for name in request.GET}, size=ENTRIES)
            found = queries.find(replace(query, sort="changed", cursor="", size=ENTRIES)).hits
        except ParameterError as error:
            return problem(400, str(error), parameter=error.parameter)
        except QueryError as error:
            return problem(400, str(error))
        feed = _feed(request, query, found)
    answer = HttpResponse(ET.tostring(feed, "utf-8", xml_declaration=True), content_type="application/atom+xml; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=900"
    return answer


def _feed(request: HttpRequest, query: Query, hits: tuple[Hit, ...]) -> ET.Element:
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": current_language()})
    page = with_parameters(f"/{current_language()}/search", parameters_of(query))
    _text(feed, "id", request.build_absolute_uri())
    _text(feed, "title", in_words(query) or _("All specimens"))
    _text(feed, "updated", max((_changed(hit) for hit in hits), default=NEVER))
    _link(feed, "self", request.build_absolute_uri(), "application/atom+xml")
    _link(feed, "alternate", request.build_absolute_uri(page), "text/html")
    _text(ET.SubElement(feed, "author"), "name", "Vasculum")
    for hit in hits:
        _entry(feed, request, hit)
    return feed


def _entry(feed: ET.Element, request: HttpRequest, hit: Hit) -> None:
    entry, address = ET.SubElement(feed, "entry"), request.build_absolute_uri(f"/{hit.pid}")
    card = hit.card
    place = country(str(card["country"]), current_language()) if card.get("country") else ""
    told = (card.get("catalogNumber"), place, card.get("locality"), card.get("eventDate"), card.get("recordedBy"))
    _text(entry, "id", address)
    _text(entry, "title", str(card.get("scientificName") or card.get("catalogNumber") or hit.pid))
    _text(entry, "updated", _changed(hit))
    _text(entry, "summary", " · ".join(str(part) for part in told if part))
    _link(entry, "alternate", address, "text/html")


def _changed(hit: Hit) -> str:
    return str(hit.card.get("modified") or NEVER)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")


def _link(parent: ET.Element, relation: str, address: str, media_type: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": address, "type": media_type})
