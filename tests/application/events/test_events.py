"""Events as a visitor and a program see them: their hierarchy, their measurements, what was found at them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from vasculum.events import queries
from vasculum.lake.events import Asked
from vasculum.people.policy import SYSTEM
from vasculum.protection.actions import protect
from vasculum.protection.current import look_again
from vasculum.protection.models import ProtectionRule

pytestmark = pytest.mark.usefixtures("surveyed")


def body(client: Client, address: str) -> str:
    """The text of a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def number(event: str) -> int:
    """The number of an event."""
    found = queries.number_of("fishery", event)
    assert found is not None
    return found


def test_the_sources_with_events_are_listed(browser: Client) -> None:
    assert 'href="/en/events/fishery"' in body(browser, "/en/events")


def test_an_event_shows_its_parent_its_measurements_and_what_was_found(browser: Client) -> None:
    page = body(browser, f"/en/events/fishery/{number('haul-1')}")
    assert f'href="/en/events/fishery/{number("cruise-1")}"' in page
    assert "bottom temperature" in page
    assert "moderate &lt;b&gt;breeze&lt;/b&gt;" in page
    assert "Vlakte van de Raan" in page
    assert "<i>Pandalus montagui</i>" in page
    assert "38" not in page.split("Measurements")[1].split("Found at this event")[0]


def test_a_cruise_shows_its_hauls_and_draws_what_was_measured_at_them(browser: Client) -> None:
    page = body(browser, f"/en/events/fishery/{number('cruise-1')}")
    assert [page.count(f">{haul}</a>") for haul in ("haul-1", "haul-2")] == [1, 1]
    assert page.count("<circle") == 2
    assert "2 values from 11.5 to 14 °C, between 1921-06-04 and 1921-06-20" in page


@pytest.mark.parametrize(
    ("asked", "events"),
    [
        (Asked(), ["cruise-1", "haul-1", "haul-2"]),
        (Asked(kind="haul"), ["haul-1", "haul-2"]),
        (Asked(parent="-"), ["cruise-1"]),
        (Asked(parent="cruise-1"), ["haul-1", "haul-2"]),
        (Asked(measured="wind"), ["haul-1"]),
        (Asked(text="SHRIMP"), ["haul-1", "haul-2"]),
        (Asked(text="Vlakte"), []),
        (Asked(text="'; DROP"), []),
    ],
)
def test_events_are_found_by_what_they_say_but_not_by_their_place(asked: Asked, events: list[str]) -> None:
    assert sorted(each.event for each in queries.find("fishery", asked, 10)[1]) == events


def test_years_narrow_and_what_is_no_year_is_said(browser: Client) -> None:
    assert "0 events" in body(browser, "/en/events/fishery?from=1922")
    assert "3 events" in body(browser, "/en/events/fishery?from=1921&to=1921")
    for wrong in ("from=long ago", "page=0", "page=²", "to=-4"):
        assert browser.get(f"/en/events/fishery?{wrong}").status_code == 400, wrong


def test_the_files_hold_every_event_and_every_measurement(browser: Client) -> None:
    events = list(csv.DictReader(io.StringIO(body(browser, "/en/events/fishery/events.csv?type=haul").removeprefix("\ufeff"))))
    assert [(row["eventID"], row["parentEventID"], row["measurements"]) for row in events] == [
        ("haul-1", "cruise-1", "2"), ("haul-2", "cruise-1", "1"),
    ]  # fmt: skip
    table = body(browser, f"/en/events/fishery/{number('haul-1')}/measurements.csv").removeprefix("\ufeff")
    assert [row["measurementValue"] for row in csv.DictReader(io.StringIO(table))] == ["11.5", "moderate <b>breeze</b>"]


def test_a_program_gets_the_same(client: Client) -> None:
    listed = client.get("/api/event/fishery?parent=cruise-1&from=1921").json()
    assert (listed["total"], [each["eventID"] for each in listed["events"]]) == (2, ["haul-1", "haul-2"])
    one = client.get(f"/api/event/fishery/{number('haul-1')}").json()
    assert (one["terms"]["dwc:decimalLatitude"], one["specimens"]["total"]) == ("51.41", 2)
    assert client.get("/api/event").json() == {"sources": [{"source": "fishery", "events": 3}]}
    assert client.get("/api/event/fishery/99").status_code == 404
    assert client.get("/api/event/fishery?limit=0").status_code == 400
    assert client.get("/api/event/nowhere").status_code == 404


@pytest.mark.parametrize("path", ["/en/events/nowhere", "/en/events/fishery/99", "/en/events/fishery/99/measurements.csv"])
def test_an_event_that_never_was_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.fixture
def shrimps(surveyed: Path) -> Iterator[None]:  # noqa: ARG001 - the node it is about
    """A rule that protects the shrimps."""
    protect(SYSTEM, ProtectionRule(taxon="Pandalus montagui", category="0.1 degree", reason="invented"))
    yield
    look_again()


@pytest.mark.usefixtures("shrimps")
def test_an_event_does_not_tell_the_place_of_what_is_protected(browser: Client) -> None:
    hidden, shown = (client_page(browser, haul) for haul in ("haul-1", "haul-2"))
    assert "51.41" not in hidden
    assert "Vlakte" not in hidden
    assert "protected and not shown" in hidden
    assert "Middelkerke" in shown
    told = browser.get(f"/api/event/fishery/{number('haul-1')}", headers={"accept": "application/json"}).json()
    assert told["placeIsShown"] is False
    assert "dwc:locality" not in told["terms"]


def client_page(browser: Client, event: str) -> str:
    """The page of an event."""
    return body(browser, f"/en/events/fishery/{number(event)}")
