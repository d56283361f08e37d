"""The quality pages: what is wrong, how often, examples, what to mend first, and the files to take away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.application.pages.test_portal import text
from tests.small_node import FILLERS
from vasculum.registry.models import Institution

pytestmark = pytest.mark.usefixtures("served")
SPECIMENS = FILLERS + 5
PAGES = ("/en/quality/herbarium", "/en/collections/herbarium/quality", "/en/institutions/garden/quality")


def body(path: str) -> bytes:
    return b"".join(Client().get(path).streaming_content)  # type: ignore[attr-defined]


def rows(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(path).decode("utf-8-sig"))))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_tells_how_many_specimens_there_are_and_what_is_wrong(browser: Client, path: str) -> None:
    page = text(browser.get(path))
    assert re.search(rf"specimens {SPECIMENS}\b|\b{SPECIMENS} specimens", page)
    assert "The date does not exist." in page
    assert "What to mend first" in page


@pytest.mark.parametrize(("language", "sentence"), [
    ("nl", "Wat eerst te verbeteren"), ("fr", "Que corriger d’abord"), ("en", "What to mend first"),
    ("de", "Was zuerst zu bessern ist"),
])  # fmt: skip
def test_the_page_speaks_the_visitors_language(browser: Client, language: str, sentence: str) -> None:
    assert sentence in text(browser.get(f"/{language}/quality/herbarium"))


def test_the_overview_lists_every_source(browser: Client) -> None:
    answer = browser.get("/en/quality")
    assert 'href="/en/quality/herbarium"' in answer.content.decode()
    assert "Source by source" in text(answer)


def test_sources_of_a_hidden_institution_are_not_seen(browser: Client) -> None:
    Institution.objects.filter(key="garden").update(hidden=True)
    assert browser.get("/en/quality/herbarium").status_code == 404
    assert browser.get("/en/collections/herbarium/quality").status_code == 404
    assert "/en/quality/herbarium" not in browser.get("/en/quality").content.decode()
    assert Client().get("/api/quality/herbarium").status_code == 404


@pytest.mark.parametrize("place", ["quality/herbarium", "collections/herbarium/quality", "institutions/garden/quality"])
def test_a_problem_shows_specimens_what_to_do_and_the_search_of_all(browser: Client, place: str) -> None:
    answer = browser.get(f"/en/{place}/remark/EVENT_DATE_IMPOSSIBLE")
    page = text(answer)
    assert "1 record" in page
    assert "GRD0004" in page
    assert "1898-02-31" in page
    assert "this day does not exist" in page
    search = re.search(r'href="([^"]*/en/search\?[^"]*remark=EVENT_DATE_IMPOSSIBLE[^"]*)"', answer.content.decode())
    assert search is not None
    assert "Viola odorata" in text(browser.get(search[1].replace("&amp;", "&")))


def test_as_many_specimens_are_searched_as_were_counted() -> None:
    counted = Client().get("/api/quality/herbarium").json()
    asked = {"remark": "remark", "mids": "missing"}
    for problem in counted["problems"]:
        if problem["kind"] in asked:
            found = Client().get("/api/search", {asked[problem["kind"]]: problem["code"], "source": "herbarium"}).json()
            assert found["total"] == problem["records"], problem["code"]


@pytest.mark.parametrize("path", [
    "/en/quality/nowhere", "/en/collections/nowhere/quality", "/en/institutions/nowhere/quality",
    "/en/quality/herbarium/remark/NO_SUCH", "/en/quality/herbarium/mids/NoElement", "/en/quality/herbarium/other/X",
    "/api/quality/nowhere", "/api/quality/herbarium/remark/NO_SUCH", "/en/quality/nowhere/problems.csv",
])  # fmt: skip
def test_what_does_not_exist_is_not_found(browser: Client, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_collection_without_a_source_says_that_nothing_was_harvested(browser: Client) -> None:
    assert "Nothing has been harvested yet." in text(browser.get("/en/collections/shells/quality"))


def test_the_file_lists_each_problem_with_its_line() -> None:
    impossible = rows("/fr/quality/herbarium/problems.csv?code=remark:EVENT_DATE_IMPOSSIBLE")
    assert [(row["line"], row["catalogNumber"], row["value"]) for row in impossible] == [("5", "GRD0004", "1898-02-31")]
    assert impossible[0]["whatToDo"].startswith("Regarder l’étiquette")
    every = rows("/en/quality/herbarium/problems.csv")
    assert impossible[0]["recordID"] in {row["recordID"] for row in every}
    assert {row["code"] for row in every} > {"remark:EVENT_DATE_IMPOSSIBLE"}


def test_no_cell_of_the_file_is_a_formula() -> None:
    every = rows("/en/quality/herbarium/problems.csv")
    assert "'=1+1" in {row["recordID"] for row in every}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in every for cell in row.values())


def test_the_spreadsheet_holds_the_same_lines() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body("/en/quality/herbarium/problems.xlsx")))
    header, *lines = book.get_sheet_by_index(0).to_python()
    every = rows("/en/quality/herbarium/problems.csv")
    assert header == list(every[0])
    assert sorted(map(tuple, lines)) == sorted(tuple(row.values()) for row in every)


def test_a_problem_that_does_not_exist_cannot_be_taken_away(browser: Client) -> None:
    for form in ("csv", "xlsx"):
        answer = browser.get(f"/en/quality/herbarium/problems.{form}?code=remark:NO_SUCH")
        assert answer.status_code == 400
        assert "code" in text(answer)


def test_the_api_gives_the_numbers_of_the_page() -> None:
    told = Client().get("/api/quality/herbarium").json()
    assert told["specimens"] == SPECIMENS
    assert sum(told["midsLevels"].values()) == SPECIMENS
    found = {(each["kind"], each["code"]): each for each in told["problems"]}
    impossible = found["remark", "EVENT_DATE_IMPOSSIBLE"]
    assert (impossible["records"], impossible["group"], len(impossible["examples"])) == (1, "dates", 1)
    assert [act["records"] for act in told["fixFirst"]] == sorted((act["records"] for act in told["fixFirst"]), reverse=True)
    one = Client().get("/api/quality/herbarium/remark/EVENT_DATE_IMPOSSIBLE").json()
    assert one["examples"] == [
        {"pid": impossible["examples"][0], "catalogNumber": "GRD0004", "term": "dwc:eventDate", "value": "1898-02-31"}
    ]


@pytest.mark.parametrize("path", ["/en/collections/herbarium", "/en/institutions/garden", "/en/harvests/1", "/en/harvests"])
def test_the_pages_around_lead_to_the_quality_page(browser: Client, path: str) -> None:
    assert "/quality" in browser.get(path).content.decode()
