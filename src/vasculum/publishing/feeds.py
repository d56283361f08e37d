"""Feeds for programs: RSS as the IPT writes it, a DCAT-AP catalogue, sitemaps, OAI-PMH, and the feed of changes."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Iterator
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from oai_repo import OAIRepository

from vasculum.harvest.models import Source
from vasculum.harvest.node import Node
from vasculum.lake.since import Happened, happened_after
from vasculum.publishing.describing import pid_of
from vasculum.publishing.harvested import DOI, Harvested, with_deletions
from vasculum.publishing.linked import catalogue as dcat
from vasculum.publishing.queries import Published, published
from vasculum.specimens.queries import node
from vasculum.web.problems import problem

RDF_FORMS = {
    "ttl": ("turtle", "text/turtle"),
    "jsonld": ("json-ld", "application/ld+json"),
    "rdf": ("xml", "application/rdf+xml"),
}
IPT, DC = "http://ipt.gbif.org/", "http://purl.org/dc/elements/1.1/"
LINES = "application/x-ndjson"
EVENTS, MOST_EVENTS = 1_000, 10_000
TYPES = {"new": "created", "updated": "updated", "returned": "restored", "gone": "deleted"}
ONCE = 500


def _home() -> Node:
    found = node()
    if found is None:
        raise Http404
    return found


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    """The versions last published, as an IPT tells them (RSS 2.0 with ipt:dwca and ipt:eml)."""
    home, base, known = node(), _base(request), published()
    ET.register_namespace("ipt", IPT)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    for name, text in (("title", "Vasculum"), ("link", f"{base}/"), ("description", "Data sets as they are published")):
        ET.SubElement(channel, name).text = text
    if known:
        ET.SubElement(channel, "lastBuildDate").text = format_datetime(known[0].edition.made)
    for each in known if home else ():
        assert home is not None
        _item(channel, home, each, base)
    return _cached(
        HttpResponse(ET.tostring(root, "utf-8", xml_declaration=True), content_type="application/rss+xml; charset=utf-8")
    )


def _item(channel: ET.Element, home: Node, each: Published, base: str) -> None:
    dataset, edition = each.dataset, each.edition
    item = ET.SubElement(channel, "item")
    told = {
        "title": f"{dataset.name(dataset.language)} - Version {edition.version}",
        "link": f"{base}/{dataset.language}/datasets/{dataset.key}",
        "description": dataset.about(dataset.language),
        "pubDate": format_datetime(edition.made),
        f"{{{IPT}}}eml": f"{base}{reverse('archive-metadata', args=[dataset.key])}",
        f"{{{IPT}}}dwca": f"{base}{reverse('archive', args=[dataset.key])}",
    }
    for name, text in told.items():
        ET.SubElement(item, name).text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    guid = ET.SubElement(item, "guid", {"isPermaLink": "false"})
    guid.text = f"{DOI}{pid_of(home, dataset)}/v{edition.version}"


@require_safe
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue of the node in DCAT-AP as Turtle, JSON-LD or RDF/XML."""
    name, media_type = RDF_FORMS[form]
    graph = dcat(_home(), published(), _base(request))
    return _cached(HttpResponse(graph.serialize(format=name), content_type=f"{media_type}; charset=utf-8"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0 over data sets and specimens; arguments by GET or POST."""
    given = request.POST if request.method == "POST" else request.GET
    address = request.build_absolute_uri(request.path)
    repeated = [name for name in given if len(given.getlist(name)) > 1]
    asked = {name: given[name] for name in given} if not repeated else {"verb": ""}
    sender = settings.DEFAULT_FROM_EMAIL
    harvested = Harvested(_home(), address, sender if "." in sender.partition("@")[2] else f"{sender}.invalid")
    answer = OAIRepository(harvested).process(asked)
    return HttpResponse(with_deletions(bytes(answer), harvested.gone), content_type="text/xml; charset=utf-8")


@require_safe
@never_cache
def change_feed(request: HttpRequest) -> HttpResponseBase:
    """What happened to specimens after a bookmark, as CloudEvents 1.0, one JSON object a line, the oldest first.

    Each event carries the bookmark to go on from; without `after` it begins with the first. `size` is at most 10,000.
    """
    try:
        position = read_bookmark(request.GET.get("after", ""))
        size = min(MOST_EVENTS, max(1, int(request.GET.get("size", EVENTS))))
    except ValueError:
        return problem(
            400, "`after` is the bookmark of an event of this feed, `size` a number from 1 to 10000.", parameter="after"
        )
    base, home = _base(request), _home()
    return StreamingHttpResponse(_lines(home, position, size, base), content_type=LINES)


def _lines(home: Node, position: dict[str, list[int]], size: int, base: str) -> Iterator[bytes]:
    for source in Source.objects.order_by("key").values_list("key", flat=True):
        while size:
            snapshot, number = position.get(source, [0, -1])
            found = happened_after(home.lake, source, snapshot, number, min(size, ONCE))
            for event in found:
                position[source] = [event.snapshot, event.number]
                yield orjson.dumps(_event(event, base, bookmark(position)), option=orjson.OPT_APPEND_NEWLINE)
            size -= len(found)
            if not found:
                break


def _event(event: Happened, base: str, mark: str) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": f"{event.pid}/{event.version}",
        "source": f"{base}/feeds/changes",
        "type": f"org.vasculum.specimen.{TYPES[event.change]}",
        "subject": f"{DOI}{event.pid}",
        "time": event.modified.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"),
        "datacontenttype": "application/json",
        "dataschema": f"{base}/api/openapi.json",
        "bookmark": mark,
        "data": {"pid": event.pid, "version": event.version, "collection": event.source, "address": f"{base}/{event.pid}"},
    }


def bookmark(position: dict[str, list[int]]) -> str:
    """A place in the feed as one word: the last event of each source.

    >>> read_bookmark(bookmark({"herbarium": [2, 17]}))
    {'herbarium': [2, 17]}
    """
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def read_bookmark(mark: str) -> dict[str, list[int]]:
    """The place that a bookmark names; raises ValueError for what is none."""
    if not mark:
        return {}
    try:
        read = orjson.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
    except binascii.Error as error:
        raise ValueError(mark) from error
    if not isinstance(read, dict) or not all(_is_place(each) for each in read.values()):
        raise ValueError(mark)
    return read


def _is_place(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(each) is int and abs(each) < 2**40 for each in value)


def _cached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "public, max-age=900"
    return response
