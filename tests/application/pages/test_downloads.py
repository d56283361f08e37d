"""Downloads: every form holds what the search found, once; the row tells the truth; a killed worker loses nothing."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from dwca.read import DwCAReader
from python_calamine import CalamineWorkbook

from tests.application.pages.conftest import pid_of
from tests.application.pages.test_portal import TOTAL
from vasculum.downloads import actions, pages
from vasculum.downloads.models import Download
from vasculum.downloads.rules import LEASE, MOST_ATTEMPTS
from vasculum.engine.kernel import Kernel
from vasculum.formats.dwca import open_archive
from vasculum.formats.dwca.table import INTERPRETATION
from vasculum.search.query import Query
from vasculum.specimens.opends_values import identifier

pytestmark = pytest.mark.usefixtures("served")
BASE = "http://testserver"


def body(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def table(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))


def asked(form: str = "csv", text: str = "") -> Download:
    return actions.ask(Query(text), form, BASE, "en")


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every result counts as large."""
    monkeypatch.setattr(pages, "SMALL", 0)


def test_a_csv_file_has_what_was_understood_beside_what_was_written() -> None:
    rows = table(body("/en/download?as=csv"))
    assert len({row["pid"] for row in rows}) == len(rows) == TOTAL
    (rose,) = [row for row in rows if row["catalogNumber"] == "GRD0001"]
    assert (rose["pid"], rose["eventDate"], rose["decimalLatitude"]) == (pid_of("GRD0001"), "1898-05-14", "50.929")
    (impossible,) = [row for row in rows if row["catalogNumber"] == "GRD0004"]
    assert impossible["as received: eventDate"] == "1898-02-31"
    assert rose["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_a_spreadsheet_has_the_same_rows_and_no_formula() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body("/en/download?as=xlsx&country=BE")))
    heading, *rows = book.get_sheet_by_index(0).to_python()
    plain = table(body("/en/download?as=csv&country=BE"))
    assert list(plain[0]) == heading
    assert [row[0] for row in rows] == [row["pid"] for row in plain]
    assert "'=1+1" in {str(cell) for row in rows for cell in row}


def test_an_archive_is_read_back_by_our_reader_and_by_a_strangers(tmp_path: Path) -> None:
    file = tmp_path / "download.zip"
    file.write_bytes(body("/en/download?as=dwca&q=rosa"))
    with DwCAReader(file) as stranger:
        names = {row.id: row.data["http://rs.tdwg.org/dwc/terms/scientificName"] for row in stranger}
        rose = stranger.get_corerow_by_id("urn:catalog:GRD:1")
        opinions = [each for each in rose.extensions if each.rowtype.endswith("Identification")]
        (read,) = [each for each in rose.extensions if each.rowtype == INTERPRETATION]
        assert stranger.metadata is not None
        assert stranger.metadata.find("dataset/title").text == "3 digital specimens"
    assert names["urn:catalog:GRD:1"] == "Rosa canina L."
    assert rose.data["http://rs.tdwg.org/dwc/terms/associatedMedia"] == "http://localhost/media/demo/rose.png"
    assert [each.data["http://rs.tdwg.org/dwc/terms/scientificName"] for each in opinions] == ["Rosa dumetorum Thuill."]
    assert read.data["http://rs.tdwg.org/dwc/terms/digitalSpecimenID"] == identifier(pid_of("GRD0001"))
    assert read.data["http://purl.org/dc/terms/license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    with open_archive(file) as ours:
        assert {extension.row_type for extension in ours.extensions} == {INTERPRETATION, "dwc:Identification"}


def test_a_parquet_file_has_the_rows_of_the_csv_file(tmp_path: Path) -> None:
    file = tmp_path / "download.parquet"
    file.write_bytes(body("/en/download?as=parquet&q=carex"))
    with Kernel(tmp_path / "spill") as kernel:
        held = kernel.rows(f"SELECT pid, \"scientificName\" FROM read_parquet('{file}')")
    assert held == [(row["pid"], row["scientificName"]) for row in table(body("/en/download?as=csv&q=carex"))]


def test_json_lines_are_whole_documents() -> None:
    lines = [json.loads(line) for line in body("/en/download?as=jsonl&q=canina").splitlines()]
    assert [line["@id"] for line in lines] == [identifier(pid_of("GRD0001"))]


def test_one_specimen_can_be_taken_alone(pid: str) -> None:
    assert [row["pid"] for row in table(body(f"/en/download?as=csv&pid={pid}"))] == [pid]


def test_a_small_file_comes_at_once_and_tells_its_lasting_address() -> None:
    response = Client().get("/en/download?as=csv&q=carex")
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    address = response["Link"].partition(">")[0].removeprefix("<")
    page = Client().get(address, headers={"accept": "text/html"}).content.decode()
    assert hashlib.sha256(content).hexdigest() in page
    assert "CC0 1.0" in page
    assert "Download of 40 digital specimens" in page
    assert Download.objects.get().licenses == {"https://creativecommons.org/publicdomain/zero/1.0/": 40}


def test_the_same_question_is_the_same_download() -> None:
    assert asked(text="rosa").pk == asked(text="rosa").pk
    assert asked(text="rosa").pk != asked(text="carex").pk != asked("jsonl", "carex").pk


@pytest.mark.usefixtures("large")
def test_a_large_one_is_made_when_somebody_asks_for_it_and_by_a_worker() -> None:
    address = "/en/download?as=csv&q=carex"
    assert "Make the download" in Client().get(address, headers={"accept": "text/html"}).content.decode()
    assert not Download.objects.exists()
    leads_to = Client().post(address, {"email": "asker@example.org"})["Location"]
    assert "It waits for its turn." in Client().get(leads_to, headers={"accept": "text/html"}).content.decode()
    assert Client().get(f"{leads_to}/file").status_code == 404
    assert actions.work_once()
    assert not actions.work_once()
    assert len(table(body(f"{leads_to}/file"))) == 40
    (message,) = mail.outbox
    assert (message.to, leads_to in message.body) == (["asker@example.org"], True)


def test_a_download_whose_worker_vanished_is_taken_up_again_when_its_lease_is_over() -> None:
    wanted, now = asked(), timezone.now()
    vanished = actions.take_up(now)
    assert vanished is not None
    left = vanished.file.parent / f".{vanished.pk}-left"
    left.mkdir(parents=True)
    assert actions.take_up(now) is None
    again = actions.take_up(now + LEASE + dt.timedelta(seconds=1))
    assert again is not None
    assert (again.pk, again.attempts) == (wanted.pk, 2)
    actions.work_at(vanished)
    wanted.refresh_from_db()
    assert wanted.state == Download.State.RUNNING
    actions.work_at(again)
    wanted.refresh_from_db()
    assert (wanted.state, wanted.done) == (Download.State.DONE, TOTAL)
    assert not left.exists()


def test_one_that_is_never_finished_is_given_up_and_can_be_asked_for_again() -> None:
    wanted, now = asked(), timezone.now()
    for attempt in range(MOST_ATTEMPTS):
        assert actions.take_up(now + attempt * 2 * LEASE) is not None
    assert actions.take_up(now + MOST_ATTEMPTS * 2 * LEASE) is None
    wanted.refresh_from_db()
    assert wanted.state == Download.State.FAILED
    assert asked().state == Download.State.WAITING


def test_programs_ask_look_and_take() -> None:
    answer = Client().post("/api/download?as=jsonl&q=canina")
    assert answer.status_code == 202
    told: Any = json.loads(answer.content)
    assert (told["state"], told["file"], told["total"]) == ("waiting", None, 1)
    assert actions.work_once()
    done = json.loads(Client().get(answer["Location"]).content)
    assert hashlib.sha256(body(done["file"])).hexdigest() == done["sha256"]
    assert Client().post("/api/download?as=jsonl&q=canina").status_code == 200
    assert Client().post("/api/download?as=nonsense").status_code == 400
    assert Client().get("/api/download/00000000-0000-0000-0000-000000000000").status_code == 404


def test_a_heading_with_a_formula_or_a_line_break_breaks_no_table() -> None:
    packed = zipfile.ZipFile(io.BytesIO(body("/en/download?as=dwca")))
    lines = packed.read("occurrence.txt").decode().splitlines()
    assert len(lines) == TOTAL + 1
    assert len({line.count("\t") for line in lines}) == 1
