"""A feed for each search: its specimens as they come in and change, as Atom (RFC 4287)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.search.query import Hit, Query, QueryError
from vasculum.specimens import queries
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.in_words import in_words
from vasculum.web.addresses import language_of, with_parameters
from vasculum.web.atom import NEVER, Feed, entry, feed, written
from vasculum.web.layout import current_language
from vasculum.web.problems import ParameterError, problem
from vasculum.web.writing import country

ENTRIES = 50


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
        return written(_feed(request, query, found))


def _feed(request: HttpRequest, query: Query, hits: tuple[Hit, ...]) -> ET.Element:
    page = request.build_absolute_uri(with_parameters(f"/{current_language()}/search", parameters_of(query)))
    title = in_words(query) or _("All specimens")
    made = feed(Feed(request.build_absolute_uri(), title, current_language(), page, [_changed(hit) for hit in hits]))
    for hit in hits:
        _entry(made, request, hit)
    return made


def _entry(made: ET.Element, request: HttpRequest, hit: Hit) -> None:
    card = hit.card
    place = country(str(card["country"]), current_language()) if card.get("country") else ""
    told = (card.get("catalogNumber"), place, card.get("locality"), card.get("eventDate"), card.get("recordedBy"))
    title = str(card.get("scientificName") or card.get("catalogNumber") or hit.pid)
    summary = " · ".join(str(part) for part in told if part)
    entry(made, request.build_absolute_uri(f"/{hit.pid}"), title, _changed(hit), summary)


def _changed(hit: Hit) -> dt.datetime:
    told = hit.card.get("modified")
    return dt.datetime.fromisoformat(str(told)) if told else NEVER
