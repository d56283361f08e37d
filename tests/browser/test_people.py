"""Accounts in the browser: signing in by keyboard, every page of people without a fault of accessibility, on a phone too."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.shared import ROOT
from vasculum.site.messages import compile_all

PASSWORD = "korenbloem-77!"
OPEN = ("/en/account/sign-in", "/nl/account/sign-up", "/de/account/password/forgotten", "/fr/account/email/sent")
MINE = (
    "/en/account",
    "/nl/account/tokens",
    "/fr/account/second-factor",
    "/de/account/recovery-codes",
    "/en/account/email",
    "/nl/account/password",
    "/en/account/erase",
    "/fr/people/garden",
    "/en/people",
    "/de/people/audit",
    "/en/account/sign-out",
)


@pytest.fixture(scope="module")
def link(address: str, node_folder: Path) -> str:
    """The link by which the first administrator is invited, from the command line."""
    compile_all()
    command = [sys.executable, "-m", "vasculum.cli", "people", "invite", "ada@example.org", "--role", "administrator"]
    environment = {**os.environ, "VASCULUM_DATA": str(node_folder)}
    run = subprocess.run([*command, "--address", address], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return run.stdout.strip()


@pytest.fixture(scope="module")
def administrator(chromium: Browser, address: str, link: str) -> Iterator[BrowserContext]:
    """A browser in which the administrator has registered by the link and set up the second factor, by keyboard alone."""
    context = chromium.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(link)
    press(page, "Make an account")
    fill(page, "Name", "Ada Verzonnen")
    fill(page, "Email", "ada@example.org")
    fill(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/account$"))
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    press(page, "Set up the code")
    fill(page, "Password", PASSWORD)
    page.keyboard.press("Enter")
    secret = page.get_by_label("Authenticator secret").input_value()
    fill(page, "Authenticator code", f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/recovery-codes"))
    page.close()
    yield context
    context.close()


def fill(page: Page, label: str, text: str) -> None:
    """Reaches a field by Tab and types."""
    reach(page, page.get_by_label(label, exact=label != "Email").first)
    page.keyboard.type(text)


def press(page: Page, name: str) -> None:
    """Reaches a link or button of the content by Tab and presses Enter."""
    target = page.locator("main").get_by_role("link", name=name).or_(page.locator("main").get_by_role("button", name=name)).first
    reach(page, target)
    page.keyboard.press("Enter")


def reach(page: Page, target: object) -> None:
    """Presses Tab until the target has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("(e) => e === document.activeElement"):  # type: ignore[attr-defined]
            return
    raise AssertionError(f"the keyboard does not reach {target}")


def faults(page: Page) -> str:
    """What axe finds."""
    found = Axe().run(page)
    return str(found.generate_report()) if found.violations_count else ""


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


@pytest.mark.slow
@pytest.mark.parametrize("path", OPEN)
def test_pages_before_signing_in_have_no_fault(page: Page, path: str) -> None:
    page.goto(path)
    assert faults(page) == ""
    page.set_viewport_size({"width": 360, "height": 740})
    assert sideways(page) <= 0


@pytest.mark.slow
def test_every_page_of_people_has_no_fault_and_fits_a_phone(administrator: BrowserContext) -> None:
    page = administrator.new_page()
    for path in MINE:
        page.goto(path)
        assert page.url.endswith(path), page.url
        assert faults(page) == "", path
        page.set_viewport_size({"width": 360, "height": 740})
        assert sideways(page) <= 0, path
        page.set_viewport_size({"width": 1280, "height": 900})
    page.close()


@pytest.mark.slow
def test_a_curator_is_invited_from_the_page_of_an_institution(administrator: BrowserContext) -> None:
    page = administrator.new_page()
    page.goto("/en/people/garden")
    fill(page, "E-mail address", "bo@example.org")
    page.get_by_label("Role", exact=True).select_option("curator")
    press(page, "Invite")
    expect(page.get_by_role("heading", name="Invited", exact=True)).to_be_visible()
    expect(page.locator(".secret")).to_contain_text("/en/account/invitation/")
    assert faults(page) == ""
    page.close()


@pytest.mark.slow
def test_the_header_tells_who_is_signed_in_and_signs_out(administrator: BrowserContext) -> None:
    page = administrator.new_page()
    page.goto("/en/help")
    expect(page.get_by_role("navigation", name="Account")).to_contain_text("Ada Verzonnen")
    page.close()


def test_a_wrong_password_is_told_beside_the_form_by_keyboard(page: Page) -> None:
    page.goto("/en/account/sign-in")
    fill(page, "Email", "nobody@example.org")
    fill(page, "Password", "not the one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not correct")
    assert faults(page) == ""
