"""A small node served by its own web process, and Chromium to look at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from examples.serving import served
from tests.small_node import build
from vasculum.site.messages import compile_all

CHROMIUM = Path("/usr/bin/chromium")
# Maps are drawn without a graphics card.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder needs the browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; its absence is a skip, an error where CI is set.

    It is closed with its module: while it is open an event loop runs in this process, in which Django asks no database.
    """
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            raise FileNotFoundError(f"Chromium is required and not at {CHROMIUM}")
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small node lies."""
    compile_all()
    return build(tmp_path_factory.mktemp("browser") / "node").folder


@pytest.fixture(scope="session")
def address(node_folder: Path) -> Iterator[str]:
    """Where the small node is served."""
    with served(node_folder) as address:
        yield address


@pytest.fixture
def context(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """A visitor with an English browser on a desktop screen."""
    context = chromium.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing may go wrong unseen: console errors, refused content and failed requests fail the test."""
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}") if _failed(request) else None)
    yield page
    assert wrong == []


def _failed(request: Request) -> bool:
    """Whether a request failed for another reason than that the visitor went on before it ended."""
    return request.failure != "net::ERR_ABORTED"
