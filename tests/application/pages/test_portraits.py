"""Pages of people, taxa and places: what their specimens tell, and what the checklists say of a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.application.pages.test_portal import LANGUAGES, text
from tests.small_node import SCRIPT
from vasculum.names import Usage, build

pytestmark = pytest.mark.usefixtures("served")


@pytest.fixture
def checklist(served: Path) -> Iterator[None]:
    """A checklist in which the field rose is a name of the dog rose, and the genus stands in its family."""
    folder = served / "backbones"
    folder.mkdir(exist_ok=True)
    file = folder / "roses.sqlite"
    usages = [
        Usage("f", "Rosaceae", "Rosaceae", "", "FAMILY", "ACCEPTED", kingdom="Plantae"),
        Usage("g", "Rosa L.", "Rosa", "L.", "GENUS", "ACCEPTED", "", "f", "Plantae", family="Rosaceae"),
        Usage(
            "1", "Rosa canina L.", "Rosa canina", "L.", "SPECIES", "ACCEPTED", "", "g", "Plantae", family="Rosaceae", genus="Rosa"
        ),
        Usage("2", "Rosa arvensis Huds.", "Rosa arvensis", "Huds.", "SPECIES", "SYNONYM", "1", "", "Plantae", family="Rosaceae"),
    ]
    build(usages, file)
    yield
    file.unlink()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["collectors", "taxa", "places", "collector?name=A.+Cogniaux", "taxon?family=Rosaceae", "place?country=BE"]
)
def test_every_page_opens_in_four_languages(browser: Client, language: str, path: str) -> None:
    response = browser.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert response.content.decode().count("<h1") == 1


def test_a_collector_is_shown_with_specimens_years_and_companions(browser: Client) -> None:
    page = text(browser.get("/en/collector?name=A.+Cogniaux"))
    assert "1 specimen · collected 14 May 1898" in page
    assert "Gathered with" in page
    assert "L. Piré" in page


def test_a_collector_is_found_by_the_beginning_of_a_name(browser: Client) -> None:
    assert "A. Cogniaux" in text(browser.get("/en/collectors?q=cogn"))
    assert "Nobody here is named so" in text(browser.get("/en/collectors?q=zzzz"))


def test_who_is_not_there_is_a_page_that_says_so(browser: Client) -> None:
    for path in ("collector?name=Nobody", "collector", "taxon?genus=Nothing", "taxon", "place?country=ZZ", "place"):
        assert browser.get(f"/en/{path}").status_code == 404, path
    assert browser.get("/en/collector?name=%00").status_code == 400


def test_a_script_in_a_name_is_text(browser: Client) -> None:
    answer = browser.get("/en/collector", {"name": SCRIPT})
    assert answer.status_code in {200, 404}
    assert SCRIPT not in answer.content.decode()


def test_the_tree_leads_from_a_kingdom_to_its_names(browser: Client) -> None:
    assert "Plantae" in text(browser.get("/en/taxa"))
    assert "/en/taxon?family=Rosaceae" in browser.get("/en/taxon?kingdom=Plantae").content.decode()
    genus = browser.get("/en/taxon?genus=Carex").content.decode()
    assert "/en/taxon?name=Carex+n01" in genus
    assert "/en/taxon?kingdom=Plantae" in genus


def test_a_taxon_without_a_checklist_shows_its_specimens_and_types(browser: Client) -> None:
    page = text(browser.get("/en/taxon?name=Rosa+canina+L."))
    assert "1 specimen" in page
    assert "Type specimens" in page
    assert "Holotype" in page


@pytest.mark.usefixtures("checklist")
def test_a_name_is_searched_for_with_its_synonyms_and_the_page_says_so(browser: Client) -> None:
    page = browser.get("/en/search?q=Rosa+canina").content.decode()
    assert "2 specimens" in text(browser.get("/en/search?q=Rosa+canina"))
    assert "Searched for as well" in page
    assert 'href="/en/search?q=%22Rosa+canina%22"' in page
    assert "1 specimen " in text(browser.get('/en/search?q="Rosa canina"'))
    assert browser.get("/api/search?q=Rosa+canina").json()["total"] == 2


@pytest.mark.usefixtures("checklist")
def test_a_synonym_leads_to_its_accepted_name_and_back(browser: Client) -> None:
    synonym = browser.get("/en/taxon?name=Rosa+arvensis").content.decode()
    assert "Another name of" in synonym
    assert "/en/taxon?name=Rosa+canina" in synonym
    accepted = text(browser.get("/en/taxon?name=Rosa+canina"))
    assert "Synonyms" in accepted
    assert "Rosa arvensis Huds." in accepted
    assert "2 specimens" in accepted


@pytest.mark.usefixtures("checklist")
def test_the_checklist_tells_what_stands_above_and_below(browser: Client) -> None:
    page = browser.get("/en/taxon?genus=Rosa").content.decode()
    assert "/en/taxon?family=Rosaceae" in page
    assert "Taxa below it in the checklist" in page


@pytest.mark.usefixtures("checklist")
def test_a_name_that_only_a_checklist_has_still_has_a_page(browser: Client) -> None:
    assert "No specimens here yet" not in text(browser.get("/en/taxon?family=Rosaceae"))


def test_a_checklist_that_cannot_be_read_breaks_no_search(browser: Client, served: Path) -> None:
    (served / "backbones").mkdir(exist_ok=True)
    broken = served / "backbones" / "broken.sqlite"
    broken.write_text("no backbone")
    try:
        assert browser.get("/en/search?q=Rosa+canina").status_code == 200
        assert browser.get("/en/taxon?name=Rosa+canina").status_code == 200
    finally:
        broken.unlink()


def test_a_search_for_one_thing_leads_to_its_page(browser: Client) -> None:
    assert 'href="/en/place?country=BE"' in browser.get("/en/search?country=BE").content.decode()
    assert "/en/place?" not in browser.get("/en/search?country=BE&q=rosa").content.decode().partition("<main")[2]


def test_the_filter_of_taxa_is_a_tree_that_opens_where_it_is_ticked(browser: Client) -> None:
    page = browser.get("/en/search?family=Rosaceae").content.decode()
    branch = page.partition('class="facet taxon-tree"')[2].partition("</fieldset>")[0]
    assert 'name="family" value="Rosaceae" checked' in branch
    assert branch.count('class="branch"') >= 1


def test_robots_find_every_page_and_no_combination_of_filters(browser: Client, pid: str) -> None:
    robots = browser.get("/robots.txt").content.decode()
    assert "Disallow: /fr/search" in robots
    assert "http://testserver/sitemap.xml" in robots
    index = browser.get("/sitemap.xml").content.decode()
    assert "http://testserver/sitemaps/herbarium-0.xml" in index
    assert f"http://testserver/{pid}<" in browser.get("/sitemaps/herbarium-0.xml").content.decode()
    assert "http://testserver/de/institutions/garden<" in browser.get("/sitemaps/pages.xml").content.decode()
    assert browser.get("/sitemaps/herbarium-1.xml").status_code == 404
