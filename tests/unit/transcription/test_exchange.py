"""Transcripts read from tables, Zooniverse exports and exchange archives; decisions written; archives that come back equal."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from vasculum.cli import main
from vasculum.formats.eml import Resource
from vasculum.transcription.exchange.icedig import Exchanged, read_exchange, write_exchange, write_images
from vasculum.transcription.exchange.opening import read_replicates
from vasculum.transcription.exchange.replicates import NotReplicates, read_table

TABLE = """subject_id,user_name,created_at,country,recordedBy
1,ann,1,Belgium,J. Smith
1,bob,2,belgium,"Smith, John"
1,ann,1,Belgium,J. Smith
2,ann,1,Belgium,A
2,bob,2,France,B
2,cas,3,Spain,C
"""
ABOUT = Resource("x", {"en": "Readings"}, {"en": "Readings"}, dt.datetime(2026, 11, 23, tzinfo=dt.UTC))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def reconciled(folder: Path, table: str, *options: str) -> tuple[int, list[dict[str, str]], str]:
    """Runs the command on a table."""
    (folder / "in.csv").write_text(table, encoding="utf-8")
    ran = CliRunner().invoke(main, ["tools", "reconcile", str(folder / "in.csv"), "--out", str(folder / "out.csv"), *options])
    out = folder / "out.csv"
    rows = rows_of(out) if out.exists() else []
    return ran.exit_code, rows, ran.output


def test_the_command_decides_what_is_agreed_and_leaves_a_tie_to_a_person(tmp_path: Path) -> None:
    status, rows, said = reconciled(tmp_path, TABLE, "--explain", str(tmp_path / "why.csv"))
    assert (status, [row["subject_id"] for row in rows]) == (0, ["1", "2"])
    assert (rows[0]["country"], rows[0]["country_votes"], rows[0]["recordedBy"]) == ("Belgium", "2/2", "Smith, John")
    assert (rows[1]["country"], rows[1]["country_state"], rows[1]["to_review"]) == ("", "conflict", "country; recordedBy")
    assert "2 fields settled, 2 to review" in said
    why = rows_of(tmp_path / "why.csv")
    assert {row["answer_persons"] for row in why if row["subject_id"] == "2" and row["answer"] == "France"} == {"bob"}


def test_the_order_of_rows_changes_no_decision(tmp_path: Path) -> None:
    heading, *rows = TABLE.splitlines()
    _, one, _ = reconciled(tmp_path, "\n".join([heading, *rows]))
    _, other, _ = reconciled(tmp_path, "\n".join([heading, *reversed(rows)]))
    assert sorted(map(str, one)) == sorted(map(str, other))


@pytest.mark.parametrize("table", ["", "a,b\n1,2\n", "subject_id,country\n", "\x00"])
def test_a_file_without_transcripts_is_refused_in_one_line(tmp_path: Path, table: str) -> None:
    status, rows, said = reconciled(tmp_path, table)
    assert (status, rows, said.count("\n")) == (1, [], 1)


def test_rows_of_any_width_and_separator_are_read() -> None:
    found = read_table(StringIO("\ufeffsheet;volunteer;locality\n7;ann;Meise\n7;bob\n;cas;x\n\n7;dan;Meise;more\n"))
    assert [each.cells for each in found.sheets[("7",)]] == [["Meise"], [""], ["Meise"]]
    assert found.notices == ["line 4 names no sheet"]


def test_a_column_that_was_asked_for_must_be_there() -> None:
    from vasculum.transcription.exchange.replicates import Chosen

    with pytest.raises(NotReplicates, match="no column 'sheet'"):
        read_table(StringIO(TABLE), Chosen(sheet="sheet"))


def test_a_zooniverse_export_is_read_by_its_labels(shared: Path) -> None:
    found = read_replicates(shared / "transcriptions" / "zooniverse_export_fixture_2.csv")
    assert list(found.sheets) == [("1001", "3331566"), ("1001", "3330313"), ("2001", "3330313")]
    names = [field.name for field in found.fields]
    cells = dict(zip(names, found.sheets[("1001", "3331566")][0].cells, strict=True))
    assert (cells["Day"], cells["Day 2"], cells["Country"], cells["Collector 1"]) == ("27", "28", "Costa Rica", "John Noyes")
    assert next(each for name, each in cells.items() if name.startswith("Host Plant")) == "[unclear][/unclear]"


def test_a_broken_row_of_an_export_is_told_and_the_others_are_read() -> None:
    from vasculum.transcription.exchange.zooniverse import read_zooniverse

    deep = '[{"task":"T","value":' * 30 + '"x"' + "}]" * 30
    rows = [["workflow_id", "subject_ids", "user_name", "annotations"], ["1", "2", "ann", "{"], ["1", "2", "bob", deep]]
    rows += [
        ["1", "2", "cas", '[{"task":"T0","task_label":"Box","value":[{"x":1,"y":2,"width":3,"height":4}]}]'],
        ["1", "2", "dan", "7"],
    ]
    text = StringIO()
    csv.writer(text).writerows(rows)
    found = read_zooniverse(StringIO(text.getvalue()))
    assert (len(found.notices), [field.kind.value for field in found.fields]) == (3, ["box"])
    assert [each.person for each in found.sheets[("1", "2")]] == ["cas"]


SHEETS = [
    Exchanged(
        "https://example.org/1",
        {"dwc:catalogNumber": "BR 1", "dwc:recordedBy": "A. Cogniaux & L. Piré", "dwc:fieldNumber": "12", "dwc:habitat": "n/a",
         "dwc:eventDate": "1898-05", "dwc:locality": "Meise\tpark [?]"},
        [{"dwc:scientificName": "Rosa canina L.", "dwc:dateIdentified": "1898"}],
        [{"dcterms:identifier": "https://example.org/1.jpg", "dcterms:license": "CC0"}],
    ),
    Exchanged("https://example.org/2", {"dwc:catalogNumber": "BR 2"}, (), ()),
]  # fmt: skip


def tables(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name.endswith(".txt")}


def test_an_exchange_archive_that_is_read_and_written_again_is_equal(tmp_path: Path) -> None:
    write_exchange(SHEETS, tmp_path / "one.zip", ABOUT)
    read = read_exchange(tmp_path / "one.zip")
    write_exchange(read, tmp_path / "two.zip", ABOUT)
    assert tables(tmp_path / "one.zip") == tables(tmp_path / "two.zip")
    told = read[0].occurrence
    assert (told["dwc:eventDate"], told["dwc:recordedBy"]) == ("1898-05-01/1898-05-31", "Cogniaux, A.; Piré, L.")
    assert (told["dwc:habitat"], told["dwc:locality"]) == ("n/a", "Meise park [?]")
    assert read[0].identifications == [{"dwc:scientificName": "Rosa canina L.", "dwc:dateIdentified": "1898"}]
    assert read[0].images[0]["dcterms:identifier"] == "https://example.org/1.jpg"


def test_an_archive_on_its_way_out_has_a_row_an_image(tmp_path: Path) -> None:
    write_images(SHEETS, tmp_path / "out.zip", ABOUT)
    assert [each.key for each in read_exchange(tmp_path / "out.zip")] == ["https://example.org/1.jpg"]


def archive(path: Path, heading: str, *rows: str) -> Path:
    """An exchange archive as platforms write them."""
    fields = "".join(f'<field index="{at}" term="{term}"/>' for at, term in enumerate(heading.split(",")))
    meta = (
        '<archive xmlns="http://rs.tdwg.org/dwc/text/"><core rowType="http://rs.tdwg.org/dwc/terms/Occurrence" '
        'fieldsTerminatedBy="," fieldsEnclosedBy="&quot;" linesTerminatedBy="\\n" ignoreHeaderLines="1"><files>'
        f'<location>occurrence.csv</location></files><id index="0"/>{fields}</core></archive>'
    )
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("meta.xml", meta)
        packed.writestr("occurrence.csv", "\n".join([heading, *rows]) + "\n")
    return path


def test_the_spellings_of_archives_in_use_are_understood(tmp_path: Path) -> None:
    dwc = "http://rs.tdwg.org/dwc/terms/"
    heading = ",".join(f"{dwc}{name}" for name in ("catalogNumber", "institutionCode", "recordNumber", "coordinatePrecision"))
    path = archive(tmp_path / "in.zip", f"{heading},{dwc}occurenceRemarks,{dwc}recordEnteredBy",
                   "1,NHMUK ,12,30,x,ann", "1,NHMUK ,12,30,y,bob")  # fmt: skip
    read = read_exchange(path)
    assert read[0].occurrence["dwc:institutionCode"] == "NHMUK"
    assert read[0].occurrence["dwc:fieldNumber"] == "12"
    assert read[0].occurrence["dwc:coordinateUncertaintyInMeters"] == "30"
    found = read_replicates(path)
    assert [(each.person, each.cells[0]) for each in found.sheets[("1",)]] == [("ann", "12"), ("bob", "12")]
