"""What we write in other formats, held against the published schemas: Darwin Core Data Package, EML."""

from __future__ import annotations

import csv
import datetime as dt
import json
import warnings
from dataclasses import replace
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.shared import shared_folder
from vasculum.downloads.archive import Rows
from vasculum.engine.kernel import Kernel
from vasculum.formats.dwc_dp.writing import write_package
from vasculum.formats.eml import Area, Coverage, License, Party, Resource, eml
from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.progress import silent
from vasculum.lake.directory import listed_files
from vasculum.lake.together import TOGETHER, open_together
from vasculum.publishing.abcd import write_abcd
from vasculum.publishing.packages import package_tables
from vasculum.terms.dwc_dp import tables

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import frictionless

MOMENT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
ABOUT = Resource("https://example.org/museum", {"en": "Museum"}, {"en": "All it has."}, MOMENT)
LICENSED = replace(ABOUT, license=License("http://creativecommons.org/licenses/by/4.0/legalcode", "CC-BY 4.0"))
WORDS = st.text(max_size=40)
PARTIES = st.builds(Party, st.sampled_from(["creator", "contact", "metadataProvider", "editor", ""]), *[WORDS] * 6)
DEGREES = st.floats(-180, 180)
RESOURCES = st.builds(
    Resource,
    identifier=WORDS,
    title=st.dictionaries(st.sampled_from(["en", "nl", "fr", "de"]), WORDS),
    abstract=st.dictionaries(st.sampled_from(["en", "nl"]), WORDS),
    made=st.datetimes(dt.datetime(1970, 1, 1), timezones=st.just(dt.UTC)),
    version=st.integers(1, 999),
    parties=st.lists(PARTIES, max_size=4),
    license=st.none() | st.builds(License, st.just("http://creativecommons.org/licenses/by/4.0/legalcode"), st.just("CC-BY")),
    rights=WORDS,
    keywords=st.lists(WORDS, max_size=3),
    coverage=st.builds(
        Coverage,
        st.none() | st.builds(Area, DEGREES, DEGREES, DEGREES, DEGREES, WORDS),
        st.none() | st.dates(dt.date(1600, 1, 1)),
        st.none() | st.dates(dt.date(1600, 1, 1)),
        st.lists(st.tuples(st.sampled_from(["", "family"]), st.just("Rosaceae")), max_size=2),
    ),
    citation=WORDS,
    homepage=st.sampled_from(["", "https://example.org/a"]),
    collections=st.lists(st.tuples(WORDS, st.just("Herbarium")), max_size=2),
)


@given(resource=RESOURCES)
def test_eml_is_valid_for_the_profile_of_gbif_whatever_the_words(resource: Resource) -> None:
    schema = etree.XMLSchema(etree.parse(shared_folder() / "data/eml/schema/gbif-profile/eml.xsd"))
    schema.assertValid(etree.fromstring(eml(resource)))


@pytest.mark.parametrize("table", sorted(tables()))
def test_the_fields_of_a_table_are_the_published_ones(table: str, shared: Path) -> None:
    published = json.loads((shared / f"dwc-dp/dwc-dp/table-schemas/{table}.json").read_text(encoding="utf-8"))
    told = [(each.name, each.title, each.type, dict(each.constraints) or None, each.is_version_of) for each in tables()[table]]
    assert told == [
        (each["name"], each["title"], each["type"], each.get("constraints"), each["dcterms:isVersionOf"])
        for each in published["fields"]
    ]


@pytest.fixture
def node(tmp_path: Path, db: None) -> Node:  # noqa: ARG001
    """A node that holds nothing."""
    return make_node(tmp_path / "node")


ARCHIVES = (
    "dwca-naturalis/dwca-naturalis-ac-media.zip",
    pytest.param("dwca-kew/dwca-kew-gbif-media.zip", marks=pytest.mark.slow),
    pytest.param("dwca-trom-algae/dwca-trom_algae-v1.25.zip", marks=pytest.mark.slow),
    pytest.param("dwca-modirisk-mosquitoes/dwca-modirisk-monitoring-2-v3.5.zip", marks=pytest.mark.slow),
    pytest.param("dwca-pontaurus/archive-occ.zip", marks=pytest.mark.slow),
)


@pytest.mark.parametrize("archive", ARCHIVES)
def test_a_data_package_is_valid_with_its_references(archive: str, shared: Path, node: Node, tmp_path: Path) -> None:
    report = harvest(node, shared / archive, "museum", silent)
    work = tmp_path / "package"
    work.mkdir()
    with Kernel(work / "spill") as kernel:
        columns = open_together(kernel, {"museum": listed_files(node.lake / "museum")})
        rows = Rows(kernel, TOGETHER, columns)
        counted = write_package(kernel, package_tables(rows), ABOUT, work, tmp_path / "museum.zip")
    assert counted["material"] == counted["event"] == report.new
    with ZipFile(tmp_path / "museum.zip") as packed:
        packed.extractall(tmp_path / "out")
        rows_of = csv.DictReader(StringIO(packed.read("material.csv").decode()))
        assert all(row["digitalSpecimenID"].startswith("https://doi.org/10.5072/") for row in rows_of)
    described = json.loads((tmp_path / "out/datapackage.json").read_text(encoding="utf-8"))
    described.pop("profile")
    (tmp_path / "out/datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    found = frictionless.validate(str(tmp_path / "out/datapackage.json"))
    assert found.valid, found.flatten(["type", "rowNumber", "fieldName", "note"])[:10]
    assert {task.name for task in found.tasks} == set(counted)


@pytest.mark.parametrize("archive", ARCHIVES[:2])
def test_an_abcd_document_is_valid_and_read_back_unit_by_unit(archive: str, shared: Path, node: Node, tmp_path: Path) -> None:
    report = harvest(node, shared / archive, "museum", silent)
    document = tmp_path / "museum.xml"
    with Kernel(tmp_path / "spill") as kernel, document.open("wb") as file:
        columns = open_together(kernel, {"museum": listed_files(node.lake / "museum")})
        assert write_abcd(Rows(kernel, TOGETHER, columns), LICENSED, file) == report.new
    schema = etree.XMLSchema(etree.parse(shared / "abcd-herbarium-hamburg/schema/ABCD_2.06.xsd"))
    schema.assertValid(etree.parse(document))
    again = harvest(node, document, "garden", silent)
    assert (again.state, again.read, again.rejected) == ("committed", report.new, 0)
