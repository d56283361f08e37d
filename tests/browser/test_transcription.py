"""A volunteer with a keyboard: from the first page to a sheet that is sent; a draft outlives its tab and the server."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from examples.serving import served
from tests.shared import ROOT

FURNISH = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "vasculum.site.settings"
django.setup()
from tests.application.transcription.expeditions import project
project()
"""


@pytest.fixture(scope="module")
def expedition(node_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small node with an expedition."""
    folder = tmp_path_factory.mktemp("expedition") / "node"
    shutil.copytree(node_folder, folder)
    environment = {**os.environ, "VASCULUM_DATA": str(folder)}
    subprocess.run([sys.executable, "-c", FURNISH], cwd=ROOT, env=environment, check=True)
    return folder


@pytest.fixture
def reading(chromium: Browser, expedition: Path) -> Iterator[Page]:
    with served(expedition) as address:
        context = chromium.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
        yield context.new_page()
        context.close()


def press_until(page: Page, name: str) -> None:
    """Goes on with the tabulator until what has the focus is called so."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("name => (document.activeElement.textContent || '').trim().startsWith(name)", name):
            return
    raise AssertionError(name)


@pytest.mark.slow
def test_a_volunteer_comes_from_the_first_page_to_a_sent_sheet_by_keyboard_alone(reading: Page) -> None:
    reading.goto("/en/")
    press_until(reading, "Reading labels")
    reading.keyboard.press("Enter")
    reading.wait_for_url("**/en/transcribe")
    press_until(reading, "Start now")
    reading.keyboard.press("Enter")
    reading.wait_for_selector("#reading")
    for term, text in (("country", "Belgium"), ("recordedBy", "J. Smith"), ("eventDate", "12.VI.1904"), ("locality", "Meise")):
        while reading.evaluate("document.activeElement.name") != f"value-{term}":
            reading.keyboard.press("Tab")
        reading.keyboard.type(text)
    reading.keyboard.press("Tab")
    reading.wait_for_selector("text=→ 1904-06-12")
    with reading.expect_navigation():
        reading.keyboard.press("Control+Enter")
    assert "Your reading of" in reading.inner_text("main")


@pytest.mark.slow
def test_a_draft_outlives_its_tab_and_a_server_that_is_killed(chromium: Browser, expedition: Path) -> None:
    with served(expedition) as address:
        context = chromium.new_context(locale="en-GB")
        page = context.new_page()
        page.goto(f"{address}/en/transcribe")
        page.click("main form button")
        page.fill("[name=value-recordedBy]", "A. Verzonnen")
        page.wait_for_selector("[data-state]:has-text('Saved')")
        sheet = page.url.removeprefix(address)
        page.close()
        kept = context.storage_state()
    with served(expedition) as address:
        again = chromium.new_context(storage_state=kept).new_page()
        again.goto(f"{address}{sheet}")
        assert again.input_value("[name=value-recordedBy]") == "A. Verzonnen"
