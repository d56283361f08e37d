"""Sitemaps: every page that is worth finding, in its languages, and every specimen that is not gone.

Source: https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vasculum.harvest.models import Source
from vasculum.lake.since import minted, states
from vasculum.publishing.queries import published
from vasculum.registry import queries as registry
from vasculum.specimens.queries import node
from vasculum.terms.messages import LANGUAGES

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
ADDRESSES = 20_000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of all sitemaps."""
    base, home = request.build_absolute_uri("/").rstrip("/"), node()
    root = _root("sitemapindex")
    names = ["pages"]
    for source in Source.objects.order_by("key") if home else ():
        assert home is not None
        parts = -(-minted(home.lake, source.key) // ADDRESSES)
        names += [f"specimens-{source.key}-{part}" for part in range(1, parts + 1)]
    for name in names:
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = f"{base}/sitemaps/{name}.xml"
    return _answer(root)


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages of the node in four languages, each naming the others."""
    base = request.build_absolute_uri("/").rstrip("/")
    root = _root("urlset")
    for path in _paths():
        for language in LANGUAGES:
            entry = ET.SubElement(root, "url")
            ET.SubElement(entry, "loc").text = f"{base}/{language}/{path}"
            for other in LANGUAGES:
                link = {"rel": "alternate", "hreflang": other, "href": f"{base}/{other}/{path}"}
                ET.SubElement(entry, f"{{{XHTML}}}link", link)
    return _answer(root)


def _paths() -> Iterable[str]:
    yield from ("", "search", "map", "institutions", "collections", "datasets", "dashboard", "help")
    yield from (f"institutions/{each.key}" for each in registry.institutions())
    yield from (f"collections/{each.key}" for each in registry.collections())
    yield from (f"datasets/{each.dataset.key}" for each in published())


@require_safe
def specimens_part(request: HttpRequest, source: str, part: str) -> HttpResponse:
    """A part of the specimens of a source, with when each last changed."""
    base, home = request.build_absolute_uri("/").rstrip("/"), node()
    at = int(part)
    if home is None or at < 1 or not Source.objects.filter(key=source).exists():
        raise Http404
    numbers = range((at - 1) * ADDRESSES, at * ADDRESSES)
    root = _root("urlset")
    for _, state in sorted(states(home.lake, source, numbers).items()):
        if state.change != "gone":
            entry = ET.SubElement(root, "url")
            ET.SubElement(entry, "loc").text = f"{base}/{state.pid}"
            ET.SubElement(entry, "lastmod").text = state.modified.date().isoformat()
    return _answer(root)


def _root(name: str) -> ET.Element:
    ET.register_namespace("xhtml", XHTML)
    return ET.Element(name, {"xmlns": NAMESPACE})


def _answer(root: ET.Element) -> HttpResponse:
    response = HttpResponse(ET.tostring(root, "utf-8", xml_declaration=True), content_type="application/xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
