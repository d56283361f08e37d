"""What stands in the text is what is read: rows, cells, signs, and the place of everything that could not be used."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.formats.archives import DWC, descriptor, element, folder, read, simple, unheard
from vasculum.formats.dwca import ArchiveRefused, Budget, open_archive, stage
from vasculum.formats.dwca import text as text_module
from vasculum.formats.dwca.parts import Parts
from vasculum.model.rejection import Rejection
from vasculum.terms.messages import rejections

Cells = list[list[str]]

ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
ONE_LINE = st.text(st.characters(exclude_characters="\0\t\r\n", exclude_categories=["Cs"]), max_size=8)
LATIN = st.text(st.characters(max_codepoint=0xFF, exclude_characters="\0\t\r\n"), max_size=8)
NO_BARS = st.text(st.characters(exclude_characters="\0|;", exclude_categories=["Cs"]), max_size=8)
relaxed = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def tables(cells: st.SearchStrategy[str]) -> st.SearchStrategy[Cells]:
    return st.lists(st.lists(cells, min_size=3, max_size=3), max_size=6)


def as_read(table: Cells) -> list[tuple[str | None, ...]]:
    return [tuple(cell or None for cell in row) for row in table]


def enclosed(table: Cells, delimiter: str, quote: str, end: str) -> str:
    def cell(text: str) -> str:
        needs = any(sign in text for sign in (delimiter, quote, "\n", "\r", end))
        return quote + text.replace(quote, quote * 2) + quote if needs or len(text) % 3 == 1 else text

    return "".join(delimiter.join(map(cell, row)) + end for row in table)


def in_blocks_of(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in blocks so small that every border falls somewhere awkward."""
    monkeypatch.setattr(text_module, "_START", 12)
    monkeypatch.setattr(text_module, "_BLOCK", size)


@relaxed
@given(table=tables(ONE_LINE), end=st.sampled_from(["\n", "\r\n", "\r"]), block=st.integers(1, 40))
def test_a_table_without_enclosed_cells_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, table: Cells, end: str, block: int
) -> None:
    work = tmp_path_factory.mktemp("table")
    in_blocks_of(block, monkeypatch)
    text = "a\tb\tc" + end + "".join("\t".join(row) + end for row in table)
    reading = read(simple(work, text.encode(), ignoreHeaderLines="1"), work)
    assert reading.cells == as_read(table)
    assert [row[0] for row in reading.rows] == list(range(2, len(table) + 2))


@relaxed
@given(
    table=tables(ANY_TEXT),
    delimiter=st.sampled_from([",", ";", "\t", "|", "\x01", "%", "¦", "||"]),
    quote=st.sampled_from(['"', "'", "§"]),
    end=st.sampled_from(["\n", "\r\n"]),
    block=st.integers(1, 40),
)
def test_a_table_with_enclosed_cells_is_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    table: Cells,
    delimiter: str,
    quote: str,
    end: str,
    block: int,
) -> None:
    work = tmp_path_factory.mktemp("table")
    in_blocks_of(block, monkeypatch)
    header = delimiter.join("abc") + end
    text = (header + enclosed(table, delimiter, quote, end)).encode()
    dialect = {"fieldsTerminatedBy": delimiter.replace("\t", r"\t").replace("\x01", r"\u0001"), "fieldsEnclosedBy": quote}
    assert read(simple(work, text, ignoreHeaderLines="1", **dialect), work).cells == as_read(table)


@relaxed
@given(table=tables(NO_BARS), quote=st.sampled_from(["", '"']))
def test_a_line_end_of_the_publishers_own_lets_line_feeds_be_data(
    tmp_path_factory: pytest.TempPathFactory, table: Cells, quote: str
) -> None:
    work = tmp_path_factory.mktemp("table")
    rows = "".join("|".join(row) + ";\n;" for row in table)
    text = "a|b|c;\n;" + (enclosed(table, "|", quote, ";\n;") if quote else rows)
    path = simple(
        work, text.encode(), fieldsTerminatedBy="|", linesTerminatedBy=r";\n;", fieldsEnclosedBy=quote, ignoreHeaderLines="1"
    )
    assert read(path, work).cells == as_read(table)


@relaxed
@given(
    table=tables(LATIN), encoding=st.sampled_from(["latin-1", "utf-16", "UTF-16LE", "utf-16-be", "utf-32", "UTF-8", "utf-8-sig"])
)
def test_a_table_is_read_back_equal_in_every_encoding(
    tmp_path_factory: pytest.TempPathFactory, table: Cells, encoding: str
) -> None:
    work = tmp_path_factory.mktemp("table")
    text = "a\tb\tc\n" + "".join("\t".join(row) + "\n" for row in table)
    path = simple(work, text.encode(encoding), encoding=encoding, ignoreHeaderLines="1")
    assert read(path, work).cells == as_read(table)


@pytest.mark.parametrize("mark_of", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_no_data_and_overrules_the_declaration(tmp_path: Path, mark_of: str) -> None:
    reading = read(simple(tmp_path, "1\tÖland\tx\n".encode(mark_of), encoding="ISO-8859-1"), tmp_path)
    assert reading.cells == [("1", "Öland", "x")]
    assert any("was read as such" in notice for notice in reading.notices)


def test_latin_text_declared_as_utf_8_is_rejected_line_by_line_and_told(tmp_path: Path) -> None:
    text = b"1\ta\tb\n2\tCr\xe9pin\tb\n3\ta\tb\n4\ta\tFor\xeat\n"
    reading = read(simple(tmp_path, text), tmp_path)
    assert [row[1] for row in reading.rows] == ["1", "3"]
    assert reading.rejections[0] == Rejection("occurrence.txt", 2, "NOT_TEXT", "dwc:scientificName", r"Cr\xe9pin", "2")
    assert reading.reasons == [(2, "NOT_TEXT"), (4, "NOT_TEXT")]
    assert any("2 lines are not valid UTF-8; they look like windows-1252" in notice for notice in reading.notices)


@pytest.mark.parametrize(
    ("encoding", "bad"),
    [("windows-1252", b"\x81"), ("utf-16-le", b"\x00\xd8"), ("ascii", b"\xc3\xa9"), ("shift_jis", b"\x81\x20")],
)
def test_an_undecodable_sign_rejects_its_row_and_no_other(tmp_path: Path, encoding: str, bad: bytes) -> None:
    before, after = "1\ta\tb\n2\tx".encode(encoding), "y\tb\n3\ta\tb\n".encode(encoding)
    reading = read(simple(tmp_path, before + bad + after, encoding=encoding), tmp_path)
    assert [row[1] for row in reading.rows] == ["1", "3"]
    assert [(r.line, r.reason, r.record_id) for r in reading.rejections] == [(2, "NOT_TEXT", "2")]


@pytest.mark.parametrize("text", [b"1\ta\tb\r\n2\ta\tb\n3\ta\tb\r4\ta\tb", b"1\ta\tb\r2\ta\tb\r\n3\ta\tb\n4\ta\tb\n"])
@pytest.mark.parametrize("declared", [r"\n", r"\r\n", r"\r"])
def test_mixed_line_ends_give_the_rows_they_part(tmp_path: Path, text: bytes, declared: str) -> None:
    reading = read(simple(tmp_path, text, linesTerminatedBy=declared), tmp_path)
    assert reading.rows == [(line, str(line), str(line), "a", "b") for line in range(1, 5)]


@pytest.mark.parametrize(("declared", "end", "inside"), [(r"\n", "\n", "\r"), (r"\r\n", "\r\n", "\n"), (r"\r", "\r", "\n")])
def test_another_line_end_inside_a_row_that_is_whole_only_with_it_is_data(
    tmp_path: Path, declared: str, end: str, inside: str
) -> None:
    text = end.join(["1\ta\tb", f"2\ta{inside}x\tb", "3\ta\tb", ""])
    reading = read(simple(tmp_path, text.encode(), linesTerminatedBy=declared), tmp_path)
    assert reading.cells == [("1", "a", "b"), ("2", f"a{inside}x", "b"), ("3", "a", "b")]


def test_unicode_line_separators_inside_a_cell_are_data(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, "1\ta\u2028b\x85\x0b\x1c\tc\n".encode()), tmp_path)
    assert reading.cells == [("1", "a\u2028b\x85\x0b\x1c", "c")]


def test_blank_lines_are_neither_rows_nor_rejections(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, b"\n1\ta\tb\n\n  \n2\ta\tb\n\n"), tmp_path)
    assert [(row[0], row[1]) for row in reading.rows] == [(2, "1"), (5, "2")]
    assert not reading.rejections


def test_a_row_of_empty_cells_is_a_row(tmp_path: Path) -> None:
    assert read(simple(tmp_path, b"1\ta\tb\n\t\t\n"), tmp_path).cells == [("1", "a", "b"), (None, None, None)]


def test_short_and_long_rows_are_rejected_with_line_and_id_and_others_kept(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, b"1\ta\tb\n2\ta\n3\ta\tb\tc\n4\ta\tb\n"), tmp_path)
    assert [row[1] for row in reading.rows] == ["1", "4"]
    assert reading.rejections == [
        Rejection("occurrence.txt", 2, "SHORT_ROW", "dwc:locality", "2\ta", "2"),
        Rejection("occurrence.txt", 3, "LONG_ROW", "", "3\ta\tb\tc", "3"),
    ]


def test_extra_cells_that_are_empty_are_left_out_and_told(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, b"x\ty\tz\n1\ta\tb\t\t\n2\ta\tb\n", ignoreHeaderLines="1"), tmp_path)
    assert reading.cells == [("1", "a", "b"), ("2", "a", "b")]
    assert any("1 rows have extra cells" in notice for notice in reading.notices)


def test_columns_beyond_the_mapped_ones_may_be_missing_at_the_end_of_a_row(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, b"x\ty\tz\tnotes\n1\ta\tb\tn\n2\ta\tb\n", ignoreHeaderLines="1"), tmp_path)
    assert reading.cells == [("1", "a", "b"), ("2", "a", "b")]
    assert any("lack cells at their end" in notice for notice in reading.notices)


def test_a_file_without_header_may_have_columns_that_no_term_is_mapped_to(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, b"1\ta\tb\tc\td\n2\ta\tb\tc\td\n3\ta\tb\tc\td\te\n"), tmp_path)
    assert [row[1] for row in reading.rows] == ["1", "2"]
    assert reading.reasons == [(3, "LONG_ROW")]


def test_a_header_that_is_not_declared_is_a_record_and_told(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, b"occurrenceID\tscientificName\tlocality\n1\ta\tb\n"), tmp_path)
    assert len(reading.rows) == 2
    assert any("looks like a header" in notice for notice in reading.notices)


def test_where_no_row_fits_the_description_is_refused_not_every_row_rejected(tmp_path: Path) -> None:
    with pytest.raises(ArchiveRefused, match=r"promises 3 or more cells .* line 2 has 2"):
        read(simple(tmp_path, b"x\ty\n1\ta\n2\tb\n", ignoreHeaderLines="1"), tmp_path)


def test_a_core_without_rows_gives_no_records(tmp_path: Path) -> None:
    assert read(simple(tmp_path, b"x\ty\tz\n", ignoreHeaderLines="1"), tmp_path).rows == []
    assert read(simple(tmp_path, b""), tmp_path).rows == []


CSV = {"fieldsTerminatedBy": ",", "fieldsEnclosedBy": '"'}


@pytest.mark.parametrize(
    ("text", "cells", "reasons"),
    [
        (b'1,"a ""big"" one",c\n', [("1", 'a "big" one', "c")], []),
        (b'1,"a,b","c"\n"2","",""\n', [("1", "a,b", "c"), ("2", None, None)], []),
        (b'1,"a\nb\r\nc",d\n2,x,y\n', [("1", "a\nb\r\nc", "d"), ("2", "x", "y")], []),
        (b'1,5" nail,c\n', [("1", '5" nail', "c")], []),
        (b'1,"open,c\n2,x,y\n', [("2", "x", "y")], [(1, "UNBALANCED_QUOTE")]),
        (b'1,"open,c\n2,"x",y\n3,x,"y"\n', [("2", "x", "y"), ("3", "x", "y")], [(1, "UNBALANCED_QUOTE")]),
        (b'1,"a"b,c\n2,x,y\n', [("2", "x", "y")], [(1, "UNBALANCED_QUOTE")]),
        (b'1,x,y\n2,"x\n', [("1", "x", "y")], [(2, "UNBALANCED_QUOTE")]),
        (b'1,"a\n7,x,y\nb",c,d\n2,x,y\n', [("7", "x", "y"), ("2", "x", "y")], [(1, "UNBALANCED_QUOTE"), (3, "UNBALANCED_QUOTE")]),
    ],
)
def test_quotes_are_read_as_rfc_4180_says_and_a_stray_one_costs_its_own_row(
    tmp_path: Path, text: bytes, cells: list[tuple[str | None, ...]], reasons: list[tuple[int, str]]
) -> None:
    reading = read(simple(tmp_path, text, **CSV), tmp_path)
    assert reading.cells == cells
    assert reading.reasons == reasons


def test_the_lines_after_a_record_of_several_lines_keep_their_numbers(tmp_path: Path) -> None:
    reading = read(simple(tmp_path, b'1,"a\nb\nc",d\n2,x,y\n3,"open,y\n4,x,y\n', **CSV), tmp_path)
    assert [(row[0], row[1]) for row in reading.rows] == [(1, "1"), (4, "2"), (6, "4")]
    assert [(r.line, r.record_id) for r in reading.rejections] == [(5, "3")]


def test_a_nul_rejects_its_row_and_other_control_signs_are_data(tmp_path: Path) -> None:
    text = "1\ta\0\tb\n2\t\x01\x02\x1f\x7f\t\u202eabc\u200b\n".encode()
    reading = read(simple(tmp_path, text), tmp_path)
    assert reading.cells == [("2", "\x01\x02\x1f\x7f", "\u202eabc\u200b")]
    assert [(r.line, r.reason, r.field, r.record_id) for r in reading.rejections] == [(1, "NUL_BYTE", "dwc:scientificName", "1")]


def test_a_cell_over_the_budget_rejects_its_row(tmp_path: Path) -> None:
    budget = Budget(cell_bytes=1000, row_bytes=5000)
    text = b"1\ta\tb\n2\t" + b"x" * 1001 + b"\tb\n3\t" + b"x" * 9000 + b"\tb\n4\t" + b"x" * 1000 + b"\tb\n"
    reading = read(simple(tmp_path, text), tmp_path, budget=budget)
    assert [row[1] for row in reading.rows] == ["1", "4"]
    assert [(r.line, r.reason, r.field, r.record_id) for r in reading.rejections] == [
        (2, "CELL_TOO_LARGE", "dwc:scientificName", "2"),
        (3, "CELL_TOO_LARGE", "dwc:scientificName", "3"),
    ]


def test_more_columns_than_the_budget_allows_are_refused(tmp_path: Path) -> None:
    header = b"\t".join(b"c%d" % at for at in range(50))
    with pytest.raises(ArchiveRefused, match=r"occurrence\.txt has rows of 50 cells; at most 40 are read"):
        read(simple(tmp_path, header + b"\n1\ta\tb\n", ignoreHeaderLines="1"), tmp_path, budget=Budget(columns=40))


def test_several_files_of_one_table_are_read_on_and_every_line_finds_its_place(tmp_path: Path) -> None:
    meta = descriptor(element(location=["a.txt", "b.txt"], ignoreHeaderLines="1"))
    path = folder(tmp_path / "archive", {"meta.xml": meta, "a.txt": b"x\ty\tz\n1\ta\tb\n", "b.txt": b"x\ty\tz\n2\ta\tb\n3\ta\n"})
    reading = read(path, tmp_path)
    assert [row[1] for row in reading.rows] == ["1", "2"]
    assert [(r.file, r.line) for r in reading.rejections] == [("b.txt", 3)]
    with open_archive(path) as archive:
        staged = stage(archive, archive.core, tmp_path / "staged", unheard, unheard)
    assert [staged.place(int(str(row[0]))) for row in reading.rows] == [("a.txt", 2), ("b.txt", 2)]


def test_an_index_wins_and_a_default_fills_the_gaps(tmp_path: Path) -> None:
    fields = (
        f'<field index="1" default="Belgium" term="{DWC}country"/><field default="PreservedSpecimen" term="{DWC}basisOfRecord"/>'
        f'<field index="2" term="{DWC}locality"/><field default="it\'s &quot;here&quot;" term="{DWC}locality"/>'
    )
    meta = descriptor(element(fields=fields))
    path = folder(tmp_path / "archive", {"meta.xml": meta, "occurrence.txt": b"1\tFrance\tParis\n2\t\t\n"})
    reading = read(path, tmp_path)
    assert reading.columns == ("line", "id", "dwc:country", "dwc:basisOfRecord", "dwc:locality")
    assert reading.cells == [
        ("France", "PreservedSpecimen", "Paris"),
        ("Belgium", "PreservedSpecimen", 'it\'s "here"'),
    ]


def test_one_column_may_carry_the_id_and_several_terms(tmp_path: Path) -> None:
    fields = f'<field index="0" term="{DWC}occurrenceID"/><field index="0" term="{DWC}catalogNumber"/>'
    path = folder(tmp_path / "archive", {"meta.xml": descriptor(element(fields=fields)), "occurrence.txt": b"B1\n"})
    assert read(path, tmp_path).rows == [(1, "B1", "B1", "B1")]


def test_a_core_without_id_has_none(tmp_path: Path) -> None:
    path = folder(tmp_path / "archive", {"meta.xml": descriptor(element(identifier="")), "occurrence.txt": b"B1\ta\tb\nB2\ta\n"})
    reading = read(path, tmp_path)
    assert reading.rows == [(1, None, "B1", "a", "b")]
    assert [r.record_id for r in reading.rejections] == ["B2"]


def test_extension_rows_are_kept_whether_or_not_the_core_knows_their_record(tmp_path: Path) -> None:
    media = element("extension", "media.txt", ["type"], fields=f'<field index="1" term="{DWC}locality"/>')
    meta = descriptor(element(), media)
    path = folder(tmp_path / "a", {"meta.xml": meta, "occurrence.txt": b"1\ta\tb\n", "media.txt": b"1\tx\n9\ty\n"})
    assert read(path, tmp_path, table=1).rows == [(1, "1", "x"), (2, "9", "y")]


def test_progress_tells_the_rows_read_so_far(tmp_path: Path) -> None:
    told: list[int] = []
    with open_archive(simple(tmp_path, b"1\ta\tb\n2\ta\n3\ta\tb\n")) as archive:
        stage(archive, archive.core, tmp_path / "staged", unheard, told.append)
    assert told[-1] == 3


def test_a_staged_table_is_cut_between_blocks_and_leaves_nothing_when_it_fails(tmp_path: Path) -> None:
    with Parts(tmp_path / "table", part_bytes=4) as parts:
        for block in (b"1\n2\n", b"3\n", b"4\n", b"5\n"):
            parts.write(block)
    assert [path.read_bytes() for path in parts.paths] == [b"1\n2\n", b"3\n4\n", b"5\n"]
    parts = Parts(tmp_path / "other", part_bytes=1)
    with contextlib.suppress(OSError), parts:
        parts.write(b"1\n")
        parts.write(b"2\n")
        raise OSError("the disk is full")
    assert len(parts.paths) == 2
    assert not any(path.exists() for path in parts.paths)


def test_every_reason_given_here_has_its_sentence() -> None:
    reasons = {"SHORT_ROW", "LONG_ROW", "NOT_TEXT", "NUL_BYTE", "UNBALANCED_QUOTE", "CELL_TOO_LARGE"}
    assert reasons <= set(rejections())
