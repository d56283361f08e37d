"""Tiles, the base map, suggestions, feeds, charts and the comparison, as a client gets them."""

from __future__ import annotations

import csv
import gzip
import io
import json
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree as ET

import mapbox_vector_tile  # type: ignore[import-untyped]
import pytest
from django.test import Client

from tests.application.pages.test_portal import text
from tests.small_node import SCRIPT
from vasculum.portal.base_map import base_map
from vasculum.search.cells import cell_at, tile_of_cell

pytestmark = pytest.mark.usefixtures("served")
ATOM = "{http://www.w3.org/2005/Atom}"
MEISE = (4.327, 50.929)
HOSTILE = ("'", '"', "%", "_", "\\", "*", ".*", "(a+)+$", "' OR 1=1--", "[", "q:", "bbox:", ")", "a" * 600, "\u202e", "x\ny")


def tile(zoom: int, parameters: str = "") -> str:
    """The address of the tile that holds Meise."""
    column, row = tile_of_cell(cell_at(*MEISE, zoom))
    return f"/api/tiles/{zoom}/{column}/{row}.mvt{parameters}"


def html(browser: Client, path: str) -> str:
    """A page as it is written."""
    return browser.get(path).content.decode()


@pytest.mark.parametrize(("zoom", "layer"), [(0, "cells"), (4, "cells"), (10, "cells"), (11, "places"), (17, "places")])
def test_a_tile_tells_how_many_were_collected_where(zoom: int, layer: str) -> None:
    response = Client().get(tile(zoom))
    assert response.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    layers = mapbox_vector_tile.decode(response.content)
    assert list(layers) == [layer]
    assert [feature["properties"] for feature in layers[layer]["features"]] == [{"count": 1}]


def test_a_tile_holds_what_the_filters_leave() -> None:
    assert mapbox_vector_tile.decode(Client().get(tile(3, "?q=carex")).content)["cells"]["features"] == []
    assert len(mapbox_vector_tile.decode(Client().get(tile(3, "?q=rosa&country=BE")).content)["cells"]["features"]) == 1


def test_a_tile_that_has_not_changed_is_not_sent_again() -> None:
    first = Client().get(tile(3))
    again = Client().get(tile(3), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(tile(3, "?q=rosa"), headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["0/1/0", "3/9/0", "25/0/0", "0/0/99999999999999999999"])
def test_a_tile_that_does_not_exist_is_refused(path: str) -> None:
    assert Client().get(f"/api/tiles/{path}.mvt").status_code == 400


@pytest.mark.parametrize("name", ["q", "bbox", "polygon", "eventDate", "year", "month", "genus", "preservation"])
@pytest.mark.parametrize("path", ["/api/tiles/0/0/0.mvt?", "/api/search?"])
def test_signs_of_any_language_are_text(path: str, name: str) -> None:
    for value in HOSTILE:
        assert Client().get(f"{path}{name}={quote(value)}").status_code in {200, 400}, value


@pytest.mark.parametrize("path", ["/nl/search?view=map&q=", "/nl/compare?b=rosa&a=", "/api/facets.csv?facet=", "/api/suggest?q="])
def test_signs_of_any_language_are_text_on_pages(path: str) -> None:
    for value in HOSTILE:
        assert Client().get(f"{path}{quote(value)}").status_code in {200, 400}, value


def test_an_area_in_the_address_narrows_every_view(browser: Client) -> None:
    for area in ("bbox=4,50,5,51", "polygon=4 50,5 50,5 51,4 51", "polygon=" + quote("POLYGON((4 50,5 50,5 51,4 51,4 50))")):
        assert json.loads(Client().get(f"/api/search?{area}").content)["total"] == 1
        assert "1 specimen" in text(browser.get(f"/en/search?view=map&{area}"))
        assert json.loads(Client().get(f"/api/search?{area}&eventDate=1899").content)["total"] == 0


def test_what_cannot_be_an_area_is_named(browser: Client) -> None:
    response = Client().get("/api/search?bbox=1,2,3")
    assert (response.status_code, json.loads(response.content)["parameter"]) == (400, "bbox")
    assert browser.get("/en/search?polygon=here").status_code == 400


def test_the_base_map_holds_the_countries_and_their_names(tmp_path: Path) -> None:
    pytest.importorskip("shapely")
    features = json.loads(base_map(tmp_path / "cache"))["features"]
    if not features:
        pytest.skip("no boundaries are installed: ./run sets them up")
    countries = {each["properties"]["code"]: each for each in features if each["properties"]["kind"] == "country"}
    labels = {each["properties"]["name_nl"] for each in features if each["properties"]["kind"] == "label"}
    assert {"BE", "CD", "FJ", "AQ"} <= set(countries)
    assert {"België", "Congo-Kinshasa"} <= labels
    for code in ("RU", "FJ"):
        rings = [polygon[0] for polygon in countries[code]["geometry"]["coordinates"]]
        assert all(abs(one[0] - other[0]) < 180 for ring in rings for one, other in pairwise(ring))


def test_the_coarse_base_map_has_every_country_in_a_quarter_of_the_size(tmp_path: Path) -> None:
    fine, coarse = (base_map(tmp_path, detail) for detail in ("fine", "coarse"))
    codes = [
        {each["properties"]["code"] for each in json.loads(drawn)["features"] if each["properties"]["kind"] == "country"}
        for drawn in (fine, coarse)
    ]
    if not codes[0]:
        pytest.skip("no boundaries are installed: ./run sets them up")
    assert codes[0] == codes[1]
    assert len(gzip.compress(coarse)) * 3.5 < len(gzip.compress(fine))
    assert base_map(tmp_path, "coarse") == coarse


def test_a_base_map_of_another_detail_is_refused_by_name(browser: Client) -> None:
    response = browser.get("/api/base-map.json?detail=exact")
    assert (response.status_code, json.loads(response.content)["parameter"]) == (400, "detail")
    assert browser.get("/api/base-map.json?detail=coarse").status_code == 200


def test_suggestions_lead_to_what_they_name(browser: Client) -> None:
    told = json.loads(Client().get("/api/suggest?q=canina&lang=nl").content)
    assert told[0] == {
        "kind": "Wetenschappelijke naam",
        "text": "Rosa canina L.",
        "count": 1,
        "address": "/nl/search?name=Rosa+canina+L.",
    }
    assert "1 specimen" in text(browser.get(told[0]["address"].replace("/nl/", "/en/")))
    assert [each["text"] for each in json.loads(Client().get("/api/suggest?q=belg&lang=fr").content)] == ["Belgique"]
    assert json.loads(Client().get("/api/suggest?q=GRD0001").content)[0]["text"] == "GRD0001 · Rosa canina L."
    assert json.loads(Client().get("/api/suggest?q=r").content) == []


def test_a_search_has_a_feed_of_what_changed_last() -> None:
    response = Client().get("/feeds/search.atom?q=rosa&lang=nl")
    feed = ET.fromstring(response.content)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert titles[0] == "Rosa arvensis Huds."
    assert set(titles) == {"Rosa arvensis Huds.", "Rosa canina L.", f"Rosa {SCRIPT}"}
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == moments[0]
    assert Client().get("/feeds/search.atom?year=x").status_code == 400


def test_counts_are_taken_away_as_a_table() -> None:
    response = Client().get("/api/facets.csv?facet=country&lang=nl&q=rosa")
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert rows == [["value", "label", "specimens"], ["BE", "België", "3"]]
    assert Client().get("/api/facets.csv?facet=bbox").status_code == 400


def test_charts_draw_what_differs_and_lead_on(browser: Client) -> None:
    shown = html(browser, "/en/search?view=charts&q=rosa")
    assert "1890–1899" in shown
    assert "decade=1890" in shown
    assert 'id="chart-country"' not in shown


def test_two_searches_are_told_side_by_side(browser: Client) -> None:
    shown = html(browser, "/en/compare?a=carex&b=" + quote("q=rosa&country=BE"))
    assert "“rosa” · Country: Belgium" in shown
    assert 'class="side-total">40<' in shown
    assert 'class="side-total">3<' in shown
    assert browser.get("/en/compare?a=rosa&b=year%3Dx").status_code == 400


def test_the_tree_of_taxa_opens_where_specimens_differ(browser: Client) -> None:
    everything, roses = html(browser, "/en/search"), html(browser, "/en/search?genus=Rosa")
    assert 'name="genus" value="Carex"' in everything
    assert 'name="kingdom"' not in everything
    assert 'name="genus" value="Rosa" checked' in roses
