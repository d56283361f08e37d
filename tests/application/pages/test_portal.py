"""What a visitor sees around the specimens: home, search, institutions, collections, help."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.small_node import FILLERS, SCRIPT

pytestmark = pytest.mark.usefixtures("served")

LANGUAGES = ("nl", "fr", "en", "de")
TOTAL = FILLERS + 5


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["", "search", "institutions", "institutions/garden", "collections", "collections/herbarium", "help"]
)
def test_every_page_opens_in_four_languages(browser: Client, language: str, path: str) -> None:
    response = browser.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    ("header", "cookie", "language"), [("fr,en;q=0.5", "", "fr"), ("fr", "de", "de"), ("pl", "", "en"), ("nl-BE", "", "nl")]
)
def test_the_front_leads_to_the_visitors_language(header: str, cookie: str, language: str) -> None:
    visitor = Client(headers={"accept-language": header})
    if cookie:
        visitor.cookies["django_language"] = cookie
    assert visitor.get("/").headers["Location"] == f"/{language}/"


def test_the_language_switch_keeps_the_address(browser: Client) -> None:
    page = browser.get("/en/search?q=rosa&country=BE").content.decode()
    assert 'href="/fr/search?q=rosa&amp;country=BE"' in page


def test_home_tells_the_figures_of_the_node(browser: Client) -> None:
    page = text(browser.get("/en/"))
    assert re.search(rf"specimens {TOTAL} ", page)
    assert "Botany" in page
    assert "Garden" in page


def test_every_word_must_occur(browser: Client) -> None:
    assert "1 specimen " in text(browser.get("/en/search?q=rosa+meise"))
    assert "Nothing found" in text(browser.get("/en/search?q=rosa+viola"))


def test_values_of_one_filter_add_up_and_filters_narrow(browser: Client) -> None:
    def count(query: str) -> int:
        found = re.search(r"(\d+) specimens? Table", text(browser.get(f"/en/search?{query}")))
        return int(found[1]) if found else 0

    sixties, seventies = count("decade=1860"), count("decade=1870")
    assert sixties
    assert seventies
    assert count("decade=1860&decade=1870") == sixties + seventies
    assert count("decade=1860&hasMedia=true") < sixties


def test_the_counts_of_a_facet_leave_its_own_ticks_out_of_account(browser: Client) -> None:
    page = browser.get("/en/search?decade=1860").content.decode()
    assert 'name="decade" value="1870"' in page
    assert 'name="decade" value="1860" checked' in page


def test_a_ticked_value_without_hits_stays_to_be_unticked(browser: Client) -> None:
    assert 'name="country" value="ZZ" checked' in browser.get("/en/search?country=ZZ").content.decode()


def test_a_chip_leads_to_the_search_without_its_filter(browser: Client) -> None:
    page = browser.get("/en/search?q=rosa&discipline=Botany&country=BE").content.decode()
    assert 'href="/en/search?q=rosa&amp;country=BE"' in page


def test_filters_without_a_checkbox_survive_the_form(browser: Client) -> None:
    page = browser.get("/en/search?collector=A.+Cogniaux&remark=EVENT_DATE_IMPOSSIBLE").content.decode()
    assert '<input type="hidden" name="collector" value="A. Cogniaux">' in page


def test_paging_reaches_every_specimen_once(browser: Client) -> None:
    seen, address = [], "/en/search?sort=name"
    while address:
        page = browser.get(address).content.decode()
        seen += re.findall(r'<th scope="row"><a href="/(10\.5072/[^"]+)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = unescape(following[1]) if following else ""
    assert len(seen) == len(set(seen)) == TOTAL


def test_a_range_of_years_is_asked_by_its_two_ends(browser: Client) -> None:
    assert "1 specimen " in text(browser.get("/en/search?yearFrom=1902&yearTo=1902&q=arvensis"))
    assert "Nothing found" in text(browser.get("/en/search?yearTo=1901&q=arvensis"))


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("midsLevel=high", "midsLevel"),
        ("year=1900-18", "year"),
        ("yearFrom=x", "yearFrom"),
        ("sort=colour", "sort"),
        ("size=0", "size"),
        ("view=globe", "view"),
        ("hasMedia=maybe", "hasMedia"),
        ("cursor=nonsense", "cursor"),
        ("q=%00", "q"),
    ],
)
def test_a_search_that_cannot_be_made_names_what_is_wrong(browser: Client, query: str, named: str) -> None:
    response = browser.get(f"/en/search?{query}")
    assert response.status_code == 400
    assert named in text(response)


def test_metacharacters_are_literals(browser: Client) -> None:
    for query in ("*", "rosa OR viola", '"rosa', "country:BE", "' OR 1=1 --", "%", "(", "\\", "[a-z]+"):
        assert browser.get("/en/search", {"q": query}).status_code == 200, query
    assert "Nothing found" in text(browser.get("/en/search", {"q": "rosa OR viola"}))


def test_script_in_a_name_is_shown_as_text(browser: Client) -> None:
    for view in ("table", "gallery"):
        page = browser.get(f"/en/search?q=script&view={view}").content.decode()
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page


def test_a_declared_size_has_its_qualifier_and_an_unknown_one_is_no_zero(browser: Client) -> None:
    page = text(browser.get("/en/collections"))
    assert "about 3,000 sheets" in page
    shells = text(browser.get("/en/collections/shells"))
    assert "not stated" in shells
    assert "Declared size 0" not in shells


def test_a_collection_shows_its_harvests(browser: Client) -> None:
    page = browser.get("/en/collections/herbarium").content.decode()
    assert re.search(r'href="/en/harvests/\d+"', page)


@pytest.mark.parametrize(
    "path", ["/en/institutions/nobody", "/en/collections/nothing", "/en/harvests/99999", "/en/nowhere", "/xx/"]
)
def test_what_is_not_there_is_a_friendly_404(browser: Client, path: str) -> None:
    response = browser.get(path)
    assert response.status_code == 404
    assert "search" in response.content.decode()


def test_every_page_carries_the_content_security_policy(browser: Client) -> None:
    for path in ("/en/", "/en/nowhere", "/api/search", "/en/search?sort=colour"):
        policy = browser.get(path).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/en/", "/en/search", "/en/help", "/en/harvests"])
def test_no_page_has_inline_script_or_style(browser: Client, path: str) -> None:
    page = browser.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*(\bsrc=|type=\"application/(ld\+)?json\"))|<style|<[^>]*\s(style|on[a-z]+)=", page)
