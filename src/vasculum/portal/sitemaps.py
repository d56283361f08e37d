"""What the robots of search engines may read, and the list of all pages (https://www.sitemaps.org/protocol.html)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from vasculum.harvest.models import Harvest, Source
from vasculum.news import queries as news
from vasculum.pids.issuer import Minted
from vasculum.publishing.queries import published
from vasculum.registry import queries as registry
from vasculum.specimens import queries
from vasculum.terms.messages import LANGUAGES

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
AT_ONCE = 50_000
PLAIN = ("home", "institutions", "collections", "datasets", "taxa", "collectors", "places", "dashboard", "news", "about", "help")
# Answers that differ with every question, or that are made for one person.
CLOSED = ("search", "compare", "map", "download", "collector", "taxon", "place", "account", "help-desk", "report")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read: everything but answers to questions, so that no robot walks through every combination of filters."""
    closed = [f"Disallow: /{language}/{each}" for language in LANGUAGES for each in CLOSED]
    lines = ["User-agent: *", *closed, "Disallow: /api/", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the lists: one of the pages, and of each source those of its specimens."""
    index = ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    places = [reverse("sitemap-pages"), *(reverse("sitemap-specimens", args=[key, part]) for key, part in _parts())]
    for place in places:
        ET.SubElement(ET.SubElement(index, "sitemap"), "loc").text = request.build_absolute_uri(place)
    return _written(index)


def _parts() -> Iterator[tuple[str, int]]:
    for source in Source.objects.order_by("key"):
        for part in range(-(-_minted(source) // AT_ONCE)):
            yield source.key, part


def _minted(source: Source) -> int:
    """How many numbers a source has given out."""
    reports = source.harvests.filter(state=Harvest.State.COMMITTED).values_list("report", flat=True)
    return sum(int(report.get("new", 0)) for report in reports)


@require_safe
def pages_of_the_portal(request: HttpRequest) -> HttpResponse:
    """The pages in each language, every one with its others."""
    listed = ET.Element("urlset", {"xmlns": NAMESPACE, "xmlns:xhtml": XHTML})
    for name, arguments in _pages():
        addresses = {language: request.build_absolute_uri(_in(language, name, arguments)) for language in LANGUAGES}
        for address in addresses.values():
            entry = ET.SubElement(listed, "url")
            ET.SubElement(entry, "loc").text = address
            for language, other in addresses.items():
                ET.SubElement(entry, "xhtml:link", {"rel": "alternate", "hreflang": language, "href": other})
    return _written(listed)


def _pages() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from ((name, ()) for name in PLAIN)
    yield from (("institution", (each.key,)) for each in registry.institutions())
    yield from (("collection", (each.key,)) for each in registry.collections())
    yield from (("dataset", (each.dataset.key,)) for each in published())
    yield from (("article", (each.key,)) for each in news.published(1000))


def _in(language: str, name: str, arguments: Iterable[str]) -> str:
    with translation.override(language):
        return reverse(name, args=list(arguments))


@require_safe
def specimens_of_a_source(request: HttpRequest, source: str, part: int) -> HttpResponse:
    """Fifty thousand specimens of a source by their numbers; those that are gone are among them, as their pages are."""
    node, found = queries.node(), Source.objects.filter(key=source).first()
    if node is None or found is None or part * AT_ONCE >= (minted := _minted(found)):
        raise Http404
    listed = ET.Element("urlset", {"xmlns": NAMESPACE})
    root = request.build_absolute_uri("/")
    for number in range(part * AT_ONCE, min(minted, (part + 1) * AT_ONCE)):
        ET.SubElement(ET.SubElement(listed, "url"), "loc").text = root + node.mint.pid(Minted(found.issuer, number))
    return _written(listed)


def _written(made: ET.Element) -> HttpResponse:
    answer = HttpResponse(ET.tostring(made, "utf-8", xml_declaration=True), content_type="application/xml; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
