"""What a visitor's browser has to fetch: little, from this node alone, and nothing that could run other people's scripts."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

KIB = 1024
MOST = 300_000
MOST_ON_A_MAP = 700_000


def bytes_fetched(browser: Browser, address: str, ready: str) -> tuple[Counter[str], set[str], str]:
    """Bytes on the wire by kind of resource with nothing cached, the hosts that were asked, and the policy of the page."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    fetched: Counter[str] = Counter()
    hosts: set[str] = set()

    def finished(event: dict[str, Any]) -> None:
        fetched[kinds.get(event["requestId"], "Other")] += int(event["encodedDataLength"])

    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.loadingFinished", finished)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    answer = page.goto(address)
    page.wait_for_selector(ready, state="attached")
    page.wait_for_load_state("networkidle")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    context.close()
    return fetched, {host for host in hosts if host}, policy


@pytest.mark.parametrize("view", ["table", "gallery", "charts"])
def test_the_search_page_weighs_less_than_300_kilobytes_without_images(chromium: Browser, address: str, view: str) -> None:
    fetched, hosts, policy = bytes_fetched(chromium, f"{address}/en/search?view={view}", "#count")
    assert 2 * KIB < fetched["Document"] < 100 * KIB
    assert sum(fetched.values()) - fetched["Image"] < MOST, fetched
    assert hosts == {urlsplit(address).netloc}
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy


def test_the_map_is_fetched_only_by_who_opens_it_and_from_this_node(chromium: Browser, address: str) -> None:
    fetched, hosts, policy = bytes_fetched(chromium, f"{address}/en/map", "#map[data-ready]")
    assert sum(fetched.values()) - fetched["Image"] < MOST_ON_A_MAP, fetched
    assert hosts == {urlsplit(address).netloc}
    assert "unsafe-eval" not in policy


def test_the_map_becomes_finer_where_somebody_looks_closer(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response(lambda answer: answer.url.endswith("/api/base-map.json"), timeout=60_000):
        page.goto(f"{address}/en/map")
        page.wait_for_selector("#map[data-ready]")
        page.evaluate("vasculumMap.jumpTo({center: [4.35, 50.85], zoom: 6})")
    page.wait_for_selector("#map[data-ready]")
    assert next(each for each in asked if "base-map" in each).endswith("?detail=coarse")
