"""Rows of .xlsx sheets read by a pattern are the rows that expat tells of; what only looks like a row is none."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.formats.workbooks import sheet_of_xml
from vasculum.formats.dwca import ArchiveRefused
from vasculum.formats.sheets import Noticed, Row, open_sheets
from vasculum.formats.sheets.xlsx_cells import Cells

SHARED = "<sst><si><t>Carabus</t></si><si><t>Quercus</t></si></sst>"
KNOWN = '<row r="1"><c r="A1" t="inlineStr"><is><t>number</t></is></c></row>'
PLAIN = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'


def read(path: Path) -> tuple[list[Row], list[object]]:
    noticed = Noticed()
    book = open_sheets(path, path.parent / "work")
    try:
        return list(book.rows("Data", noticed)), list(noticed)
    finally:
        book.close()


def rows_of(tmp_path: Path, body: str) -> list[Row]:
    return read(sheet_of_xml(tmp_path / "a.xlsx", f"<sheetData>{body}</sheetData>", shared=SHARED))[0]


def texts(path: Path, body: str) -> list[list[str]]:
    return [row.cells for row in rows_of(path, body)]


cells = st.tuples(
    st.sampled_from(["", "s", "n", "b", "e", "d", "str", "inlineStr"]),
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=5),
        st.sampled_from(["0", "1", "-5.25", "00123", "1e20", "1234567890.123456789", "-0", "3.1", "_x000D_", "a\nb", " "]),
        st.floats(allow_nan=False).map(repr),
    ),
    st.sampled_from(["", "<f>A1+1</f>", '<f t="shared" si="0"/>']),
    st.integers(0, 2),
)


def cell(at: int, row: int, kind: str, text: str, formula: str) -> str:
    told = f' t="{kind}"' if kind else ""
    value = f"<is><t>{escape(text)}</t></is>" if kind == "inlineStr" else f"<v>{escape(text)}</v>"
    return f'<c r="{chr(65 + at)}{row}"{told}>{formula}{value}</c>'


@given(st.lists(st.lists(cells, min_size=1, max_size=5), min_size=1, max_size=6))
def test_a_sheet_says_the_same_whether_expat_tells_of_it_or_the_pattern_does(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[tuple[str, str, str, int]]]
) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    written = []
    for number, row in enumerate(rows, start=1):
        at, inside = -1, ""
        for kind, text, formula, gap in row:
            at += 1 + gap
            inside += cell(at, number, kind, text, formula)
        written.append((number, inside))
    quick = "".join(f'<row r="{number}">{inside}</row>' for number, inside in written)
    slow = "".join(f'<row r="{number}">{inside}</row >' for number, inside in written)
    told = [
        read(sheet_of_xml(folder / name, f"<sheetData>{KNOWN}{body}</sheetData>", shared=SHARED))
        for name, body in (("quick.xlsx", quick), ("slow.xlsx", slow))
    ]
    assert told[0] == told[1]


def test_rows_as_programs_write_them_are_read_by_the_pattern() -> None:
    row = b'<row r="7" x14ac:dyDescent="0.25"><c r="A7" s="3"><v>1</v></c><c r="B7" t="s"><v>0</v></c><c r="C7"/></row>'
    assert Cells.pattern.fullmatch(row)
    assert not Cells.pattern.fullmatch(row.replace(b"<v>1</v>", b"<v>&lt;</v>"))


@pytest.mark.parametrize(
    "hidden",
    [
        f"<!-- {PLAIN.format(2)}{PLAIN.format(3)} -->",
        f"<row r='2'/><!-- </row>{PLAIN.format(3)}{PLAIN.format(4)} -->",
        f"<?note {PLAIN.format(2)}{PLAIN.format(3)}?>",
        f'<row r="2"><c r="A2" t="inlineStr"><is><t><![CDATA[{PLAIN.format(3)}{PLAIN.format(4)}]]></t></is></c></row>',
    ],
)
def test_what_only_looks_like_a_row_is_none(tmp_path: Path, hidden: str) -> None:
    rows = rows_of(tmp_path, KNOWN + hidden + PLAIN.format(9))
    assert [row.number for row in rows if row.number not in (2,)] == [1, 9]


def test_a_sheet_in_another_encoding_is_read_by_what_it_declares(tmp_path: Path) -> None:
    path = sheet_of_xml(tmp_path / "a.xlsx", "")
    body = f'<row r="1"><c r="A1" t="str"><v>{"é" * 3}</v></c></row>' * 2
    xml = f"<worksheet><sheetData>{body}</sheetData></worksheet>"
    for encoding in ("iso-8859-1", "utf-16"):
        with zipfile.ZipFile(path) as packed:
            others = {name: packed.read(name) for name in packed.namelist() if "sheet1" not in name}
        with zipfile.ZipFile(path, "w") as packed:
            for name, content in others.items():
                packed.writestr(name, content)
            packed.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0" encoding="{encoding}"?>{xml}'.encode(encoding))
        assert [row.cells for row in read(path)[0]] == [["ééé"]] * 2


@pytest.mark.parametrize(
    "broken",
    [
        PLAIN.format(2) + "</c>" + PLAIN.format(3),
        PLAIN.format(2) + "<row r='3'><c></row>" + PLAIN.format(4),
        PLAIN.format(2) + '<row r="3"><c r="A3"><v>a & b</v></c></row>',
        PLAIN.format(2) + '<row r="3"><c r="A3"><v>a\x01b</v></c></row>',
    ],
)
def test_a_break_between_rows_read_by_the_pattern_is_refused(tmp_path: Path, broken: str) -> None:
    with pytest.raises(ArchiveRefused, match="not well-formed XML"):
        rows_of(tmp_path, KNOWN + broken)


def test_a_row_wider_than_any_program_has_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused, match="more than 16,384 columns"):
        rows_of(tmp_path, KNOWN + '<row r="2"><c r="ZZZ2"><v>1</v></c></row>')


def test_rows_longer_than_a_block_are_read_whole(tmp_path: Path) -> None:
    long = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>{"x" * 30_000}{n}</v></c></row>' for n in range(2, 90))
    assert [row[0][-2:] for row in texts(tmp_path, KNOWN + long)[1:]] == [f"x{n}"[-2:] for n in range(2, 90)]
