"""The API for programs: DiSSCo's routes, fields, streams, entity tags, other sites, shares, and the forms of a PID."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.application.pages.conftest import pid_of
from tests.application.pages.test_portal import TOTAL
from vasculum.specimens.opends_values import identifier

pytestmark = pytest.mark.usefixtures("served")
SPECIMENS = "/api/digital-specimen/v1"


def get(path: str, status: int = 200, **parameters: Any) -> Any:
    response = Client().get(path, parameters)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def lines(path: str, **parameters: Any) -> list[Any]:
    response = Client().get(path, parameters, headers={"accept": "application/x-ndjson"})
    assert (response.status_code, response["Content-Type"], response.streaming) == (200, "application/x-ndjson", True)
    return [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]  # type: ignore[attr-defined]


def media_of(pid: str) -> list[Any]:
    return list(get(f"{SPECIMENS}/{pid}/digital-media")["data"])


def test_the_list_leads_to_every_specimen_once() -> None:
    page = get(SPECIMENS, pageSize=17)
    found = [hit["id"] for hit in page["data"]]
    while following := page["links"].get("next"):
        page = get(following)
        found += [hit["id"] for hit in page["data"]]
    assert len(found) == len(set(found)) == page["meta"]["totalRecords"] == TOTAL


def test_the_latest_versions_come_first() -> None:
    newest = get(f"{SPECIMENS}/latest", pageSize=1)["data"][0]["id"]
    assert newest == identifier(pid_of("GRD0003"))


def test_fields_of_the_whole_document_are_selected_wherever_they_stand() -> None:
    hits = get(f"{SPECIMENS}/search", q="canina", fields="ods:specimenName,dwc:locality,dwc:recordNumber")["data"]
    assert [hit["attributes"] for hit in hits] == [
        {
            "@id": hits[0]["id"],
            "@type": "ods:DigitalSpecimen",
            "ods:specimenName": "Rosa canina L.",
            "ods:hasEvents": [
                {"@type": "ods:Event", "ods:hasLocation": {"@type": "ods:Location", "dwc:locality": "Meise, park"}}
            ],
        }
    ]
    assert get(f"{SPECIMENS}/search", 400, fields="x y")["parameter"] == "fields"


def test_a_selection_is_kept_on_the_following_page() -> None:
    following = get(f"{SPECIMENS}/search", pageSize=3, fields="ods:specimenName")["links"]["next"]
    assert all(set(hit["attributes"]) == {"@id", "@type", "ods:specimenName"} for hit in get(following)["data"])


def test_every_specimen_is_streamed_as_a_whole_one_a_line() -> None:
    streamed = lines(f"{SPECIMENS}/search")
    assert len({document["@id"] for document in streamed}) == len(streamed) == TOTAL
    carex = lines(f"{SPECIMENS}/search", q="carex", fields="ods:specimenName")
    assert {document["ods:specimenName"].split()[0] for document in carex} == {"Carex"}
    assert len(lines("/api/search")) == TOTAL


def test_a_question_that_cannot_be_asked_is_refused_before_the_stream_begins() -> None:
    response = Client().get("/api/search", {"cursor": "x"}, headers={"accept": "application/x-ndjson"})
    assert response.status_code == 400


def test_aggregations_count_by_the_names_of_dissco() -> None:
    counts = get(f"{SPECIMENS}/aggregation")["data"]["attributes"]
    assert counts["countryCode"] == {"BE": TOTAL}
    assert get(f"{SPECIMENS}/discipline")["data"]["attributes"] == {"topicDiscipline": {"Botany": TOTAL}}
    assert get(f"{SPECIMENS}/taxonomy/aggregation", q="canina")["data"]["attributes"]["family"] == {"Rosaceae": 1}
    values = get(f"{SPECIMENS}/searchTermValue", term="typeStatus", value="HOLO")["data"]["attributes"]
    assert values == {"typeStatus": {"holotype": 1}}
    assert get(f"{SPECIMENS}/searchTermValue", 400, term="nonsense")["parameter"] == "term"


def test_a_specimen_is_given_with_its_media_and_with_what_was_written(pid: str) -> None:
    full = get(f"{SPECIMENS}/{pid}/full")["data"]["attributes"]
    assert full["digitalSpecimen"]["@id"] == identifier(pid)
    assert [each["digitalMedia"]["ac:accessURI"] for each in full["digitalMedia"]] == ["http://localhost/media/demo/rose.png"]
    assert get(f"{SPECIMENS}/{pid}/original-data")["data"]["attributes"]["core"]["dwc:catalogNumber"] == "GRD0001"


def test_a_version_tells_how_it_came_about() -> None:
    told = get(f"{SPECIMENS}/{pid_of('GRD0003')}/2/event")["data"]["attributes"]
    assert told["prov:Activity"]["@type"] == "ods:Update"
    assert "/ods:hasEvents" in {step["path"] for step in told["prov:Activity"]["ods:changeValue"]}


def test_a_medium_has_an_identifier_of_its_own_that_answers_in_every_form(pid: str) -> None:
    (medium,) = media_of(pid)
    own = medium["id"].removeprefix("https://doi.org/")
    assert own.startswith(f"{pid}-")
    assert get(f"/api/digital-media/v1/{own}")["data"]["attributes"]["dcterms:type"] == "StillImage"
    assert get(f"/api/digital-media/v1/{own}/versions")["data"]["attributes"]["versions"] == [1]
    assert get(f"/api/digital-media/v1/{own}/1")["data"]["id"] == medium["id"]
    assert get(f"/api/digital-media/v1/{own}/2", 404)["status"] == 404
    assert get(f"/api/digital-media/v1/{own}/digital-specimen")["data"]["id"] == identifier(pid)
    assert [each["id"] for each in get("/api/digital-media/v1")["data"]] == [medium["id"]]
    assert get(f"/{own}.json")["@id"] == medium["id"]
    assert Client().get(f"/{own}", headers={"accept": "text/html"}).status_code == 200
    assert get(f"/api/digital-media/v1/{pid}", 404)["status"] == 404


@pytest.mark.parametrize(
    ("suffix", "form"),
    [(".json", "application/json"), (".jsonld", "application/ld+json"), (".ttl", "text/turtle; charset=utf-8")],
)
def test_a_pid_with_the_ending_of_a_form_is_that_form_whatever_the_client_prefers(pid: str, suffix: str, form: str) -> None:
    response = Client().get(f"/{pid}{suffix}", headers={"accept": "text/html"})
    assert (response.status_code, response["Content-Type"]) == (200, form)
    assert Client().get(f"/{pid.lower()}{suffix}").headers["Location"] == f"/{pid}{suffix}"


@pytest.mark.parametrize("path", ["/api/search?q=rosa", "/api/digital-specimen/v1/{}", "/{}.json"])
def test_what_has_not_changed_is_not_sent_again(pid: str, path: str) -> None:
    address = path.format(pid)
    tag = Client().get(address)["ETag"]
    again = Client().get(address, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_answers_are_packed_for_those_who_take_it() -> None:
    packed = Client().get("/api/search", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.content))["total"] == TOTAL


def test_other_sites_may_read_and_are_told_how(pid: str) -> None:
    for path in ("/api/search", f"/{pid}.json", "/contexts/opends-0.4.0.jsonld"):
        assert Client().get(path)["Access-Control-Allow-Origin"] == "*"
        told = Client().options(path, headers={"origin": "https://x.example", "access-control-request-method": "GET"})
        assert (told.status_code, told["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
        assert "GET" in told["Allow"]
    assert "Access-Control-Allow-Origin" not in Client().get("/en/").headers


def test_a_client_that_asks_too_often_is_told_when_to_come_back(settings: LazySettings) -> None:
    settings.REQUESTS_PER_MINUTE = 3
    answers = [Client().get("/api/search") for _ in range(4)]
    assert answers[-1].status_code == 429
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert json.loads(answers[-1].content)["status"] == 429
    assert answers[0]["RateLimit-Remaining"] == "2"
    assert Client(REMOTE_ADDR="192.0.2.7").get("/api/search").status_code == 200


def test_the_context_is_published_and_is_the_one_inside_the_documents(pid: str) -> None:
    published = Client().get("/contexts/opends-0.4.0.jsonld")
    assert published["Content-Type"] == "application/ld+json"
    assert json.loads(published.content)["@context"] == get(f"/{pid}.jsonld")["@context"]
