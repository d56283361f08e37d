"""Writing ABCD 2.06: units as they come, one after the other, so that memory does not grow with their number.

Source: Access to Biological Collection Data, version 2.06 (https://abcd.tdwg.org/xml/documentation/primer/2.06/).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, Any

from lxml import etree

from vasculum.formats.eml import Resource

NAMESPACE = "http://www.tdwg.org/schemas/abcd/2.06"
RECORD_BASES = {
    "PreservedSpecimen": "PreservedSpecimen",
    "LivingSpecimen": "LivingSpecimen",
    "FossilSpecimen": "FossileSpecimen",
    "MaterialSample": "OtherSpecimen",
    "HumanObservation": "HumanObservation",
    "MachineObservation": "MachineObservation",
}
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9/._~!$&'()*+,;=:@%?#-]*)?")
Cells = Mapping[str, str]
Tree = tuple[str, Any]


def write_data_set(file: IO[bytes], resource: Resource, units: Iterable[Cells], media: Callable[[Cells], Sequence[Cells]]) -> int:
    """Writes a document of one data set and gives the number of its units.

    A unit is its cells by term, what was understood by its column (`event_date`), its PID under `pid`; `media` gives the rows
    of its media.
    """
    count = 0
    with etree.xmlfile(file, encoding="UTF-8") as out:
        out.write_declaration()
        with out.element(f"{{{NAMESPACE}}}DataSets", nsmap={None: NAMESPACE}), out.element(f"{{{NAMESPACE}}}DataSet"):
            for part in _about(resource):
                out.write(_built(part))
            with out.element(f"{{{NAMESPACE}}}Units"):
                for cells in units:
                    out.write(_built(("Unit", list(_unit(cells, media(cells), resource)))))
                    count += 1
    return count


def _about(resource: Resource) -> Iterator[Tree]:
    contact = resource.with_role("contact")
    name = contact[0].name if contact else "Vasculum"
    yield "DatasetGUID", resource.identifier
    yield "TechnicalContacts", [("TechnicalContact", [("Name", name)])]
    yield "ContentContacts", [("ContentContact", [("Name", name)])]
    details = resource.in_own_language(resource.abstract)
    title = resource.in_own_language(resource.title)[:255]
    described = ("Representation", [("Title", title), ("Details", details)], {"language": resource.language})
    licence = resource.license
    rights = (
        [("Licenses", [("License", [("Text", licence.name), ("URI", licence.address)], {"language": "en"})])] if licence else []
    )
    yield (
        "Metadata",
        [
            ("Description", [described]),
            ("RevisionData", [("DateModified", resource.made.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))]),
            ("IPRStatements", rights),
        ],
    )


def _unit(cells: Cells, media: Sequence[Cells], resource: Resource) -> Iterator[Tree]:
    yield "UnitGUID", cells.get("dwc:occurrenceID") or cells["pid"]
    yield "SourceInstitutionID", cells.get("dwc:institutionCode") or "unknown"
    yield "SourceID", cells.get("dwc:collectionCode") or resource.identifier
    yield "UnitID", cells.get("dwc:catalogNumber") or cells["pid"]
    yield "Identifications", [_identification(cells)] if cells.get("dwc:scientificName") else []
    yield "RecordBasis", RECORD_BASES.get(cells.get("basis_of_record", ""), "")
    yield "MultiMediaObjects", [_medium(each) for each in media]
    yield "Gathering", list(_gathering(cells))
    yield "CollectorsFieldNumber", cells.get("dwc:recordNumber", "")
    yield "Notes", cells.get("dwc:occurrenceRemarks", "")
    yield "RecordURI", f"https://doi.org/{cells['pid']}"


def _identification(cells: Cells) -> Tree:
    ranks = {"kingdom": "regnum", "phylum": "phylum", "class": "classis", "order": "ordo", "family": "familia"}
    higher = [
        ("HigherTaxon", [("HigherTaxonName", cells[f"dwc:{rank}"]), ("HigherTaxonRank", latin)])
        for rank, latin in ranks.items()
        if cells.get(f"dwc:{rank}")
    ]
    name = " ".join(filter(None, (cells["dwc:scientificName"], _author_apart(cells))))
    taxon = [("HigherTaxa", higher), ("ScientificName", [("FullScientificNameString", name)])]
    people = (
        [("Identifier", [("PersonName", [("FullName", cells["dwc:identifiedBy"])])])] if cells.get("dwc:identifiedBy") else []
    )
    dated = [("DateText", cells.get("dwc:dateIdentified", ""))]
    return "Identification", [
        ("Result", [("TaxonIdentified", taxon)]),
        ("PreferredFlag", "true"),
        ("Identifiers", people),
        ("Date", dated),
    ]


def _author_apart(cells: Cells) -> str:
    author = cells.get("dwc:scientificNameAuthorship", "")
    return "" if author in cells["dwc:scientificName"] else author


def _medium(cells: Cells) -> Tree:
    address = cells.get("ac:accessURI") or cells.get("dcterms:identifier", "")
    return (
        "MultiMediaObject",
        [
            ("FileURI", address if _ADDRESS.fullmatch(address) else ""),
            ("ProductURI", cells.get("dcterms:references", "")),
            ("Format", cells.get("dcterms:format", "")),
            ("Creator", cells.get("dcterms:creator", "")),
        ],
    )


def _gathering(cells: Cells) -> Iterator[Tree]:
    yield "Code", cells.get("dwc:fieldNumber", "")
    yield "DateTime", [("DateText", cells.get("dwc:verbatimEventDate") or cells.get("dwc:eventDate", "")), *_days(cells)]
    if cells.get("dwc:recordedBy"):
        yield "Agents", [("GatheringAgent", [("AgentText", cells["dwc:recordedBy"])])]
    yield "Method", cells.get("dwc:samplingProtocol", "")
    yield "LocalityText", cells.get("dwc:locality", "")
    yield "Country", [("Name", cells.get("dwc:country", "")), ("ISO3166Code", cells.get("country_code", ""))]
    yield "AreaDetail", cells.get("dwc:locationRemarks", "")
    yield "SiteCoordinateSets", _place(cells)
    yield "Altitude", [("MeasurementOrFactText", cells.get("dwc:verbatimElevation", ""))]
    yield "Notes", cells.get("dwc:eventRemarks", "")


def _days(cells: Cells) -> list[Tree]:
    first, _, last = cells.get("event_date", "").partition("/")
    return [("ISODateTimeBegin", first), ("ISODateTimeEnd", last)]


def _place(cells: Cells) -> list[Tree]:
    if not cells.get("decimal_latitude") or not cells.get("decimal_longitude"):
        return []
    point = [
        ("LongitudeDecimal", cells["decimal_longitude"]),
        ("LatitudeDecimal", cells["decimal_latitude"]),
        ("SpatialDatum", cells.get("dwc:geodeticDatum", "")),
        ("CoordinateErrorDistanceInMeters", cells.get("coordinate_uncertainty", "")),
    ]
    return [("SiteCoordinates", [("CoordinatesLatLong", point)])]


def _built(tree: Sequence[Any]) -> etree._Element:
    """An element of a name and a text, or a name and its parts; parts that say nothing are left out."""
    name, content, *attributes = tree
    element = etree.Element(f"{{{NAMESPACE}}}{name}", dict(attributes[0]) if attributes else {}, nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    if isinstance(content, str):
        element.text = _NOT_XML.sub("", content)
        return element
    for part in content:
        built = _built(part)
        if len(built) or (built.text or "").strip():
            element.append(built)
    return element
