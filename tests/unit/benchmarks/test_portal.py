"""The portal's benchmark: its parts are the whole collection, its peers count what was asked, its questions differ."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from benchmarks.archives import write_archive
from benchmarks.peers.sqlite_text import Sqlite
from benchmarks.portal import sample
from benchmarks.portal_questions import Question, address_of_tile, tiles
from vasculum.search.query import Query


def lines(archive: Path, member: str) -> list[bytes]:
    with ZipFile(archive) as opened:
        return opened.read(member).splitlines()[1:]


def test_the_parts_of_a_collection_are_together_the_whole(tmp_path: Path) -> None:
    write_archive(tmp_path / "whole.zip", 3500)
    for part in range(3):
        write_archive(tmp_path / f"{part}.zip", 3500, part=part, parts=3)
    for member in ("occurrence.txt", "multimedia.txt"):
        together = [line for part in range(3) for line in lines(tmp_path / f"{part}.zip", member)]
        assert together == lines(tmp_path / "whole.zip", member)


def test_sqlite_counts_the_facets_of_what_was_asked(tmp_path: Path) -> None:
    engine = Sqlite(tmp_path / "rows.sqlite3", ("country", "family"))
    rows = [(1, "rosa canina", 1900, "BE", "Rosaceae"), (2, "rosa", 1950, "BE", None), (3, "salix", 1901, "FR", "Salicaceae")]
    engine.build(rows)
    assert engine.ask("rosa", {}, None) == {"country": {"BE": 2}, "family": {"Rosaceae": 1}}
    assert engine.ask("", {"country": "FR"}, (1900, 1949)) == {"country": {"FR": 1}, "family": {"Salicaceae": 1}}
    assert engine.ask("rosa", {"country": "BE"}, (1900, 1949)) == {"country": {"BE": 1}, "family": {"Rosaceae": 1}}


def test_addresses_say_what_is_asked() -> None:
    asked = Question("a word", Query("bois ", {"country": ("BE", "CD")}))
    assert asked.address.startswith("/api/search?country=BE&country=CD&facet=institution&")
    assert asked.address.endswith("&q=bois+")
    tile = tiles([(4.35, 50.85)])[3]
    assert address_of_tile(tile, Query()) == "/api/tiles/3/4/2.mvt?"


def test_a_sample_tells_what_most_do_not_exceed() -> None:
    one = sample("", range(100, 0, -1))
    assert [one.at(part) for part in (0.5, 0.95, 1)] == [50, 95, 100]
