"""The dashboard and the registry's pages in the browser: no fault of accessibility in any language, by keyboard, on a phone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.shared import ROOT

PATHS = (
    "/dashboard",
    "/dashboard?institution=garden&unit=sheets&discipline=botany",
    "/institutions",
    "/institutions/garden",
    "/collections",
    "/collections?left_out=none&described=holdings",
    "/collections/herbarium",
    "/collections/shells",
)


def faults(page: Page) -> str:
    found = Axe().run(page)
    return str(found.generate_report()) if found.violations_count else ""


def sideways(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def reach(page: Page, target: Locator) -> None:
    """Presses Tab until the target has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if target.evaluate("(e) => e === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not reach {target}")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_no_page_of_the_registry_has_a_fault_in_any_language(page: Page, language: str) -> None:
    for path in PATHS:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"/{language}{path}")
        assert faults(page) == "", path
        page.set_viewport_size({"width": 360, "height": 740})
        assert sideways(page) <= 0, path


@pytest.mark.slow
def test_in_the_dark_there_is_no_fault_either(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    for path in PATHS:
        page.goto(f"/en{path}")
        assert faults(page) == "", path


@pytest.mark.slow
def test_a_discipline_is_opened_by_keyboard_and_its_number_leads_to_the_collections(page: Page) -> None:
    page.goto("/en/dashboard")
    tree = page.get_by_role("region", name="By discipline").or_(page.locator("section[aria-labelledby=chart-disciplines]"))
    reach(page, tree.get_by_role("link", name="Plants, algae and fungi").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("discipline=botany"))
    opened = page.locator("section[aria-labelledby=chart-disciplines]")
    expect(opened.get_by_role("rowheader", name="Garden")).to_be_visible()
    reach(page, opened.get_by_role("link", name="about 3,000"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 collection", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Herbarium", exact=True)).to_be_visible()


@pytest.mark.slow
def test_an_institution_is_ticked_by_keyboard_and_alone_remains(page: Page) -> None:
    page.goto("/en/dashboard")
    reach(page, page.locator(".choose-fold > summary"))
    page.keyboard.press("Enter")
    box = page.get_by_role("checkbox", name="Garden")
    reach(page, box)
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("institution=garden"))
    expect(page.locator(".lead")).to_contain_text("Only: Garden.")


@pytest.mark.slow
def test_on_paper_every_table_is_whole_and_the_form_is_gone(page: Page) -> None:
    page.goto("/en/dashboard")
    page.emulate_media(media="print")
    expect(page.locator(".choose")).to_be_hidden()
    for table in page.locator(".chart-panel table").all():
        expect(table).to_be_visible()


SIGN_IN = """
from vasculum.site.node import this_node
this_node()
from importlib import import_module
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from vasculum.people.models import Account, Membership
from vasculum.people.policy import Role
manager = Account.objects.create_user("manager@garden.example", "korenbloem-77!")
Membership.objects.create(account=manager, institution="garden", role=Role.MANAGER)
Authenticator.objects.create(user=manager, type=Authenticator.Type.TOTP, data={})
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(manager.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = manager.get_session_auth_hash()
session.create()
print(session.session_key)
"""
FORMS = (
    "/institutions/garden/edit",
    "/institutions/garden/measure",
    "/collections/herbarium/edit",
    "/collections/herbarium/measure",
    "/collections/herbarium/status",
)


@pytest.fixture(scope="module")
def session_key(node_folder: Path) -> str:
    """The session of the garden's manager."""
    environment = {**os.environ, "VASCULUM_DATA": str(node_folder)}
    run = subprocess.run([sys.executable, "-c", SIGN_IN], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture
def manager(context: BrowserContext, page: Page, address: str, session_key: str) -> Page:
    """A page of the garden's manager, who has signed in."""
    context.add_cookies([{"name": "sessionid", "value": session_key, "url": address}])
    return page


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_no_form_of_the_registry_has_a_fault_in_any_language(manager: Page, language: str) -> None:
    for path in FORMS:
        manager.set_viewport_size({"width": 1280, "height": 900})
        manager.goto(f"/{language}{path}")
        assert manager.url.endswith(path), manager.url
        assert faults(manager) == "", path
        manager.set_viewport_size({"width": 360, "height": 740})
        assert sideways(manager) <= 0, path


@pytest.mark.slow
def test_a_figure_is_added_by_keyboard_alone(manager: Page) -> None:
    manager.goto("/en/collections/shells")
    reach(manager, manager.get_by_role("link", name="Add a figure"))
    manager.keyboard.press("Enter")
    reach(manager, manager.get_by_label("Unit"))
    manager.keyboard.type("lots")
    reach(manager, manager.get_by_label("The figure as you would write it"))
    manager.keyboard.type("about 1,2K")
    manager.keyboard.press("Enter")
    expect(manager).to_have_url(re.compile("/en/collections/shells$"))
    expect(manager.get_by_text("about 1,200 lots").first).to_be_visible()
