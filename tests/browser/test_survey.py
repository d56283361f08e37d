"""The survey and suggestions in the browser: by keyboard alone, in four languages, on a phone, without scripts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_people import faults, fill, press, sideways
from tests.shared import ROOT
from vasculum.site.messages import compile_all

LANGUAGES = ("en", "nl", "fr", "de")
OURS = (
    "survey",
    "survey/new?institution=garden",
    "survey/shells",
    "survey/upload?institution=garden",
    "survey/reminders",
    "suggestions",
    "collections/shells/suggest",
    "institutions/garden/suggest",
    "suggestions/new",
    "suggestions/thanks",
)
_SCRIPT = """
import django
django.setup()
from allauth.mfa.models import Authenticator
from django.test import Client
from vasculum.people.models import Account, Membership
account, _ = Account.objects.get_or_create(email="survey@example.org", name="Invented Name", password="never typed")
Membership.objects.get_or_create(account=account, institution="", role="administrator")
Authenticator.objects.get_or_create(user=account, type="totp", data={})
client = Client()
client.force_login(account)
print(client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def session(address: str, node_folder: Path) -> str:  # noqa: ARG001
    """The session of an administrator of the node."""
    compile_all()
    environment = {**os.environ, "VASCULUM_DATA": str(node_folder), "DJANGO_SETTINGS_MODULE": "vasculum.site.settings"}
    run = subprocess.run([sys.executable, "-c", _SCRIPT], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture
def signed_in(chromium: Browser, address: str, session: str) -> Iterator[BrowserContext]:
    """A browser in which the administrator has signed in."""
    context = chromium.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    yield context
    context.close()


def write(page: Page, label: str, text: str) -> None:
    """Reaches a field of the form by Tab and types over what is there."""
    fill(page, label, "")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def test_a_collection_is_described_by_keyboard_alone(signed_in: BrowserContext) -> None:
    page = signed_in.new_page()
    page.goto("/en/survey?institution=garden")
    press(page, "Describe a new collection")
    write(page, "Name of the collection (needed)", "Seeds of the garden")
    write(page, "How many", "about 4.7K")
    expect(page.locator("#how_many-understood")).to_have_text(
        "Understood as: about 4,700 items of an unstated unit, stated for 2026"
    )
    write(page, "At least", "9000")
    press(page, "Done: enter it")
    expect(page.get_by_role("alert")).to_contain_text("This is more than the figure itself.")
    assert faults(page) == ""
    expect(page.get_by_label("How many", exact=True)).to_have_value("about 4.7K")
    write(page, "At least", "4600")
    press(page, "Done: enter it")
    expect(page.get_by_role("status")).to_contain_text("Thank you.")
    press(page, "Seeds of the garden")
    expect(page.get_by_label("At least")).to_have_value("4600")
    page.close()


@pytest.mark.slow
def test_a_draft_is_kept_and_taken_up_again_without_scripts(chromium: Browser, address: str, session: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    page.goto("/nl/survey/new?institution=garden")
    page.get_by_label("Hoeveel", exact=True).fill("4,7K vellen")
    page.get_by_role("button", name="Nog een deel").click()
    expect(page.locator("#how_many-understood")).to_have_text(re.compile("4.700 vellen"))
    expect(page.get_by_label("Discipline van deel 3")).to_be_visible()
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_has_no_fault_and_fits_a_phone(signed_in: BrowserContext, language: str) -> None:
    page = signed_in.new_page()
    for path in OURS:
        page.goto(f"/{language}/{path}")
        assert faults(page) == "", path
        page.set_viewport_size({"width": 360, "height": 740})
        assert sideways(page) <= 0, path
        page.set_viewport_size({"width": 1280, "height": 900})
    page.close()


@pytest.mark.slow
def test_a_table_is_dropped_back_and_looked_at(signed_in: BrowserContext) -> None:
    page = signed_in.new_page()
    page.goto("/en/survey/upload?institution=garden")
    table = "Name of the collection;How many;My own\nMosses;a lot;ask Piet\nFerns;40;\n"
    page.get_by_label("The table").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": table.encode()})
    press(page, "Show what you understand")
    expect(page.get_by_role("heading", name="What was understood")).to_be_visible()
    assert faults(page) == ""
    page.set_viewport_size({"width": 360, "height": 740})
    assert sideways(page) <= 0
    press(page, "Enter what is right, keep the rest here")
    expect(page.get_by_role("status")).to_contain_text("1 new, 0 changed, 0 as they were, 1 not entered")
    page.close()


@pytest.mark.slow
def test_a_visitor_suggests_and_a_moderator_compares(page: Page, signed_in: BrowserContext) -> None:
    page.goto("/en/collections/shells")
    press(page, "Suggest a change")
    write(page, "Name", "Shells of the coast")
    press(page, "Send the suggestion")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    moderator = signed_in.new_page()
    moderator.goto("/en/suggestions")
    press(moderator, "Shells")
    expect(moderator.get_by_role("table")).to_contain_text("Shells of the coast")
    assert faults(moderator) == ""
    press(moderator, "Discard")
    expect(moderator.locator("#id_reason_error")).to_contain_text("Tell the proposer why.")
    assert faults(moderator) == ""
    press(moderator, "Accept")
    expect(moderator.get_by_role("status")).to_contain_text("Decided.")
    moderator.close()
