"""What pages and API ask: the index, the history of a PID, and where a specimen comes from; everything passes the gate."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from django.conf import settings

from vasculum.harvest.gate import public_history, public_index
from vasculum.harvest.models import Harvest, Source
from vasculum.harvest.node import Node, NoNode, open_node
from vasculum.lake.history import histories, versions
from vasculum.model.specimen import Version
from vasculum.pids.issuer import Minted
from vasculum.search.index import NoIndex, open_catalogue
from vasculum.search.query import Catalogue, Hit, Page, Query, Suggestion
from vasculum.specimens.media_pids import parts_of
from vasculum.specimens.opends_media import DigitalMedium, digital_medium
from vasculum.specimens.specimen import Origin, Specimen
from vasculum.web.layout import current_language

HITS_AT_ONCE = 200


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


def public_catalogue() -> Catalogue:
    """The index of the node if it was made under the rules in force; raises NoIndex."""
    return public_index(catalogue())


class Rebuilding(NoIndex):
    """Specimens are known, but the index that would find them is lost or being made anew."""


def find(query: Query, facets: Sequence[str] = ()) -> Page:
    """The page that answers a question, as the public may see it, empty while nothing was harvested.

    Raises QueryError, and Rebuilding where an empty page would be untrue.
    """
    try:
        return public_catalogue().search(query, facets)
    except NoIndex as error:
        if Harvest.objects.filter(state=Harvest.State.COMMITTED).exists():
            raise Rebuilding(str(error)) from error
        return _nothing(facets)


def find_beside(query: Query, facets: Sequence[str] = ()) -> Page:
    """The same for a page that is about something else, and is shown without specimens while the index is made."""
    try:
        return find(query, facets)
    except Rebuilding:
        return _nothing(facets)


def _nothing(facets: Sequence[str]) -> Page:
    return Page(0, (), {facet: () for facet in facets})


def suggestions(text: str, most: int) -> tuple[Suggestion, ...]:
    """Values that a half-typed text may mean, as the public may see them; none while nothing was harvested."""
    try:
        return public_catalogue().suggest(text, most)
    except NoIndex:
        return ()


def all_hits(query: Query) -> Iterator[Hit]:
    """Every hit from the cursor of a question to the last, page by page; raises QueryError before the first.

    Words alone are ordered by number and not by score, whose pages end.
    """
    by_score = query.sort == "relevance" and bool(query.text.strip())
    asked = replace(query, sort="catalogNumber" if by_score and not query.cursor else query.sort, size=HITS_AT_ONCE)
    page = find(asked)
    return _hits_from(asked, page)


def _hits_from(asked: Query, page: Page) -> Iterator[Hit]:
    yield from page.hits
    while page.next_cursor:
        page = find(replace(asked, cursor=page.next_cursor))
        yield from page.hits


def specimens_of(hits: Iterator[Hit], at_once: int) -> Iterator[Specimen]:
    """The specimens behind hits, in their order, so many read from the ledgers at a time."""
    while some := list(islice(hits, at_once)):
        found = _read_together([hit.pid for hit in some])
        yield from (found[hit.pid] for hit in some if hit.pid in found)


def _read_together(pids: Sequence[str]) -> dict[str, Specimen]:
    served = node()
    minted = {pid: known for pid in pids if served and (known := served.mint.read(pid))}
    read = {source.issuer: _histories(source, minted.values()) for source in Source.objects.all()}
    found = {pid: read.get(known.issuer, {}).get(known.number) for pid, known in minted.items()}
    return {pid: specimen for pid, specimen in found.items() if specimen}


def _histories(source: Source, minted: Collection[Minted]) -> dict[int, Specimen]:
    """The specimens of one source among those that are wanted, by their numbers."""
    numbers = {known.number for known in minted if known.issuer == source.issuer}
    if not numbers:
        return {}
    of, read = origin(source.key), histories(settings.NODE / "lake", source.key, numbers)
    return {number: Specimen(public_history(known), of) for number, known in read.items() if known}


def medium(prefix: str, suffix: str) -> DigitalMedium | None:
    """A medium by the two parts of its identifier; None for one that no specimen ever showed."""
    parts = parts_of(suffix)
    known = specimen(f"{prefix}/{parts[0]}") if parts else None
    return digital_medium(known, f"{prefix}/{parts[1]}") if known and parts else None


def history(pid: str) -> list[Version]:
    """Every version of a specimen, the oldest first; empty for a PID that was never given."""
    return _source_and_history(pid)[1]


def specimen(pid: str) -> Specimen | None:
    """A specimen with its whole history, as the public may see it; None for a PID that was never given."""
    source, known = _source_and_history(pid)
    return Specimen(public_history(known), _origin_of(source)) if source and known else None


def _source_and_history(pid: str) -> tuple[Source | None, list[Version]]:
    """The source that gave a PID, with its collection and institution, and what it told of the specimen."""
    served = node()
    minted = served.mint.read(pid) if served else None
    sources = Source.objects.select_related("collection__institution")
    source = sources.filter(issuer=minted.issuer).first() if minted else None
    if served is None or minted is None or source is None:
        return None, []
    return source, versions(served.lake, source.key, minted.number)


def harvests_of(history: Sequence[Version]) -> dict[int, int]:
    """The harvest that made each version of one specimen, by the version's number, as far as it is known."""
    snapshots = {version.snapshot for version in history}
    made = Harvest.objects.filter(source__key=history[0].source, snapshot__in=snapshots)
    harvests = dict(made.filter(state=Harvest.State.COMMITTED).values_list("snapshot", "pk"))
    return {version.version: harvests[version.snapshot] for version in history if version.snapshot in harvests}


def origin(source: str) -> Origin:
    """Where the specimens of a source are kept, in the visitor's language."""
    found = Source.objects.select_related("collection__institution").filter(key=source).first()
    return _origin_of(found) if found else Origin(source=source)


def _origin_of(found: Source) -> Origin:
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
