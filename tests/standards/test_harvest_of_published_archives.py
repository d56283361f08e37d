"""Every published archive is harvested into a node, or refused with a clear reason; MIDS equals what was published."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from vasculum.formats.dwca import ArchiveRefused
from vasculum.harvest.actions import harvest
from vasculum.harvest.mids_of_archive import write_mids
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.progress import silent
from vasculum.harvest.refusal import Refused
from vasculum.lake.history import versions
from vasculum.quality.mids import mapping_set, mids_of_mask
from vasculum.search.index import open_catalogue
from vasculum.search.query import Query

CHECKLIST = "the core holds dwc:Taxon rows"
NAMELESS = "no column tells the records apart"
NO_DESCRIPTOR = "no meta.xml to say which of its files"
MISFIT = "but no row fits"

# Archive, records read (counted with csv or wc -l, see dwca_counts.csv), or the reason for which it is refused.
OUTCOMES: list[tuple[str, int | str]] = [
    ("dwca-trom-algae/dwca-trom_algae-v1.25.zip", 2921),
    ("dwca-kew/dwca-kew-gbif-media.zip", 19),
    ("dwca-naturalis/dwca-naturalis-ac-media.zip", 14),
    ("dwca-lux-fossils/dwca-lux-associated-media.zip", 20),
    ("dwca-pontaurus/archive-occ.zip", 1534),
    ("dwca-inhs-insects/insects_5k.tar.gz", 5000),
    ("dwca-modirisk-mosquitoes/dwca-modirisk-monitoring-2-v3.5.zip", 2382),
    ("dwca-edge-cases/dwca-2extensions.zip", CHECKLIST),
    ("dwca-edge-cases/dwca-csv-quote-dir", 2),
    ("dwca-edge-cases/dwca-default-metadata-filename.zip", NAMELESS),
    ("dwca-edge-cases/dwca-ids.zip", CHECKLIST),
    ("dwca-edge-cases/dwca-invalid-lacks-metadata", NAMELESS),
    ("dwca-edge-cases/dwca-invalid-simple-toomuch.zip", NO_DESCRIPTOR),
    ("dwca-edge-cases/dwca-invalid-simple-two.zip", NO_DESCRIPTOR),
    ("dwca-edge-cases/dwca-malformed-descriptor", MISFIT),
    ("dwca-edge-cases/dwca-meta-default-values", MISFIT),
    ("dwca-edge-cases/dwca-metadata-windows1252-encoding", 4),
    ("dwca-edge-cases/dwca-missing-extension-details", CHECKLIST),
    ("dwca-edge-cases/dwca-noheaders-1.zip", NAMELESS),
    ("dwca-edge-cases/dwca-noheaders-2.zip", NAMELESS),
    ("dwca-edge-cases/dwca-nometadata.zip", 2),
    ("dwca-edge-cases/dwca-orphaned-rows.zip", CHECKLIST),
    ("dwca-edge-cases/dwca-partial-default.zip", NAMELESS),
    ("dwca-edge-cases/dwca-simple-csv-dos.zip", 3),
    ("dwca-edge-cases/dwca-simple-csv-eml.zip", 3),
    ("dwca-edge-cases/dwca-simple-csv-notenclosed.zip", 3),
    ("dwca-edge-cases/dwca-simple-csv.zip", 3),
    ("dwca-edge-cases/dwca-simple-dir", 4),
    ("dwca-edge-cases/dwca-simple-subdir.zip", 2),
    ("dwca-edge-cases/dwca-simple-test-archive-enclosed.zip", NAMELESS),
    ("dwca-edge-cases/dwca-simple-test-archive.tgz", 2),
    ("dwca-edge-cases/dwca-simple-test-archive.zip", NAMELESS),
    ("dwca-edge-cases/dwca-star-test-archive.zip", CHECKLIST),
    ("dwca-edge-cases/dwca-test-default.zip", NAMELESS),
    ("dwca-edge-cases/dwca-utf8-eol-test.zip", 1),
    ("dwca-edge-cases/gbif-results-lacks-s-metadata.zip", 158),
    ("dwca-edge-cases/gbif-results-whitespace-in-xml.zip", 158),
    ("dwca-edge-cases/gbif-results.zip", 158),
]


@pytest.fixture
def node(tmp_path: Path, db: None) -> Node:  # noqa: ARG001
    """A node that holds nothing."""
    return make_node(tmp_path / "node")


def test_no_published_archive_is_forgotten(shared: Path) -> None:
    present = {
        f"{folder.name}/{entry.name}"
        for folder in shared.glob("dwca-*")
        for entry in folder.iterdir()
        if entry.suffix not in {".txt", ".rst"}
    }
    assert present == {archive for archive, _ in OUTCOMES}


@pytest.mark.parametrize(("archive", "outcome"), OUTCOMES, ids=[archive for archive, _ in OUTCOMES])
def test_every_published_archive_is_harvested_or_refused_with_a_reason(
    archive: str, outcome: int | str, shared: Path, node: Node
) -> None:
    if isinstance(outcome, str):
        with pytest.raises((ArchiveRefused, Refused), match=outcome):
            harvest(node, shared / archive, "museum", silent)
        assert not node.search.exists()
        assert not any(node.lake.glob("**/*.parquet"))
        return
    report = harvest(node, shared / archive, "museum", silent)
    assert (report.state, report.read) == ("committed", outcome)
    assert report.read == report.new + report.rejected
    assert open_catalogue(node.search).search(Query(size=1)).total == report.new


def test_the_identifications_without_a_record_in_the_kew_archive_are_counted(shared: Path, node: Node) -> None:
    report = harvest(node, shared / "dwca-kew/dwca-kew-gbif-media.zip", "kew", silent)
    assert report.orphans == {"dwc:Identification": 167_663}


MIDS = [
    ("dwca-kew/dwca-kew-gbif-media.zip", "mids/expected/kew__tdwg_biology.csv"),
    ("dwca-naturalis/dwca-naturalis-ac-media.zip", "mids/expected/naturalis__tdwg_biology.csv"),
]


def published(path: Path) -> dict[str, tuple[int, frozenset[str]]]:
    """Level and elements by occurrenceID, as published."""
    with path.open(encoding="utf-8", newline="") as table:
        return {
            row["[dwc:Occurrence]dwc:occurrenceID"]: (int(row["MIDS_level"]), frozenset(_met(row)))
            for row in csv.DictReader(table)
        }


def _met(row: dict[str, str]) -> list[str]:
    return [name.removeprefix("mids:")[5:] for name, value in row.items() if name.startswith("mids:") and value == "TRUE"]


@pytest.mark.slow
@pytest.mark.parametrize(("archive", "expected"), MIDS)
def test_the_mids_of_every_harvested_record_is_the_published_one(archive: str, expected: str, shared: Path, node: Node) -> None:
    report = harvest(node, shared / archive, "museum", silent)
    found = {}
    for number in range(report.new):
        [version] = versions(node.lake, "museum", number)
        assessed = mids_of_mask(version.interpreted["mids_elements"], mapping_set("biology"))
        assert assessed.level == version.interpreted["mids_level"]
        found[version.record_id] = (assessed.level, frozenset(assessed.met))
    assert found == published(shared / expected)


@pytest.mark.parametrize(("archive", "expected"), MIDS)
def test_the_tool_gives_the_published_mids_in_the_order_of_the_archive(
    archive: str, expected: str, shared: Path, tmp_path: Path
) -> None:
    assert write_mids(shared / archive, "biology", tmp_path / "mids.csv") == []
    with (tmp_path / "mids.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    found = {
        row["recordID"]: (
            int(row["MIDS_level"]),
            frozenset(name for name, value in row.items() if value == "1" and name[0].isupper()),
        )
        for row in rows
    }
    assert {key: (level, met - {"MIDS_level"}) for key, (level, met) in found.items()} == published(shared / expected)
    assert [row["recordID"] for row in rows] == list(published(shared / expected))
