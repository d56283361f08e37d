"""Files that are lost or damaged: named by a check, never served as something else, and rebuilt where they can be."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.behaviour.archives import Export, changed, specimens
from tests.behaviour.conftest import Museum
from tests.behaviour.state import content, described, histories, hits
from vasculum.harvest.check import faults
from vasculum.harvest.follow import follow_ledgers, rebuild_index
from vasculum.harvest.progress import silent
from vasculum.lake.ledger import LedgerDamaged

SHEETS = specimens(8, locality="Meise {}", catalogNumber="BR{}")


@pytest.fixture
def known(museum: Museum) -> Museum:
    """A museum harvested twice, one record changed and one gone."""
    museum.hand_over(Export(SHEETS))
    museum.hand_over(Export(changed(SHEETS, 1, locality="Gent")[:7]))
    return museum


def lose_index(search: Path) -> None:
    shutil.rmtree(search)


def lose_state(search: Path) -> None:
    (search / "state.json").unlink()


def garble_state(search: Path) -> None:
    (search / "state.json").write_bytes(b'{"folder": "index-')


def lose_folder(search: Path) -> None:
    shutil.rmtree(search / "index-1")


def lose_meta(search: Path) -> None:
    (search / "index-1" / "meta.json").unlink()


def garble_meta(search: Path) -> None:
    (search / "index-1" / "meta.json").write_bytes(b"\0" * 100)


def lose_segments(search: Path) -> None:
    for file in (search / "index-1").glob("*.*"):
        if file.suffix in {".store", ".fast", ".term", ".idx"}:
            file.unlink()


def empty_segments(search: Path) -> None:
    for file in (search / "index-1").glob("*.*"):
        if file.suffix in {".store", ".fast", ".term", ".idx"}:
            file.write_bytes(b"")


WAYS = [lose_index, lose_state, garble_state, lose_folder, lose_meta, garble_meta, lose_segments, empty_segments]


@pytest.mark.parametrize("damage", WAYS, ids=lambda way: way.__name__)
def test_a_damaged_index_is_noticed_and_the_next_harvest_rebuilds_it(known: Museum, damage: Callable[[Path], None]) -> None:
    before = described(known.node)
    damage(known.node.search)
    assert [fault for fault in faults(known.node) if "search index" in fault]
    follow_ledgers(known.node, silent)
    assert described(known.node) == before
    assert list(faults(known.node)) == []


def test_an_index_rebuilt_on_demand_holds_the_same(known: Museum) -> None:
    before = described(known.node)
    rebuild_index(known.node, silent)
    assert described(known.node) == before
    assert len(list(hits(known.node))) == 7


def test_every_flipped_bit_in_a_data_file_is_found_and_the_file_named(known: Museum) -> None:
    chance = random.Random(7)
    for file in sorted((known.node.lake / "herbarium").glob("*.parquet")):
        whole = file.read_bytes()
        for at in (0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(10))):
            damaged = bytearray(whole)
            damaged[at] ^= 1 << chance.randrange(8)
            file.write_bytes(damaged)
            assert [fault.partition(" ")[0] for fault in faults(known.node)] == [file.name]
        file.unlink()
        assert list(faults(known.node)) == [f"{file.name} of herbarium is missing"]
        file.write_bytes(whole)
    assert list(faults(known.node)) == []


def test_a_log_that_is_torn_in_every_entry_is_told_in_one_line_and_nothing_is_added_to_it(known: Museum) -> None:
    for entry in (known.node.lake / "herbarium" / "_delta_log").glob("*.json"):
        entry.write_bytes(entry.read_bytes()[:40])
    assert "the log of herbarium cannot be read" in next(faults(known.node))
    with pytest.raises(LedgerDamaged, match="the log of herbarium cannot be read"):
        known.hand_over(Export(SHEETS))


def test_a_harvest_over_a_damaged_ledger_is_refused_and_adds_nothing(known: Museum) -> None:
    file = min((known.node.lake / "herbarium").glob("*.parquet"))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LedgerDamaged, match="vasculum check"):
        known.hand_over(Export(SHEETS))
    file.write_bytes(whole)
    assert known.hand_over(Export(SHEETS)).updated == 2


def test_what_every_edition_said_is_read_back_to_the_byte(museum: Museum) -> None:
    texts = [
        "  Meise ",
        "Meise",
        'say "aah"',
        "two\nlines",
        "tab\there",
        "é\u0301",
        "\u202eback",
        "0012",
        "NULL",
        "''",
        "{}",
        "[]",
        "\\N",
        "true",
    ]
    for text in texts:
        opinion = [{"id": "urn:sheet:1", "scientificName": text, "identifiedBy": ""}]
        rows = changed(SHEETS, 0, locality=text, habitat=text[::-1])
        assert museum.hand_over(Export(rows, {"dwc:Identification": opinion})).state == "committed"
    [history] = [each for each in histories(museum.node) if len(each) > 1]
    assert [version.version for version in history] == list(range(1, len(texts) + 1))
    for text, version in zip(texts, history, strict=True):
        said, extensions = content(version)
        assert (said["dwc:locality"], said["dwc:habitat"], said["dwc:catalogNumber"]) == (text, text[::-1], "BR1")
        assert extensions == {"dwc:Identification": ({"dwc:scientificName": text},)}
