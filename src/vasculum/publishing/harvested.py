"""What others harvest over OAI-PMH: the data sets and the specimens of the node, each by its persistent identifier.

Source: The Open Archives Initiative Protocol for Metadata Harvesting, version 2.0 (https://www.openarchives.org/OAI/2.0/).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from oai_repo import DataInterface, Identify, MetadataFormat, RecordHeader, Set
from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf

from vasculum.formats.eml import Resource
from vasculum.formats.eml.writing import tree
from vasculum.harvest.models import Source
from vasculum.harvest.node import Node
from vasculum.lake.ledger import Ledger
from vasculum.lake.since import Happened, last_touched, minted, states
from vasculum.pids.issuer import Minted
from vasculum.publishing.describing import OF_THE_NODE, pid_of, resource_of
from vasculum.publishing.queries import Published, published
from vasculum.search.query import Hit
from vasculum.specimens.linked_data import json_ld
from vasculum.specimens.opends import document
from vasculum.specimens.queries import specimens_of
from vasculum.specimens.specimen import Specimen

DOI = "https://doi.org/"
DATASETS, SPECIMENS = "datasets", "specimens"
OAI_DC, EML, OPENDS = "oai_dc", "eml", "opends"


class _Elsewhere(MetadataFormat):  # type: ignore[misc]
    """A format whose namespace is no web address, as that of EML 2.1.1."""

    def _metadata_namespace_failures(self) -> list[str]:
        return []


FORMATS = {
    OAI_DC: MetadataFormat(
        OAI_DC, "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", "http://www.openarchives.org/OAI/2.0/oai_dc/"
    ),
    EML: _Elsewhere(EML, "https://rs.gbif.org/schema/eml-gbif-profile/1.1/eml.xsd", "eml://ecoinformatics.org/eml-2.1.1"),
    OPENDS: MetadataFormat(OPENDS, "https://www.w3.org/1999/02/22-rdf-syntax-ns", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
}
OFFERED = {DATASETS: (OAI_DC, EML), SPECIMENS: (OAI_DC, OPENDS)}
GRANULARITY = "YYYY-MM-DDThh:mm:ssZ"
_DC, _OAI_DC = "http://purl.org/dc/elements/1.1/", "http://www.openarchives.org/OAI/2.0/oai_dc/"
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A row of things to harvest that are listed one after the other: their set, how many, and their identifiers from a place."""

    sets: tuple[str, ...]
    count: int
    listed: Callable[[int, int], list[str]]


class Harvested(DataInterface):  # type: ignore[misc]
    """Data sets, then the specimens of each source in the order of their numbers; nothing that was minted is left out."""

    limit = 100

    def __init__(self, node: Node, address: str, email: str) -> None:
        self._node, self._address, self._email = node, address, email
        self.gone: set[str] = set()
        self._sources = list(Source.objects.order_by("key"))

    def get_identify(self) -> Identify:
        """Who answers."""
        earliest = min((source.registered for source in self._sources), default=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        return Identify("Vasculum", self._address, [self._email], _stamp(earliest), "persistent", GRANULARITY, [], [])

    def is_valid_identifier(self, identifier: str) -> bool:
        """Whether the identifier was ever given."""
        return self._dataset(identifier) is not None or self._state(identifier) is not None

    def get_metadata_formats(self, identifier: str | None = None) -> list[MetadataFormat]:
        """The formats of all, or of one thing."""
        if identifier is None:
            return list(FORMATS.values())
        return [FORMATS[name] for name in OFFERED[DATASETS if self._dataset(identifier) else SPECIMENS]]

    def get_record_header(self, identifier: str) -> RecordHeader:
        """Its header, which tells when it is gone."""
        return self.get_records_header([identifier])[0]

    def get_records_header(self, identifiers: list[str]) -> list[RecordHeader]:
        """The headers of many things, read together."""
        known = self._states(identifiers)
        headers = []
        for identifier in identifiers:
            if state := known.get(identifier):
                status = "deleted" if state.change == "gone" else None
                self.gone |= {identifier} if status else set()
                headers.append(
                    RecordHeader(identifier, _stamp(state.modified), [SPECIMENS, f"{SPECIMENS}:{state.source}"], status)
                )
            elif found := self._dataset(identifier):
                headers.append(RecordHeader(identifier, _stamp(found.edition.made), [DATASETS], None))
        return headers

    def get_record_metadata(self, identifier: str, metadataprefix: str) -> etree._Element | None:
        """Its description in a format; None where there is none."""
        return self.get_records_metadata([identifier], metadataprefix)[0]

    def get_records_metadata(self, identifiers: list[str], metadataprefix: str) -> list[etree._Element | None]:
        """The descriptions of many things, their specimens read together."""
        hits = (Hit(identifier.removeprefix(DOI), {}) for identifier in identifiers)
        specimens = {f"{DOI}{each.pid}": each for each in specimens_of(hits, self.limit)}
        return [self._described(identifier, specimens.get(identifier), metadataprefix) for identifier in identifiers]

    def _described(self, identifier: str, specimen: Specimen | None, form: str) -> etree._Element | None:
        if specimen is not None and form in OFFERED[SPECIMENS]:
            return etree.Element("gone") if specimen.is_gone else _OF_SPECIMEN[form](specimen)
        found = self._dataset(identifier)
        if found is None or form not in OFFERED[DATASETS]:
            return None
        facts = found.edition.facts["figures"]
        resource = resource_of(self._node, found.dataset, found.edition.version, found.edition.made, facts)
        return tree(resource) if form == EML else dublin_core(_of_resource(resource))

    def get_record_abouts(self, identifier: str) -> list[etree._Element]:  # noqa: ARG002
        """Nothing is said about a description."""
        return []

    def list_set_specs(self, identifier: str | None = None, cursor: int = 0) -> tuple[list[str], int, None]:
        """The sets: data sets, specimens, and the specimens of each source."""
        if identifier is not None:
            return self.get_record_header(identifier).setspecs, 1, None
        specs = [DATASETS, SPECIMENS, *(f"{SPECIMENS}:{source.key}" for source in self._sources)]
        return specs[cursor : cursor + self.limit], len(specs), None

    def get_set(self, setspec: str) -> Set | None:
        """A set by its name."""
        names = {DATASETS: "Data sets", SPECIMENS: "Digital specimens"}
        names |= {f"{SPECIMENS}:{source.key}": source.title or source.key for source in self._sources}
        return Set(setspec, names[setspec], []) if setspec in names else None

    def list_identifiers(
        self,
        metadataprefix: str,
        filter_from: dt.datetime | None = None,
        filter_until: dt.datetime | None = None,
        filter_set: str | None = None,
        cursor: int = 0,
    ) -> tuple[list[str], int, str]:
        """The identifiers from a place on, how many there are in all, and the state they are of."""
        shelves = [
            shelf
            for shelf in self._shelves(metadataprefix, filter_from, filter_until)
            if filter_set is None or filter_set in shelf.sets
        ]
        total, found, before = sum(shelf.count for shelf in shelves), list[str](), 0
        for shelf in shelves:
            skip, room = max(0, cursor - before), self.limit - len(found)
            if room and skip < shelf.count:
                found += shelf.listed(skip, room)
            before += shelf.count
        return found, total, self._state_of_all()

    def _shelves(self, form: str, first: dt.datetime | None, last: dt.datetime | None) -> list[Shelf]:
        shelves = []
        if form in OFFERED[DATASETS]:
            known = sorted(published(), key=lambda each: each.dataset.pk)
            told = [f"{DOI}{pid_of(self._node, each.dataset)}" for each in known if _within(each.edition.made, first, last)]
            shelves.append(Shelf((DATASETS,), len(told), lambda skip, most: told[skip : skip + most]))
        if form in OFFERED[SPECIMENS]:
            shelves += [self._shelf(source, first, last) for source in self._sources]
        return shelves

    def _shelf(self, source: Source, first: dt.datetime | None, last: dt.datetime | None) -> Shelf:
        sets = (SPECIMENS, f"{SPECIMENS}:{source.key}")
        lake, issuer = self._node.lake, source.issuer
        if first is None and last is None:
            count = minted(lake, source.key)
            return Shelf(sets, count, lambda skip, most: self._pids(issuer, range(skip, min(skip + most, count))))
        _, count = last_touched(lake, source.key, first, last, 0, 0)
        return Shelf(
            sets, count, lambda skip, most: self._pids(issuer, last_touched(lake, source.key, first, last, skip, most)[0])
        )

    def _pids(self, issuer: int, numbers: Sequence[int]) -> list[str]:
        return [f"{DOI}{self._node.mint.pid(Minted(issuer, number))}" for number in numbers]

    def _state_of_all(self) -> str:
        latest = [(source.key, Ledger(self._node.lake / source.key).latest()) for source in self._sources]
        return str([(key, snapshot.number) for key, snapshot in latest if snapshot])

    def _dataset(self, identifier: str) -> Published | None:
        read = self._node.mint.read(identifier.removeprefix(DOI))
        if read is None or read.issuer != OF_THE_NODE:
            return None
        return next((each for each in published() if each.dataset.pk == read.number), None)

    def _state(self, identifier: str) -> Happened | None:
        return self._states([identifier]).get(identifier)

    def _states(self, identifiers: Sequence[str]) -> dict[str, Happened]:
        """The newest versions of specimens by their identifier, source by source."""
        read = [self._node.mint.read(identifier.removeprefix(DOI)) for identifier in identifiers]
        found: dict[str, Happened] = {}
        for source in self._sources:
            numbers = [each.number for each in read if each and each.issuer == source.issuer]
            found |= {f"{DOI}{each.pid}": each for each in states(self._node.lake, source.key, numbers).values()}
        return found


def with_deletions(answer: bytes, gone: Collection[str]) -> bytes:
    """An answer in which what is gone is marked as deleted and has a header alone, as the protocol wants it."""
    root = etree.fromstring(answer)
    for header in root.iterfind(".//{*}header"):
        if header.findtext("{*}identifier") in gone:
            header.set("status", "deleted")
            record, described = header.getparent(), header.getnext()
            if described is not None and etree.QName(described).localname == "metadata" and record is not None:
                record.remove(described)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def dublin_core(said: Mapping[str, Sequence[str]]) -> etree._Element:
    """An oai_dc document of these elements."""
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC})
    root.set(_SCHEMA_LOCATION, f"{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    for name, texts in said.items():
        for text in filter(None, texts):
            etree.SubElement(root, f"{{{_DC}}}{name}").text = "".join(sign for sign in text if sign >= " " or sign in "\t\n")
    return root


def _of_resource(resource: Resource) -> dict[str, list[str]]:
    return {
        "title": list(resource.title.values()),
        "creator": [party.name for party in resource.with_role("creator")],
        "description": list(resource.abstract.values()),
        "date": [resource.made.date().isoformat()],
        "type": ["Dataset"],
        "identifier": [resource.identifier],
        "language": [resource.language],
        "subject": list(resource.keywords),
        "rights": [resource.license.address] if resource.license else [],
    }


def _of_specimen(specimen: Specimen) -> etree._Element:
    told: Any = document(specimen)
    verbatim = specimen.content.verbatim
    return dublin_core(
        {
            "title": [str(told.get("ods:specimenName") or verbatim.get("dwc:catalogNumber") or specimen.pid)],
            "creator": [specimen.origin.institution_name],
            "publisher": [specimen.origin.institution_name],
            "date": [specimen.current.modified.date().isoformat()],
            "type": ["PhysicalObject"],
            "identifier": [f"{DOI}{specimen.pid}", verbatim.get("dwc:catalogNumber", "")],
            "rights": [str(specimen.content.interpreted.get("license") or verbatim.get("dcterms:license", ""))],
        }
    )


def _as_rdf(specimen: Specimen) -> etree._Element:
    graph = Graph()
    to_rdf(json_ld(document(specimen)), graph)
    return etree.fromstring(graph.serialize(format="xml").encode())


_OF_SPECIMEN: Mapping[str, Callable[[Specimen], etree._Element]] = {OAI_DC: _of_specimen, OPENDS: _as_rdf}


def _within(moment: dt.datetime, first: dt.datetime | None, last: dt.datetime | None) -> bool:
    at = moment.replace(microsecond=0)
    return (first is None or at >= first) and (last is None or at <= last)


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
