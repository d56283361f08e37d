"""A person who knows no Darwin Core brings a workbook of 500 rows with typical faults in; the steps are counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_people import faults, sideways
from tests.browser.test_survey import session as session
from tests.unit.formats.workbooks import xlsx

pytestmark = pytest.mark.slow
MOST_STEPS = 14
NAMES = ["Rosa canina L.", "Poa annua L.", "Rubus caesius L.", "Quercus robur L.", "Bellis perennis L."]


@pytest.fixture
def person(chromium: Browser, address: str, session: str) -> Iterator[BrowserContext]:
    """A browser in which somebody who may bring files in has signed in."""
    context = chromium.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    yield context
    context.close()


def herbarium(path: Path) -> Path:
    """500 rows under a title: days in several ways, a country nobody knows, a number twice, a day that never was."""
    rows: list[list[str]] = [
        ["Herbarium of the school"],
        [],
        ["Inv.nr.", "Wetenschappelijke naam", "Datum", "Land", "Leg.", "Hoogte (m)", "Kast"],
    ]
    for number in range(500):
        day = f"{1 + number % 28}.VI.{1900 + number % 60}" if number % 3 else str(1900 + number % 60)
        country = "Zzland" if number % 50 == 7 else "België"
        rows.append([f"S{number}", NAMES[number % 5], day, country, "A. Janssens", str(number % 300), str(number % 9)])
    rows[20][2], rows[40][0] = "31/2/1950", "S7"
    return xlsx(path, rows)


class Steps:
    """Counts what a person does."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()
        self.count += 1

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.count += 1

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)
        self.count += 1

    def bring(self, file: Path) -> None:
        self.page.get_by_label("The file").set_input_files(file)
        self.count += 1


def test_a_workbook_of_500_rows_with_typical_faults_is_brought_in_within_15_steps(person: BrowserContext, tmp_path: Path) -> None:
    page = person.new_page()
    steps = Steps(page)
    page.goto("/en/import")
    steps.count += 1
    steps.choose("Institution", "Garden")
    steps.bring(herbarium(tmp_path / "herbarium.xlsx"))
    steps.click("Look at the file")
    expect(page.get_by_text("Please say what these are")).to_be_visible()
    steps.choose("Datum", "Event date (perhaps)")
    expect(page.locator("#preview")).to_contain_text("Event date")
    assert not faults(page)
    steps.type("Name of a new collection", "School herbarium")
    steps.click("Check every row")
    expect(page.get_by_role("heading", name="What would change")).to_be_visible(timeout=60_000)
    assert not faults(page)
    page.get_by_role("textbox", name="Zzland").fill("België")
    steps.count += 1
    page.locator("form.in-line", has_text="Zzland").get_by_role("button", name="Mend").click()
    steps.count += 1
    steps.click("Bring the good rows in")
    expect(page.get_by_role("heading", name="Brought in")).to_be_visible(timeout=60_000)
    expect(page.locator("dl.facts").first).to_contain_text("499")
    assert steps.count <= MOST_STEPS, steps.count
    page.get_by_role("button", name="Undo this").click()
    expect(page.get_by_text("This was undone")).to_be_visible(timeout=60_000)


def test_the_pages_fit_a_phone_and_work_without_scripts_in_dutch(
    chromium: Browser, address: str, session: str, tmp_path: Path
) -> None:
    context = chromium.new_context(
        base_url=address, locale="nl", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    page = context.new_page()
    page.goto("/nl/import")
    page.get_by_label("Het bestand").set_input_files(herbarium(tmp_path / "herbarium.xlsx"))
    page.get_by_role("button", name="Het bestand bekijken").click()
    expect(page.get_by_role("heading", name="Wat de kolommen zijn")).to_be_visible()
    context.close()
    scripted = chromium.new_context(base_url=address, locale="nl", viewport={"width": 360, "height": 740}, color_scheme="dark")
    scripted.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    again = scripted.new_page()
    again.goto(page.url)
    assert not sideways(again)
    assert not faults(again)
    again.goto(f"{page.url}/rules?column=Leg.")
    assert not sideways(again)
    assert not faults(again)
    scripted.close()
