"""Sheets that were made to harm, or were only made carelessly: limits hold, nothing is left out silently (F25, F27 to F29)."""

from __future__ import annotations

import resource
import zipfile
from pathlib import Path

import pytest

from tests.unit.formats.workbooks import ods, read, sheet_of_xml, xlsx
from vasculum.formats.dwca import Archive, ArchiveRefused
from vasculum.formats.sheets import Noticed, Row
from vasculum.formats.sheets.unseen import readable
from vasculum.mapping.applying import Applying
from vasculum.mapping.archiving import mapped_archive
from vasculum.mapping.gathering import LONGEST, Gathering
from vasculum.mapping.reading import mapping_of


def core_of(archive: Archive, work: Path) -> list[list[str]]:
    lines = (work / "mapped" / archive.core.members[0]).read_text().splitlines()
    return [line.split("\t") for line in lines]


@pytest.mark.parametrize("text", ["bell \x07", "a\x0bb", "\u202egnihtemos", "a\u2066b", "\x9b31m"])
def test_f25_control_and_bidi_signs_are_kept_and_told_with_their_column(text: str) -> None:
    noticed = Noticed()
    [row] = readable(iter([Row(7, ["1", text])]), "Data", noticed)
    assert row.cells == ["1", text]
    assert [(notice.code, notice.row, notice.column) for notice in noticed] == [("UNSEEN_SIGNS", 7, 1)]


@pytest.mark.parametrize("text", ["two\nlines", "tab\there", "a\u00a0b", "Éloïse — 50°", "𝔸 族"])
def test_f25_signs_that_anybody_types_are_not_told(text: str) -> None:
    noticed = Noticed()
    assert [row.cells for row in readable(iter([Row(1, [text])]), "Data", noticed)] == [[text]]
    assert list(noticed) == []


def test_f25_a_row_with_nul_is_rejected_with_its_number_in_a_workbook_as_in_a_text_table(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'
    book = sheet_of_xml(
        tmp_path / "a.xlsx", f"<sheetData>{row.format('x')}{row.format('a_x0000_b')}{row.format('y')}</sheetData>"
    )
    noticed = Noticed()
    assert [each.cells for each in readable(iter(read(book)), "Data", noticed)] == [["x"], ["y"]]
    text = tmp_path / "a.csv"
    text.write_bytes(b"nr,land\n1,x\n2,a\0b\n3,y\n")
    assert [each.cells[0] for each in read(text, noticed=noticed)] == ["nr", "1", "3"]
    assert [(each.reason, each.line) for each in noticed.rejected] == [("NUL_BYTE", 2), ("NUL_BYTE", 3)]


def test_f25_a_cell_of_20_million_signs_is_rejected_alone_and_costs_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w") as text:
        text.write("a,b\n1,2\n5,")
        for _ in range(20):
            text.write("y" * 1_000_000)
        text.write("\n3,4\n")
    before, noticed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Noticed()
    assert [row.cells for row in read(path, noticed=noticed)] == [["a", "b"], ["1", "2"], ["3", "4"]]
    assert [(each.reason, each.line) for each in noticed.rejected] == [("CELL_TOO_LARGE", 3)]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_f25_a_million_columns_are_refused_in_the_heading_and_rejected_in_a_row(tmp_path: Path) -> None:
    wide = ",".join(["x"] * 1_000_000)
    (tmp_path / "heading.csv").write_text(f"{wide}\n{wide}\n")
    (tmp_path / "row.csv").write_text(f"a,b\n1,2\n{wide}\n3,4\n")
    with pytest.raises(ArchiveRefused, match="at most 16,384 are read"):
        read(tmp_path / "heading.csv")
    with pytest.raises(ArchiveRefused, match="more than 16,384 columns"):
        read(sheet_of_xml(tmp_path / "a.xlsx", f"<sheetData><row>{'<c><v>1</v></c>' * 20_000}</row></sheetData>"))
    noticed = Noticed()
    assert len(read(tmp_path / "row.csv", noticed=noticed)) == 3
    assert [(each.reason, each.line) for each in noticed.rejected] == [("LONG_ROW", 3)]


COUNTRY = "{column: Land, to: country}]\nconstants: [{to: country, value: Belgium}, {to: basisOfRecord, value: FossilSpecimen}]"


@pytest.mark.parametrize(("cell", "country"), [("France", "France"), ("", "Belgium"), ("  ", "Belgium")])
def test_f27_a_constant_fills_gaps_and_never_takes_the_place_of_a_cell(cell: str, country: str) -> None:
    mapping = mapping_of(f"vasculum mapping: 1\ncolumns: [{COUNTRY}")
    core = Applying(mapping, ["Land"])([cell]).core
    assert core == {"dwc:country": country, "dwc:basisOfRecord": "FossilSpecimen"}


def test_f27_a_constant_does_not_contradict_another_row_of_the_same_specimen(tmp_path: Path) -> None:
    mapping = mapping_of(f"vasculum mapping: 1\nspecimen: Nr\ncolumns: [{{column: Nr, to: catalogNumber}}, {COUNTRY}")
    path = xlsx(tmp_path / "a.xlsx", [["Nr", "Land"], ["1", ""], ["1", "France"], ["2", ""]])
    with mapped_archive(path, mapping, tmp_path / "work", lambda _: None) as archive:
        rows = core_of(archive, tmp_path / "work")
        assert archive.notices == ()
    assert [row[0] for row in rows] == ["1", "2"]
    assert ["France" in row for row in rows] == [True, False]
    assert ["Belgium" in row for row in rows] == [False, True]


def test_f28_rows_that_name_no_specimen_stay_rows_of_their_own(tmp_path: Path) -> None:
    mapping = mapping_of(
        "vasculum mapping: 1\nspecimen: Nr\ncolumns: [{column: Nr, to: catalogNumber}, {column: Naam, to: scientificName}]"
    )
    path = xlsx(tmp_path / "a.xlsx", [["Nr", "Naam"], ["1", "Rosa"], ["", "Poa"], ["", "Abies"], ["1", "Rosa"]])
    with mapped_archive(path, mapping, tmp_path / "work", lambda _: None) as archive:
        assert sorted(row[0] for row in core_of(archive, tmp_path / "work")) == ["", "", "1"]


def test_f28_very_many_rows_of_one_specimen_keep_memory_flat_and_what_is_left_out_is_counted(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Gathering(tmp_path / "gathering.db") as gathering:
        for number in range(40_000):
            gathering.add("1", {"dwc:catalogNumber": "1", "dwc:scientificName": f"Name {number}"})
        [(_, said)] = gathering.specimens()
    assert len(said["scientificName (other rows)"]) <= LONGEST
    assert gathering.differing == 39_999
    kept = len(said["scientificName (other rows)"].split(" | "))
    assert gathering.left_out == gathering.differing - kept
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000


def test_f28_what_no_longer_fits_beside_a_specimen_is_told(tmp_path: Path) -> None:
    mapping = mapping_of("vasculum mapping: 1\nspecimen: Nr\ncolumns: [{column: Nr, to: catalogNumber}]")
    rows = [["Nr", "Nota"], *(["1", f"{number} {'x' * 20_000}"] for number in range(9))]
    with mapped_archive(xlsx(tmp_path / "a.xlsx", rows), mapping, tmp_path / "work", lambda _: None) as archive:
        assert any("4 of them were left out" in notice for notice in archive.notices), archive.notices


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_f29_a_document_type_is_refused_in_every_part_of_a_workbook(member: str, tmp_path: Path) -> None:
    whole, harmful = xlsx(tmp_path / "whole.xlsx", [["Nr"], ["x"]]), tmp_path / "a.xlsx"
    with zipfile.ZipFile(whole) as packed, zipfile.ZipFile(harmful, "w") as out:
        for name in packed.namelist():
            content = packed.read(name)
            if name == member:
                content = content.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', 1)
            out.writestr(name, content)
    assert member in zipfile.ZipFile(whole).namelist()
    with pytest.raises(ArchiveRefused, match="document type"):
        read(harmful)


def test_f29_a_document_type_is_refused_in_an_opendocument_sheet(tmp_path: Path) -> None:
    path = ods(tmp_path / "whole.ods", '<table:table table:name="Data"/>')
    with zipfile.ZipFile(path) as packed, zipfile.ZipFile(tmp_path / "a.ods", "w") as out:
        out.writestr("mimetype", packed.read("mimetype"))
        out.writestr("content.xml", b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + packed.read("content.xml"))
    with pytest.raises(ArchiveRefused, match="document type"):
        read(tmp_path / "a.ods")


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_f29_a_workbook_in_the_strict_namespace_or_with_a_prefix_is_read(prefix: str, tmp_path: Path) -> None:
    name, strict = f"xmlns{':x' if prefix else ''}", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    text = f"<{prefix}is><{prefix}t>Rosa</{prefix}t></{prefix}is>"
    cell = f'<{prefix}row r="1"><{prefix}c r="A1" t="inlineStr">{text}</{prefix}c></{prefix}row>'
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as out:
        out.writestr(
            "xl/workbook.xml",
            f'<{prefix}workbook {name}="{strict}"><{prefix}sheets><{prefix}sheet name="D"/></{prefix}sheets></{prefix}workbook>',
        )
        out.writestr(
            "xl/worksheets/sheet1.xml",
            f'<{prefix}worksheet {name}="{strict}"><{prefix}sheetData>{cell}</{prefix}sheetData></{prefix}worksheet>',
        )
    assert [row.cells for row in read(tmp_path / "a.xlsx")] == [["Rosa"]]


@pytest.mark.parametrize(
    "start",
    [
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        b'\xef\xbb\xbf<?xml version="1.0"?><office:document/>',
        b"<table><tr><td>Nr</td></tr></table>",
        b'<DataSets xmlns="http://www.tdwg.org/schemas/abcd/2.06"/>',
    ],
    ids=["xml of 2003", "flat opendocument", "a page called .xls", "abcd"],
)
def test_f29_a_document_that_is_no_table_is_refused_and_not_read_as_text(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(start + b"\n" * 10)
    with pytest.raises(ArchiveRefused, match="is no table"):
        read(path)


def test_f29_a_text_table_of_any_size_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w") as text:
        text.write("nr,name\n")
        for number in range(20):
            text.write("".join(f"{number * 10_000 + each},{'Rosa canina ' * 12}\n" for each in range(10_000)))
    mapping = mapping_of("vasculum mapping: 1\ncolumns: [{column: nr, to: catalogNumber}]")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with mapped_archive(path, mapping, tmp_path / "work", lambda _: None) as archive:
        assert (tmp_path / "work" / "mapped" / archive.core.members[0]).stat().st_size > 30_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000
