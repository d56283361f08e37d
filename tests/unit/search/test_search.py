"""The search index against plain Python: generated specimens, asked in every way."""

from __future__ import annotations

import base64
import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.behaviour.model import examples
from vasculum.engine.kernel import Kernel
from vasculum.search import grid, order
from vasculum.search.documents import all_is_public
from vasculum.search.follower import Followed, follow, open_index
from vasculum.search.index import Index, NoIndex, open_catalogue
from vasculum.search.query import SORTS, Page, Query, QueryError, Tile
from vasculum.search.state import read_state
from vasculum.search.summary import LEVEL, summarised


@dataclass(frozen=True)
class Sheet:
    """A specimen as the ledger has it."""

    pid: str
    name: str | None = None
    catalog_number: str | None = None
    country: str | None = None
    collectors: tuple[str, ...] = ()
    date: dt.date | None = None
    mids: int = 0
    latitude: float | None = None
    remarks: tuple[str, ...] = ()
    version: int = 1
    gone: bool = False

    def values(self, field: str) -> set[str]:
        """The values by which it is filtered and counted."""
        one: Mapping[str, Any] = {
            "name": self.name,
            "country": self.country,
            "year": self.date and self.date.year,
            "decade": self.date and self.date.year // 10 * 10,
            "midsLevel": self.mids,
            "hasCoordinates": str(self.latitude is not None).lower(),
        }
        many = {"collector": self.collectors, "remark": tuple(each.partition(" ")[0] for each in self.remarks)}
        return set(many[field]) if field in many else {str(one[field])} - {"None"}


LAST = chr(0x10FFFF)
FIELDS = ("name", "country", "year", "decade", "midsLevel", "hasCoordinates", "collector", "remark")
NAMES = ("Rosa canina", "rosa Canina L.", "Rosa\tcanina", "Rosa", "Élodée", "Elodee x", "Salix", "Salix  alba", "Ørsted", "日本")
COLUMNS: Mapping[str, tuple[str, Callable[[int, Sheet], Any]]] = {
    "pid": ("VARCHAR", lambda _, sheet: sheet.pid),
    "number": ("BIGINT", lambda at, _: at),
    "record_id": ("VARCHAR", lambda at, _: f"urn:{at}"),
    "version": ("INTEGER", lambda _, sheet: sheet.version),
    "change": ("VARCHAR", lambda _, sheet: "gone" if sheet.gone else "new"),
    "remarks": ("VARCHAR[]", lambda _, sheet: list(sheet.remarks)),
    "mids_level": ("INTEGER", lambda _, sheet: sheet.mids),
    "country_code": ("VARCHAR", lambda _, sheet: sheet.country),
    "event_date_start": ("DATE", lambda _, sheet: sheet.date),
    "recorded_by": ("VARCHAR[]", lambda _, sheet: list(sheet.collectors)),
    "decimal_latitude": ("DOUBLE", lambda _, sheet: sheet.latitude),
    "dwc:scientificName": ("VARCHAR", lambda _, sheet: sheet.name),
    "dwc:catalogNumber": ("VARCHAR", lambda _, sheet: sheet.catalog_number),
}

sheets = st.builds(
    Sheet,
    pid=st.just(""),
    name=st.none() | st.sampled_from(NAMES),
    catalog_number=st.none() | st.sampled_from(["BR1", "br1", "BR 1", "BR10", "BR1\t0", "~"]),
    country=st.none() | st.sampled_from(["BE", "CD", "FR"]),
    collectors=st.lists(st.sampled_from(["F. Crépin", "É. De Wildeman", "Ø. X"]), max_size=2, unique=True).map(tuple),
    date=st.none() | st.dates(dt.date(1799, 12, 1), dt.date(1812, 1, 9)),
    mids=st.integers(0, 3),
    latitude=st.none() | st.floats(-90, 90),
    remarks=st.lists(st.sampled_from(["DATE_EMPTY dwc:eventDate", "COUNTRY_UNKNOWN dwc:country x"]), max_size=2).map(tuple),
)
herbaria = st.lists(sheets, min_size=1, max_size=25).map(
    lambda each: [replace(sheet, pid=f"P{at}") for at, sheet in enumerate(each)]
)


def snapshot(kernel: Kernel, herbarium: Sequence[Sheet], file: Path) -> Path:
    """The ledger's file that holds these specimens."""
    columns = {name: (kind, [value(int(sheet.pid[1:]), sheet) for sheet in herbarium]) for name, (kind, value) in COLUMNS.items()}
    kernel.create_table("ledger", columns)
    kernel.run(f"COPY (SELECT * FROM ledger) TO '{file}' (FORMAT parquet)")
    return file


def indexed(folder: Path, *herbaria: Sequence[Sheet]) -> Index:
    """The index of one source with these snapshots, followed one after another."""
    files: dict[int, list[Path]] = {}
    with Kernel(folder / "spill") as kernel:
        for number, herbarium in enumerate(herbaria, start=1):
            files[number] = [snapshot(kernel, herbarium, folder / f"{number}.parquet")]
            follow(
                folder / "search",
                kernel,
                [Followed("herbarium", files, 1, {"source": "herbarium"}, all_is_public)],
                "",
                lambda _: None,
            )
    return open_catalogue(folder / "search")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of sheets with difficult names."""
    names = ["Rosa canina", "Køge Straße", unicodedata.normalize("NFD", "Forêt é"), "BR_123", "x" * 70, "C++ (a) [b] a:b *"]
    return indexed(tmp_path_factory.mktemp("small"), [Sheet(f"P{at}", name) for at, name in enumerate(names)])


def found(index: Index, query: Query) -> list[str]:
    return sorted(hit.pid for hit in index.search(replace(query, size=200)).hits)


def paged(index: Index, query: Query) -> Iterator[str]:
    while True:
        page = index.search(query)
        assert len(page.hits) <= query.size
        yield from (hit.pid for hit in page.hits)
        if not page.next_cursor:
            return
        query = replace(query, cursor=page.next_cursor)


filters = st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 3), max_size=3)


@given(herbaria, st.lists(filters, min_size=1, max_size=5), st.integers(1, 7))
@settings(max_examples=examples(12, 50), deadline=None)
def test_filters_counts_and_pages_are_those_of_plain_python(
    herbarium: list[Sheet], asked: list[dict[str, int]], size: int
) -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        index = indexed(Path(folder), herbarium)
        for choice in asked:
            wanted = {field: some_values(herbarium, field, many) for field, many in choice.items()}
            chosen = [
                sheet for sheet in herbarium if all(sheet.values(field) & set(wanted[field]) for field in wanted if wanted[field])
            ]
            check_answer(index, Query(filters=wanted, size=size), chosen)


def some_values(herbarium: Sequence[Sheet], field: str, many: int) -> tuple[str, ...]:
    return tuple(sorted({value for sheet in herbarium for value in sheet.values(field)})[:many])


def check_answer(index: Index, query: Query, chosen: Sequence[Sheet]) -> None:
    """Every sort order shows each specimen once, in that order; the total and the facets count the same."""
    pids = sorted(sheet.pid for sheet in chosen)
    for sort in SORTS:
        shown = list(paged(index, replace(query, sort=sort)))
        assert sorted(shown) == pids, sort
        check_order([next(sheet for sheet in chosen if sheet.pid == pid) for pid in shown], sort)
    page = index.search(query, FIELDS)
    assert page.total == len(pids)
    for field in FIELDS:
        expected = Counter(value for sheet in chosen for value in sheet.values(field))
        assert {bucket.value: bucket.count for bucket in page.facets[field]} == expected, field


def check_order(shown: Sequence[Sheet], sort: str) -> None:
    if sort in {"oldest", "newest"}:
        dates = [sheet.date for sheet in shown]
        known = [date for date in dates if date]
        assert dates == sorted(known, reverse=sort == "newest") + [None] * (len(dates) - len(known))
    if sort == "midsLevel":
        assert [sheet.mids for sheet in shown] == sorted((sheet.mids for sheet in shown), reverse=True)
    if sort in {"name", "catalogNumber"}:
        texts = [(sheet.name if sort == "name" else sheet.catalog_number) for sheet in shown]
        keys = [LAST if text is None else folded(text) for text in texts]
        assert keys == sorted(keys)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def test_specimens_of_one_value_follow_one_another_by_number_on_whatever_page_they_stand(tmp_path: Path) -> None:
    herbarium = [Sheet(f"P{at}", NAMES[at % 2], date=dt.date(1900, 1, 1 + at % 2), mids=at % 2) for at in range(60)]
    index = indexed(tmp_path, herbarium)
    for sort in set(SORTS) - {"relevance"}:
        shown = list(paged(index, Query(sort=sort, size=7)))
        assert shown == [hit.pid for hit in index.search(Query(sort=sort, size=200)).hits], sort
        if sort in {"oldest", "newest", "midsLevel"}:
            first, second = (0, 1) if sort == "oldest" else (1, 0)
            assert shown == [f"P{at}" for at in (*range(first, 60, 2), *range(second, 60, 2))], sort


@pytest.mark.parametrize("filters", [{}, {"country": ("BE",)}])
def test_a_page_of_a_large_answer_is_looked_for_near_by_and_skips_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filters: Mapping[str, tuple[str, ...]]
) -> None:
    monkeypatch.setattr(order, "LARGE", 0)
    monkeypatch.setattr(order, "ROOM", 1)
    herbarium = [Sheet(f"P{at}", country="BE" if at % 3 or at < 4200 else "FR") for at in range(9000)]
    index = indexed(tmp_path, herbarium)
    shown = list(paged(index, Query(filters=filters, size=200)))
    assert shown == [sheet.pid for sheet in herbarium if not filters or sheet.country == "BE"]


def test_what_most_specimens_have_is_counted_beforehand_as_it_would_be_when_asked(tmp_path: Path) -> None:
    herbarium = [
        Sheet(f"P{at}", NAMES[at % 3], country=("BE", "CD")[at % 2], mids=at % 4, latitude=None if at % 5 else 50.0 + at / 100)
        for at in range(200)
    ]
    index = indexed(tmp_path, herbarium)
    inner = open_index(tmp_path / "search" / read_state(tmp_path / "search").folder)
    worked_out = summarised(inner, least=50)
    assert {"", "country=BE", "midsLevel=3", "name=Rosa canina", "hasCoordinates=false"} <= set(worked_out.parts)
    assert "hasCoordinates=true" not in worked_out.parts
    for name, part in worked_out.parts.items():
        query = Query(filters={name.partition("=")[0]: (name.partition("=")[2],)} if name else {}, size=0)
        page = index.search(query, FIELDS)
        assert worked_out.counts_of(query) is part.counted
        assert part.counted.total == page.total
        assert {field: part.counted.facets[field] for field in FIELDS} == page.facets
        earth = index.spots(query, Tile(0, 0, 0)).spots
        assert grid.coarsened(part.cells, LEVEL, Tile(0, 0, 0)).spots == tuple(sorted(earth, key=lambda spot: spot.cell))


def test_counts_are_those_of_the_question_whatever_was_counted_before(small: Index) -> None:
    first, again = (small.search(Query("rosa", size=size), facets) for size, facets in ((20, ["name"]), (0, ["name", "country"])))
    assert first.facets["name"] == again.facets["name"]
    assert [small.search(Query("rosa", also=also)).total for also in ((), ("br_123",), ())] == [1, 2, 1]
    assert small.search(Query(filters={"name": ("Rosa canina",)}), ["name"]).total == 1
    assert small.search(Query(filters={"name": ("Rosa canina", "BR_123")}), ["name"]).total == 2


@given(herbaria, st.data())
@settings(max_examples=examples(6, 20), deadline=None)
def test_what_changes_and_goes_is_followed(herbarium: list[Sheet], data: st.DataObject) -> None:
    fates = data.draw(st.lists(st.sampled_from(["stays", "goes", "changes"]), min_size=len(herbarium), max_size=len(herbarium)))
    later = [
        replace(sheet, version=2, gone=fate == "goes", country="NL")
        for sheet, fate in zip(herbarium, fates, strict=True)
        if fate != "stays"
    ]
    now = [
        replace(sheet, country="NL") if fate == "changes" else sheet
        for sheet, fate in zip(herbarium, fates, strict=True)
        if fate != "goes"
    ]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        check_answer(indexed(Path(folder), herbarium, later), Query(size=5), now)


@pytest.mark.parametrize("text", ["1900-1950", "1900..1950", " 1900 - 1950 "])
def test_a_range_of_years_holds_both_its_ends(tmp_path: Path, text: str) -> None:
    years = [1899, 1900, 1925, 1950, 1951]
    index = indexed(tmp_path, [Sheet(f"P{year}", date=dt.date(year, 1, 1)) for year in years] + [Sheet("P1")])
    assert found(index, Query(filters={"year": (text,)})) == ["P1900", "P1925", "P1950"]
    assert found(index, Query(filters={"year": ("1950-",)})) == ["P1950", "P1951"]
    assert found(index, Query(filters={"year": ("-1900",)})) == []
    assert found(index, Query(filters={"year": ("..1900", "1951")})) == ["P1899", "P1900", "P1951"]
    assert found(index, Query(filters={"year": ("1950-1900",)})) == []


@pytest.mark.parametrize(
    ("text", "pids"),
    [
        ("rosa", ["P0"]),
        ("ROSA Canina", ["P0"]),
        ("canina rosa", ["P0"]),
        ("rosa alba", []),
        ("can", ["P0"]),
        ("can ", []),
        ("køge", ["P1"]),
        ("koge strasse", ["P1"]),
        ("Straße", ["P1"]),
        ("forêt", ["P2"]),
        ("foret", ["P2"]),
        (unicodedata.normalize("NFD", "FORÊT é"), ["P2"]),
        ("BR_123", ["P3"]),
        ("br 123", ["P3"]),
        ("x" * 70, []),
        ("C++", ["P5"]),
        ("a:b", ["P5"]),
        ("+*", []),
    ],
)
def test_words_are_found_without_case_and_accents(small: Index, text: str, pids: list[str]) -> None:
    assert found(small, Query(text)) == pids


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"rosa',
        "rosa AND salix",
        "rosa OR",
        "NOT rosa",
        "title:rosa",
        "(",
        "rosa)",
        "[1 TO 2]",
        "ros.*",
        "/ros/",
        "\\",
        "^",
        "rosa~2",
        "{",
        "\0",
        "-rosa x",
    ],
)
def test_signs_of_a_query_language_are_no_syntax(small: Index, text: str) -> None:
    words = [word for word in "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()]
    expected = ["P0"] if words and set(words) <= {"rosa", "ros"} else []
    assert found(small, Query(text)) == expected


@given(st.text(max_size=40), st.text(max_size=10), st.sampled_from(["name", "country", "collector", "remark"]))
@settings(max_examples=examples(100, 800), deadline=None)
def test_any_text_may_be_asked(small: Index, text: str, value: str, field: str) -> None:
    page = small.search(Query(text, {field: (value,)}))
    assert page.total == len(page.hits) == (1 if field == "name" and page.hits else 0)


REFUSED = {
    "filter": (Query(filters={"colour": ("red",)}), "colour"),
    "flag": (Query(filters={"hasMedia": ("yes",)}), "hasMedia"),
    "year": (Query(filters={"year": ("nineteen",)}), "year"),
    "years": (Query(filters={"year": ("1900 1950",)}), "year"),
    "long year": (Query(filters={"year": ("19001950",)}), "year"),
    "level": (Query(filters={"midsLevel": ("",)}), "midsLevel"),
    "sort": (Query(sort="colour"), "sort"),
    "size": (Query(size=-1), "size"),
    "large": (Query(size=100_000), "size"),
    "cursor": (Query(cursor="nonsense"), "cursor"),
    "text": (Query("x" * 10_000), "q"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_asked_is_refused_by_name(small: Index, case: str) -> None:
    query, part = REFUSED[case]
    with pytest.raises(QueryError, match=rf"^{part}: "):
        small.search(query)


def test_a_facet_that_cannot_be_counted_is_refused_by_name(small: Index) -> None:
    with pytest.raises(QueryError, match=r"^facet: 'colour'"):
        small.search(Query(), ["colour"])


forged = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.sampled_from(SORTS),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=5,
)
values = st.none() | st.integers(-(2**63), 2**64 - 1) | st.text("0123456789ABCDEF", max_size=8) | st.text(max_size=5)
places = st.tuples(st.sampled_from(SORTS), values, st.integers(-5, 2**63)).map(list)


def answer(index: Index, query: Query) -> Page | None:
    """The page, or None when the cursor is refused."""
    try:
        return index.search(query)
    except QueryError as error:
        if not str(error).startswith("cursor: "):
            raise
        return None


@given(st.sampled_from(SORTS), forged | places | st.just("x"))
@settings(max_examples=examples(150, 800), deadline=None)
def test_a_forged_cursor_is_refused_or_answered(small: Index, sort: str, content: object) -> None:
    cursor = base64.urlsafe_b64encode(orjson.dumps(content)).decode()
    page = answer(small, Query(sort=sort, cursor=cursor))
    assert page is None or len(page.hits) <= page.total == 6


@given(st.text(max_size=30))
def test_a_cursor_of_any_text_is_refused_or_answered(small: Index, cursor: str) -> None:
    assert answer(small, Query(cursor=cursor)) is None or cursor == ""


def test_without_an_index_there_is_no_answer_rather_than_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        open_catalogue(tmp_path).search(Query())
