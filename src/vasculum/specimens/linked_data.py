"""The specimen as linked data: the openDS document with its context inside, and the same as Turtle."""

from __future__ import annotations

from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf

from vasculum.terms.darwin_core import NAMESPACES

ODS = "https://terms.dissco.tech/ods-terms#"
ADDRESS = "/contexts/opends-0.4.0.jsonld"
_MOMENTS = (
    "dcterms:created",
    "dcterms:modified",
    "ods:tombstoneDate",
    "dwc:relationshipEstablishedDate",
    "prov:endedAtTime",
)
_REFERENCES = ("ods:fdoType", "ods:sourceSystemID", "ods:organisationID", "ods:relatedResourceURI", "prov:used")
_TAKEN = ("dwc", "dwciri", "dcterms", "ac", "chrono", "eco", "exif", "Iptc4xmpExt", "xmp", "xmpRights", "obis", "ggbn")
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    **{prefix: NAMESPACES[prefix] for prefix in _TAKEN},
    "ods": ODS,
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    **{term: {"@type": "xsd:dateTime"} for term in _MOMENTS},
    **{term: {"@type": "@id"} for term in _REFERENCES},
}


def json_ld(document: dict[str, Any]) -> dict[str, Any]:
    """An openDS document as JSON-LD that expands without the network; the context inside is also published at ADDRESS."""
    return {"@context": CONTEXT, **document}


def turtle(document: dict[str, Any]) -> str:
    """An openDS document as Turtle."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in CONTEXT.items():
        if isinstance(namespace, str):
            graph.bind(prefix, namespace)
    to_rdf(json_ld(document), graph)
    return graph.serialize(format="turtle")
