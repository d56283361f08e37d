"""What pages and API ask: the index, the history of a PID, and where a specimen comes from; everything passes the gate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.conf import settings

from vasculum.harvest.models import Source
from vasculum.harvest.node import Node, NoNode, open_node
from vasculum.lake.history import versions
from vasculum.model.specimen import Version
from vasculum.protection.gate import public_hits, public_version
from vasculum.search.index import NoIndex, open_catalogue
from vasculum.search.query import Catalogue, Page, Query
from vasculum.specimens.specimen import Origin, Specimen
from vasculum.web.layout import current_language


@cache
def node() -> Node | None:
    """The node that this process serves; None while its folder holds none."""
    try:
        return open_node(settings.NODE)
    except NoNode:
        return None


@cache
def catalogue() -> Catalogue:
    """The index of the node, opened once per process; it notices by itself when a harvest has extended it."""
    return open_catalogue(settings.NODE / "search")


def find(query: Query, facets: Sequence[str] = ()) -> Page:
    """The page that answers a question, as the public may see it, empty while nothing was harvested; raises QueryError."""
    try:
        return public_hits(catalogue().search(query, facets))
    except NoIndex:
        return Page(0, (), {facet: () for facet in facets})


def history(pid: str) -> list[Version]:
    """Every version of a specimen, the oldest first; empty for a PID that was never given."""
    served = node()
    minted = served.mint.read(pid) if served else None
    source = Source.objects.filter(issuer=minted.issuer).first() if minted else None
    if served is None or minted is None or source is None:
        return []
    return versions(served.lake, source.key, minted.number)


def specimen(pid: str) -> Specimen | None:
    """A specimen with its whole history, as the public may see it; None for a PID that was never given."""
    known = [public_version(version) for version in history(pid)]
    return Specimen(known, origin(known[-1].source)) if known else None


def origin(source: str) -> Origin:
    """Where the specimens of a source are kept, in the visitor's language."""
    found = Source.objects.select_related("collection__institution").filter(key=source).first()
    if found is None:
        return Origin(source=source)
    collection, language = found.collection, current_language()
    institution = collection.institution
    return Origin(
        institution=institution.key,
        institution_name=institution.name(language),
        institution_code=institution.acronym,
        organisation_id=institution.ror or institution.wikidata,
        collection=collection.key,
        collection_name=collection.name(language),
        source=found.key,
        source_name=found.title or found.key,
    )
