"""The published answers of two BioCASe providers are harvested whole: counts as in the files, every text of a unit kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.progress import silent
from vasculum.interpret.media import media
from vasculum.lake.history import versions
from vasculum.model.specimen import Version

BERLIN = "abcd-herbarium-berlin/biocase-206-with-media.xml"
HAMBURG = "abcd-herbarium-hamburg/biocase-herbariumhamburgense.xml"
ABCD = "{http://www.tdwg.org/schemas/abcd/2.06}"


@pytest.fixture
def node(tmp_path: Path, db: None) -> Node:  # noqa: ARG001
    """A node that holds nothing."""
    return make_node(tmp_path / "node")


def counted(file: Path, name: str) -> int:
    """How many elements of a name a document holds, whatever their namespace."""
    return sum(etree.QName(element).localname == name for element in etree.parse(file).iter("{*}*"))


def harvested(node: Node, file: Path) -> list[Version]:
    """Every specimen that a file became."""
    report = harvest(node, file, "herbarium", silent)
    assert (report.state, report.rejected) == ("committed", 0)
    return [version for number in range(report.new) for version in versions(node.lake, "herbarium", number)]


@pytest.mark.parametrize(
    ("answer", "units", "identifications", "objects"), [(BERLIN, 100, 168, 299), (HAMBURG, 100, 117, 100)], ids=["B", "HBG"]
)
def test_a_published_answer_becomes_as_many_specimens_identifications_and_media_as_it_holds(
    answer: str, units: int, identifications: int, objects: int, shared: Path, node: Node
) -> None:
    file = shared / answer
    counts = [counted(file, name) for name in ("Unit", "Identification", "MultiMediaObject", "MeasurementOrFact")]
    assert counts == [units, identifications, objects, 0]
    found = harvested(node, file)
    assert len(found) == units
    rows = Counter(row_type for version in found for row_type, rows in version.extensions.items() for _ in rows)
    assert rows == {"dwc:Identification": identifications, "ac:Multimedia": objects}


def texts(unit: etree._Element) -> Iterator[str]:
    """Every text and attribute below a unit, white space around it aside."""
    for element in unit.iter("{*}*"):
        if element.text and element.text.strip() and not len(element):
            yield element.text.strip()
        yield from (str(value) for value in element.attrib.values())


@pytest.mark.parametrize("answer", [BERLIN, HAMBURG], ids=["B", "HBG"])
def test_no_text_of_a_unit_is_lost(answer: str, shared: Path, node: Node) -> None:
    units = etree.parse(shared / answer).iter(f"{ABCD}Unit")
    for unit, version in zip(units, harvested(node, shared / answer), strict=True):
        kept = [*version.verbatim.values(), *(t for rows in version.extensions.values() for row in rows for t in row.values())]
        everything = "\n".join(kept)
        for text in texts(unit):
            if text.lower() not in {"meter", "familia", "regnum", "continent"}:  # said by the term
                assert text in everything, (version.record_id, text)


def test_a_unit_is_understood_as_a_specimen(shared: Path, node: Node) -> None:
    found = {version.record_id: version for version in harvested(node, shared / BERLIN)}
    sheet = found["https://herbarium.bgbm.org/object/BW11422010"]
    assert sheet.verbatim["dwc:catalogNumber"] == "B -W 11422 -01 0"
    assert sheet.verbatim["dwc:family"] == "BIGNONIACEAE"
    assert sheet.verbatim["dcterms:license"] == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert sheet.interpreted["basis_of_record"] == "PreservedSpecimen"
    pictures, remarks = media(sheet.verbatim, sheet.extensions)
    assert pictures
    assert remarks == []


def test_what_a_provider_got_wrong_is_told(shared: Path, node: Node) -> None:
    report = harvest(node, shared / BERLIN, "herbarium", silent)
    told = "\n".join(report.notices)
    assert "Versions of ABCD are mixed" in told
    assert "AreaName (20)" in told


def test_the_same_answer_again_changes_nothing(shared: Path, node: Node) -> None:
    harvest(node, shared / HAMBURG, "herbarium", silent)
    again = harvest(node, shared / HAMBURG, "herbarium", silent)
    assert (again.state, again.equal, again.read) == ("unchanged", 100, 100)
