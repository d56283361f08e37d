"""The survey's table: taken away, filled in as people do, dropped back; nothing is lost and nothing is entered unseen."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.application.survey.conftest import SignIn
from vasculum.people.policy import Role
from vasculum.registry.models import Collection, Measure
from vasculum.survey.models import Draft, Upload
from vasculum.survey.reading import TableRefused, read_table

UPLOAD = "/en/survey/upload?institution=museum"
LANGUAGES = ("en", "nl", "fr", "de")
Rows = list[list[str]]


def table_of(client: Client, language: str = "en", more: str = "") -> bytes:
    """The table as it is taken away."""
    answer = client.get(f"/{language}/survey/template.xlsx?institution=museum{more}")
    return answer.getvalue()


def rows_of(content: bytes) -> Rows:
    """The cells of its first sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]


def xlsx(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook somebody made."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("My own sheet")
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            sheet.write(line, place, cell)
    book.close()
    return file.getvalue()


def as_csv(rows: Sequence[Sequence[str]], separator: str = ";", encoding: str = "cp1252") -> bytes:
    """The same as a spreadsheet saves it for a Belgian."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def drop(client: Client, content: bytes, name: str = "mine.xlsx") -> Upload:
    """Drops a table back."""
    answer = client.post(UPLOAD, {"table": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return Upload.objects.latest("pk")


def told(client: Client, upload: Upload) -> str:
    """The page of what was understood."""
    return html.unescape(client.get(f"/en/survey/upload/{upload.pk}").content.decode())


def enter(client: Client, upload: Upload) -> None:
    """Enters what is right."""
    assert client.post(f"/en/survey/upload/{upload.pk}", {"enter": "1"}).status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_dropped_back_as_it_was_changes_nothing(as_role: SignIn, language: str) -> None:
    curator = as_role()
    before = list(Collection.objects.order_by("key").values()), list(Measure.objects.order_by("pk").values())
    upload = drop(curator, table_of(curator, language))
    assert upload.language == language
    assert "Nothing differs from what the node knows." in told(curator, upload)
    enter(curator, upload)
    assert (list(Collection.objects.order_by("key").values()), list(Measure.objects.order_by("pk").values())) == before


def test_the_table_is_in_the_visitors_language_with_lists_to_choose_from(as_role: SignIn) -> None:
    content = table_of(as_role(), "nl")
    rows = rows_of(content)
    assert rows[0][:4] == ["Sleutel", "Editie", "Naam van de collectie", "Wat erin zit"]
    shells = next(row for row in rows if row[0] == "shells")
    told_there = dict(zip(rows[0], shells, strict=True))
    assert (told_there["Naam van de collectie"], told_there["Geteld in"], told_there["Toestand"]) == (
        "Schelpen",
        "loten",
        "Bedreigd",
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Collecties", "Uitleg", "Lijsten"]
    listed = [str(row[0]) for row in book.get_sheet_by_name("Lijsten").to_python()]
    assert listed[:2] == ["Discipline", "Antropologie"]


def test_an_empty_table_holds_headings_alone(as_role: SignIn) -> None:
    assert len(rows_of(table_of(as_role(), more="&empty=1"))) == 1


def test_a_changed_cell_is_shown_before_it_is_entered(as_role: SignIn) -> None:
    curator = as_role()
    rows = rows_of(table_of(curator))
    line = next(row for row in rows if row[0] == "shells")
    for heading, cell in (("How many", "about 1.5K"), ("At most", "1600"), ("Department, building", "Attic")):
        line[rows[0].index(heading)] = cell
    upload = drop(curator, xlsx(rows))
    page = told(curator, upload)
    assert "about 1,500 lots, between 1,000 and 1,600" in page
    assert "Malacology" in page
    assert Collection.objects.get(key="shells").department == "Malacology"
    enter(curator, upload)
    assert Collection.objects.get(key="shells").department == "Attic"
    held = Measure.objects.get(collection__key="shells", counted="held", is_current=True)
    assert (held.best, held.low, held.high) == (1500, 1000, 1600)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_is_read_however_it_was_saved(as_role: SignIn, separator: str, encoding: str) -> None:
    curator = as_role()
    upload = drop(
        curator, as_csv([["Naam van de collectie", "Geteld in"], ["Coléoptères; kevers", "Vellen"]], separator, encoding)
    )
    assert "<td>Vellen</td><td>sheets</td>" in told(curator, upload)
    enter(curator, upload)
    made = Collection.objects.get(names__nl="Coléoptères; kevers")
    assert made.institution.key == "museum"


def test_what_people_do_to_a_table_is_understood(as_role: SignIn) -> None:
    """A title above, columns moved and renamed in case, numbers and dates as such, empty rows, a column of their own."""
    curator = as_role()
    rows: list[list[object]] = [
        ["Our collections 2026"],
        [],
        ["  AS IT WAS IN ", "how many", "NAME OF THE COLLECTION", "Remarks of Jan", "Counted in"],
        [2023.0, 4700.0, "Seeds", "ask Piet", "Seed lots"],
        [],
        ["2026-05", "pm", "Slides", "", ""],
    ]
    upload = drop(curator, xlsx(rows))
    page = told(curator, upload)
    assert "Remarks of Jan" in page
    assert "ask Piet" in page
    enter(curator, upload)
    seeds = Measure.objects.get(collection__names__en="Seeds")
    assert (seeds.best, seeds.as_of, seeds.unit) == (4700, "2023", "seed_lots")
    assert Measure.objects.get(collection__names__en="Slides").qualifier == "pro_memoria"


FAULTY = (
    (["", "Seeds", "a lot"], "How many", "We do not understand this figure."),
    (["", "", "12"], "Name of the collection", "A collection needs a name."),
    (["nowhere", "Seeds", "12"], "Key", "No collection of this institution has this key."),
    (["", "Shells", "12"], "Key", "There is a collection of this name already"),
)


@pytest.mark.parametrize(("row", "column", "reason"), FAULTY)
def test_a_row_that_is_wrong_is_told_with_column_and_reason_and_the_others_are_entered(
    as_role: SignIn, row: list[str], column: str, reason: str
) -> None:
    curator = as_role()
    upload = drop(curator, xlsx([["Key", "Name of the collection", "How many"], row, ["", "Slides", "40"]]))
    page = told(curator, upload)
    assert "Row 2" in page
    assert f'<th scope="row">{column}</th>' in page
    assert reason in page
    enter(curator, upload)
    assert Collection.objects.filter(names__en="Slides").exists()
    assert not Collection.objects.filter(names__en="Seeds").exists()
    upload.refresh_from_db()
    assert [left["number"] for left in upload.rows] == [2]


def test_a_collection_that_comes_twice_is_entered_once(as_role: SignIn) -> None:
    curator = as_role()
    upload = drop(curator, xlsx([["Name of the collection"], ["Seeds"], ["seeds "]]))
    assert "An earlier row is about the same collection." in told(curator, upload)
    enter(curator, upload)
    assert Collection.objects.filter(institution__key="museum").count() == 3


def test_a_row_that_is_wrong_is_finished_in_the_form(as_role: SignIn) -> None:
    curator = as_role()
    upload = drop(curator, xlsx([["Name of the collection", "How many"], ["Seeds", "a lot"]]))
    answer = curator.post(f"/en/survey/upload/{upload.pk}", {"form": "2"})
    page = curator.get(answer.headers["Location"]).content.decode()
    assert 'value="a lot"' in page
    assert Draft.objects.get().answers["name"] == "Seeds"


def test_a_collection_changed_since_the_table_was_taken_is_not_overwritten(as_role: SignIn) -> None:
    curator = as_role()
    rows = rows_of(table_of(curator))
    Collection.objects.filter(key="shells").update(department="Attic")
    next(row for row in rows if row[0] == "shells")[rows[0].index("What is in it")] = "Mine"
    upload = drop(curator, xlsx(rows))
    assert "Somebody changed this collection after you took the table." in told(curator, upload)
    enter(curator, upload)
    shells = Collection.objects.get(key="shells")
    assert (shells.department, shells.description["en"][:6]) == ("Attic", "Shells")


def test_an_emptied_cell_is_shown_and_takes_the_text_away(as_role: SignIn) -> None:
    curator = as_role()
    rows = rows_of(table_of(curator))
    next(row for row in rows if row[0] == "shells")[rows[0].index("Department, building")] = ""
    upload = drop(curator, xlsx(rows))
    assert "(empty)" in told(curator, upload)
    enter(curator, upload)
    assert Collection.objects.get(key="shells").department == ""


def test_a_column_left_out_leaves_its_answers_alone(as_role: SignIn) -> None:
    curator = as_role()
    rows = rows_of(table_of(curator))
    kept = [rows[0].index(heading) for heading in ("Key", "Name of the collection")]
    enter(curator, drop(curator, xlsx([[row[place] for place in kept] for row in rows])))
    shells = Collection.objects.get(key="shells")
    assert (shells.department, shells.version) == ("Malacology", 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0 torn", b"\x00" * 50, xlsx([["Latin name", "Number"], ["Rosa", "1"]]), b'"' * 9],
    ids=["empty", "torn xlsx", "torn xls", "noughts", "another table", "quotes"],
)
def test_a_file_that_is_no_table_is_refused_with_a_reason(as_role: SignIn, content: bytes) -> None:
    answer = as_role().post(UPLOAD, {"table": SimpleUploadedFile("mine.xlsx", content)})
    assert answer.status_code == 422
    assert 'id="table-wrong"' in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(TableRefused):
        read_table(b"x" * 4_000_001, "en")


def test_what_a_contributor_dropped_a_curator_enters(as_role: SignIn) -> None:
    contributor, other, curator = as_role(Role.CONTRIBUTOR), as_role(Role.CONTRIBUTOR, "jo"), as_role(name="an")
    upload = drop(contributor, xlsx([["Name of the collection"], ["Seeds"]]))
    assert "Enter all" not in told(contributor, upload)
    assert contributor.post(f"/en/survey/upload/{upload.pk}", {"enter": "1"}).status_code == 403
    assert other.get(f"/en/survey/upload/{upload.pk}").status_code == 404
    assert "mine.xlsx" in curator.get("/en/survey?institution=museum").content.decode()
    enter(curator, upload)
    assert Collection.objects.filter(names__en="Seeds").exists()


def test_a_table_is_thrown_away(as_role: SignIn) -> None:
    curator = as_role()
    upload = drop(curator, xlsx([["Name of the collection"], ["Seeds"]]))
    curator.post(f"/en/survey/upload/{upload.pk}", {"discard": "1"})
    assert not Upload.objects.exists()


def test_a_cell_far_away_makes_no_immense_table() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Name of the collection")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(TableRefused, match="spreads over more cells"):
        read_table(file.getvalue(), "en")


def test_another_discipline_takes_the_place_of_the_first_and_leaves_the_others(as_role: SignIn) -> None:
    Collection.objects.filter(key="shells").update(disciplines=["zoology", "geology"])
    curator = as_role()
    enter(curator, drop(curator, xlsx([["Key", "Name of the collection", "Discipline"], ["shells", "Shells", "Paleontologie"]])))
    shells = Collection.objects.get(key="shells")
    assert (shells.discipline, shells.disciplines) == ("palaeontology", ["palaeontology", "geology"])
