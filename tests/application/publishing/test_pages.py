"""Data sets as pages: what the public sees, what a curator does, and the files."""

from __future__ import annotations

import hashlib
import json
import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from vasculum.harvest.node import Node
from vasculum.people.models import Account, Membership
from vasculum.people.policy import Role
from vasculum.publishing.actions import publish_next, withdraw
from vasculum.publishing.models import Dataset
from vasculum.publishing.queries import editions_of, served
from vasculum.publishing.worker import work_once


@pytest.fixture
def curator(home: Node) -> Client:  # noqa: ARG001
    """A curator of the garden."""
    account = Account.objects.create(email="curator@example.org", name="Invented Curator", password="never typed")
    Membership.objects.create(account=account, institution="garden", role=Role.CURATOR)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"accept": "text/html"})
    client.force_login(account)
    return client


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def test_the_page_of_a_data_set_tells_it_to_people_and_search_engines(roses: Dataset, browser: Client) -> None:
    shown = text(browser, "/en/datasets/roses")
    assert "Roses &amp; &lt;others&gt;" in shown
    assert "<others>" not in shown
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown)
    assert found is not None
    described = json.loads(found[1])
    assert (described["name"], described["license"]) == (
        "Roses & <others>",
        "http://creativecommons.org/licenses/by/4.0/legalcode",
    )
    edition = served(roses)
    assert edition is not None
    assert edition.facts["citation"].startswith("Invented Person (")
    assert "CC0 1.0" in shown
    assert "Publish now" not in shown
    assert "Rozen" in text(browser, "/nl/datasets")


def test_the_archive_is_the_one_whose_checksum_is_told(roses: Dataset, browser: Client) -> None:  # noqa: ARG001
    answer = browser.get("/archives/roses.zip")
    content = b"".join(answer)
    assert f'"{hashlib.sha256(content).hexdigest()}"' == answer["ETag"]
    assert "roses-v1.zip" in answer["Content-Disposition"]
    with ZipFile(BytesIO(content)) as packed:
        assert "eml.xml" in packed.namelist()
    assert browser.get("/archives/roses.zip", headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert b"".join(browser.get("/archives/roses/1.zip")) == content
    assert [browser.get(f"/archives/{name}").status_code for name in ("none.zip", "roses/9.zip", "none.xml")] == [404] * 3


def test_a_withdrawn_archive_is_gone_and_says_so(home: Node, roses: Dataset, browser: Client) -> None:
    withdraw(home, roses, "a place is protected", timezone.now())
    assert [browser.get(f"/archives/roses{end}").status_code for end in (".zip", ".xml", "/1.zip")] == [410, 410, 410]
    assert "a place is protected" in text(browser, "/en/datasets/roses")
    assert publish_next(home, timezone.now())
    assert b"".join(browser.get("/archives/roses.zip"))
    assert browser.get("/archives/roses/1.zip").status_code == 410


def test_a_curator_describes_previews_and_publishes(home: Node, curator: Client, browser: Client) -> None:
    form = {
        "key": "carices", "scope": "search", "of": "q=carex", "kind": "checklist", "language": "en", "license": "cc0",
        "keywords": "sedges, wet", "every": "week", "title_en": "Sedges", "abstract_en": "All of them.",
        "person_role": ["creator", "contact"], "person_given": ["Invented", ""], "person_surname": ["Person", ""],
        "person_organisation": ["", ""], "person_email": ["", ""], "person_orcid": ["", ""],
    }  # fmt: skip
    refused = curator.post("/en/datasets/new?institution=garden", {**form, "of": "year=never", "title_en": ""})
    assert refused.status_code == 422
    assert "A title in the main language is needed." in refused.content.decode()
    answer = curator.post("/en/datasets/new?institution=garden", form)
    assert answer["Location"] == "/en/datasets/carices/preview"
    saved = Dataset.objects.get(key="carices")
    assert (saved.institution, saved.keywords, len(saved.people)) == ("garden", ["sedges", "wet"], 1)
    assert "Sedges" in text(curator, "/en/datasets/carices/preview")
    assert browser.get("/en/datasets/carices").status_code == 404
    assert curator.post("/en/datasets/carices/publish").status_code == 302
    assert publish_next(home, timezone.now())
    (edition,) = editions_of(saved)
    with ZipFile(edition.archive) as packed:
        assert len(packed.read("taxon.txt").decode().splitlines()) == 41
    assert "Sedges" in text(browser, "/en/datasets/carices")
    assert curator.post("/en/datasets/new?institution=garden", form).status_code == 422


def test_the_preview_counts_flags_licences_and_what_gbif_misses(curator: Client, roses: Dataset) -> None:
    shown = text(curator, f"/en/datasets/{roses.key}/preview")
    assert "Licences in conflict" in shown
    assert "RECORDED_DATE_INVALID" in shown
    assert "dwc:eventDate" in shown
    assert "GRD0001" in shown


def test_others_may_neither_describe_nor_publish(roses: Dataset, browser: Client) -> None:  # noqa: ARG001
    for address in ("/en/datasets/new", "/en/datasets/roses/edit", "/en/datasets/roses/preview"):
        assert "sign-in" in browser.get(address)["Location"]
    assert "sign-in" in browser.post("/en/datasets/roses/publish")["Location"]


def test_a_rule_added_today_withdraws_every_archive_at_once_and_makes_them_anew(
    home: Node, roses: Dataset, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("queries", "making"):
        monkeypatch.setattr(f"vasculum.publishing.{room}.rules_state", lambda: "another rule")
    before = editions_of(roses)[0].version
    assert [browser.get(f"/archives/roses{end}").status_code for end in (".zip", ".xml", f"/{before}.zip")] == [410, 410, 410]
    assert work_once()
    assert (home.root / "archives" / "roses" / f"{before:06}" / "dwca.zip").exists() is False
    assert b"".join(browser.get("/archives/roses.zip"))
    assert browser.get(f"/archives/roses/{before}.zip").status_code == 410
