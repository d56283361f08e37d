"""A specimen at its PID: the page, its other forms, its versions, and addresses that are almost right."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
import rdflib
from django.test import Client
from rdflib.compare import isomorphic
from rdflib.plugins.parsers.jsonld import to_rdf

from tests.application.pages.conftest import pid_of
from tests.application.pages.test_portal import text
from tests.small_node import BREAKOUT, SCRIPT
from vasculum.harvest.models import Source
from vasculum.pids.issuer import Minted
from vasculum.specimens import queries

pytestmark = pytest.mark.usefixtures("served")


def gone_pid() -> str:
    node = queries.node()
    assert node is not None
    issuer = Source.objects.get(key="herbarium").issuer
    pids = (node.mint.pid(Minted(issuer, number)) for number in range(60))
    return next(pid for pid in pids if (found := queries.specimen(pid)) and found.is_gone)


def test_the_page_shows_what_was_said_and_what_was_understood(browser: Client, pid: str) -> None:
    response = browser.get(f"/{pid}?lang=en")
    page = text(response)
    assert response.status_code == 200
    assert "<i>Rosa canina</i> L." in response.content.decode()
    assert "holotype" in page.lower()
    assert "14 May 1898" in page
    assert "50.929° N, 4.327° E" in page
    assert "Garden" in page
    assert "MIDS 2" in page


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_the_language_of_a_pid_is_chosen_and_remembered(browser: Client, pid: str, language: str) -> None:
    assert f'<html lang="{language}">' in browser.get(f"/{pid}?lang={language}").content.decode()
    assert f'<html lang="{language}">' in browser.get(f"/{pid}").content.decode()


def test_a_remark_stands_at_its_row_in_the_visitors_language(browser: Client) -> None:
    address = f"/{pid_of('GRD0004')}"
    assert "The date does not exist." in text(browser.get(f"{address}?lang=en"))
    assert "De datum bestaat niet." in text(browser.get(f"{address}?lang=nl"))


def test_an_address_that_is_no_web_address_is_text_with_a_remark(browser: Client) -> None:
    response = browser.get(f"/{pid_of('GRD0004')}?lang=en")
    assert 'href="javascript:' not in response.content.decode()
    assert "is not a web address" in text(response)


def test_script_in_a_record_is_shown_as_text(browser: Client) -> None:
    page = browser.get(f"/{pid_of('GRD0002')}").content.decode()
    assert SCRIPT not in page
    assert BREAKOUT not in page
    assert "&lt;script&gt;" in page


def test_the_history_of_identifications_has_the_accepted_one_first(browser: Client, pid: str) -> None:
    page = text(browser.get(f"/{pid}?lang=en"))
    assert "accepted by the keeper" in page
    assert "F. Crépin, 1870" in page


def test_a_changed_term_stands_in_the_timeline(browser: Client) -> None:
    page = browser.get(f"/{pid_of('GRD0003')}?lang=en").content.decode()
    assert "<del>Gent</del>" in page
    assert "<ins>Gent, Citadelpark</ins>" in page
    assert "The institution changed its record." in page


def test_an_earlier_version_shows_what_was_known_then(browser: Client) -> None:
    pid = pid_of("GRD0003")
    earlier = json.loads(browser.get(f"/{pid}?version=1&format=json").content)
    latest = json.loads(browser.get(f"/{pid}?format=json").content)
    assert earlier["ods:hasEvents"][0]["ods:hasLocation"]["dwc:locality"] == "Gent"
    assert latest["ods:hasEvents"][0]["ods:hasLocation"]["dwc:locality"] == "Gent, Citadelpark"
    assert (earlier["ods:version"], latest["ods:version"]) == (1, 2)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html", "text/html"),
        ("application/json", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle", "text/turtle"),
        ("text/html;q=0.1, text/turtle;q=0.9", "text/turtle"),
        ("*/*", "text/html"),
        ("", "text/html"),
    ],
)
def test_the_pid_answers_in_the_form_that_is_asked_for(pid: str, accept: str, media_type: str) -> None:
    response = Client(headers={"accept": accept}).get(f"/{pid}")
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == media_type
    assert "Accept" in response.headers["Vary"]


def test_a_form_that_is_not_offered_is_406(pid: str) -> None:
    assert Client(headers={"accept": "image/png"}).get(f"/{pid}").status_code == 406


def test_turtle_and_json_ld_say_the_same(pid: str) -> None:
    turtle = rdflib.Graph().parse(data=Client().get(f"/{pid}?format=turtle").content.decode(), format="turtle")
    linked = rdflib.Graph()
    to_rdf(json.loads(Client().get(f"/{pid}?format=jsonld").content), linked)
    assert len(turtle) > 30
    assert isomorphic(turtle, linked)
    assert (rdflib.URIRef(f"https://doi.org/{pid}"), None, None) in turtle


def test_a_specimen_that_is_gone_is_410_with_its_last_description(browser: Client) -> None:
    pid = gone_pid()
    response = browser.get(f"/{pid}?lang=en")
    document = json.loads(Client(headers={"accept": "application/json"}).get(f"/{pid}").content)
    assert response.status_code == 410
    assert "Quercus robur" in text(response)
    assert document["ods:status"] == "Tombstone"
    assert document["ods:specimenName"] == "Quercus robur L."
    assert browser.get(f"/{pid}?version=1").status_code == 200


def test_almost_right_addresses_lead_to_the_pid(browser: Client, pid: str) -> None:
    prefix, _, suffix = pid.partition("/")
    for written in (suffix.lower(), suffix.replace("-", ""), suffix.lower().replace("-", ""), f"{suffix}/"):
        response = browser.get(f"/{prefix}/{written}?version=1")
        assert (response.status_code, response.headers["Location"]) == (301, f"/{pid}?version=1"), written


@pytest.mark.parametrize(
    "suffix",
    ["000-000-000", "ZZZ-ZZZ-ZZZ", "../../secret", "%00", "A" * 9999, "ﬀ0-000-000", "ſſſ-000-000", "000-000-01D%0a", "🌹", "%2e"],
)
def test_crafted_identifiers_are_404_and_never_break(browser: Client, suffix: str) -> None:
    assert browser.get(f"/10.5072/{suffix}").status_code == 404


@pytest.mark.parametrize(("version", "status"), [("0", 400), ("x", 400), ("-1", 400), ("1" * 30, 400), ("99", 404), ("1", 200)])
def test_a_version_that_is_not_there_says_so(browser: Client, pid: str, version: str, status: int) -> None:
    assert browser.get(f"/{pid}?version={version}").status_code == status


def test_a_problem_is_a_document_for_machines_and_a_page_for_people() -> None:
    machine = Client(headers={"accept": "application/json"}).get("/10.5072/000-000-000")
    assert machine.headers["Content-Type"] == "application/problem+json"
    assert json.loads(machine.content)["status"] == 404
    person = Client(headers={"accept": "text/html", "accept-language": "de"}).get("/10.5072/000-000-000")
    assert "gültige Objektnummer" in person.content.decode() or "Kein Objekt" in person.content.decode()


def test_pictures_of_the_node_are_given_out_and_nothing_else(browser: Client) -> None:
    picture = browser.get("/media/demo/rose.png")
    picture.close()
    assert picture.headers["Content-Type"] == "image/png"
    for path in ("../node.sqlite3", "../secret", "demo/nothing.png", "demo/../../secret", "demo"):
        assert browser.get(f"/media/{path}").status_code == 404, path


def test_the_page_tells_the_life_of_the_specimen_in_the_order_of_time(browser: Client, pid: str) -> None:
    life = browser.get(f"/{pid}").content.decode().partition('<ol class="life">')[2].partition("</ol>")[0]
    assert life.index("1870") < life.index("14 May 1898") < life.index("Described here")
    assert "Identified as Rosa dumetorum" in life


def test_the_map_of_a_specimen_has_its_place_and_a_search_around_it(browser: Client, pid: str) -> None:
    page = browser.get(f"/{pid}?lang=nl").content.decode()
    assert 'data-place="4.327,50.929,0"' in page
    assert "bbox=4.277%2C50.879%2C4.377%2C50.979" in page


def test_a_version_names_the_harvest_that_made_it(browser: Client, pid: str) -> None:
    assert re.search(r'href="/en/harvests/\d+">Harvest \d+ of ', browser.get(f"/{pid}").content.decode())


def test_darwin_core_comes_in_plain_headings(browser: Client, pid: str) -> None:
    answer = browser.get(f"/{pid}?format=dwc")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["scientificName"], row["eventDate"], row["digitalSpecimenID"][-len(pid) :]) == (
        "Rosa canina L.",
        "1898-05-14",
        pid,
    )


def test_search_engines_are_told_what_it_is_and_no_text_ends_the_element(browser: Client, pid: str) -> None:
    block = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
    for each, name in ((pid, "Rosa canina L."), (pid_of("GRD0002"), "Rosa <script>")):
        found = block.search(browser.get(f"/{each}").content.decode())
        assert found is not None
        told = json.loads(found[1])
        assert (told["@type"], each in told["identifier"], told["name"].startswith(name)) == ("ArchiveComponent", True, True)
