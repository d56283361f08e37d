"""The dashboard and the lists behind its numbers, against sums made independently of the code that adds up."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from vasculum.model.inventory import Allocation, CollectionDescription, InstitutionDescription
from vasculum.model.measure import Measure as Told
from vasculum.registry.actions import take_in
from vasculum.registry.declared_sums import declared_in
from vasculum.registry.inventory import Inventory
from vasculum.registry.sums import Chosen, totals_of
from vasculum.site.messages import compile_all

pytestmark = pytest.mark.django_db


def held(unit: str, best: int | None = None, *, low: int | None = None, high: int | None = None, as_of: str = "") -> Told:
    return Told("held", unit, low, best, high, "about" if best is not None else "more_than", as_of=as_of)


def collection(key: str, institution: str, discipline: str, *measures: Told, **more: Any) -> CollectionDescription:
    return CollectionDescription(key, institution, {"en": f"The {key}"}, disciplines=(discipline,), measures=measures, **more)


BIRDS = Allocation("vertebrates_birds", "preserved_skeleton", "europe", "terrestrial", measures=(held("specimens", 60),))
SHELLS = Allocation("invertebrates_molluscs", "preserved_dried", "north_atlantic_shelf", "marine")
TOLD = Inventory(
    "invented",
    (
        InstitutionDescription("museum", {"en": "The museum"}, latitude=51.0, longitude=4.0),
        InstitutionDescription("garden", {"en": "The garden"}, latitude=50.9, longitude=4.3),
        InstitutionDescription("unseen", {"en": "Unseen"}, hidden=True),
    ),
    (
        collection("animals", "museum", "zoology", held("specimens", 1000, low=900, high=1200, as_of="2020"),
                   held("specimens", 800, as_of="2012"), allocations=(BIRDS, SHELLS)),
        collection("beetles", "museum", "zoology_invertebrates", held("specimens", 300), part_of="animals"),
        collection("bones", "museum", "zoology_vertebrates", held("specimens", 50, as_of="2015")),
        collection("rocks", "museum", "geology", Told("held", "specimens", qualifier="unknown")),
        collection("plants", "garden", "botany", held("sheets", 4000, as_of="2019"), held("species", 700)),
        collection("ferns", "garden", "botany", held("specimens", low=20, as_of="2021")),
        collection("guest", "garden", "zoology", Told("held", "specimens", best=7, qualifier="plain"), hosted_at="museum"),
        collection("secret", "unseen", "zoology", held("specimens", 10**9)),
    ),
)  # fmt: skip


@pytest.fixture(autouse=True)
def registry(db: None) -> Iterator[None]:  # noqa: ARG001
    """Two institutions with seven collections that may be seen."""
    compile_all()
    cache.clear()
    take_in(TOLD, "letter")
    yield
    cache.clear()


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"accept": "text/html"})


def rows(visitor: Client, chart: str, query: str = "") -> dict[str, dict[str, str]]:
    answer = visitor.get(f"/en/dashboard/{chart}.csv{query}")
    assert answer.status_code == 200
    return {row["code"]: row for row in csv.DictReader(io.StringIO(answer.content.decode()))}


def numbers(row: dict[str, str]) -> tuple[str, str, str]:
    return row["low"], row["best"], row["high"]


def listed(visitor: Client, address: str) -> set[str]:
    """The keys of the collections that a list shows."""
    page = visitor.get(address.removeprefix("http://testserver")).content.decode()
    return set(re.findall(r'<a href="/en/collections/([\w-]+)">', page))


def test_the_totals_are_the_sums_of_what_was_told_with_no_part_and_nothing_hidden(visitor: Client) -> None:
    totals = rows(visitor, "totals")
    assert set(totals) == {"specimens", "sheets", "species"}
    assert numbers(totals["specimens"]) == (str(900 + 50 + 20 + 7), "", "")
    assert numbers(totals["sheets"]) == ("4000", "4000", "4000")
    assert numbers(rows(visitor, "totals", "?institution=museum")["specimens"]) == (str(900 + 50), str(1000 + 50), str(1200 + 50))


def test_each_number_leads_to_the_collections_behind_it(visitor: Client) -> None:
    assert listed(visitor, rows(visitor, "totals")["specimens"]["address"]) == {"animals", "bones", "ferns", "guest"}
    left = rows(visitor, "left-out")
    assert {code: row["best"] for code, row in left.items()} == {"unknown": "1", "part": "1"}
    assert listed(visitor, left["unknown"]["address"]) == {"rocks"}
    assert listed(visitor, left["part"]["address"]) == {"beetles"}


def test_a_discipline_opens_into_its_parts_and_these_into_who_holds_them(visitor: Client) -> None:
    top = rows(visitor, "disciplines", "?unit=specimens")
    assert {code: row["figures"] for code, row in top.items()} == {"zoology": "3", "botany": "1"}
    zoology = rows(visitor, "disciplines", "?unit=specimens&discipline=zoology")
    assert {code: row["label"] for code, row in zoology.items()} == {
        "zoology": "not divided further",
        "zoology_vertebrates": "Vertebrates",
    }
    bones = rows(visitor, "disciplines", "?unit=specimens&discipline=zoology_vertebrates")
    assert {code: numbers(row) for code, row in bones.items()} == {"museum": ("50", "50", "50")}
    assert listed(visitor, bones["museum"]["address"]) == {"bones"}


def test_the_parts_of_the_tree_add_up_to_the_whole(visitor: Client) -> None:
    whole = rows(visitor, "totals")["specimens"]
    parts = rows(visitor, "disciplines", "?unit=specimens")
    by_institution = rows(visitor, "institutions", "?unit=specimens")
    assert sum(int(row["low"]) for row in parts.values()) == int(whole["low"])
    assert sum(int(row["low"]) for row in by_institution.values()) == int(whole["low"])


def test_what_was_known_grows_with_the_years(visitor: Client) -> None:
    years = rows(visitor, "over-time", "?institution=museum&unit=specimens")
    assert {year: row["best"] for year, row in years.items()} == {"2012": "800", "2015": "850", "2020": "1050"}
    page = visitor.get("/en/dashboard?institution=museum&unit=specimens").content.decode()
    behind = re.search(r'href="(/en/collections\?[^"]*year=2015[^"]*)"', page)
    assert behind is not None
    assert listed(visitor, behind[1].replace("&amp;", "&")) == {"bones"}


def test_storage_and_regions_count_the_parts_of_collections(visitor: Client) -> None:
    kept = rows(visitor, "storage", "?unit=specimens")
    assert {code: (row["best"], row["beside"]) for code, row in kept.items()} == {"preserved": ("60", "2 parts of collections")}
    crossings = rows(visitor, "regions")
    assert Counter({code: int(row["best"]) for code, row in crossings.items()}) == {
        "europe/terrestrial": 1,
        "north_atlantic/marine": 1,
    }
    assert listed(visitor, crossings["north_atlantic/marine"]["address"]) == {"animals"}


def test_the_usual_unit_is_known_and_counts_things(visitor: Client) -> None:
    page = visitor.get("/en/dashboard").content.decode()
    assert '<option value="specimens" selected>' in page
    assert "may be counted twice" in page


def test_json_says_null_where_nobody_stated_anything(visitor: Client) -> None:
    lines = visitor.get("/en/dashboard/totals.json").json()["lines"]
    specimens = next(line for line in lines if line["code"] == "specimens")
    assert (specimens["best"], specimens["high"], specimens["figures"]) == (None, None, 4)


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_the_dashboard_speaks_every_language_and_forgets_none_of_what_was_chosen(visitor: Client, language: str) -> None:
    text = visitor.get(f"/{language}/dashboard?institution=garden&unit=sheets").content.decode()
    assert 'value="garden" checked' in text
    assert '<option value="sheets" selected>' in text
    assert f'href="/{language}/collections?' in text


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("unit=stones", "unit"),
        ("institution=nobody", "institution"),
        ("institution=unseen", "institution"),
        ("described=dream", "described"),
        ("discipline=alchemy", "discipline"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(visitor: Client, query: str, parameter: str) -> None:
    for path in ("/en/dashboard", "/en/dashboard/totals.csv", "/en/collections", "/en/collections.csv"):
        answer = visitor.get(f"{path}?{query}")
        assert (answer.status_code, parameter in answer.content.decode()) == (400, True), path


@pytest.mark.parametrize("query", ["at=realm", "at=realm:mars", "at=colour:red", "year=20x4", "page=0", "left_out=lost"])
def test_the_list_refuses_what_it_cannot_mean(visitor: Client, query: str) -> None:
    assert visitor.get(f"/en/collections?{query}").status_code == 400


def test_a_chart_that_does_not_exist_is_not_found(visitor: Client) -> None:
    assert visitor.get("/en/dashboard/weather.csv").status_code == 404


def test_words_narrow_the_list_and_each_condition_can_be_taken_away(visitor: Client) -> None:
    assert listed(visitor, "/en/collections?q=THE bo") == {"bones"}
    page = visitor.get("/en/collections?q=bo&institution=museum&discipline=zoology").content.decode()
    assert 'href="/en/collections?institution=museum&amp;discipline=zoology"' in page
    assert (
        'href="/en/collections?discipline=zoology&amp;q=bo"' in page
        or 'href="/en/collections?q=bo&amp;discipline=zoology"' in page
    )


def test_the_list_as_csv_has_a_line_for_each_figure_and_one_for_who_says_nothing(visitor: Client) -> None:
    table = list(csv.DictReader(io.StringIO(visitor.get("/en/collections.csv?institution=garden").content.decode())))
    assert sorted((row["code"], row["unit"], row["best"]) for row in table) == [
        ("ferns", "specimens", ""),
        ("guest", "specimens", "7"),
        ("plants", "sheets", "4000"),
        ("plants", "species", "700"),
    ]
    assert all(row["address"].startswith("/en/collections/") for row in table)


def test_a_collection_shows_its_figures_of_different_dates_side_by_side(visitor: Client) -> None:
    page = visitor.get("/en/collections/animals").content.decode()
    assert "about 1,000 specimens, between 900 and 1,200" in page
    assert "about 800 specimens" in page
    assert "Figures here cannot all be right" in page
    assert page.index("1,000 specimens") < page.index("800 specimens")


def test_a_guest_is_told_on_both_sides(visitor: Client) -> None:
    assert '/en/institutions/museum">The museum' in visitor.get("/en/collections/guest").content.decode()
    owner, keeper = (visitor.get(f"/en/institutions/{key}").content.decode() for key in ("garden", "museum"))
    assert "Kept elsewhere" in owner
    assert "Kept here for others" in keeper


def test_a_map_shows_who_has_a_place(visitor: Client) -> None:
    page = visitor.get("/en/dashboard").content.decode()
    assert page.count('<circle class="place"') == 2
    assert 'aria-label="The garden"' in page


@pytest.mark.parametrize("unit", ["specimens", "sheets", "species", "lots"])
@pytest.mark.parametrize("institutions", [(), ("museum",), ("garden", "museum")])
def test_totals_in_one_unit_are_those_of_all_units(unit: str, institutions: tuple[str, ...]) -> None:
    recorded = (Told("recorded", "specimens", best=400), Told("recorded", "sheets", best=10))
    taken = collection("taken", "museum", "zoology", *recorded, held("specimens", 5), incorporated_into="plants")
    again = collection("again", "museum", "zoology", *recorded, part_of="rocks", alternate_of="bones")
    take_in(Inventory("later", collections=(taken, again, collection("bones", "museum", "zoology", *recorded))), "letter")
    choice = Chosen(institutions=institutions)
    expected = {kind: totals_of(choice, kind).by_unit.get(unit) for kind in ("held", "recorded", "imaged")}
    told = {kind: replace(total, keys=()) for kind, total in expected.items() if total}
    found = declared_in(choice, unit, tuple(expected))
    assert {kind: replace(total, keys=()) for kind, total in found.items()} == told
