"""Feeds as strangers read them: RSS, DCAT-AP, sitemaps, OAI-PMH with sickle, and the feed of changes."""

from __future__ import annotations

import json
import warnings
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from lxml import etree
from rdflib import DCAT, DCTERMS, RDF, Graph, URIRef

from vasculum.harvest.node import Node
from vasculum.publishing.describing import pid_of
from vasculum.publishing.feeds import IPT
from vasculum.publishing.harvested import Harvested
from vasculum.publishing.models import Dataset

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import sickle.app
    from sickle import Sickle
    from sickle.oaiexceptions import BadArgument, CannotDisseminateFormat, NoRecordsMatch

PRESENT, GONE = 45, 1


def body(address: str, **headers: str) -> bytes:
    answer = Client(headers=headers).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer)


class _Response:
    """As much of an answer of `requests` as sickle looks at."""

    def __init__(self, content: bytes) -> None:
        self.content, self.status_code, self.encoding = content, 200, "utf-8"
        self.text = content.decode()

    def raise_for_status(self) -> None:
        """Nothing went wrong."""


@pytest.fixture
def stranger(roses: Dataset, monkeypatch: pytest.MonkeyPatch) -> Sickle:  # noqa: ARG001
    """A harvester of somebody else, whose requests reach this node."""

    def get(_url: str, params: dict[str, str], **_more: Any) -> _Response:
        return _Response(Client().get("/oai", params).content)

    monkeypatch.setattr(sickle.app.requests, "get", get)
    monkeypatch.setattr(Harvested, "limit", 10)
    return Sickle("http://testserver/oai")


def test_everything_is_harvested_to_the_end_over_resumption_tokens(stranger: Sickle, home: Node, roses: Dataset) -> None:
    records = list(stranger.ListRecords(metadataPrefix="oai_dc"))
    assert len({record.header.identifier for record in records}) == len(records) == PRESENT + GONE + 1
    assert sum(record.header.deleted for record in records) == GONE
    assert records[0].header.identifier == f"https://doi.org/{pid_of(home, roses)}"
    assert records[0].metadata["title"] == ["Roses & <others>", "Rozen"]
    assert {"Rosa canina L."} <= {
        title for record in records[1:] if not record.header.deleted for title in record.metadata["title"]
    }


def test_the_verbs_and_the_faults_of_the_protocol(stranger: Sickle) -> None:
    assert stranger.Identify().deletedRecord == "persistent"
    assert [each.setSpec for each in stranger.ListSets()] == ["datasets", "specimens", "specimens:herbarium"]
    assert {each.metadataPrefix for each in stranger.ListMetadataFormats()} == {"oai_dc", "eml", "opends"}
    (dataset,) = stranger.ListRecords(metadataPrefix="eml")
    assert dataset.header.setSpecs == ["datasets"]
    assert len(list(stranger.ListIdentifiers(metadataPrefix="opends", set="specimens:herbarium"))) == PRESENT + GONE
    assert len(list(stranger.ListIdentifiers(metadataPrefix="oai_dc", **{"from": "2020-01-01"}))) == PRESENT + GONE + 1
    with pytest.raises(NoRecordsMatch):
        stranger.ListIdentifiers(metadataPrefix="oai_dc", until="2001-01-01")
    with pytest.raises(CannotDisseminateFormat):
        stranger.ListRecords(metadataPrefix="marc")
    with pytest.raises(BadArgument):
        stranger.ListRecords(metadataPrefix="oai_dc", nonsense="1")
    for asked in ("verb=Dance", "verb=ListRecords&verb=Identify", ""):
        assert Client().get(f"/oai?{asked}").content.count(b'code="badVerb"') == 1


def test_a_specimen_is_given_as_opends_in_rdf(stranger: Sickle) -> None:
    identifiers = [header.identifier for header in stranger.ListIdentifiers(metadataPrefix="opends") if not header.deleted]
    record = stranger.GetRecord(identifier=identifiers[0], metadataPrefix="opends")
    (rdf,) = record.xml.find("{*}metadata")
    graph = Graph().parse(data=etree.tostring(rdf), format="xml")
    assert (URIRef(identifiers[0]), None, None) in graph


def test_the_ipt_feed_names_archive_and_eml(roses: Dataset) -> None:
    channel = ET.fromstring(body("/feeds/datasets.rss")).find("channel")
    assert channel is not None
    (item,) = channel.findall("item")
    assert item.findtext(f"{{{IPT}}}dwca") == f"http://testserver/archives/{roses.key}.zip"
    eml = ET.fromstring(body(str(item.findtext(f"{{{IPT}}}eml")).removeprefix("http://testserver")))
    assert eml.findtext("dataset/title") == "Roses & <others>"
    assert item.findtext("title") == "Roses & <others> - Version 1"


@pytest.mark.parametrize(("ending", "form"), [("ttl", "turtle"), ("jsonld", "json-ld"), ("rdf", "xml")])
def test_the_catalogue_is_dcat_in_three_forms(home: Node, roses: Dataset, ending: str, form: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        graph = Graph().parse(data=body(f"/feeds/catalogue.{ending}"), format=form)
    subject = URIRef(f"https://doi.org/{pid_of(home, roses)}")
    assert (subject, RDF.type, DCAT.Dataset) in graph
    assert {str(title) for title in graph.objects(subject, DCTERMS.title)} == {"Roses & <others>", "Rozen"}
    (place,) = graph.objects(subject, DCAT.distribution)
    assert str(place) == "http://testserver/archives/roses.zip"
    for needed in (DCTERMS.publisher, DCAT.contactPoint, DCAT.theme, DCTERMS.description):
        assert list(graph.objects(subject, needed)), needed


def test_the_identifier_of_a_data_set_leads_to_its_page_or_is_linked_data(home: Node, roses: Dataset) -> None:
    address = f"/{pid_of(home, roses)}"
    assert Client().get(address, headers={"accept": "text/html"})["Location"].endswith("/datasets/roses")
    described = json.loads(body(address, accept="application/ld+json"))
    assert (described["@type"], described["name"]) == ("Dataset", "Roses & <others>")
    assert len(Graph().parse(data=body(address, accept="text/turtle"), format="turtle")) > 10
    assert Client().get(address, headers={"accept": "image/png"}).status_code == 406


def test_the_sitemap_names_data_sets_in_four_languages(roses: Dataset) -> None:
    listed = body("/sitemaps/pages.xml").decode()
    for language in ("nl", "fr", "en", "de"):
        assert f"http://testserver/{language}/datasets/{roses.key}<" in listed


def test_the_feed_of_changes_is_followed_from_a_bookmark_without_a_gap(roses: Dataset) -> None:  # noqa: ARG001
    whole = [json.loads(line) for line in body("/feeds/changes").splitlines()]
    parts: list[dict[str, Any]] = []
    while lines := body(f"/feeds/changes?size=7&after={parts[-1]['bookmark'] if parts else ''}").splitlines():
        parts += map(json.loads, lines)
    assert parts == whole
    assert {event["type"].rpartition(".")[2] for event in whole} == {"created", "updated", "deleted"}
    assert len({event["id"] for event in whole}) == len(whole) == PRESENT + GONE + 2
    assert all(event["specversion"] == "1.0" and event["time"].endswith("Z") for event in whole)


@pytest.mark.parametrize("after", ["nonsense", "e30x", "WzFd", "eyJhIjpbMSwiYiJdfQ"])
def test_a_bookmark_that_is_none_is_refused(roses: Dataset, after: str) -> None:  # noqa: ARG001
    assert Client().get(f"/feeds/changes?after={after}").status_code == 400
    assert Client().get("/feeds/changes?size=many").status_code == 400


def test_the_feeds_of_an_empty_node_answer(empty: object) -> None:  # noqa: ARG001
    for address in ("/feeds/datasets.rss", "/sitemap.xml", "/sitemaps/pages.xml", "/en/datasets"):
        assert Client(headers={"accept": "text/html"}).get(address).status_code == 200
