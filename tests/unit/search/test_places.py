"""Areas, tiles and spans of time against plain Python: specimens at generated places and dates."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import shapely  # type: ignore[import-untyped]
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.behaviour.model import examples
from vasculum.engine.kernel import Kernel
from vasculum.search import cells, grid
from vasculum.search.documents import all_is_public
from vasculum.search.follower import Followed, follow
from vasculum.search.index import Index, open_catalogue
from vasculum.search.query import Query, QueryError, Tile

Place = tuple[float, float]
GENT, MEISE, KINSHASA, SUVA, NOME = (3.72, 51.05), (4.33, 50.93), (15.31, -4.32), (178.44, -18.14), (-165.41, 64.5)
PLACES = (GENT, MEISE, KINSHASA, SUVA, NOME, (0.0, 90.0), (-180.0, -90.0), (180.0, 0.0))
longitudes, latitudes = st.floats(-180, 180).map(lambda x: round(x, 9)), st.floats(-90, 90).map(lambda x: round(x, 9))


def indexed(folder: Path, places: Sequence[Place], **more: tuple[str, Sequence[object]]) -> Index:
    """An index of specimens P0, P1 … at these places."""
    numbers = list(range(len(places)))
    columns: dict[str, tuple[str, Sequence[object]]] = {
        "pid": ("VARCHAR", [f"P{number}" for number in numbers]),
        "number": ("BIGINT", numbers),
        "record_id": ("VARCHAR", [f"urn:{number}" for number in numbers]),
        "version": ("INTEGER", [1 for _ in numbers]),
        "change": ("VARCHAR", ["new" for _ in numbers]),
        "remarks": ("VARCHAR[]", [[] for _ in numbers]),
        "decimal_longitude": ("DOUBLE", [longitude for longitude, _ in places]),
        "decimal_latitude": ("DOUBLE", [latitude for _, latitude in places]),
        **more,
    }
    file = folder / "snapshot.parquet"
    with Kernel(folder / "spill") as kernel:
        kernel.create_table("ledger", {name: (kind, list(values)) for name, (kind, values) in columns.items()})
        kernel.run(f"COPY (SELECT * FROM ledger) TO '{file}' (FORMAT parquet)")
        follow(folder / "search", kernel, [Followed("herbarium", {1: [file]}, 1, {}, all_is_public)], "", lambda _: None)
    return open_catalogue(folder / "search")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of PLACES."""
    return indexed(tmp_path_factory.mktemp("world"), PLACES)


def found(index: Index, **filters: str) -> list[str]:
    query = Query(filters={name: (value,) for name, value in filters.items()}, size=200)
    return sorted(hit.pid for hit in index.search(query).hits)


@given(longitudes, latitudes, st.sampled_from(cells.LEVELS))
@example(180.0, 90.0, 3)
@example(-180.0, -90.0, 18)
def test_a_place_lies_in_its_cells(longitude: float, latitude: float, level: int) -> None:
    import numpy as np

    west, south, east, north = cells.bounds(np.array([cells.cell_at(longitude, latitude, level)]), level)
    slack = 1e-9
    assert west[0] - slack <= longitude <= east[0] + slack
    assert south[0] - slack <= latitude <= north[0] + slack
    assert cells.cell_at(longitude, latitude) >> 2 * (cells.FINEST - level) == cells.cell_at(longitude, latitude, level)


@given(st.integers(0, 2**20), st.integers(0, 2**20))
def test_the_tile_of_a_cell_is_the_one_it_was_made_of(column: int, row: int) -> None:
    assert cells.tile_of_cell(cells.cell_of_tile(column, row)) == (column, row)


@given(st.lists(st.tuples(longitudes, latitudes) | st.sampled_from(PLACES), min_size=1, max_size=12), st.data())
@settings(max_examples=examples(10, 60), deadline=None)
def test_tiles_boxes_and_polygons_hold_what_plain_python_finds_in_them(places: list[Place], data: st.DataObject) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        index = indexed(Path(folder), places)
        for zoom in data.draw(st.lists(st.integers(0, 18), min_size=1, max_size=4)):
            check_tile(index, places, zoom, data.draw(st.sampled_from(places)))
        west, south, east, north = (round(data.draw(each), 3) for each in (longitudes, latitudes, longitudes, latitudes))
        south, north = sorted((south, north))
        assert found(index, bbox=f"{west},{south},{east},{north}") == in_box(places, west, south, east, north)
        check_polygon(index, places, data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=1))[0])


def check_tile(index: Index, places: Sequence[Place], zoom: int, at: Place) -> None:
    column, row = cells.tile_of_cell(cells.cell_at(*at, zoom))
    shown = index.spots(Query(), Tile(zoom, column, row))
    inside = [place for place in places if cells.cell_at(*place, zoom) == cells.cell_of_tile(column, row)]
    expected = Counter(cells.cell_at(*place, shown.level) for place in inside)
    assert {spot.cell: spot.count for spot in shown.spots} == expected
    filtered = index.spots(Query(filters={"hasCoordinates": ("true",)}), Tile(zoom, column, row))
    assert sorted(filtered.spots, key=lambda spot: spot.cell) == sorted(shown.spots, key=lambda spot: spot.cell)


def in_box(places: Sequence[Place], west: float, south: float, east: float, north: float) -> list[str]:
    def holds(place: Place) -> bool:
        across = west <= place[0] <= east if west <= east else place[0] >= west or place[0] <= east
        return across and south <= place[1] <= north

    return sorted(f"P{number}" for number, place in enumerate(places) if holds(place))


def check_polygon(index: Index, places: Sequence[Place], middle: Place) -> None:
    triangle = [(middle[0] - 20.1, middle[1] - 9.3), (middle[0] + 21.7, middle[1] - 4.1), (middle[0] + 2.9, middle[1] + 17.3)]
    corners = [(longitude, max(-89.9, min(89.9, latitude))) for longitude, latitude in triangle]
    area = shapely.Polygon(corners)
    text = ",".join(f"{longitude} {latitude}" for longitude, latitude in corners)
    turned = [[(longitude + turn, latitude) for turn in (-360, 0, 360)] for longitude, latitude in places]
    distance = [min(area.boundary.distance(shapely.Point(each)) for each in around) for around in turned]
    expected = {f"P{n}" for n, around in enumerate(turned) if any(area.contains(shapely.Point(each)) for each in around)}
    beyond_the_map = 85
    doubtful = {f"P{n}" for n, away in enumerate(distance) if away < 1e-4 or abs(places[n][1]) > beyond_the_map}
    assert set(found(index, polygon=text)) - doubtful == expected - doubtful


@pytest.mark.parametrize(
    ("box", "pids"),
    [
        ("2.5,49.4,6.5,51.6", ["P0", "P1"]),
        ("3.72,51.05,3.72,51.05", ["P0"]),
        ("170,-50,-160,70", ["P3", "P4", "P6", "P7"]),
        ("170,-50,200,70", ["P3", "P4", "P7"]),
        ("-190,-50,-160,70", ["P4", "P7"]),
        ("-180,-90,180,90", [f"P{number}" for number in range(8)]),
        ("-1000,-90,1000,90", None),
    ],
)
def test_a_box_may_cross_the_antimeridian(world: Index, box: str, pids: list[str] | None) -> None:
    if pids is None:
        with pytest.raises(QueryError, match=r"^bbox: "):
            found(world, bbox=box)
    else:
        assert set(found(world, bbox=box)) >= set(pids) - {"P6", "P7"}


@pytest.mark.parametrize(
    "text", ["", "1,2,3", "a,b,c,d", "1,2,3,4,5", "0,50,1,40", "0,-91,1,0", "nan,0,1,1", "1e9,0,1,1", "０,0,1,1"]
)
def test_a_box_that_is_none_is_refused(world: Index, text: str) -> None:
    with pytest.raises(QueryError, match=r"^bbox: "):
        found(world, bbox=text or " ")


@pytest.mark.parametrize(
    "text",
    [
        "POINT(1 1)", "LINESTRING(0 0, 1 1)", "POLYGON EMPTY", "POLYGON((0 0, 1 1",
        "0 0,1 1", "1 2", "POLYGON((0 0, nan 1, 1 1, 0 0))",
        "POLYGON((0 0, 0 95, 1 1, 0 0))", "POLYGON((0 0, 900 1, 1 1, 0 0))", "0 0,1 1,2 2", "'; DROP TABLE",
        "POLYGON Z((0 0 1, 1 1 1, 1 0 1, 0 0 1))",
        ",".join(f"{n / 10} {n % 2}" for n in range(600)),
    ],
)  # fmt: skip
def test_a_polygon_that_is_none_is_refused(world: Index, text: str) -> None:
    with pytest.raises(QueryError, match=r"^polygon: "):
        found(world, polygon=text)


def test_a_polygon_that_crosses_itself_still_has_an_inside(world: Index) -> None:
    assert found(world, polygon="2 49,7 52,7 49,2 52") == found(
        world, polygon="MULTIPOLYGON(((2 49,4.5 50.5,2 52,2 49)),((7 49,7 52,4.5 50.5,7 49)))"
    )


def test_a_polygon_may_cross_the_antimeridian(world: Index) -> None:
    assert found(world, polygon="170 -30,200 -30,200 70,170 70") == ["P3", "P4", "P7"]


@pytest.mark.parametrize("tile", [Tile(-1, 0, 0), Tile(0, 1, 0), Tile(21, 0, 0), Tile(3, 0, 8), Tile(3, -1, 0)])
def test_a_tile_that_does_not_exist_is_refused(world: Index, tile: Tile) -> None:
    with pytest.raises(QueryError, match=r"^tile: "):
        world.spots(Query(), tile)


def test_at_high_zooms_single_places_are_told_apart(tmp_path: Path) -> None:
    index = indexed(tmp_path, [GENT, GENT, (GENT[0] + 0.0001, GENT[1])])
    column, row = cells.tile_of_cell(cells.cell_at(*GENT, grid.PLACES_FROM))
    shown = index.spots(Query(), Tile(grid.PLACES_FROM, column, row))
    assert sorted(spot.count for spot in shown.spots) == [1, 2]


SPANS: Sequence[tuple[str, list[str]]] = (
    ("1900", ["year", "may", "whole may", "long"]),
    ("1900-05", ["year", "may", "whole may", "long"]),
    ("1900-05-17", ["year", "may", "whole may", "long"]),
    ("1900-06..1900-12", ["year", "long"]),
    ("1901..", ["long", "later"]),
    ("..1899-12-31", []),
    ("1900-05/1901", ["year", "may", "whole may", "long"]),
    ("1902..1903", ["later"]),
)


@pytest.mark.parametrize(("span", "expected"), SPANS)
def test_a_span_finds_what_may_have_been_collected_in_it(tmp_path: Path, span: str, expected: list[str]) -> None:
    events = {
        "year": (dt.date(1900, 1, 1), dt.date(1900, 12, 31)),
        "may": (dt.date(1900, 5, 17), dt.date(1900, 5, 17)),
        "whole may": (dt.date(1900, 5, 1), dt.date(1900, 5, 31)),
        "long": (dt.date(1900, 3, 1), dt.date(1901, 2, 1)),
        "later": (dt.date(1902, 1, 1), None),
        "never": (None, None),
    }
    dates = {
        "event_date_start": ("DATE", [start for start, _ in events.values()]),
        "event_date_end": ("DATE", [end for _, end in events.values()]),
    }
    index = indexed(tmp_path, [GENT] * len(events), **dates)
    names = dict(zip((f"P{number}" for number in range(len(events))), events, strict=True))
    assert {names[pid] for pid in found(index, eventDate=span)} == set(expected)
    months = {bucket.value: bucket.count for bucket in index.search(Query(), ["month"]).facets["month"]}
    assert months == {"5": 2, "1": 1}


@pytest.mark.parametrize(
    "text", ["x", "..", "1900-13", "1900-02-30", "1901..1900", "1900-05-17T10:00", "1900 1901", "19000", "1900-0", "1900-1-0"]
)
def test_a_span_that_is_none_is_refused(world: Index, text: str) -> None:
    with pytest.raises(QueryError, match=r"^eventDate: "):
        found(world, eventDate=text)


LANGUAGE: Sequence[tuple[str, list[str]]] = (
    ("country:BE", ["P0", "P1"]),
    ("country:be country:cd", ["P0", "P1", "P2"]),
    ("COUNTRY:be rosa", ["P0"]),
    ("genus:rosa", ["P0", "P2"]),
    ('name:"rosa canina"', ["P0"]),
    ("name:rosa", ["P0", "P2"]),
    ("name:ros", []),
    ('"canina rosa"', []),
    ('"rosa canina"', ["P0"]),
    ("hascoordinates:true", ["P0", "P1", "P2"]),
    ("hascoordinates:perhaps", []),
    ("year:1900..1950", ["P1"]),
    ("eventDate:1898-05", ["P0"]),
    ("bbox:2.5,49.4,6.5,51.6 country:BE", ["P0", "P1"]),
    ("country:BE genus:Salix", ["P1"]),
    ("colour:red", []),
    ("country:", []),
    ("country:B.", []),
    ("name:.*", []),
    ("name:rosa|salix", []),
    ("country:'BE' OR 1=1", []),
)


@pytest.mark.parametrize(("text", "expected"), LANGUAGE)
def test_the_search_box_understands_fields_phrases_and_words(
    tmp_path_factory: pytest.TempPathFactory, text: str, expected: list[str]
) -> None:
    names = ["Rosa canina L.", "Salix alba L.", "Rosa arvensis Huds."]
    columns: dict[str, tuple[str, Sequence[object]]] = {
        "country_code": ("VARCHAR", ["BE", "BE", "CD"]),
        "dwc:scientificName": ("VARCHAR", names),
        "event_date_start": ("DATE", [dt.date(1898, 5, 1), dt.date(1902, 1, 1), None]),
    }
    index = indexed(tmp_path_factory.mktemp("said"), [GENT, MEISE, KINSHASA], **columns)
    assert sorted(hit.pid for hit in index.search(Query(text)).hits) == expected


def test_suggestions_are_the_commonest_values_that_begin_so(tmp_path: Path) -> None:
    names = ["Rosa canina L.", "Rosa canina L.", "Rosa arvensis Huds.", "Salix rosmarinifolia L."]
    people = [["F. Crépin"], ["F. Crépin"], [], ["R. Osaer"]]
    columns: dict[str, tuple[str, Sequence[object]]] = {
        "dwc:scientificName": ("VARCHAR", names),
        "recorded_by": ("VARCHAR[]", people),
    }
    index = indexed(tmp_path, [GENT] * 4, **columns)
    told = [(each.field, each.value, each.count) for each in index.suggest("ros")]
    assert told == [("name", "Rosa canina L.", 2), *told[1:3], ("genus", "Rosa", 3)]
    assert {name for _, name, _ in told[1:3]} == {"Rosa arvensis Huds.", "Salix rosmarinifolia L."}
    assert [each.value for each in index.suggest("crepin")] == ["F. Crépin"]
    assert [each.value for each in index.suggest("canina ro")] == ["Rosa canina L."]
    assert index.suggest("*") == index.suggest(".*") == ()


def test_what_is_worked_out_once_is_made_again_when_it_is_lost(tmp_path: Path) -> None:
    index = indexed(tmp_path, [GENT, MEISE])
    before = index.spots(Query(), Tile(2, 2, 1))
    for file in (tmp_path / "search").glob("summary-*"):
        file.write_text("{")
    again = open_catalogue(tmp_path / "search")
    assert again.spots(Query(), Tile(2, 2, 1)) == before
    assert again.search(Query(), ["hasCoordinates"]).facets["hasCoordinates"][0].count == 2
