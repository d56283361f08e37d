"""From a dropped workbook to specimens and back: mapped, mended, tried, brought in, undone; every step by form alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from vasculum.harvest.node import Node, make_node
from vasculum.intake.models import ImportSession
from vasculum.intake.working import take_up, work_once
from vasculum.lake.history import versions
from vasculum.lake.ledger import Ledger
from vasculum.model.inventory import InstitutionDescription
from vasculum.people.models import Account, Membership
from vasculum.people.policy import Role
from vasculum.registry.actions import register_collection, take_in
from vasculum.registry.inventory import Inventory

pytestmark = pytest.mark.django_db(transaction=True)

HEADING = ["Inventarisnr", "Soort", "Datum", "Land", "Verzamelaar", "Kast"]
ROWS = [
    ["H1", "Rosa canina", "12.VI.1904", "België", "Janssens", "3"],
    ["H2", "Poa annua", "31/2/1998", "Zzland", "=1+1", "3"],
    ["H3", "Rubus caesius", "1911", "Zzland", "-", "4"],
    ["H3", "Rubus caesius", "1912", "Frankrijk", "@x", "4"],
]


@pytest.fixture
def node(tmp_path: Path, settings: LazySettings) -> Node:
    """An empty node with a museum and its herbarium."""
    settings.NODE = tmp_path
    take_in(Inventory("a letter", (InstitutionDescription("museum", {"en": "Museum"}),), ()), "letter")
    register_collection("herbarium", "museum", {"en": "Herbarium"})
    return make_node(tmp_path)


@pytest.fixture
def curator(node: Node) -> Client:  # noqa: ARG001
    """A curator of the museum."""
    return client_of(Role.CURATOR, "museum")


def client_of(role: Role, place: str) -> Client:
    account = Account.objects.create(email=f"{role.name}-{place}@example.org", name="Invented Name", password="never typed")
    Membership.objects.create(account=account, institution=place, role=role)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"accept": "text/html"})
    client.force_login(account)
    return client


def workbook(rows: list[list[str]], name: str = "herbarium.xlsx") -> SimpleUploadedFile:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"strings_to_formulas": False})
    sheet = book.add_worksheet("Data")
    for line, cells in enumerate([HEADING, *rows]):
        for column, cell in enumerate(cells):
            sheet.write_string(line, column, cell)
    book.close()
    return SimpleUploadedFile(name, content.getvalue())


def drop(curator: Client, rows: list[list[str]]) -> str:
    answer = curator.post("/en/import", {"institution": "museum", "file": workbook(rows)})
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def columns(**terms: str) -> dict[str, Any]:
    guessed = {"Inventarisnr": "dwc:catalogNumber", "Soort": "dwc:scientificName", "Datum": "dwc:eventDate"}
    chosen = {**guessed, "Land": "dwc:country", "Verzamelaar": "dwc:recordedBy", "Kast": "", **terms}
    return {"heading": HEADING, **{f"column-{at}": chosen[name] for at, name in enumerate(HEADING)}, "kind": "PreservedSpecimen"}


def check(curator: Client, node: Node, address: str) -> ImportSession:
    answer = curator.post(address, {"act": "check", "collection": "herbarium", **columns()})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert work_once(node)
    return ImportSession.objects.get()


def act(curator: Client, node: Node, address: str, act: str) -> ImportSession:
    assert curator.post(address, {"act": act}).status_code == 302
    assert work_once(node)
    return ImportSession.objects.get()


def test_a_workbook_becomes_specimens_and_is_undone_in_one_click(curator: Client, node: Node) -> None:
    address = drop(curator, ROWS)
    found = curator.get(address).content.decode()
    assert "Please say what these are" in found
    assert "Rosa canina" in found
    checked = check(curator, node, address)
    assert (checked.state, checked.report["new"], checked.report["rejected"]) == ("checked", 3, 1), checked.why
    assert not Ledger(node.lake / "herbarium").exists
    assert {problem["code"] for problem in checked.problems} >= {"EVENT_DATE_IMPOSSIBLE", "DUPLICATE_IDENTIFIER"}
    done = act(curator, node, address, "commit")
    assert (done.state, done.report["new"], done.why) == ("committed", 3, "")
    undone = act(curator, node, address, "undo")
    assert (undone.state, undone.report["gone"], undone.why) == ("undone", 3, "")
    assert [version.change.value for version in versions(node.lake, "herbarium", 0)] == ["new", "gone"]


def test_undoing_a_second_import_gives_back_what_the_first_said_under_the_same_pids(curator: Client, node: Node) -> None:
    first = drop(curator, ROWS[:3])
    check(curator, node, first)
    act(curator, node, first, "commit")
    ImportSession.objects.all().update(made="2026-01-01T00:00:00Z")
    before = versions(node.lake, "herbarium", 0)
    second = drop(
        curator, [["H1", "Rosa arvensis", "12.VI.1904", "België", "Janssens", "3"], *ROWS[1:2], ["H9", "Poa", "", "", "", ""]]
    )
    session = ImportSession.objects.get(pk=second.rpartition("/")[2])
    curator.post(second, {"act": "check", "collection": "herbarium", **columns()})
    work_once(node)
    session.refresh_from_db()
    assert [session.report[name] for name in ("new", "updated", "equal", "gone")] == [1, 1, 1, 1]
    for wish in ("commit", "undo"):
        curator.post(second, {"act": wish})
        work_once(node)
    session.refresh_from_db()
    assert (session.state, session.why) == ("undone", "")
    after = versions(node.lake, "herbarium", 0)
    assert after[-1].verbatim == before[-1].verbatim
    assert {version.pid for version in after} == {before[0].pid}
    assert [version.change.value for version in versions(node.lake, "herbarium", 2)] == ["new", "gone", "returned"]
    assert [version.change.value for version in versions(node.lake, "herbarium", 3)] == ["new", "gone"]


def test_a_text_is_mended_for_all_its_rows_and_kept_beside(curator: Client, node: Node) -> None:
    address = drop(curator, ROWS[:3])
    checked = check(curator, node, address)
    [problem] = [each for each in checked.problems if each["column"] == "Land"]
    assert (problem["count"], problem["texts"]) == (2, {"Zzland": 2})
    curator.post(address, {"act": "mend", "column": "Land", "wrong": "Zzland", "right": "België"})
    again = act(curator, node, address, "again")
    assert [each for each in again.problems if each["column"] == "Land"] == []
    act(curator, node, address, "commit")
    said = versions(node.lake, "herbarium", 1)[-1].verbatim
    assert (said["dwc:country"], said["Land"]) == ("België", "Zzland")


def cells(content: bytes) -> list[list[str]]:
    return [list(map(str, row)) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()]


def body(curator: Client, address: str) -> bytes:
    return b"".join(curator.get(address).streaming_content)  # type: ignore[attr-defined]


def test_f68_everything_is_given_back_as_it_was_in_the_same_order_and_no_cell_is_a_formula(curator: Client) -> None:
    address = drop(curator, ROWS)
    content = body(curator, f"{address}/table.xlsx")
    assert cells(content) == [HEADING, *ROWS]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
        assert b'quotePrefix="1"' in packed.read("xl/styles.xml")


def test_the_marked_workbook_explains_itself_in_dutch_and_comes_back_corrected(curator: Client, node: Node) -> None:
    address = drop(curator, ROWS[:3])
    check(curator, node, address)
    marked = cells(body(curator, f"{address.replace('/en/', '/nl/')}/problems.xlsx"))
    assert marked[0][-1] == "Om na te kijken"
    assert "Datum:" in marked[2][-1]
    mended = [[cell.replace("31/2", "28/2").replace("Zzland", "België") for cell in row] for row in ROWS[:3]]
    assert curator.post(address, {"act": "replace", "file": workbook(mended, "mended.xlsx")}).status_code == 302
    work_once(node)
    session = ImportSession.objects.get()
    assert (session.file_name, session.problems, session.report["new"]) == ("mended.xlsx", [], 3)


def test_a_year_later_the_columns_are_remembered(curator: Client, node: Node) -> None:
    address = drop(curator, ROWS[:1])
    check(curator, node, address)
    act(curator, node, address, "commit")
    again = drop(curator, ROWS[:2])
    assert "Please say what these are" not in curator.get(again).content.decode()


def test_a_worker_that_vanished_is_followed_by_another(curator: Client, node: Node) -> None:
    address = drop(curator, ROWS[:1])
    curator.post(address, {"act": "check", "collection": "herbarium", **columns()})
    session = ImportSession.objects.get()
    assert take_up(session.made) is not None
    assert not work_once(node)
    ImportSession.objects.update(lease="2020-01-01T00:00:00Z")
    assert work_once(node)
    assert ImportSession.objects.get().state == "checked"


def test_f24_a_row_of_a_text_table_that_cannot_be_read_is_told_with_its_number(curator: Client, node: Node) -> None:
    table = ";".join(HEADING) + "\nH1;Rosa canina;1904;België;Janssens;3\nH2;Poa;1905;België;x;3;too;many\n"
    file = SimpleUploadedFile("a.csv", table.encode())
    address = str(curator.post("/en/import", {"institution": "museum", "file": file}).headers["Location"])
    [problem] = check(curator, node, address).problems
    assert (problem["code"], problem["rows"]) == ("LONG_ROW", [3])


def test_what_is_no_table_is_refused_on_the_page(curator: Client) -> None:
    answer = curator.post("/en/import", {"institution": "museum", "file": SimpleUploadedFile("a.xlsx", b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "is no table" in answer.content.decode()
    assert not ImportSession.objects.exists()


def test_only_those_who_may_harvest_at_the_institution_see_its_imports(curator: Client) -> None:
    address = drop(curator, ROWS[:1])
    other = client_of(Role.CURATOR, "elsewhere")
    assert other.get(address).status_code == 403
    assert other.post("/en/import", {"institution": "museum", "file": workbook(ROWS)}).status_code == 403
    assert client_of(Role.CONTRIBUTOR, "museum").get(address).status_code == 403
    assert Client().get(address).status_code in (302, 401)
