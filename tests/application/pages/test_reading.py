"""Reading many specimens at once gives what reading them one by one gives; a file is asked only for what it may hold."""

from __future__ import annotations

from pathlib import Path

from vasculum.lake import history
from vasculum.lake.directory import Extent, listed_files
from vasculum.search.query import Query
from vasculum.specimens import queries

NUMBERS = range(60)


def test_many_are_read_as_each_is(served: Path) -> None:
    lake = served / "lake"
    one_by_one = {number: history.versions(lake, "herbarium", number) for number in NUMBERS}
    assert history.histories(lake, "herbarium", NUMBERS) == one_by_one
    assert any(len(versions) == 2 for versions in one_by_one.values())
    assert one_by_one[59] == []
    assert history.histories(lake, "herbarium", []) == {}


def test_a_ledger_that_does_not_exist_lists_no_files(tmp_path: Path) -> None:
    assert listed_files(tmp_path / "nothing") == ()
    assert history.versions(tmp_path, "nothing", 1) == []


def test_a_file_is_asked_when_one_of_its_parts_spans_the_number() -> None:
    large, small = Extent(((0, 9), (20, 29)), None), Extent(((0, 29),), frozenset({3, 21}))
    assert [number for number in (5, 15, 25, 30) if large.may_hold(number)] == [5, 25]
    assert [number for number in (3, 4, 21) if small.may_hold(number)] == [3, 21]


def test_every_hit_is_read_in_the_order_of_the_hits(served: Path) -> None:  # noqa: ARG001
    hits = list(queries.all_hits(Query("carex", sort="name")))
    read = list(queries.specimens_of(iter(hits), 7))
    assert [specimen.pid for specimen in read] == [hit.pid for hit in hits]
