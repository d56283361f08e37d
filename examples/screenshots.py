"""`.venv/bin/python -m examples.screenshots`: pictures of the main pages, so that anyone can look at them.

The demonstration node (`./run demo`) is served and visited with Chromium on a desktop, in the dark and on a phone; the
pictures go to `.screenshots/`, which is not kept in the repository.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from examples.demo import FOLDER, ROOT
from examples.serving import PATIENCE, served

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PAGES: Mapping[str, str] = {
    "home": "/en/",
    "search": "/en/search?q=rosa",
    "gallery": "/en/search?view=gallery&hasMedia=true",
    "map": "/en/map",
    "map-belgium": "/en/search?view=map&bbox=2.4,49.4,6.5,51.6",
    "charts": "/en/search?view=charts&country=BE",
    "compare": "/en/compare?a=country:BE&b=country:CD",
    "nothing": "/en/search?q=unicorn",
    "institutions": "/en/institutions",
    "collections": "/en/collections",
    "dashboard": "/en/dashboard",
    "institution": "/en/institutions/demo",
    "collection": "/en/collections/demo-herbarium",
    "harvests": "/en/harvests",
    "help": "/en/help",
    "help-desk": "/nl/help-desk",
    "news": "/en/news",
    "about": "/en/about",
    "people": "/en/collectors",
    "taxa": "/en/taxa",
    "taxon": "/en/taxon?family=Rosaceae",
    "places": "/en/places",
    "place": "/nl/place?country=BE",
    "keep": "/de/search/keep?country=BE",
    "accessibility": "/fr/accessibility",
    "privacy": "/nl/privacy",
    "api": "/api",
    "collector": "",
    "specimen": "",
}
FIRST_OF = {"specimen": ("/en/search?hasMedia=true&sort=midsLevel", ".hits th a"), "collector": ("/en/collectors", ".bars th a")}
VISITORS: Mapping[str, tuple[tuple[int, int], str]] = {
    "desktop": ((1360, 900), "light"),
    "dark": ((1360, 900), "dark"),
    "phone": ((390, 844), "light"),
}


def main(arguments: list[str]) -> None:
    """Takes every picture, or those of the pages named."""
    parser = argparse.ArgumentParser(prog="python -m examples.screenshots", description=__doc__)
    parser.add_argument("pages", nargs="*", help=f"of {', '.join(PAGES)}; all by default")
    parser.add_argument("--data", type=Path, default=FOLDER, help="the node to serve (by default the demonstration)")
    parser.add_argument("--out", type=Path, default=ROOT / ".screenshots")
    call = parser.parse_args(arguments)
    call.out.mkdir(exist_ok=True, parents=True)
    with served(call.data) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for visitor in VISITORS:
            visit(browser, address, visitor, call.pages or list(PAGES), call.out)
        browser.close()


def visit(browser: Browser, address: str, visitor: str, names: list[str], out: Path) -> None:
    """The pictures that one kind of visitor takes."""
    (width, height), scheme = VISITORS[visitor]
    context = browser.new_context(base_url=address, viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for name in names:
        page.goto(PAGES[name] or first_of(page, name))
        if page.locator(".map").count():
            page.locator(".map").first.scroll_into_view_if_needed()
            page.wait_for_selector(".map[data-ready]", timeout=PATIENCE * 1000)
        page.screenshot(path=out / f"{name}-{visitor}.png", full_page=True)
        print(out / f"{name}-{visitor}.png")
    context.close()


def first_of(page: Page, name: str) -> str:
    """The address of the first specimen with an image, or of who collected most."""
    listed, link = FIRST_OF[name]
    page.goto(listed)
    return page.locator(link).first.get_attribute("href") or "/"


if __name__ == "__main__":
    main(sys.argv[1:])
