"""Records and objects are two things: a lot of 2,500 shells is one record."""

from __future__ import annotations

from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.lake.objects import Objects, count_objects

ROWS = """(1, 1, 'new', '2500', '', ''), (2, 1, 'new', '3', '', ''), (2, 2, 'updated', '4', '', ''),
(3, 1, 'new', '', '12', 'individuals'),
(4, 1, 'new', '', '12', 'grams'), (5, 1, 'new', 'many', '', ''), (6, 1, 'new', '7', '', ''), (6, 2, 'gone', NULL, NULL, NULL)"""
COLUMNS = 'number, version, change, "dwc:individualCount", "dwc:organismQuantity", "dwc:organismQuantityType"'


def written(folder: Path, kernel: Kernel, columns: str) -> list[Path]:
    file = folder / "rows.parquet"
    kernel.run(f"COPY (SELECT {columns} FROM (VALUES {ROWS}) AS rows({COLUMNS})) TO '{file}' (FORMAT parquet)")
    return [file]


def test_objects_are_the_whole_numbers_of_the_newest_versions_added_up(tmp_path: Path) -> None:
    with Kernel(tmp_path) as kernel:
        found = count_objects(kernel, written(tmp_path, kernel, COLUMNS))
    assert found == Objects(records=5, stating=3, objects=2500 + 4 + 12)
    assert found.at_least == 2518


def test_records_that_never_state_a_number_are_counted_as_records_alone(tmp_path: Path) -> None:
    with Kernel(tmp_path) as kernel:
        assert count_objects(kernel, written(tmp_path, kernel, "number, version, change")) == Objects(5, 0, 0)


def test_a_source_without_files_holds_nothing(tmp_path: Path) -> None:
    with Kernel(tmp_path) as kernel:
        assert count_objects(kernel, []) == Objects()
