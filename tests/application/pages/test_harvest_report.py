"""The report of a harvest as a page, and its rejected rows to take away."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.application.pages.test_portal import text
from tests.small_node import FILLERS
from vasculum.harvest.models import Harvest

pytestmark = pytest.mark.usefixtures("served")


@pytest.fixture
def first() -> int:
    return Harvest.objects.order_by("pk")[0].pk


def body(path: str) -> bytes:
    response = Client().get(path)
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_the_counts_stand_in_a_sentence_and_add_up(browser: Client, first: int) -> None:
    page = text(browser.get(f"/en/harvests/{first}"))
    found = re.search(r"(\d+) records were read: (\d+) new, (\d+) changed, (\d+) unchanged and (\d+) not usable", page)
    assert found is not None
    read, *parts = map(int, found.groups())
    assert read == sum(parts) == FILLERS + 7


def test_the_second_edition_tells_what_changed_and_what_is_gone(browser: Client, first: int) -> None:
    page = text(browser.get(f"/en/harvests/{first + 1}"))
    assert ", 1 changed," in page
    assert "1 known specimen is no longer there." in page


def test_a_remark_leads_to_the_specimens_that_have_it(browser: Client, first: int) -> None:
    page = browser.get(f"/en/harvests/{first + 1}").content.decode()
    address = re.search(r'href="([^"]*remark=EVENT_DATE_IMPOSSIBLE[^"]*)"', page)
    assert address is not None
    assert "Viola odorata" in text(browser.get(address[1].replace("&amp;", "&")))


def test_reasons_are_told_in_the_visitors_language(browser: Client, first: int) -> None:
    assert "a le même identifiant" in text(browser.get(f"/fr/harvests/{first}"))


def test_rejected_rows_are_harmless_in_a_spreadsheet(first: int) -> None:
    rows = list(csv.DictReader(io.StringIO(body(f"/en/harvests/{first}/rejected.csv").decode("utf-8-sig"))))
    assert len(rows) == 1
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[0].values())
    assert "'=1+1" in rows[0].values()


def test_the_same_rows_are_in_the_spreadsheet(first: int) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body(f"/en/harvests/{first}/rejected.xlsx")))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["file", "line"]
    assert rows[1][0] == "occurrence.csv"
    assert "'=1+1" in rows[1]


def test_a_held_harvest_says_why(browser: Client, first: int) -> None:
    held = Harvest.objects.get(pk=first)
    held.state, held.why = Harvest.State.HELD, "60 of 100 records are new"
    held.save()
    page = text(browser.get(f"/nl/harvests/{first}"))
    assert "Aangehouden" in page
    assert "60 of 100 records are new" in page
