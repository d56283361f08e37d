"""The quality of a source: what an archive with known faults shows, and what becomes of it when the museum mends them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.conf import LazySettings

from tests.behaviour.archives import Export, Row, changed
from tests.behaviour.conftest import Museum
from vasculum.assessment import queries, scopes
from vasculum.assessment.download import COLUMNS, cells
from vasculum.assessment.kept import kept_at
from vasculum.assessment.queries import every_trouble
from vasculum.assessment.scopes import Scope
from vasculum.assessment.tally import Tally
from vasculum.specimens import queries as specimens

LICENSE = "http://purl.org/dc/terms/license"
MODIFIED = "http://purl.org/dc/terms/modified"


def sheet(number: int, **cells: str) -> Row:
    usual = {
        "occurrenceID": f"urn:sheet:{number}",
        "basisOfRecord": "PreservedSpecimen",
        "catalogNumber": f"BR{number}",
        "institutionCode": "BR",
        "scientificName": "Rosa canina L.",
        "preparations": "sheet",
        "eventDate": "1898-05-14",
        "country": "Belgium",
        "countryCode": "BE",
        LICENSE: "http://creativecommons.org/publicdomain/zero/1.0/legalcode",
        MODIFIED: "2020-01-01",
    }
    return {**usual, **cells}


# Two dates that do not exist, one of two readings, one country nobody knows; three sheets lack only their preparation.
SHEETS = [
    sheet(1, eventDate="1898-02-31"),
    sheet(2, eventDate="31/02/1901", country="Ruritania", countryCode=""),
    sheet(3, eventDate="11/8/1899"),
    sheet(4, preparations=""),
    sheet(5, preparations=""),
    sheet(6, preparations=""),
    sheet(7),
]


@pytest.fixture(autouse=True)
def _served(museum: Museum, settings: LazySettings) -> None:
    settings.NODE = museum.node.root
    specimens.node.cache_clear()


def herbarium() -> Scope:
    found = scopes.scope("source", "herbarium")
    assert found is not None
    return found


def tally() -> Tally:
    return queries.tally(herbarium())


def records(key: str) -> int:
    found = tally().found.get(key)
    return found.records if found else 0


def test_every_fault_of_the_archive_is_counted(museum: Museum) -> None:
    museum.hand_over(Export(SHEETS))
    assert tally().specimens == 7
    assert records("remark:EVENT_DATE_IMPOSSIBLE") == 2
    assert records("remark:EVENT_DATE_AMBIGUOUS") == 1
    assert records("remark:COUNTRY_UNKNOWN") == 1
    assert records("mids:ObjectType") == 3
    assert tally().levels == {"0": 3, "1": 4}
    assert tally().gains == {"ObjectType": 3}


def test_what_is_counted_is_what_the_file_for_the_museum_lists(museum: Museum) -> None:
    museum.hand_over(Export(SHEETS))
    listed = {(version.pid, trouble.problem.key) for version, trouble in every_trouble(herbarium())}
    assert Counter(key for _, key in listed) == {key: found.records for key, found in tally().found.items()}
    for key, found in tally().found.items():
        assert set(found.examples) <= {pid for pid, listed_key in listed if listed_key == key}


def test_the_file_names_the_line_and_the_text(museum: Museum) -> None:
    museum.hand_over(Export(SHEETS))
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in cells(herbarium(), "nl")]
    ambiguous = [row for row in rows if row["code"] == "remark:EVENT_DATE_AMBIGUOUS"]
    shown = [(row["line"], row["recordID"], row["catalogNumber"], row["term"], row["value"]) for row in ambiguous]
    assert shown == [("4", "urn:sheet:3", "BR3", "dwc:eventDate", "11/8/1899")]
    assert "twee" in ambiguous[0]["problem"]


def test_what_the_museum_mends_is_gone_from_the_page(museum: Museum) -> None:
    museum.hand_over(Export(SHEETS))
    assert records("remark:EVENT_DATE_IMPOSSIBLE") == 2
    museum.hand_over(Export(changed(SHEETS, 0, eventDate="1898-02-28")))
    assert records("remark:EVENT_DATE_IMPOSSIBLE") == 1
    assert tally().specimens == 7


def test_specimens_that_are_gone_no_longer_count(museum: Museum) -> None:
    museum.hand_over(Export(SHEETS))
    museum.hand_over(Export(SHEETS[1:]), approved=True)
    assert tally().specimens == 6
    assert records("remark:EVENT_DATE_IMPOSSIBLE") == 1


def test_a_tally_is_kept_until_the_next_snapshot(museum: Museum) -> None:
    museum.hand_over(Export(SHEETS))
    before = tally()
    file = kept_at(museum.node, "herbarium")
    kept = file.stat().st_mtime_ns
    assert tally() == before
    assert file.stat().st_mtime_ns == kept


@pytest.mark.parametrize("damage", ["", "{}", '{"snapshot": 1, "edition": "", "tally": {}}', "[1, 2]"])
def test_a_tally_that_is_lost_or_torn_is_counted_again(museum: Museum, damage: str) -> None:
    museum.hand_over(Export(SHEETS))
    before = tally()
    file: Path = kept_at(museum.node, "herbarium")
    file.write_text(damage)
    assert tally() == before
    file.unlink()
    assert tally() == before


def test_counting_leaves_nothing_in_the_work_folder(museum: Museum) -> None:
    museum.hand_over(Export(SHEETS))
    tally()
    assert list(museum.node.work.iterdir()) == []
