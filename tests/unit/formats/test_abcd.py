"""What becomes of the parts of an ABCD unit, and of documents that are broken or made to harm."""

from __future__ import annotations

import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.formats.abcd_documents import document, keyed, read
from vasculum.formats.abcd.streaming import Answer, stream
from vasculum.formats.dwca import ArchiveRefused, Budget
from vasculum.harvest.opening import opened
from vasculum.model.rejection import Rejection

MINERAL = """<Identifications><Identification><Result><Extension><efg:MineralRockIdentified
 xmlns:efg="http://www.synthesys.info/ABCDEFG/1.0"><efg:ClassifiedName><efg:FullScientificNameString>Wulfenite
</efg:FullScientificNameString></efg:ClassifiedName></efg:MineralRockIdentified></Extension></Result></Identification></Identifications>
<UnitExtension><efg:EarthScienceSpecimen xmlns:efg="http://www.synthesys.info/ABCDEFG/1.0"><efg:UnitStratigraphicDetermination>
<efg:ChronostratigraphicAttributions><efg:ChronostratigraphicAttribution><efg:ChronoStratigraphicDivision>Period
</efg:ChronoStratigraphicDivision><efg:ChronostratigraphicName>Devonian</efg:ChronostratigraphicName>
</efg:ChronostratigraphicAttribution></efg:ChronostratigraphicAttributions><efg:LithostratigraphicAttributions>
<efg:LithostratigraphicAttribution><efg:Formation>Wissenbach</efg:Formation></efg:LithostratigraphicAttribution>
</efg:LithostratigraphicAttributions></efg:UnitStratigraphicDetermination><efg:Drawer>12</efg:Drawer></efg:EarthScienceSpecimen></UnitExtension>"""
TISSUE = """<UnitExtension><ggbn:Sample xmlns:ggbn="http://data.ggbn.org/schemas/ggbn/terms/">
<ggbn:concentration unit="ng/µl">12.4
</ggbn:concentration><ggbn:Permits><ggbn:Permit><ggbn:permitType>Export</ggbn:permitType></ggbn:Permit><ggbn:Permit>
<ggbn:permitType>Collecting</ggbn:permitType></ggbn:Permit></ggbn:Permits></ggbn:Sample></UnitExtension>"""
MEASURED = """<MeasurementsOrFacts><MeasurementOrFact><MeasurementOrFactAtomised><Parameter>shell width</Parameter>
<LowerValue>11</LowerValue>
<UpperValue>14</UpperValue><UnitOfMeasurement>mm</UnitOfMeasurement></MeasurementOrFactAtomised></MeasurementOrFact>
<MeasurementOrFact><MeasurementOrFactText>worn</MeasurementOrFactText></MeasurementOrFact></MeasurementsOrFacts>"""


def core(tmp_path: Path, unit: str) -> dict[str, str]:
    """The core row of a unit."""
    [row] = read(tmp_path, document(keyed("1", unit)))["dwc:Occurrence"]
    return row


def test_a_mineral_keeps_its_name_its_age_and_what_no_term_stands_for(tmp_path: Path) -> None:
    row = core(tmp_path, MINERAL)
    assert row["dwc:verbatimIdentification"] == "Wulfenite"
    assert row["dwc:earliestPeriodOrLowestSystem"] == "Devonian"
    assert row["dwc:formation"] == "Wissenbach"
    assert row["UnitExtension/EarthScienceSpecimen/Drawer"] == "12"
    assert "dwc:scientificName" not in row


def test_tissue_and_its_permits_become_rows_of_their_own(tmp_path: Path) -> None:
    tables = read(tmp_path, document(keyed("1", TISSUE)))
    assert [row["ggbn:permitType"] for row in tables["ggbn:Permit"]] == ["Export", "Collecting"]
    assert tables["ggbn:MaterialSample"][0]["ggbn:concentration"] == "12.4"
    assert tables["ggbn:MaterialSample"][0]["concentration/@unit"] == "ng/µl"


def test_measurements_keep_their_ranges_and_their_words(tmp_path: Path) -> None:
    ranged, worded = read(tmp_path, document(keyed("1", MEASURED)))["dwc:MeasurementOrFact"]
    assert (ranged["dwc:measurementType"], ranged["dwc:measurementValue"], ranged["dwc:measurementUnit"]) == (
        "shell width", "11 - 14", "mm",
    )  # fmt: skip
    assert worded["dwc:measurementRemarks"] == "worn"


@pytest.mark.parametrize(
    ("inside", "term", "text"),
    [
        ("<Gathering><DateTime><ISODateTimeBegin>1899-08</ISODateTimeBegin></DateTime></Gathering>", "dwc:eventDate", "1899-08"),
        (
            "<Gathering><DateTime><ISODateTimeBegin>1899-08-01</ISODateTimeBegin><ISODateTimeEnd>1899-08-04</ISODateTimeEnd>"
            "</DateTime></Gathering>",
            "dwc:eventDate",
            "1899-08-01/1899-08-04",
        ),
        ("<Gathering><Altitude><MeasurementOrFactAtomised><LowerValue>300</LowerValue><UnitOfMeasurement>ft</UnitOfMeasurement>"
         "</MeasurementOrFactAtomised></Altitude></Gathering>", "dwc:verbatimElevation", "300 ft"),
        ("<Gathering><Altitude><MeasurementOrFactAtomised><LowerValue>300</LowerValue><UnitOfMeasurement>m</UnitOfMeasurement>"
         "</MeasurementOrFactAtomised></Altitude></Gathering>", "dwc:minimumElevationInMeters", "300"),
        ("<Gathering><NamedAreas><NamedArea><AreaClass>Province</AreaClass><AreaName>Luxembourg</AreaName></NamedArea></NamedAreas>"
         "</Gathering>", "dwc:stateProvince", "Luxembourg"),
        ("<Gathering><NamedAreas><NamedArea><AreaClass>Gewann</AreaClass><AreaName>Im Loh</AreaName></NamedArea></NamedAreas>"
         "</Gathering>", "Gathering/NamedAreas/NamedArea/AreaName", "Im Loh"),
        ("<Gathering><Agents><GatheringAgent><Person><FullName>Adèle Maes</FullName></Person></GatheringAgent><GatheringAgent>"
         "<Person><FullName>Jan Peeters</FullName></Person></GatheringAgent></Agents></Gathering>",
         "dwc:recordedBy", "Adèle Maes | Jan Peeters"),
        ("<Sex>female</Sex><Sex>male</Sex>", "Sex[2]", "male"),
    ],
)  # fmt: skip
def test_a_text_goes_under_its_term_or_stays_under_its_path(inside: str, term: str, text: str, tmp_path: Path) -> None:
    assert core(tmp_path, inside)[term] == text


def named(*flags: str) -> str:
    """A unit identified several times."""
    return "".join(
        f"<Identification><Result><TaxonIdentified><ScientificName><FullScientificNameString>Rosa n{number}"
        f"</FullScientificNameString></ScientificName></TaxonIdentified></Result>{flag}</Identification>"
        for number, flag in enumerate(flags)
    )


@pytest.mark.parametrize(
    ("flags", "name", "told"),
    [
        (("", "<PreferredFlag>true</PreferredFlag>"), "Rosa n1", False),
        (("<PreferredFlag>0</PreferredFlag>", "<PreferredFlag>0</PreferredFlag>"), "Rosa n0", True),
        (("",), "Rosa n0", False),
    ],
)
def test_the_preferred_identification_is_the_specimens_name(
    flags: tuple[str, ...], name: str, told: bool, tmp_path: Path
) -> None:
    tables = read(tmp_path, document(keyed("1", f"<Identifications>{named(*flags)}</Identifications>")))
    assert tables["dwc:Occurrence"][0]["dwc:scientificName"] == name
    assert len(tables["dwc:Identification"]) == len(flags)
    assert any("none is preferred" in notice[""] for notice in tables["notices"]) is told


def test_units_of_a_wrong_namespace_are_read_and_told(tmp_path: Path) -> None:
    tables = read(tmp_path, document(keyed("1"), namespace="http://example.org/abcd"))
    assert tables["dwc:Occurrence"][0]["id"] == "RM:Geo:1"
    assert any("http://example.org/abcd" in notice[""] for notice in tables["notices"])


def test_what_belongs_to_the_second_of_two_units_with_one_number_is_not_laid_to_the_first(tmp_path: Path) -> None:
    tables = read(tmp_path, document(keyed("1"), keyed("1", MEASURED)))
    assert [row["id"] for row in tables["dwc:Occurrence"]] == ["RM:Geo:1", "RM:Geo:1"]
    assert {row["id"] for row in tables["dwc:MeasurementOrFact"]} == {"RM:Geo:1#2"}


def test_thousands_of_kinds_of_unknown_elements_share_a_column(tmp_path: Path) -> None:
    units = [keyed(str(n), "".join(f"<Own{n}_{k}>v{n}.{k}</Own{n}_{k}>" for k in range(60))) for n in range(20)]
    rows = read(tmp_path, document(*units))["dwc:Occurrence"]
    assert max(len(row) for row in rows) < 100
    assert "Own19_59: v19.59" in rows[19]["ABCD elements"]


def test_documents_packed_together_are_one_source(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as packed:
        packed.writestr("response.00001.xml", document(keyed("1")))
        packed.writestr("response.00002.xml", document(keyed("2")))
    with opened(tmp_path / "archive.zip", tmp_path / "work", list[Rejection]().append) as found:
        assert found.specimens is not None
        with found.specimens.open("occurrence.txt") as rows:
            assert rows.read(1 << 16).count(b"\n") == 2


ENTITIES = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:9/e.dtd">%p;]>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (document(keyed("1", "<Notes>&b;</Notes>"), before=ENTITIES), "has a document type"),
        (document(keyed("1", "<Notes>&x;</Notes>"), before=EXTERNAL), "has a document type"),
        (document(keyed("1"), before=PARAMETER), "has a document type"),
        (document(keyed("1", "<a>" * 100_000)), "nested more than 100"),
        (document(keyed("1", "<a/>" * 60_000)), "unit 1: more than"),
        (document(keyed("1", f"<Notes>{'x' * 17_000_000}</Notes>")), "unit 1: more than"),
        (document(keyed("1", f'<Notes a="{"x" * 6_000_000}"/>')), "not well-formed|more than"),
        (document(keyed("1"))[:-20], "not well-formed XML"),
        (document(keyed("1", "<Notes>&nbsp;</Notes>")), "not well-formed XML"),
        ('<biocase:response xmlns:biocase="b"><biocase:nothing/></biocase:response>', "holds no ABCD units"),
        (b"<?xml version='1.0' encoding='UTF-7'?><DataSets/>", "not well-formed XML"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "bytes",
)
def test_a_document_made_to_harm_or_torn_is_refused_in_one_line(text: str | bytes, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused, match=reason):
        read(tmp_path, text)


def test_an_inclusion_is_a_name_like_any_other_and_reads_no_file(tmp_path: Path) -> None:
    row = core(tmp_path, '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>')
    assert row["include/@href"] == "file:///etc/passwd"
    assert "root:" not in "".join(row.values())


class Endless:
    """A document of any number of units that is nowhere as a whole."""

    def __init__(self, units: int) -> None:
        self._parts = self._written(units)

    def _written(self, units: int) -> Iterator[bytes]:
        head, tail = document("@").encode().split(b"<Unit>@</Unit>")
        yield head
        for number in range(units):
            yield f"<Unit>{keyed(str(number), '<Notes>' + 'word ' * 400 + '</Notes>')}</Unit>".encode()
        yield tail

    def read(self, _size: int, /) -> bytes:
        """The next bytes."""
        return next(self._parts, b"")


def test_memory_does_not_grow_with_the_number_of_units() -> None:
    tracemalloc.start()
    try:
        count = sum(1 for _ in stream(Endless(4_000), "units.xml", Budget(), Answer()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 4_000
    assert peak < 2_000_000
