"""Every page of the node in Chromium: no fault of accessibility in any language or in the dark, and none too wide for a phone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, Route

from examples.serving import served
from tests.application.pages.routes import routes
from tests.browser.every_page import NO_PAGES, VISITS, Visit
from tests.browser.visited_node import SURROUNDINGS, Visited, furnish

LANGUAGES = ("nl", "fr", "en", "de")
EVERY = [(name, visit) for name, visits in VISITS.items() for visit in visits]
Opened = Callable[..., BrowserContext]


def every_page_in_every_language() -> Iterator[Any]:
    """Each visit in each language: one of them, another for each visit, with the slow tests, the others by hand."""
    for number, (name, visit) in enumerate(EVERY):
        for place, language in enumerate(LANGUAGES):
            marks = [pytest.mark.slow] if place == number % len(LANGUAGES) else [pytest.mark.by_hand]
            yield pytest.param(name, visit, language, marks=marks, id=f"{language} {visit}")


@pytest.fixture(scope="module")
def folder(node_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small node, for what is put into it here."""
    return shutil.copytree(node_folder, tmp_path_factory.mktemp("every_page") / "node")


@pytest.fixture(scope="module")
def visited(folder: Path) -> Visited:
    """What was put into it."""
    return furnish(folder)


@pytest.fixture(scope="module")
def address(folder: Path, visited: Visited) -> Iterator[str]:  # noqa: ARG001
    """Where it is served."""
    with served(folder, SURROUNDINGS) as address:
        yield address


@pytest.fixture(scope="module")
def opened(chromium: Browser, address: str, visited: Visited) -> Iterator[Opened]:
    """A browser of somebody, kept open for their next visit; another one where something else is asked of it."""
    contexts: dict[tuple[Any, ...], BrowserContext] = {}

    def context(who: str, **asked: Any) -> BrowserContext:
        key = (who, *sorted(asked.items()))
        if key not in contexts:
            width = asked.pop("width", 1280)
            contexts[key] = chromium.new_context(base_url=address, viewport={"width": width, "height": 900}, **asked)
            contexts[key].route("**/account/orcid/sign-in*", staying)
            if who in visited.sessions:
                contexts[key].add_cookies([{"name": "sessionid", "value": visited.sessions[who], "url": address}])
        return contexts[key]

    yield context
    for each in contexts.values():
        each.close()


def staying(route: Route) -> None:
    """Answers without going on to another site by itself."""
    answer = route.fetch(max_redirects=0)
    route.fulfill(response=answer, headers={name: value for name, value in answer.headers.items() if name != "refresh"})


def go(page: Page, name: str, visit: Visit, language: str, visited: Visited) -> None:
    """Makes the visit, and makes sure that it ends at the page that was meant."""
    path = visit.path.format(**visited.parts)
    joined = "&" if "?" in path else "?"
    answer = page.goto(f"{path}{joined}lang={language}" if path.startswith("/") else f"/{language}/{path}")
    if visit.sends:
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        if visit.late:
            page.evaluate("document.querySelector('main [name=version]').value = '9999'")
        with page.expect_navigation() as sent:
            page.locator(visit.sends).first.click()
        answer = sent.value
    assert answer is not None
    assert (answer.status, answer.headers["content-type"]) == (visit.status, "text/html; charset=utf-8"), page.url
    assert page.locator("html").get_attribute("lang") == language
    with translation.override(language):
        found = resolve(urlsplit(page.url).path)
    assert (found.url_name or f"/{found.route}") == (visit.lands or name)
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")


def faults(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds, with the elements."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


def test_every_address_is_visited_or_is_no_page() -> None:
    pages = {route.name for route in routes() if not route.path.startswith("/api/")}
    assert pages == VISITS.keys() | NO_PAGES.keys()
    assert not VISITS.keys() & NO_PAGES.keys()


@pytest.mark.parametrize(("name", "visit", "language"), [*every_page_in_every_language()])
def test_a_page_has_no_fault(opened: Opened, visited: Visited, name: str, visit: Visit, language: str) -> None:
    page = opened(visit.who).new_page()
    try:
        go(page, name, visit, language, visited)
        assert faults(page) == []
    finally:
        page.close()


@pytest.mark.by_hand
@pytest.mark.parametrize(("name", "visit"), [pytest.param(*each, id=str(each[1])) for each in EVERY])
def test_in_the_dark_it_has_no_fault_either(opened: Opened, visited: Visited, name: str, visit: Visit) -> None:
    page = opened(visit.who, color_scheme="dark").new_page()
    try:
        go(page, name, visit, "fr", visited)
        assert faults(page) == []
    finally:
        page.close()


@pytest.mark.by_hand
@pytest.mark.parametrize(("name", "visit"), [pytest.param(*each, id=str(each[1])) for each in EVERY])
def test_it_fits_a_phone(opened: Opened, visited: Visited, name: str, visit: Visit) -> None:
    page = opened(visit.who, width=360).new_page()
    try:
        go(page, name, visit, "de", visited)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    finally:
        page.close()
