"""Names looked up over the API of a node that has two checklists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.unit.names.test_checklists import BOTANICAL
from tests.unit.names.test_matching import CHECKLIST
from vasculum.harvest.node import make_node
from vasculum.harvest.refusal import Refused
from vasculum.names import build
from vasculum.taxa.actions import add_backbone, backbone_files, remove_backbone
from vasculum.web.problems import MEDIA_TYPE

MATCH, SUGGEST = "/api/species/match", "/api/species/suggest"


@pytest.fixture
def folder(tmp_path: Path, settings: LazySettings, db: None) -> Path:  # noqa: ARG001
    settings.NODE = tmp_path
    node = make_node(tmp_path)
    assert add_backbone(node, "national", CHECKLIST).usages == 13
    return tmp_path


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept": "application/json"})


def matched(client: Client, **asked: str) -> Any:
    answer = client.get(MATCH, asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refused(answer: Any, status: int, parameter: str = "") -> str:
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, MEDIA_TYPE)
    assert answer.json().get("parameter", "") == parameter
    return str(answer.json()["detail"])


@pytest.mark.usefixtures("folder")
def test_a_name_is_answered_in_the_shape_of_gbif(client: Client) -> None:
    assert matched(client, name="Pinus picea L.") == {
        "usageKey": "4",
        "acceptedUsageKey": "3",
        "scientificName": "Pinus picea L.",
        "acceptedScientificName": "Abies alba Mill.",
        "canonicalName": "Pinus picea",
        "authorship": "L.",
        "rank": "SPECIES",
        "status": "SYNONYM",
        "synonym": True,
        "matchType": "EXACT",
        "confidence": 97,
        "ambiguous": False,
        "checklistKey": "national",
        "kingdom": "Plantae",
        "phylum": "Tracheophyta",
        "class": "Pinopsida",
        "order": "Pinales",
        "family": "Pinaceae",
        "genus": "Abies",
        "species": "Abies alba",
    }


@pytest.mark.usefixtures("folder")
def test_the_classification_decides_between_homonyms_and_alternatives_come_when_wanted(client: Client) -> None:
    assert matched(client, scientificName="Oenanthe", kingdom="Plantae", rank="genus")["usageKey"] == "7"
    bare = matched(client, name="Oenanthe", verbose="true")
    assert (bare["matchType"], bare["ambiguous"]) == ("NONE", True)
    assert [each["usageKey"] for each in bare["alternatives"]] == ["6", "7"]
    assert "alternatives" not in matched(client, name="Oenanthe")


@pytest.mark.usefixtures("folder")
def test_a_strict_question_is_never_answered_by_a_taxon_above(client: Client) -> None:
    assert matched(client, name="Abies cilicica")["matchType"] == "HIGHERRANK"
    strict = matched(client, name="Abies cilicica", strict="true", verbose="true")
    assert (strict["matchType"], strict["alternatives"][0]["canonicalName"]) == ("NONE", "Abies")
    assert matched(client, name="Abies alva", strict="true")["matchType"] == "FUZZY"


@pytest.mark.usefixtures("folder")
def test_many_names_are_answered_in_their_order(client: Client) -> None:
    asked = ["Abies alba", {"scientificName": "Oenanthe", "kingdom": "Animalia"}, {"name": 3, "strict": True}, ""]
    answer = client.post(MATCH, asked, content_type="application/json")
    assert [each.get("usageKey") for each in answer.json()] == ["3", "6", None, None]
    assert client.post(MATCH, [], content_type="application/json").json() == []


@pytest.mark.usefixtures("folder")
def test_a_wrong_call_is_a_problem_that_names_the_parameter(client: Client) -> None:
    refused(client.get(MATCH), 400, "name")
    refused(client.get(MATCH, {"nombre": "Abies"}), 400, "nombre")
    refused(client.get(MATCH, {"name": "Abies", "strict": "perhaps"}), 400, "strict")
    refused(client.get(MATCH, {"name": "Abies", "checklistKey": "marine"}), 400, "checklistKey")
    refused(client.get(SUGGEST, {"q": "a", "limit": "1000"}), 400, "limit")
    refused(client.post(MATCH, ["Abies"] * 1001, content_type="application/json"), 400, "names")
    for body in ("{", '{"name": "Abies"}', "[3]", "null"):
        assert client.post(MATCH, body, content_type="application/json").status_code == 400


def test_what_was_typed_is_completed_the_accepted_names_first(folder: Path, client: Client) -> None:
    build(BOTANICAL, folder / "backbones" / "botanical.sqlite")
    found = client.get(SUGGEST, {"q": "p", "limit": "3"}).json()
    assert [each["canonicalName"] for each in found] == ["Pinaceae", "Plantae", "Pinus pectinata"]
    both = client.get(SUGGEST, {"q": "oenan"}).json()
    assert [(each["checklistKey"], each["key"]) for each in both] == [("botanical", "b1"), ("national", "6"), ("national", "7")]
    assert [each["key"] for each in client.get(SUGGEST, {"q": "oenan", "checklistKey": "botanical"}).json()] == ["b1"]
    assert client.get(SUGGEST).json() == []


def test_a_checklist_that_comes_or_goes_is_noticed(folder: Path, client: Client) -> None:
    node = make_node(folder)
    assert [file.stem for file in backbone_files(node)] == ["national"]
    remove_backbone(node, "national")
    assert "no checklist" in refused(client.get(MATCH, {"name": "Abies"}), 404)
    assert "no checklist" in refused(client.get(SUGGEST, {"q": "a"}), 404)
    add_backbone(node, "again", CHECKLIST)
    assert matched(client, name="Abies")["checklistKey"] == "again"
    (folder / "backbones" / "broken.sqlite").write_text("no backbone")
    assert "broken" in refused(client.get(MATCH, {"name": "Abies"}), 503)


def test_a_checklist_that_is_none_leaves_the_one_that_was_there(folder: Path, tmp_path: Path, client: Client) -> None:
    node = make_node(folder)
    empty = tmp_path / "empty.csv"
    empty.write_text("usageKey,scientificName\n")
    for key, text in (("national", "holds no name"), ("Not a key", "cannot be the key"), ("../up", "cannot be the key")):
        with pytest.raises(Refused, match=text):
            add_backbone(node, key, empty)
    with pytest.raises(Refused, match="no checklist"):
        remove_backbone(node, "marine")
    assert matched(client, name="Abies alba")["usageKey"] == "3"
    assert [file.name for file in (folder / "backbones").iterdir()] == ["national.sqlite"]


def test_the_description_declares_what_is_answered(client: Client) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths[MATCH]) == {"get", "post"}
    assert {"200", "400", "404"} <= set(paths[MATCH]["get"]["responses"]) & set(paths[SUGGEST]["get"]["responses"])
    assert {"name", "kingdom", "strict", "verbose"} <= {each["name"] for each in paths[MATCH]["get"]["parameters"]}
