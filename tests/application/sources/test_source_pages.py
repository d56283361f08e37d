"""The page of a source: what a curator may ask of it, in four languages and without JavaScript."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.application.sources.conftest import Museum, table
from vasculum.harvest.models import Schedule
from vasculum.harvest.node import Node
from vasculum.harvest.schedule import work_once
from vasculum.people.models import Account, Membership
from vasculum.people.policy import Role


@pytest.fixture
def curator(node: Node) -> Client:
    """A curator of the collection's institution."""
    assert node.root.exists()
    account = Account.objects.create(email="curator@example.org", name="Invented Name", password="never typed")
    Membership.objects.create(account=account, institution="rivermouth", role=Role.CURATOR)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"accept": "text/html"})
    client.force_login(account)
    return client


def do(client: Client, **said: object) -> str:
    """Sends the form of the source and gives the page that follows."""
    answer = client.post("/en/sources/herb", said, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_curator_says_where_the_records_lie_and_sees_them_come(curator: Client, museum: Museum, node: Node) -> None:
    assert "/en/sources/herb" in curator.get("/en/sources").content.decode()
    assert "Kept." in do(curator, do="keep", kind="url", location=museum.address, every_week="on")
    work_once(node)
    page = curator.get("/en/sources/herb").content.decode()
    assert "state-committed" in page
    assert "Next reading" in page


def test_a_file_that_is_handed_in_is_first_looked_at_and_then_harvested(curator: Client, node: Node) -> None:
    file = SimpleUploadedFile("sheets.csv", table(5).encode(), content_type="text/csv")
    assert "First it is only looked at" in do(curator, do="upload", file=file)
    work_once(node)
    page = curator.get("/en/sources/herb").content.decode()
    assert "dry run: nothing was written" in page
    assert "Asked for." in do(curator, do="harvest")
    work_once(node)
    assert "state-committed" in curator.get("/en/sources/herb").content.decode()


def test_what_cannot_be_is_said_beside_the_field(curator: Client) -> None:
    assert "An address is needed." in do(curator, do="keep", kind="url", location="")
    assert "not from file" in do(curator, do="keep", kind="url", location="file:///etc/passwd")
    assert "No file was chosen" in do(curator, do="upload")
    do(curator, do="harvest")
    do(curator, do="nonsense")
    assert not Schedule.objects.exists()


def test_an_alert_stands_on_both_pages_after_three_failures(curator: Client, museum: Museum, node: Node) -> None:
    museum.broken = 500
    do(curator, do="keep", kind="url", location=museum.address)
    for _ in range(3):
        do(curator, do="harvest")
        work_once(node)
    assert "3 failures in a row" in curator.get("/en/sources").content.decode()
    assert "3 échecs de suite" in curator.get("/fr/sources/herb").content.decode()


def test_a_stranger_is_led_to_sign_in_and_sees_no_source(node: Node) -> None:
    assert node.root.exists()
    answer = Client(headers={"accept": "text/html"}).get("/en/sources/herb")
    assert (answer.status_code, "sign-in" in answer.headers["Location"]) == (302, True)
