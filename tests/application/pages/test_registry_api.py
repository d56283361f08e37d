"""The registry's API: what it answers in which form, and what happens when two programs write at once."""

from __future__ import annotations

import csv
import json
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from pyld import jsonld

from vasculum.people.models import Account, AuditEntry, Membership
from vasculum.people.policy import Role
from vasculum.registry.models import Collection, Contact, Institution, SetAsideEdit
from vasculum.terms.grscicoll import fields_of
from vasculum.terms.latimer_core.schema import latimer_core_schema, latimer_core_schema_as_written

pytestmark = pytest.mark.usefixtures("served")

OURS = {
    "names", "occurrenceCount", "institutionName", "disciplines", "numberSpecimensLow", "numberSpecimensHigh",
    "numberSpecimensQualifier", "numberSpecimensUnit", "numberSpecimensVerbatim",
}  # fmt: skip
READS = (
    "/api/institution",
    "/api/institution/garden",
    "/api/institution/garden.jsonld",
    "/api/institution/garden/latimerCore",
    "/api/collection",
    "/api/collection/herbarium",
    "/api/collection/herbarium.jsonld",
    "/api/collection/herbarium/latimerCore",
)


def get(path: str, **headers: str) -> Any:
    response = Client().get(path, headers=headers)
    assert response.status_code == 200, response.content
    return json.loads(response.content)


def curator(place: str = "garden", role: Role = Role.CURATOR) -> Client:
    account = Account.objects.create(email="curator@example.org", name="Invented Name", password="never typed")
    Membership.objects.create(account=account, institution=place, role=role)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def patch(client: Client, path: str, body: Any, tag: str, method: str = "patch") -> Any:
    headers = {"if-match": tag} if tag else {}
    return getattr(client, method)(path, json.dumps(body), content_type="application/json", headers=headers)


def tag_of(path: str) -> str:
    return Client().get(path).headers["ETag"]


def test_every_field_is_grscicolls_or_one_of_the_few_beside_them() -> None:
    assert set(get("/api/institution/garden")) <= set(fields_of("Institution")) | OURS
    assert set(get("/api/collection/herbarium")) <= set(fields_of("Collection")) | OURS


def test_a_page_has_the_shape_of_grscicolls() -> None:
    page = get("/api/collection?limit=1&offset=1")
    assert {name: page[name] for name in ("offset", "limit", "endOfRecords", "count")} == {
        "offset": 1,
        "limit": 1,
        "endOfRecords": True,
        "count": 2,
    }
    assert len(page["results"]) == 1


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("q=herb", ["herbarium"]),
        ("q=HERBARIUM", ["herbarium"]),
        ("q=nothing-such", []),
        ("institutionKey=garden", ["herbarium", "shells"]),
        ("institutionKey=other", []),
        ("city=meise", ["herbarium", "shells"]),
        ("city=Paris", []),
        ("country=FR", []),
    ],
)
def test_a_question_finds_its_collections(question: str, keys: list[str]) -> None:
    assert [each["key"] for each in get(f"/api/collection?{question}")["results"]] == keys


def test_a_discipline_is_asked_by_our_code_or_grscicolls_concept() -> None:
    Collection.objects.filter(key="herbarium").update(disciplines=["botany"], discipline="botany")
    for discipline in ("botany", "PlantSciences"):
        assert [each["key"] for each in get(f"/api/collection?discipline={discipline}")["results"]] == ["herbarium"]


@pytest.mark.parametrize("path", ["/api/institution?colour=red", "/api/collection?limit=-1", "/api/collection?offset=x"])
def test_a_question_that_cannot_be_asked_is_a_problem_that_names_the_parameter(path: str) -> None:
    response = Client().get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (400, "application/problem+json")
    assert json.loads(response.content)["parameter"] in path


def test_the_lists_are_there_as_tables() -> None:
    response = Client().get("/api/collection", headers={"accept": "text/csv"})
    assert response.headers["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(response.content.decode().splitlines()))
    assert {row["INSTITUTION_KEY"] for row in rows} == {"garden"}
    assert len(rows) == 2


@pytest.mark.parametrize("path", ["/api/institution/garden/latimerCore", "/api/collection/herbarium/latimerCore"])
def test_latimer_core_obeys_the_schema_that_the_node_serves(path: str) -> None:
    served = get("/api/schemas/latimer-core.json")
    assert served == latimer_core_schema()
    for schema in (served, latimer_core_schema_as_written()):
        assert list(jsonschema_rs.validator_for(schema).iter_errors(get(path))) == []


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/api/institution/garden", {"https://schema.org/Organization", "http://rs.tdwg.org/ltc/terms/OrganisationalUnit"}),
        ("/api/collection/herbarium", {"https://schema.org/Collection", "http://rs.tdwg.org/ltc/terms/ObjectGroup"}),
    ],
)
def test_linked_data_expands_to_schema_org_and_latimer_core(path: str, kinds: set[str]) -> None:
    asked = get(path, accept="application/ld+json")
    assert asked == get(f"{path}.jsonld")
    (thing,) = jsonld.expand(asked)
    assert set(thing["@type"]) == kinds
    assert thing["@id"].endswith(path)
    assert thing["https://schema.org/name"][0]["@language"] in {"nl", "fr", "en", "de"}


@pytest.mark.parametrize("path", READS)
def test_an_answer_that_did_not_change_is_not_sent_again(path: str) -> None:
    tag = tag_of(path)
    assert Client().get(path, headers={"if-none-match": tag}).status_code == 304
    assert Client().get(path, headers={"if-none-match": '"another"'}).status_code == 200


def test_nobody_sees_the_addresses_of_people_or_a_hidden_institution() -> None:
    garden = Institution.objects.get(key="garden")
    Contact.objects.create(institution=garden, name="Ada Example", email="ada@example.org", phone="0123", role="director")
    Institution.objects.filter(key="garden").update(extra={"grscicoll": '{"createdBy": "somebody@example.org"}'})
    for path in READS:
        assert b"@example.org" not in Client().get(path).content
    assert get("/api/institution/garden")["contactPersons"][0]["lastName"] == "Example"
    Institution.objects.filter(key="garden").update(hidden=True)
    for path in ("/api/institution/garden", "/api/collection/herbarium", "/api/collection/herbarium/latimerCore"):
        assert Client().get(path).status_code == 404
    assert get("/api/collection")["count"] == 0


def test_a_curator_changes_a_collection_from_the_version_they_saw() -> None:
    path, client = "/api/collection/herbarium", curator()
    before = tag_of(path)
    response = patch(client, path, {"notes": "Rehoused.", "taxonomicCoverage": "Plantae"}, before)
    assert response.status_code == 200, response.content
    assert json.loads(response.content)["notes"] == "Rehoused."
    assert response.headers["ETag"] == tag_of(path) != before
    assert AuditEntry.objects.latest("number").subject == "collection/herbarium"


def test_a_whole_answer_may_be_sent_back_and_changes_nothing() -> None:
    path, client = "/api/collection/herbarium", curator()
    tag = tag_of(path)
    for method in ("patch", "put"):
        assert patch(client, path, get(path), tag, method).status_code == 200
        assert tag_of(path) == tag


def test_putting_empties_what_is_not_sent() -> None:
    path, client = "/api/collection/herbarium", curator()
    patch(client, path, {"notes": "Rehoused."}, tag_of(path))
    kept = {name: value for name, value in get(path).items() if name != "notes"}
    assert patch(client, path, kept, tag_of(path), "put").status_code == 200
    assert "notes" not in get(path)
    assert get(path)["name"] == kept["name"]


def test_of_two_at_once_the_second_is_told_and_both_texts_are_kept() -> None:
    path, client = "/api/collection/herbarium", curator()
    seen = tag_of(path)
    assert patch(client, path, {"notes": "The first."}, seen).status_code == 200
    response = patch(client, path, {"notes": "The second."}, seen)
    told = json.loads(response.content)
    assert (response.status_code, response.headers["Content-Type"]) == (412, "application/problem+json")
    assert (told["current"]["notes"], told["yours"]) == ("The first.", {"notes": "The second."})
    assert response.headers["ETag"] == tag_of(path)
    kept = SetAsideEdit.objects.get(pk=told["setAside"])
    assert kept.fields == {"note": {"en": "The second."}}
    assert get(path)["notes"] == "The first."
    assert patch(client, path, {"notes": "Both."}, response.headers["ETag"]).status_code == 200


@pytest.mark.parametrize("tag", ["", "*", '"x"'])
def test_a_write_that_names_no_version_is_refused(tag: str) -> None:
    response = patch(curator(), "/api/collection/herbarium", {"notes": "?"}, tag)
    assert (response.status_code, json.loads(response.content)["status"]) == (428, 428)


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"colour": "blue"}, "colour"),
        ({"occurrenceCount": 9}, "occurrenceCount"),
        ({"homepage": "javascript:alert(1)"}, "homepage"),
        ({"disciplines": ["alchemy"]}, "disciplines"),
        ({"names": {"xx": "a"}}, "names"),
        ({"notes": 3}, "notes"),
        ({"notes": "a\u0000b"}, "notes"),
        ([], "body"),
    ],
)
def test_a_field_that_cannot_be_written_so_is_named(body: Any, named: str) -> None:
    path = "/api/collection/herbarium"
    before = get(path)
    response = patch(curator(), path, body, tag_of(path))
    assert (response.status_code, json.loads(response.content)["parameter"]) == (400, named)
    assert get(path) == before


@pytest.mark.parametrize(("place", "role"), [("elsewhere", Role.CURATOR), ("garden", Role.CONTRIBUTOR)])
def test_who_may_not_is_refused(place: str, role: Role) -> None:
    path = "/api/collection/herbarium"
    assert patch(curator(place, role), path, {"notes": "?"}, tag_of(path)).status_code == 403
    assert patch(Client(), path, {"notes": "?"}, tag_of(path)).status_code == 401
    assert "notes" not in get(path)


def test_every_route_is_described_with_its_forms() -> None:
    paths = get("/api/openapi.json")["paths"]
    rests = ("", "/{key}", "/{key}.jsonld", "/{key}/latimerCore")
    told = {f"/api/{kind}{rest}" for kind in ("institution", "collection") for rest in rests}
    assert told | {"/api/schemas/latimer-core.json"} <= set(paths)
    changing = next(told for path, told in paths.items() if path.startswith("/api/collection/") and "patch" in told)["patch"]
    assert {"200", "400", "401", "403", "404", "412", "428"} <= set(changing["responses"])
    assert "text/csv" in paths["/api/collection"]["get"]["responses"]["200"]["content"]


def test_a_registry_with_nothing_to_show_answers_with_an_empty_page() -> None:
    Institution.objects.update(hidden=True)
    assert get("/api/institution") == {"offset": 0, "limit": 20, "endOfRecords": True, "count": 0, "results": []}
