"""Darwin Core names: the qualified name (`dwc:eventDate`) is the key by which every other module speaks of a term."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

NAMESPACES: dict[str, str] = {
    "dwc": "http://rs.tdwg.org/dwc/terms/",
    "dwciri": "http://rs.tdwg.org/dwc/iri/",
    "dcterms": "http://purl.org/dc/terms/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ac": "http://rs.tdwg.org/ac/terms/",
    "gbif": "http://rs.gbif.org/terms/1.0/",
    "ggbn": "http://data.ggbn.org/schemas/ggbn/terms/",
    "eco": "http://rs.tdwg.org/eco/terms/",
    "obis": "http://rs.iobis.org/obis/terms/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "chrono": "http://rs.tdwg.org/chrono/terms/",
    "mineralogy": "http://rs.tdwg.org/mineralogy/terms/",
}

OLD_NAMESPACES: dict[str, str] = {
    "http://digir.net/schema/conceptual/darwin/2003/1.0#": "dwc",
    "http://rs.tdwg.org/dwc/dwcore/": "dwc",
    "http://rs.tdwg.org/dwc/curatorial/": "dwc",
    "http://rs.tdwg.org/dwc/geospatial/": "dwc",
}

# Darwin Core 1.2 to 1.4 and what the 2009 standard called the same thing
# (source: https://dwc.tdwg.org/list/, "replaces"; CC BY 4.0).
OLD_NAMES: dict[str, str] = {
    "collector": "dwc:recordedBy",
    "collectornumber": "dwc:recordNumber",
    "earliestdatecollected": "dwc:eventDate",
    "fieldnotes": "dwc:fieldNotes",
    "scientificnameauthor": "dwc:scientificNameAuthorship",
    "authoryearofscientificname": "dwc:scientificNameAuthorship",
    "catalognumbertext": "dwc:catalogNumber",
    "globaluniqueidentifier": "dwc:occurrenceID",
    "datelastmodified": "dcterms:modified",
    "yearcollected": "dwc:year",
    "monthcollected": "dwc:month",
    "daycollected": "dwc:day",
    "species": "dwc:specificEpithet",
    "subspecies": "dwc:infraspecificEpithet",
    "specificepithet": "dwc:specificEpithet",
    "minimumelevation": "dwc:minimumElevationInMeters",
    "maximumelevation": "dwc:maximumElevationInMeters",
    "minimumdepth": "dwc:minimumDepthInMeters",
    "maximumdepth": "dwc:maximumDepthInMeters",
    "stateprovince": "dwc:stateProvince",
    "remarks": "dwc:occurrenceRemarks",
    "attributes": "dwc:dynamicProperties",
}

# As the heading of a column these may be anything: GBIF's downloads write a whole binomial under `species`.
_OF_MANY_MEANINGS = frozenset({"species", "subspecies", "remarks", "attributes"})


@cache
def known_terms() -> frozenset[str]:
    """The recommended terms and classes of the standard, as qualified names.

    Source: TDWG term_versions.csv, https://dwc.tdwg.org (CC BY 4.0).
    """
    with files("vasculum.terms").joinpath("darwin_core.csv").open(encoding="utf-8") as table:
        return frozenset(row["term"] for row in csv.DictReader(table))


@cache
def _by_local_name() -> dict[str, str]:
    ordered = sorted(known_terms(), key=lambda term: term.startswith("dwc:"))
    return {term.partition(":")[2].lower(): term for term in ordered}


@cache
def qualified(iri: str) -> str:
    """The qualified name of a term's IRI; an IRI of an unknown namespace stays as it is.

    >>> qualified("http://rs.tdwg.org/dwc/terms/eventDate")
    'dwc:eventDate'
    >>> qualified("http://rs.tdwg.org/dwc/terms/EarliestDateCollected")
    'dwc:eventDate'
    """
    text = iri.strip()
    for prefix, namespace in (*NAMESPACES.items(), *((p, n) for n, p in OLD_NAMESPACES.items())):
        if text.lower().startswith(namespace.lower()):
            local = text[len(namespace) :]
            return _modern_name(local) if prefix == "dwc" else f"{prefix}:{local}"
    return of_heading(text) if _is_bare_name(text) else text


def _is_bare_name(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z][\w ]*", text) is not None


def _modern_name(local: str) -> str:
    exact = f"dwc:{local}"
    if exact in known_terms():
        return exact
    folded = local.lower()
    return OLD_NAMES.get(folded) or _by_local_name().get(folded) or exact


def of_heading(heading: str) -> str:
    """The qualified name meant by a bare column heading; an unknown heading stays as it is.

    >>> of_heading("CatalogNumber"), of_heading("Doos")
    ('dwc:catalogNumber', 'Doos')
    """
    prefix, colon, local = heading.strip().partition(":")
    if colon and prefix in NAMESPACES:
        return f"{prefix}:{local}"
    folded = heading.strip().lower().replace(" ", "").replace("_", "")
    if folded == "gbifid":
        return "gbif:gbifID"
    old_name = "" if folded in _OF_MANY_MEANINGS else OLD_NAMES.get(folded, "")
    return _by_local_name().get(folded) or old_name or heading.strip()


def iri(term: str) -> str:
    """The IRI of a qualified name, the inverse of `qualified`.

    >>> iri("dcterms:license")
    'http://purl.org/dc/terms/license'
    """
    prefix, colon, local = term.partition(":")
    return NAMESPACES[prefix] + local if colon and prefix in NAMESPACES else term
