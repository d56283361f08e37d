"""The ledger's log: what was committed stays readable for ever, and what was torn off is dropped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vasculum.engine.kernel import Kernel
from vasculum.lake.columns import IDENTITY, column_beside, name_of_column
from vasculum.lake.ledger import Ledger, LedgerDamaged


def commit(folder: Path, harvest: int) -> Ledger:
    """Commits a snapshot with one row."""
    ledger = Ledger(folder)
    ledger.create(1)
    number = ledger.prepare(IDENTITY)
    columns = ", ".join(f"NULL::{kind} AS {name}" for name, kind in IDENTITY.items())
    with Kernel(folder / "spill") as kernel:
        kernel.run(f"COPY (SELECT {columns}) TO '{ledger.path_of(number, 0)}' (FORMAT parquet)")
    ledger.commit(number, {"harvest": str(harvest)})
    return Ledger(folder)


def harvests(ledger: Ledger) -> list[str]:
    return [snapshot.notes["harvest"] for snapshot in ledger.snapshots()]


def test_no_note_on_a_harvest_is_ever_thrown_away(tmp_path: Path) -> None:
    for harvest in range(1, 103):
        ledger = commit(tmp_path, harvest)
        for entry in (tmp_path / "_delta_log").glob("*.json"):
            os.utime(entry, (1_000_000_000, 1_000_000_000))
    assert harvests(ledger) == [str(harvest) for harvest in range(102, 0, -1)]
    assert len(ledger.files()) == 102


def test_a_last_log_entry_torn_anywhere_is_not_served_and_dropped(tmp_path: Path) -> None:
    commit(tmp_path, 1)
    whole = commit(tmp_path, 2)
    entry = max((tmp_path / "_delta_log").glob("*.json"))
    content, data = entry.read_bytes(), whole.files()[-1].read_bytes()
    end_of_line = content.index(b"\n")
    for kept in {0, 1, 7, end_of_line - 1, end_of_line, end_of_line + 1, len(content) // 2, len(content) - 2}:
        entry.write_bytes(content[:kept])
        torn = Ledger(tmp_path)
        assert (harvests(torn)[-1], len(torn.files())) == ("1", 1)
        assert Ledger(tmp_path).clean_up() == [entry, whole.files()[-1]]
        assert harvests(Ledger(tmp_path)) == ["1"]
        entry.write_bytes(content)
        whole.files()[-1].write_bytes(data)
    assert (harvests(Ledger(tmp_path)), Ledger(tmp_path).clean_up()) == (["2", "1"], [])


def test_a_log_broken_in_the_middle_is_told_and_nothing_is_removed(tmp_path: Path) -> None:
    for harvest in (1, 2, 3):
        commit(tmp_path, harvest)
    entry = sorted((tmp_path / "_delta_log").glob("*.json"))[-2]
    entry.write_bytes(entry.read_bytes()[:50])
    with pytest.raises(LedgerDamaged, match="cannot be read"):
        Ledger(tmp_path).files()
    with pytest.raises(LedgerDamaged):
        Ledger(tmp_path).clean_up()
    assert len(list(tmp_path.glob("*.parquet"))) == 3


def test_a_file_that_no_snapshot_lists_is_not_served_and_removed(tmp_path: Path) -> None:
    ledger = commit(tmp_path, 1)
    unlisted = ledger.path_of(9, 0)
    unlisted.write_bytes(b"half a file")
    assert unlisted not in ledger.files()
    assert ledger.clean_up() == [unlisted]
    assert len(Ledger(tmp_path).files()) == 1


def test_a_commit_behind_the_back_of_another_is_refused(tmp_path: Path) -> None:
    commit(tmp_path, 1)
    first, second = Ledger(tmp_path), Ledger(tmp_path)
    number = first.prepare(IDENTITY)
    second.prepare(IDENTITY)
    second.commit(number, {"harvest": "2"})
    with pytest.raises(LedgerDamaged):
        Ledger(tmp_path).commit(number, {"harvest": "3"})
    assert harvests(Ledger(tmp_path)) == ["2", "1"]


@pytest.mark.parametrize("heading", ["Box", "bOX", "BOX (1)", "é", "a:b", "%42ox"])
def test_a_column_beside_another_is_read_back_as_the_same_heading(heading: str) -> None:
    known = {f"heading:{heading.swapcase()}", f"heading:{heading.upper()}", f"heading:{heading.lower()}"} - {f"heading:{heading}"}
    column = column_beside(f"heading:{heading}".replace("%", "%25"), known)
    assert name_of_column(column) == heading
    assert column.casefold() not in {name.casefold() for name in known}
