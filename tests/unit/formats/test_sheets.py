"""Spreadsheets as curators have them: what is shown is what is read, and what was inferred is told (F21 to F26, F30, F63)."""

from __future__ import annotations

import datetime as dt
import resource
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.formats.workbooks import cells, ods, read, sheet_of_xml, xls, xlsx
from vasculum.formats.dwca import ArchiveRefused
from vasculum.formats.sheets import Noticed, find_heading, open_sheets

DAY = dt.datetime(1903, 6, 14)


def test_f30_days_numbers_and_texts_are_read_as_they_are_shown(tmp_path: Path) -> None:
    row = [
        (DAY, "dd/mm/yyyy"),
        (DAY, "mmmm yyyy"),
        (DAY, "yyyy"),
        (123, "00000"),
        (12.5, "0.00"),
        (0.05, "0%"),
        1903,
        "0042",
        True,
        0.1,
    ]
    assert cells(xlsx(tmp_path / "a.xlsx", [row])) == [
        ["1903-06-14", "1903-06", "1903", "00123", "12.50", "5%", "1903", "0042", "TRUE", "0.1"]
    ]


@pytest.mark.parametrize("since_1904", [False, True])
def test_f30_both_ways_of_counting_days_give_the_day_that_was_meant(tmp_path: Path, since_1904: bool) -> None:
    day = dt.datetime(1998, 7, 5)
    noticed = Noticed()
    assert read(xlsx(tmp_path / "a.xlsx", [[(day, "d-m-yyyy")]], date_1904=since_1904), noticed=noticed)[0].cells == [
        "1998-07-05"
    ]
    assert noticed.count("DATE_1904") == since_1904
    assert cells(xls(tmp_path / "a.xls", [[(day, "d-m-yyyy")]], since_1904=since_1904)) == [["1998-07-05"]]


def test_f30_the_day_that_never_was_stays_a_number_and_is_told(tmp_path: Path) -> None:
    noticed = Noticed()
    assert read(xlsx(tmp_path / "a.xlsx", [[(60, "dd/mm/yyyy"), (59, "dd/mm/yyyy")]]), noticed=noticed)[0].cells == [
        "60",
        "1900-02-28",
    ]
    assert noticed.count("DATE_IMPOSSIBLE") == 1


def test_f30_a_formula_gives_what_it_showed_and_is_never_computed(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_formula(0, 0, "=1+1", None, 2)
    sheet.write_formula(0, 1, '=WEBSERVICE("http://example.org")', None, "shown")
    sheet.write_formula(0, 2, "=A1/0", None, "#DIV/0!")
    book.close()
    noticed = Noticed()
    assert read(tmp_path / "a.xlsx", noticed=noticed)[0].cells == ["2", "shown", "#DIV/0!"]
    assert (noticed.count("FORMULA"), noticed.count("ERROR_CELL")) == (3, 1)


def test_f30_merged_cells_say_the_same_in_each_of_them(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["country", "number"])
    sheet.merge_range(1, 0, 3, 0, "Belgium")
    sheet.write_column(1, 1, ["1", "2", "3"])
    book.close()
    noticed = Noticed()
    assert [row.cells for row in read(tmp_path / "a.xlsx", noticed=noticed)][1:] == [["Belgium", str(n)] for n in (1, 2, 3)]
    assert noticed.count("MERGED") == 2


def test_f30_hidden_sheets_are_listed_as_hidden(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("Data").write(0, 0, "x")
    book.add_worksheet("Lists").hide()
    book.close()
    old = xls(tmp_path / "a.xls", [["x"]], hidden=True)
    with closing(open_sheets(tmp_path / "a.xlsx", tmp_path)) as new_book, closing(open_sheets(old, tmp_path)) as old_book:
        assert [(sheet.name, sheet.is_hidden) for sheet in new_book.sheets] == [("Data", False), ("Lists", True)]
        assert [sheet.is_hidden for sheet in old_book.sheets] == [False, True]


def test_f30_a_million_blank_rows_and_a_cell_far_away_cost_nothing(tmp_path: Path) -> None:
    body = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = read(sheet_of_xml(tmp_path / "a.xlsx", body))
    blank = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(1, 100_001))
    noticed = Noticed()
    many = read(sheet_of_xml(tmp_path / "b.xlsx", f"<sheetData>{blank}{body[11:]}"), noticed=noticed)
    assert [(row.number, len(row.cells)) for row in rows] == [(1, 1), (1_048_576, 16_384)]
    assert len(many) == 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


def test_f30_an_opendocument_sheet_shows_its_days_numbers_and_repeated_cells(tmp_path: Path) -> None:
    table = (
        '<table:table table:name="Data"><table:table-row>'
        '<table:table-cell office:value-type="float" office:value="42"><text:p>0042</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="3.14159"><text:p>3,14</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="1903-06-14"><text:p>14/06/03</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string">'
        "<text:p>a<text:s/>b</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>'
    )
    assert cells(ods(tmp_path / "a.ods", table)) == [["0042", "3.14159", "1903-06-14", "a b", "a b"]]


def test_f30_an_opendocument_sheet_that_repeats_itself_beyond_measure_is_refused(tmp_path: Path) -> None:
    table = (
        '<table:table table:name="Data"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    with pytest.raises(ArchiveRefused, match="repeats itself"):
        read(ods(tmp_path / "a.ods", table))


@pytest.mark.parametrize(
    ("doctype", "body"),
    [
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "<sheetData><row><c><v>&a;</v></c></row></sheetData>"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>', "<sheetData>&b;</sheetData>"),
        ('<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>', "<sheetData/>"),
        ("", "<a>" * 1_000_000 + "</a>" * 1_000_000),
        ("", f"<sheetData x='{'y' * 20_000_000}'/>"),
        ("", f"<sheetData><row><c t='inlineStr'><is><t>{'y' * 2_000_000}</t></is></c></row></sheetData>"),
        ("", "<sheetData><row>"),
    ],
    ids=["external", "laughs", "parameter", "nested", "huge tag", "huge cell", "torn"],
)
def test_f63_xml_that_was_made_to_harm_is_refused_at_once(tmp_path: Path, doctype: str, body: str) -> None:
    path = sheet_of_xml(tmp_path / "a.xlsx", body, doctype)
    memory, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(ArchiveRefused):
        read(path)
    assert time.process_time() - started < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100_000


def test_f63_a_workbook_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    sheet_of_xml(path, "<sheetData/>" + " " * 80_000_000)
    with pytest.raises(ArchiveRefused, match="times its packed size"):
        read(path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04torn", b"%PDF-1.7", b"<html></html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600]
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ArchiveRefused) as refusal:
        read(path)
    assert "\n" not in refusal.value.reason


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as packed:
        packed.writestr("letter.txt", "x")
    with pytest.raises(ArchiveRefused, match="no workbook"):
        read(tmp_path / "a.xlsx")


TEXT = "naam;plaats\nMüller;Liège\nÉloïse;Forêt de Soignes, 50°\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "cp850"])
def test_f21_a_text_table_is_read_in_whatever_encoding_it_is(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(encoding))
    noticed = Noticed()
    assert [row.cells for row in read(path, noticed=noticed)] == [line.split(";") for line in TEXT.splitlines()]
    assert noticed.count("ENCODING_GUESSED") == (encoding not in ("utf-8", "utf-8-sig", "utf-16"))


def test_f21_a_line_of_another_encoding_is_rejected_with_its_number_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\n".join([b"naam;plaats"] + ["Zoë;Gand".encode()] * 40 + ["Zoë;Liège".encode("cp1252")]))
    noticed = Noticed()
    rows = read(path, noticed=noticed)
    assert len(rows) == 41
    assert [(rejection.line, rejection.reason) for rejection in noticed.rejected] == [(42, "NOT_TEXT")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_f22_rows_end_as_they_end_on_any_machine(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'a,b{end}1,"x{end}y"{end}2,z{end}', encoding="utf-8", newline="")
    assert [row.cells for row in read(path)] == [["a", "b"], ["1", f"x{end}y"], ["2", "z"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_f26_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "\n".join(delimiter.join(["1", f"say, {number}; x"] if delimiter in "\t|" else ["1", "x"]) for number in range(9))
    )
    assert {len(row.cells) for row in read(path)} == {2}


def test_f23_f24_a_quote_that_is_never_closed_and_a_row_too_long_are_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,x\n2,y,too,many\n3,"open\n4,z\n5,w\n')
    noticed = Noticed()
    kept = [row.cells[0] for row in read(path, noticed=noticed)]
    assert {"1"} <= set(kept)
    assert (3, "LONG_ROW") in [(rejection.line, rejection.reason) for rejection in noticed.rejected]
    assert len(kept) + len(noticed.rejected) >= 4


def test_excels_line_about_the_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\na;b\n1;2\n")
    assert cells(path) == [["a", "b"], ["1", "2"]]


KNOWN = {"soort", "land", "altitude", "vindplaats", "datum", "collector", "nr"}


def heading_of(path: Path) -> tuple[tuple[int, ...], tuple[str, ...], dict[int, str]]:
    found = find_heading(read(path), lambda name: name.casefold() in KNOWN)
    return found.rows, found.names, found.units


def test_the_heading_is_found_below_titles(tmp_path: Path) -> None:
    rows = [["Inventaris herbarium"], ["bijgewerkt 2023"], [], ["Nr", "Soort", "Altitude (m)"], ["1", "Rosa canina", "20"]]
    assert heading_of(xlsx(tmp_path / "a.xlsx", rows)) == ((4,), ("Nr", "Soort", "Altitude (m)"), {2: "m"})


def test_a_heading_of_two_rows_is_joined(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 1, 0, 2, "Vindplaats")
    sheet.write_row(1, 0, ["Nr", "Land", "Gemeente"])
    sheet.write_row(2, 0, ["1", "België", "Gent"])
    book.close()
    assert heading_of(tmp_path / "a.xlsx")[:2] == ((1, 2), ("Nr", "Vindplaats: Land", "Vindplaats: Gemeente"))


def test_columns_of_one_name_are_told_apart_and_a_column_without_a_name_is_called_by_its_letter(tmp_path: Path) -> None:
    rows = [["Nr", "Datum", "Datum", ""], ["1", "x", "y", "z"]]
    assert heading_of(xlsx(tmp_path / "a.xlsx", rows))[1] == ("Nr", "Datum", "Datum (2)", "column D")


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=3, max_size=3), max_size=8)
)
def test_whatever_texts_a_sheet_holds_they_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.xlsx"
    book = xlsxwriter.Workbook(str(path), {"strings_to_urls": False, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell)
    book.close()
    found = {row.number: row.cells + [""] * (3 - len(row.cells)) for row in read(path)}
    assert found == {at: row for at, row in enumerate(rows, start=1) if any(cell and not cell.isspace() for cell in row)}
