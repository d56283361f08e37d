"""The API: DiSSCo's envelope, our search, the registry, and problems in one shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.application.pages.conftest import pid_of
from tests.application.pages.test_portal import TOTAL
from tests.application.pages.test_specimen import gone_pid

pytestmark = pytest.mark.usefixtures("served")


def get(path: str, status: int = 200, **parameters: Any) -> Any:
    response = Client().get(path, parameters)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_a_specimen_stands_in_the_envelope_of_dissco(pid: str) -> None:
    body = get(f"/api/digital-specimen/v1/{pid}")
    assert body["data"]["id"] == f"https://doi.org/{pid}"
    assert body["data"]["type"] == "ods:DigitalSpecimen"
    assert body["data"]["attributes"]["ods:specimenName"] == "Rosa canina L."
    assert body["links"]["self"].endswith(pid)


def test_versions_are_listed_and_given_one_by_one() -> None:
    pid = pid_of("GRD0003")
    assert get(f"/api/digital-specimen/v1/{pid}/versions")["data"]["attributes"]["versions"] == [1, 2]
    assert get(f"/api/digital-specimen/v1/{pid}/1")["data"]["attributes"]["ods:version"] == 1
    assert get(f"/api/digital-specimen/v1/{pid}/9", 404)["status"] == 404
    assert get(f"/api/digital-specimen/v1/{pid}/x", 400)["parameter"] == "version"


def test_a_specimen_that_is_gone_is_410_with_its_tombstone() -> None:
    body = get(f"/api/digital-specimen/v1/{gone_pid()}", 410)
    assert "ods:hasTombstoneMetadata" in body["data"]["attributes"]


def test_a_search_is_paged_by_number_and_by_cursor_alike() -> None:
    first = get("/api/digital-specimen/v1/search", pageSize=20, sort="name")
    second = get("/api/digital-specimen/v1/search", pageSize=20, pageNumber=2, sort="name")
    followed = json.loads(Client().get(first["links"]["next"]).content)
    assert first["meta"]["totalRecords"] == TOTAL
    assert [hit["id"] for hit in followed["data"]] == [hit["id"] for hit in second["data"]]
    assert not {hit["id"] for hit in first["data"]} & {hit["id"] for hit in second["data"]}


def test_the_names_of_dissco_filter_too() -> None:
    assert get("/api/digital-specimen/v1/search", topicDiscipline="Botany")["meta"]["totalRecords"] == TOTAL
    assert get("/api/digital-specimen/v1/search", specimenName="Rosa canina L.")["meta"]["totalRecords"] == 1


def test_our_search_gives_hits_facets_and_the_next_page() -> None:
    body = get("/api/search", q="carex", size=10, facet="decade")
    assert len(body["hits"]) == 10
    assert sum(bucket["count"] for bucket in body["facets"]["decade"]) == body["total"]
    assert body["next"].startswith("http://testserver/api/search?")


def test_facets_count_what_a_question_finds() -> None:
    body = get("/api/facets", facet=["discipline", "family"], q="canina")
    assert body == {
        "total": 1,
        "facets": {"discipline": [{"value": "Botany", "count": 1}], "family": [{"value": "Rosaceae", "count": 1}]},
    }


@pytest.mark.parametrize(
    ("path", "parameters", "named"),
    [
        ("search", {"colour": "red"}, "colour"),
        ("search", {"size": "101"}, "size"),
        ("search", {"size": "-1"}, "size"),
        ("search", {"cursor": "%%%"}, "cursor"),
        ("search", {"facet": "colour"}, "facet"),
        ("search", {"year": "19oo"}, "year"),
        ("search", {"q": "a" * 501}, "q"),
        ("facets", {"sort": "name"}, "sort"),
        ("institution", {"limit": "many"}, "limit"),
        ("digital-specimen/v1/search", {"pageNumber": "1000"}, "pageNumber"),
        ("digital-specimen/v1/search", {"pageSize": "1000"}, "size"),
    ],
)
def test_a_parameter_that_cannot_be_used_is_400_and_named(path: str, parameters: dict[str, str], named: str) -> None:
    response = Client().get(f"/api/{path}", parameters)
    body = json.loads(response.content)
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert body["parameter"] == named
    assert {"type", "title", "status", "detail"} <= body.keys()


@pytest.mark.parametrize("suffix", ["000-000-000", "x", "%00", "ſſſ-ſſſ-ſſſ", "..", "A" * 5000])
def test_crafted_identifiers_are_404(suffix: str) -> None:
    assert Client().get(f"/api/digital-specimen/v1/10.5072/{suffix}").status_code == 404


def test_the_registry_speaks_the_words_of_grscicoll() -> None:
    institution = get("/api/institution/garden")
    assert (institution["code"], institution["name"], institution["address"]["city"]) == ("GRD", "Garden", "Meise")
    listed = get("/api/collection", limit=1)
    assert (listed["count"], listed["limit"], listed["endOfRecords"], len(listed["results"])) == (2, 1, False, 1)
    assert get("/api/institution/nobody", 404)["status"] == 404


def test_a_size_that_nobody_stated_is_null() -> None:
    assert get("/api/collection/shells")["numberSpecimens"] is None
    assert get("/api/collection/herbarium")["numberSpecimens"] == 3000


def test_the_description_names_every_route_and_parameter() -> None:
    description = get("/api/openapi.json")
    assert description["openapi"].startswith("3.1")
    assert {"/api/search", "/api/facets", "/api/institution", "/api/digital-specimen/v1/{prefix}/{suffix}"} <= set(
        description["paths"]
    )
    names = {parameter["name"] for parameter in description["paths"]["/api/search"]["get"]["parameters"]}
    assert {"q", "country", "cursor", "facet"} <= names
