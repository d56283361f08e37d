"""The specimen as linked data: the openDS document with its context inside, and the same as Turtle."""

from __future__ import annotations

from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf

from vasculum.terms.darwin_core import NAMESPACES

ODS = "https://terms.dissco.tech/ods-terms#"
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    **{prefix: NAMESPACES[prefix] for prefix in ("dwc", "dcterms", "eco")},
    "ods": ODS,
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms:created": {"@type": "xsd:dateTime"},
    "dcterms:modified": {"@type": "xsd:dateTime"},
    "ods:tombstoneDate": {"@type": "xsd:dateTime"},
    "ods:fdoType": {"@type": "@id"},
    "ods:sourceSystemID": {"@type": "@id"},
    "ods:organisationID": {"@type": "@id"},
    "ods:relatedResourceURI": {"@type": "@id"},
}


def json_ld(document: dict[str, Any]) -> dict[str, Any]:
    """An openDS document as JSON-LD that expands without the network."""
    return {"@context": CONTEXT, **document}


def turtle(document: dict[str, Any]) -> str:
    """An openDS document as Turtle."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in CONTEXT.items():
        if isinstance(namespace, str):
            graph.bind(prefix, namespace)
    to_rdf(json_ld(document), graph)
    return graph.serialize(format="turtle")
