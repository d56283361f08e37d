"""Visits to the map, the charts, the comparison and the suggestions, as people make them."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PAGES = (
    "/{}/search?q=rosa",
    "/{}/search?view=map",
    "/{}/map",
    "/{}/search?view=charts",
    "/{}/compare?a=rosa&b=carex",
    "/{}/compare",
)
SIZE = """() => performance.getEntries().filter((e) => e.transferSize && e.initiatorType !== 'img')
  .reduce((sum, e) => sum + e.transferSize, 0)"""
MOST_BYTES = 300_000


def on_the_map(page: Page, address: str = "/en/map") -> None:
    page.goto(address)
    page.wait_for_selector("#map[data-ready]")


def at(page: Page, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place is drawn on the screen."""
    box = page.locator("#map canvas").bounding_box()
    assert box is not None
    point = page.evaluate(f"(() => {{ const p = vasculumMap.project([{longitude}, {latitude}]); return [p.x, p.y]; }})()")
    return box["x"] + point[0], box["y"] + point[1]


def test_a_box_drawn_on_the_map_becomes_a_search(page: Page) -> None:
    on_the_map(page, "/en/map?bbox=2,49,7,52")
    page.locator("[data-draw=box]").click()
    page.mouse.move(*at(page, 4.1, 51.1))
    page.mouse.down()
    page.mouse.move(*at(page, 4.6, 50.8), steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"/en/search\?.*bbox=4\.\d+%2C50\.\d+%2C4\.\d+%2C51\.\d+.*view=map"))
    expect(page.locator(".results-head h2")).to_have_text("1 specimen")
    expect(page.locator(".chips")).to_contain_text("Area on the map")


@pytest.mark.slow
def test_an_area_is_drawn_corner_by_corner_and_finished_with_enter(page: Page) -> None:
    on_the_map(page, "/en/map?bbox=2,49,7,52&q=rosa")
    page.locator("[data-draw=polygon]").click()
    for corner in ((3.5, 51.4), (5.5, 51.4), (4.4, 50.2)):
        page.mouse.click(*at(page, *corner))
    page.locator("#map canvas").press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search\?q=rosa&polygon=.*view=map"))
    expect(page.locator(".results-head h2")).to_have_text("1 specimen")


@pytest.mark.slow
def test_the_map_is_read_by_keyboard_alone(page: Page) -> None:
    on_the_map(page, "/en/map?bbox=4.32,50.92,4.334,50.938")
    page.evaluate("vasculumMap.jumpTo({ center: [4.327, 50.929] })")
    page.locator("#map canvas").focus()
    page.keyboard.press("+")
    page.wait_for_selector("#map[data-ready]")
    page.keyboard.press("Enter")
    expect(page.locator(".popup a").first).to_have_text("Rosa canina L.")
    expect(page.locator(".popup :focus")).to_have_count(1)


@pytest.mark.slow
def test_the_theme_may_change_while_the_map_is_shown(page: Page) -> None:
    on_the_map(page)
    before = page.evaluate("vasculumMap.getPaintProperty('sea', 'background-color')")
    page.locator("[data-theme-switch]").click()
    page.wait_for_selector("#map[data-ready]")
    assert page.evaluate("vasculumMap.getPaintProperty('sea', 'background-color')") != before


@pytest.mark.slow
def test_without_javascript_the_tables_say_what_the_map_would(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/map")
    expect(page.locator(".map-tables table").first).to_contain_text("Belgium")
    page.locator("#map-squares ~ table a").first.click()
    expect(page.locator(".hits tbody tr")).to_have_count(1)
    context.close()


def test_a_suggestion_is_chosen_by_keyboard(page: Page) -> None:
    page.goto("/en/search")
    field = page.get_by_role("combobox").and_(page.locator("#words"))
    field.press_sequentially("cani")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Rosa canina L.")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search\?name=Rosa\+canina"))


@pytest.mark.slow
def test_suggestions_go_away_with_escape_and_the_text_stays(page: Page) -> None:
    page.goto("/en/")
    page.locator("#home-search").press_sequentially("rosa")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option").first).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search\?q=rosa$"))


@pytest.mark.slow
def test_the_language_changes_and_the_map_stays(page: Page) -> None:
    on_the_map(page, "/en/search?view=map&country=BE")
    page.locator(".languages a[lang=fr]").click()
    expect(page).to_have_url(re.compile(r"/fr/search\?view=map&country=BE$"))
    page.wait_for_selector("#map[data-ready]")
    expect(page.locator("[data-draw=box]")).to_have_text("Dessiner un cadre")


@pytest.mark.slow
def test_the_views_keep_what_was_asked(page: Page) -> None:
    page.goto("/en/search?q=rosa&country=BE")
    for view in ("Gallery", "Map", "Charts"):
        page.locator(".views a", has_text=view).click()
        expect(page).to_have_url(re.compile(rf"q=rosa&country=BE&view={view.lower()}"))
        expect(page.locator(".chips")).to_contain_text("Belgium")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_fault(page: Page, path: str, language: str) -> None:
    page.goto(path.format(language))
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:160] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "zoom"), [(320, 1), (390, 1), (1280, 2)])
def test_no_view_scrolls_sideways_on_a_phone_or_enlarged(page: Page, path: str, width: int, zoom: int) -> None:
    page.set_viewport_size({"width": width // zoom, "height": 800 // zoom})
    page.goto(path.format("de"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width // zoom


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_no_request_of_a_view_leaves_the_node(page: Page, address: str, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.format("en"))
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/en/search", "/en/search?q=rosa", "/en/search?view=charts", "/en/"])
def test_a_page_weighs_little_and_leaves_the_map_where_it_is(page: Page, path: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="networkidle")
    assert 0 < page.evaluate(SIZE) < MOST_BYTES
    assert not [url for url in asked if "maplibre" in url]
