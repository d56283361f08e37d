"""Visits to the portal as people make them: by keyboard, on a phone, with another language, without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

PAGES = (
    "/en/",
    "/en/search",
    "/en/search?view=gallery",
    "/en/institutions",
    "/en/collections/herbarium",
    "/en/harvests",
    "/en/quality",
    "/en/quality/herbarium",
    "/en/quality/herbarium/remark/EVENT_DATE_IMPOSSIBLE",
    "/en/help",
)
FAULTS = """() => {
  const found = [];
  const name = (e) => (e.getAttribute('aria-label') || e.title || e.textContent).trim();
  if (!document.documentElement.lang) found.push('no language');
  if (!document.title.trim()) found.push('no title');
  if (document.querySelectorAll('h1').length !== 1) found.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) found.push('not one main');
  for (const e of document.querySelectorAll('img:not([alt])')) found.push('no alt: ' + e.src);
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!e.labels.length && !e.getAttribute('aria-label')) found.push('no label: ' + e.name);
  for (const e of document.querySelectorAll('a[href], button'))
    if (!name(e) && ![...e.querySelectorAll('img[alt]')].some((i) => i.alt)) found.push('no name: ' + e.outerHTML.slice(0, 120));
  for (const e of document.querySelectorAll('nav, [role=region], aside'))
    if (!e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')) found.push('no name: ' + e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(e.getAttribute('aria-labelledby'))) found.push('dangling ' + e.getAttribute('aria-labelledby'));
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  if (new Set(ids).size !== ids.length) found.push('an id twice');
  let before = 0;
  for (const e of document.querySelectorAll('h1, h2, h3, h4')) {
    const level = Number(e.tagName[1]);
    if (before && level > before + 1) found.push('skipped to ' + e.tagName + ' ' + e.textContent);
    before = level;
  }
  return found;
}"""
CONTRAST = """() => {
  const parse = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.backgroundImage !== 'none') return null;
      const colour = parse(style.backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !e.checkVisibility() || e.closest('.unseen, svg')) continue;
    const behind = ground(e);
    if (!behind) continue;
    const [one, other] = [light(parse(getComputedStyle(e).color)), light(behind)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < 4.5) found.add(ratio.toFixed(2) + ' ' + e.className + ' ' + walker.currentNode.textContent.trim().slice(0, 30));
  }
  return [...found];
}"""


def rose(page: Page) -> str:
    page.goto("/en/search?q=canina")
    return page.locator(".hits th a").first.get_attribute("href") or ""


def test_from_home_to_a_specimen_by_keyboard_alone(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    page.locator("#home-search").focus()
    page.keyboard.type("Rosa canina")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/en/search"))
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.hits th') !== null"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Rosa canina L.")


def test_a_filter_applies_as_soon_as_it_is_ticked(page: Page) -> None:
    page.goto("/en/search?q=carex")
    page.locator("input[name=decade]").first.check()
    expect(page).to_have_url(re.compile(r"/en/search\?q=carex&decade=\d+$"))
    expect(page.locator(".chips")).to_contain_text("Decade")


def test_everything_works_without_javascript(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/")
    page.locator("#home-search").fill("carex")
    page.locator(".search-big button").click()
    page.locator("input[name=decade]").first.check()
    page.locator("button.apply").click()
    expect(page.locator(".chips")).to_contain_text("Decade")
    page.locator(".hits th a").first.click()
    expect(page.locator("h1")).to_contain_text("Carex")
    context.close()


def test_the_language_changes_and_the_visitor_stays(page: Page) -> None:
    page.goto("/en/search?q=rosa&discipline=Botany")
    page.locator(".languages a[lang=nl]").click()
    expect(page).to_have_url(re.compile(r"/nl/search\?q=rosa&discipline=Botany$"))
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.locator(".hits th a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


@pytest.mark.slow
def test_the_theme_is_remembered(page: Page) -> None:
    page.goto("/en/help")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-theme-switch]").click()
    page.goto("/en/institutions")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_fault_that_shuts_people_out(page: Page, path: str) -> None:
    page.goto(path)
    assert page.evaluate(FAULTS) == []


@pytest.mark.slow
def test_the_specimen_page_has_no_fault_that_shuts_people_out(page: Page) -> None:
    page.goto(rose(page))
    assert page.evaluate(FAULTS) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(chromium: Browser, address: str, scheme: str) -> None:
    context: BrowserContext = chromium.new_context(base_url=address, locale="en-GB", color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    specimen, report = rose(page), "/en/harvests/1"
    for path in (*PAGES, specimen, report):
        page.goto(path)
        assert page.evaluate(CONTRAST) == [], path
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 640])
def test_no_page_scrolls_sideways_on_a_phone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    specimen = rose(page)
    for path in (*PAGES, specimen, "/en/harvests/1"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_no_request_leaves_the_node(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (*PAGES, rose(page)):
        page.goto(path)
    assert [url for url in asked if not url.startswith(address)] == []


def test_the_image_of_the_specimen_is_shown(page: Page) -> None:
    page.goto(rose(page))
    image = page.locator(".main-image img")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.naturalWidth") == 60
