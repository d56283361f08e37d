"""The generated archives: the same every time, the dirt and the edits exactly as many as promised, readable by others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from benchmarks.archives import LAST_COLUMNS, write_archive
from benchmarks.generator.records import COLUMNS
from benchmarks.peers.dwca_reader import core_rows

ROWS = 2_500
COPIES = 1
SHORT = 1


def written(folder: Path, name: str = "a.zip", **options: Any) -> Path:
    path = folder / name
    write_archive(path, options.pop("rows", ROWS), **options)
    return path


def lines(path: Path, member: str = "occurrence.txt") -> list[str]:
    with ZipFile(path) as archive:
        return archive.read(member).decode().splitlines()


def records(path: Path) -> list[dict[str, str]]:
    header, *rows = lines(path)
    names = header.split("\t")
    return [dict(zip(names, row.split("\t"), strict=False)) for row in rows]


@pytest.mark.parametrize(
    "options",
    [{}, {"seed": 8}, {"shuffle_seed": 3}, {"column_order_seed": 3}, {"changed": 0.01}],
    ids=lambda options: str(options),
)
def test_the_same_request_gives_the_same_bytes(tmp_path: Path, options: dict[str, Any]) -> None:
    once, again = written(tmp_path, "once.zip", **options), written(tmp_path, "again.zip", **options)
    assert once.read_bytes() == again.read_bytes()


def test_another_seed_gives_another_archive(tmp_path: Path) -> None:
    assert lines(written(tmp_path, "a.zip", seed=7)) != lines(written(tmp_path, "b.zip", seed=8))


def test_another_reader_counts_as_many_records_as_were_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path)
    rows = list(core_rows(path))
    assert len(rows) == ROWS
    assert len({row.id for row in rows}) == ROWS - COPIES
    assert all(row.id == row.data["http://rs.tdwg.org/dwc/terms/occurrenceID"] for row in rows)


def test_a_record_has_forty_five_terms_in_about_five_hundred_bytes(tmp_path: Path) -> None:
    header, *rows = lines(written(tmp_path))
    assert header.split("\t") == ["id", *COLUMNS]
    assert len(COLUMNS) == len(set(COLUMNS)) == 45
    assert 400 < sum(len(row.encode()) for row in rows) / ROWS < 600


def test_four_records_in_ten_have_an_image_and_every_image_has_its_record(tmp_path: Path) -> None:
    path = written(tmp_path)
    _, *media = lines(path, "multimedia.txt")
    pictured = {row.split("\t")[0] for row in media}
    assert len(media) == len(pictured) == ROWS * 4 // 10
    assert pictured <= {record["id"] for record in records(path)}


def test_the_promised_dirt_is_there(tmp_path: Path) -> None:
    _, *rows = lines(written(tmp_path))
    widths = Counter(row.count("\t") + 1 for row in rows)
    assert widths == {1 + len(COLUMNS): ROWS - SHORT, 1 + len(COLUMNS) - LAST_COLUMNS: SHORT}
    assert [count for count in Counter(rows).values() if count > 1] == [2] * COPIES


def test_the_dirt_adds_up_over_blocks(tmp_path: Path) -> None:
    _, *rows = lines(written(tmp_path, rows=50_001))
    assert sum(row.count("\t") + 1 < 1 + len(COLUMNS) for row in rows) == 2
    assert len(rows) - len(set(rows)) == 2


@pytest.mark.parametrize(("changed", "edited"), [(0.0, 0), (0.01, 25), (0.0101, 26), (0.5, 1_250)])
def test_exactly_the_asked_part_of_the_records_differs_in_exactly_one_cell(tmp_path: Path, changed: float, edited: int) -> None:
    before, after = records(written(tmp_path, "a.zip")), records(written(tmp_path, "b.zip", changed=changed))
    assert [record["id"] for record in before] == [record["id"] for record in after]
    cells = [sum(old[name] != new[name] for name in old) for old, new in zip(before, after, strict=True)]
    assert Counter(cells) == Counter({0: ROWS - edited, 1: edited})


def test_an_edit_leaves_the_images_alone(tmp_path: Path) -> None:
    before, after = written(tmp_path, "a.zip"), written(tmp_path, "b.zip", changed=0.5)
    assert lines(before, "multimedia.txt") == lines(after, "multimedia.txt")


@pytest.mark.parametrize("member", ["occurrence.txt", "multimedia.txt"])
def test_shuffling_keeps_the_set_of_rows(tmp_path: Path, member: str) -> None:
    plain, shuffled = lines(written(tmp_path, "a.zip"), member), lines(written(tmp_path, "b.zip", shuffle_seed=1), member)
    assert plain[0] == shuffled[0]
    assert plain != shuffled
    assert Counter(plain) == Counter(shuffled)


def test_another_order_of_columns_keeps_every_record(tmp_path: Path) -> None:
    plain, turned = written(tmp_path, "a.zip"), written(tmp_path, "b.zip", column_order_seed=1)
    assert lines(plain)[0] != lines(turned)[0]
    assert records(plain) == records(turned)
    assert [row.data for row in core_rows(plain)] == [row.data for row in core_rows(turned)]


def test_values_repeat_as_they_do_in_collections(tmp_path: Path) -> None:
    names = Counter(record["scientificName"] for record in records(written(tmp_path, rows=20_000)))
    assert 900 < len(names) < 1_500
    assert names.most_common(1)[0][1] > 1_000
    assert sum(count == 1 for count in names.values()) > 20


def test_an_impossible_part_of_changed_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="between 0 and"):
        written(tmp_path, changed=0.95)


@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_the_smallest_archives_can_be_written_and_read(tmp_path: Path, rows: int) -> None:
    assert sum(1 for _ in core_rows(written(tmp_path, rows=rows))) == rows
