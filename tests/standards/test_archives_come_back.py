"""Every published archive that a node harvests comes back: written as an archive and harvested again, it says nothing new."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from dwca.read import DwCAReader
from lxml import etree

from tests.behaviour.archives import Export, changed, specimens
from tests.standards.test_harvest_of_published_archives import OUTCOMES
from vasculum.downloads.archive import Rows, write_archive
from vasculum.engine.kernel import Kernel
from vasculum.formats.eml import Resource
from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.progress import silent
from vasculum.lake.directory import listed_files
from vasculum.lake.together import TOGETHER, open_together
from vasculum.publishing.monitoring import EVENTS, event_sheets, write_events

ABOUT = Resource("https://example.org/museum", {"en": "Museum"}, {"en": "All it has."}, dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
QUICK = ("dwca-naturalis/", "dwca-lux-fossils/", "dwca-simple-subdir")
HARVESTED = [
    pytest.param(archive, id=archive, marks=[] if any(name in archive for name in QUICK) else pytest.mark.slow)
    for archive, outcome in OUTCOMES
    if isinstance(outcome, int)
]


@pytest.fixture
def node(tmp_path: Path, db: None) -> Node:  # noqa: ARG001
    """A node that holds nothing."""
    return make_node(tmp_path / "node")


def written(node: Node, folder: Path) -> tuple[Path, dict[str, int]]:
    """The archive of all that the source `museum` holds, and the rows of its tables by file."""
    folder.mkdir()
    with Kernel(folder / "spill") as kernel:
        columns = open_together(kernel, {"museum": listed_files(node.lake / "museum")})
        counted = write_archive(Rows(kernel, TOGETHER, columns), folder, folder / "museum.zip", ABOUT)
    return folder / "museum.zip", counted


def validated(schema: Path, document: bytes) -> list[str]:
    known = etree.XMLSchema(etree.parse(schema))
    known.validate(etree.fromstring(document))
    return str(known.error_log).splitlines()


@pytest.mark.parametrize("archive", HARVESTED)
def test_an_archive_that_comes_back_has_no_new_versions_and_reads_the_same_to_a_stranger(
    archive: str, shared: Path, node: Node, tmp_path: Path
) -> None:
    first = harvest(node, shared / archive, "museum", silent)
    file, counted = written(node, tmp_path / "out")
    again = harvest(node, file, "museum", silent)
    assert (again.state, again.read, again.equal) == ("unchanged", first.new, first.new)
    with DwCAReader(file) as stranger:
        found = {stranger.core_file_location: len({row.id for row in stranger})}
        found |= {each.file_descriptor.file_location: sum(1 for _ in each.iter_rows()) for each in stranger.extension_files}
    with ZipFile(file) as packed:
        meta, eml = packed.read("meta.xml"), packed.read("eml.xml")
    assert found == counted
    assert counted["occurrence.txt"] == counted["interpretation.txt"] == first.new
    text = shared / "dwc-standard/tdwg-dwc/docs/text/tdwg_dwc_text.xsd"
    assert validated(text, meta) == []
    assert validated(shared / "eml/schema/gbif-profile/eml.xsd", eml) == []


AWKWARD = {
    "occurrenceID": "urn:sheet:{}",
    "locality": 'Ghent,\t"Citadel"\npark\r\nSouth',
    "recordNumber": "=1+1",
    "Doos (nr.)": " 12 ",
    "species": "Rosa canina",
    "http://example.org/terms#Shelf": "A",
    "remarks": "é 日本 \u200b",
}


def test_whatever_a_cell_holds_it_comes_back_as_it_was(node: Node, tmp_path: Path) -> None:
    rows = specimens(3, **AWKWARD)
    opinions = [{"id": "urn:sheet:1", "identificationRemarks": 'a\t"b"\nc', "Own/heading~1": "x"}] * 2
    export = Export([*rows, {"occurrenceID": "urn:sheet:9"}], {"dwc:Identification": opinions})
    harvest(node, export.zipped(tmp_path / "1.zip"), "museum", silent)
    harvest(node, Export(changed(rows, 0, locality="Gent"), export.extensions).zipped(tmp_path / "2.zip"), "museum", silent)
    file, counted = written(node, tmp_path / "out")
    assert counted == {"occurrence.txt": 3, "identification.txt": 2, "interpretation.txt": 3}
    again = harvest(node, file, "museum", silent)
    assert (again.state, again.equal) == ("unchanged", 3)


def test_sources_whose_numbers_coincide_are_told_apart(node: Node, tmp_path: Path) -> None:
    archive = Export(specimens(2, occurrenceID="{}")).zipped(tmp_path / "1.zip")
    for source in ("museum", "garden"):
        harvest(node, archive, source, silent)
    with Kernel(tmp_path / "spill") as kernel:
        ledgers = {source: listed_files(node.lake / source) for source in ("museum", "garden")}
        columns = open_together(kernel, ledgers)
        write_archive(Rows(kernel, TOGETHER, columns), tmp_path, tmp_path / "out.zip", ABOUT)
    with DwCAReader(tmp_path / "out.zip") as stranger:
        assert len({row.id for row in stranger}) == 4


def test_a_monitoring_series_comes_back_with_its_events_and_measurements(shared: Path, node: Node, tmp_path: Path) -> None:
    tables = tmp_path / "esas"
    tables.mkdir()
    for file in (shared / "esas-event-emof").glob("*.tsv"):
        shutil.copy(file, tables)
    first = harvest(node, tables, "museum", silent)
    with Kernel(tmp_path / "spill") as kernel:
        columns = open_together(kernel, {"museum": listed_files(node.lake / "museum")})
        counted = write_events(node, ["museum"])(Rows(kernel, TOGETHER, columns), tmp_path, tmp_path / "out.zip", ABOUT)
    assert counted == {"event.txt": 44, "occurrence.txt": 376, "measurement.txt": 1721 - 42}
    again = harvest(node, tmp_path / "out.zip", "museum", silent)
    assert (again.equal, again.new, again.updated, again.events["equal"]) == (first.new, 0, 0, 44)


def test_an_event_where_something_protected_was_found_keeps_its_date_and_loses_its_place(tmp_path: Path) -> None:
    found = "SELECT 'e1' AS \"dwc:eventID\", 'o1' AS record_id, 'nest' AS \"dwc:informationWithheld\""
    event = "SELECT 'e1' AS record_id, 'e1' AS \"dwc:eventID\", '2020' AS \"dwc:eventDate\", 'the oak' AS \"dwc:locality\""
    with Kernel(tmp_path / "spill") as kernel:
        kernel.run(f"CREATE VIEW found AS {found}")
        kernel.run(f"CREATE VIEW {EVENTS} AS {event}")
        events, records = (Rows(kernel, name, kernel.columns(name)) for name in (EVENTS, "found"))
        core = event_sheets(events, records)[0]
        assert kernel.rows(core.rows) == [("e1", "e1", "2020", None)]
