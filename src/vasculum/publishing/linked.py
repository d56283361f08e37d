"""A data set as linked data: schema.org for search engines, DCAT-AP for data portals.

Sources: https://schema.org/Dataset; DCAT-AP 3.0 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, BNode, Graph, Literal, Namespace, URIRef

from vasculum.harvest.node import Node
from vasculum.publishing.describing import pid_of, resource_of
from vasculum.publishing.editions import Edition
from vasculum.publishing.models import Dataset
from vasculum.publishing.queries import Published
from vasculum.specimens.opends_values import uri

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
_MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_CODES = {"en": "ENG", "nl": "NLD", "fr": "FRA", "de": "DEU"}
_ENVIRONMENT = "http://publications.europa.eu/resource/authority/data-theme/ENVI"
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"


def schema_org(dataset: Dataset, edition: Edition, node: Node, base: str, language: str) -> dict[str, Any]:
    """The data set as schema.org describes it, in a language."""
    resource = resource_of(node, dataset, edition.version, edition.made, edition.facts["figures"])
    box, coverage = edition.facts["figures"]["box"], resource.coverage
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": resource.identifier,
        "identifier": resource.identifier,
        "name": dataset.name(language),
        "description": dataset.about(language) or dataset.name(language),
        "url": f"{base}/{language}/datasets/{dataset.key}",
        "version": str(edition.version),
        "datePublished": edition.made.date().isoformat(),
        "inLanguage": dataset.language,
        "license": resource.license.address if resource.license else None,
        "keywords": list(dataset.keywords) or None,
        "creator": [
            {"@type": "Person" if each.surname else "Organization", "name": each.name} for each in resource.with_role("creator")
        ],
        "publisher": {"@type": "Organization", "name": edition.facts["publisher"]},
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": f"{base}/archives/{dataset.key}.zip"}
        ],
        "spatialCoverage": {"@type": "Place", "geo": {"@type": "GeoShape", "box": f"{box[1]} {box[0]} {box[3]} {box[2]}"}}
        if box
        else None,
        "temporalCoverage": f"{coverage.first}/{coverage.last}" if coverage.first else None,
    }
    return {name: value for name, value in described.items() if value is not None}


def catalogue(node: Node, known: Sequence[Published], base: str) -> Graph:
    """The catalogue of the node in DCAT-AP."""
    graph = Graph()
    for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("spdx", SPDX)):
        graph.bind(prefix, namespace)
    root = URIRef(f"{base}/feeds/catalogue")
    publisher = _agent(graph, "Vasculum")
    graph.add((root, RDF.type, DCAT.Catalog))
    graph.add((root, DCTERMS.title, Literal("Natural science collections", lang="en")))
    graph.add((root, DCTERMS.description, Literal("The data sets that this node publishes.", lang="en")))
    graph.add((root, DCTERMS.publisher, publisher))
    graph.add((root, FOAF.homepage, URIRef(f"{base}/")))
    for each in known:
        graph.add((root, DCAT.dataset, _dataset(graph, node, each, base)))
    return graph


def _dataset(graph: Graph, node: Node, each: Published, base: str) -> URIRef:
    dataset, edition = each.dataset, each.edition
    subject = URIRef(f"https://doi.org/{pid_of(node, dataset)}")
    resource = resource_of(node, dataset, edition.version, edition.made, edition.facts["figures"])
    graph.add((subject, RDF.type, DCAT.Dataset))
    for language, title in resource.title.items():
        graph.add((subject, DCTERMS.title, Literal(title, lang=language)))
    for language, text in resource.abstract.items():
        graph.add((subject, DCTERMS.description, Literal(text, lang=language)))
    for keyword in resource.keywords:
        graph.add((subject, DCAT.keyword, Literal(keyword, lang=resource.language)))
    graph.add((subject, DCTERMS.identifier, Literal(resource.identifier)))
    graph.add((subject, DCTERMS.issued, Literal(edition.made.isoformat(), datatype=XSD.dateTime)))
    graph.add((subject, URIRef(f"{DCAT}version"), Literal(str(edition.version))))
    graph.add((subject, DCTERMS.publisher, _agent(graph, edition.facts["publisher"])))
    graph.add((subject, DCAT.theme, URIRef(_ENVIRONMENT)))
    graph.add((subject, DCTERMS.accessRights, URIRef(_PUBLIC)))
    graph.add((subject, DCTERMS.language, URIRef(_LANGUAGES + _CODES.get(resource.language, "ENG"))))
    graph.add((subject, DCAT.landingPage, URIRef(f"{base}/{dataset.language}/datasets/{dataset.key}")))
    _contact(graph, subject, resource.with_role("contact")[0].name, resource.with_role("contact")[0].email)
    graph.add(
        (subject, DCAT.distribution, _distribution(graph, each, base, resource.license.address if resource.license else ""))
    )
    return subject


def _distribution(graph: Graph, each: Published, base: str, license_: str) -> URIRef:
    place = URIRef(f"{base}/archives/{each.dataset.key}.zip")
    graph.add((place, RDF.type, DCAT.Distribution))
    for term in (DCAT.accessURL, DCAT.downloadURL):
        graph.add((place, term, place))
    graph.add((place, DCAT.mediaType, URIRef(f"{_MEDIA_TYPES}application/zip")))
    graph.add((place, DCTERMS.conformsTo, URIRef("http://rs.tdwg.org/dwc/text/")))
    graph.add((place, DCAT.byteSize, Literal(each.edition.size, datatype=XSD.nonNegativeInteger)))
    if uri(license_):
        graph.add((place, DCTERMS.license, URIRef(uri(license_))))
    checksum = BNode()
    graph.add((place, SPDX.checksum, checksum))
    graph.add((checksum, RDF.type, SPDX.Checksum))
    graph.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
    graph.add((checksum, SPDX.checksumValue, Literal(each.edition.files["dwca.zip"], datatype=XSD.hexBinary)))
    return place


def _agent(graph: Graph, name: str) -> BNode:
    agent = BNode()
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(name)))
    return agent


def _contact(graph: Graph, subject: URIRef, name: str, email: str) -> None:
    card = BNode()
    graph.add((subject, DCAT.contactPoint, card))
    graph.add((card, RDF.type, VCARD.Kind))
    graph.add((card, VCARD.fn, Literal(name)))
    if "@" in email and not set(email) & set(' <>"{}|\\^`'):
        graph.add((card, VCARD.hasEmail, URIRef(f"mailto:{email}")))
