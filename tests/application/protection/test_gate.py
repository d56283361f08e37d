"""The gate, attacked: what a rule holds back leaves the node by no route, in no form and through no question."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.application.protection.conftest import Protect, pid_of
from tests.shared import ROOT
from vasculum.harvest.node import open_node
from vasculum.harvest.protection_worker import work_once
from vasculum.people.policy import SYSTEM
from vasculum.protection.actions import end, protect
from vasculum.protection.models import ProtectionRule
from vasculum.search.query import Query
from vasculum.specimens import queries

# What the label of the rose tells of its place, its day and its collectors.
SECRETS = ("50.929", "4.327", "Meise, park", "1898-05-14", "Cogniaux", "rose.png")
# The advice on quality pages has the same day for an example.
ADVICE = "(1898-05-14, 1898-05, 1898)"
MACHINES = ("application/json", "application/ld+json", "text/turtle")
FORMS = ("text/html", *(pytest.param(form, marks=pytest.mark.slow) for form in MACHINES))
STANDING = {"{institution}": "garden", "{collection}": "herbarium", "{dataset}": "none"}


def public_addresses(pid: str) -> list[str]:
    """Every address that anybody may read, of the table of permissions; what has a specimen in it is of the rose."""
    with (ROOT / "tests" / "cases" / "permissions.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == "GET" and row["anyone"] == "yes"]
    found = [row["path"].replace("{pid}", pid) for row in rows]
    for place, name in STANDING.items():
        found = [address.replace(place, name) for address in found]
    return [address for address in found if "{" not in address]


def more_addresses(pid: str) -> list[str]:
    """Old versions, comparisons, files and questions about the rose in particular."""
    suffixes = ("", ".json", ".jsonld", ".ttl", "/1", "?version=1")
    documents = [f"/{pid}{suffix}" for suffix in suffixes]
    api = f"/api/digital-specimen/v1/{pid}"
    versions = [api, f"{api}/1", f"{api}/versions", f"{api}/full", f"{api}/digital-media", f"{api}/1/full"]
    searches = [f"/{language}/search?q=rosa{view}" for language in ("nl", "fr", "en", "de") for view in ("", "&view=map")]
    forms = [f"/en/download?q=rosa&as={form}" for form in ("csv", "jsonl", "dwca", "xlsx", "parquet")]
    return [*documents, *versions, *searches, *forms, "/api/search?q=rosa", "/en/search?q=rosa&view=gallery&size=50"]


def text_of(answer: HttpResponseBase) -> str:
    """The whole of an answer as text, archives and compressed ones opened."""
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if body[:2] == b"\x1f\x8b":
        body = gzip.decompress(body)
    if zipfile.is_zipfile(io.BytesIO(body)):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return body.decode("utf-8", "replace").replace(ADVICE, "")


def told(text: str, known: str = "") -> list[str]:
    """The secrets in a text that the one who asks has not written there."""
    return [secret for secret in SECRETS if secret in text and secret not in known]


@pytest.fixture
def rose(protected: Protect) -> str:
    """The PID of the protected rose."""
    protected(taxon="Rosa canina")
    return pid_of("GRD0001")


def test_without_a_rule_the_place_is_public(home: Path) -> None:  # noqa: ARG001
    text = text_of(Client(headers={"accept": "text/html"}).get(f"/{pid_of('GRD0001')}"))
    assert {"50.929", "Meise, park", "Cogniaux"} <= set(told(text))


@pytest.mark.parametrize("form", FORMS)
def test_no_public_address_tells_what_is_protected(rose: str, form: str) -> None:
    visitor = Client(headers={"accept": form})
    for address in (*public_addresses(rose), *more_addresses(rose)):
        answer = visitor.get(address, follow=True)
        assert answer.status_code < 500, address
        assert told(text_of(answer), address) == [], address


def test_the_page_says_that_something_is_withheld_and_shows_the_cell(rose: str) -> None:
    document = json.loads(text_of(Client(headers={"accept": "application/json"}).get(f"/{rose}")))
    text = json.dumps(document)
    assert "50.95" in text
    assert "4.35" in text
    assert "cell of 0.1 degree" in text
    assert "withheld" in text


def finds_rose(**filters: str) -> bool:
    """Whether a question finds the rose."""
    page = queries.find(Query("canina", {name: (value,) for name, value in filters.items()}))
    return any(hit.pid == pid_of("GRD0001") for hit in page.hits)


@pytest.mark.parametrize("corner", [(4.30, 50.90), (4.32, 50.92), (4.327, 50.929), (4.349, 50.949)])
def test_a_box_within_the_cell_answers_as_if_the_place_were_its_middle(rose: str, corner: tuple[float, float]) -> None:  # noqa: ARG001
    west, south = corner
    assert finds_rose(bbox=f"{west},{south},4.36,50.96")
    assert not finds_rose(bbox=f"{west},{south},4.3499,50.9499")


def test_words_of_the_locality_the_collector_and_the_day_find_nothing(rose: str) -> None:  # noqa: ARG001
    assert finds_rose()
    for words in ("canina Meise", "canina park", "canina Cogniaux", "canina 1898-05-14"):
        assert queries.find(Query(words)).total == 0
    assert finds_rose(year="1898")
    assert not finds_rose(month="5")
    assert not finds_rose(hasMedia="true")


@pytest.mark.parametrize("name", ["Rosa canina", "rosa  CANINA", "Rosa canyna", "Rosa", "Rosaceae", "Rosa dumetorum"])
def test_a_name_nearly_above_or_in_the_history_protects(protected: Protect, name: str) -> None:
    protected(taxon=name)
    known = queries.specimen(pid_of("GRD0001"))
    assert known is not None
    assert "dwc:locality" not in known.current.verbatim


def test_a_rule_added_now_shuts_the_search_until_it_was_made_anew(home: Path) -> None:
    pid = pid_of("GRD0001")
    protect(SYSTEM, ProtectionRule(taxon="Rosa", category="place withheld", reason="rare"))
    with pytest.raises(queries.Rebuilding):
        queries.find(Query("Meise"))
    assert told(text_of(Client().get(f"/{pid}"))) == []
    assert work_once()
    assert not work_once()
    assert queries.find(Query("Meise")).total == 0
    assert queries.find(Query("canina")).total == 1
    assert open_node(home).search.exists()


def test_a_rule_past_its_review_goes_on_and_ends_only_by_hand(protected: Protect, home: Path) -> None:  # noqa: ARG001
    rule = protected(taxon="Rosa", review="2001-01-01")
    assert queries.find(Query("Meise")).total == 0
    end(SYSTEM, rule.pk, "no longer rare")
    work_once()
    assert queries.find(Query("Meise")).total == 1


def test_records_that_are_only_counted_show_neither_name_nor_place(protected: Protect) -> None:
    protected(taxon="Rosa canina", category="counted only")
    pid = pid_of("GRD0001")
    text = text_of(Client(headers={"accept": "application/json"}).get(f"/{pid}"))
    assert told(text) == []
    assert "canina" not in text
    assert queries.find(Query("canina")).total == 0
    assert queries.find(Query("", {"collection": ("herbarium",)})).total == 45


def test_a_rule_of_a_country_holds_where_the_record_is_silent(protected: Protect) -> None:
    protected(taxon="Rosa canina", country="NL")
    known = queries.specimen(pid_of("GRD0001"))
    assert known is not None
    assert known.current.verbatim["dwc:locality"] == "Meise, park"
