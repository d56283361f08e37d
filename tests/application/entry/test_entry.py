"""Typing specimens in: forms per kind of material, copies, drafts that stay, labels that a scanner reads."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
import zxingcpp
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.test import Client
from PIL import Image

from vasculum.entry.actions import source_of
from vasculum.entry.labels import SIZES, labels_pdf, modules
from vasculum.entry.models import Entry
from vasculum.entry.presets import PRESETS, Preset
from vasculum.entry.rules import faults, typed
from vasculum.harvest.models import Harvest
from vasculum.harvest.node import Node, make_node
from vasculum.harvest.schedule import work_once
from vasculum.lake.history import versions
from vasculum.people.models import Account, Membership
from vasculum.people.policy import Role
from vasculum.registry.actions import register_collection
from vasculum.site.messages import compile_all

SHEET = {"dwc_catalogNumber": "RM 0001", "dwc_scientificName": "Rosa canina L.", "dwc_recordedBy": "Adèle Maes",
         "dwc_eventDate": "1898-05-14", "dwc_locality": "Meise"}  # fmt: skip


@pytest.fixture
def node(tmp_path: Path, settings: LazySettings, db: None) -> Node:  # noqa: ARG001
    """A node with one collection that holds nothing."""
    compile_all()
    made = make_node(tmp_path / "node")
    settings.NODE = made.root
    register_collection("herb", "rivermouth")
    return made


def somebody(email: str) -> Client:
    """A contributor of the collection's institution."""
    account = Account.objects.create(email=email, name="Invented Name", password="never typed")
    Membership.objects.create(account=account, institution="rivermouth", role=Role.CONTRIBUTOR)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"accept": "text/html"})
    client.force_login(account)
    return client


@pytest.fixture
def typist(node: Node) -> Client:
    """Somebody who types."""
    assert node.root.exists()
    return somebody("typist@example.org")


def send(client: Client, preset: str = "herbarium", do: str = "enter", number: str = "", **said: str) -> tuple[int, str]:
    """Sends the form of a new specimen."""
    fields = {"entry": number or str(uuid.uuid4()), "edition": "1", "do": do, **SHEET, **said}
    answer = client.post(f"/en/entry/herb/new/{preset}", fields, follow=True)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.code)
def test_every_form_has_at_most_two_screens_of_few_questions_and_shows_each(preset: Preset, typist: Client) -> None:
    page = typist.get(f"/nl/entry/herb/new/{preset.code}").content.decode()
    assert len(preset.first) <= 12
    assert len(preset.second) <= 12
    assert all(f'name="{field.code}"' in page for field in preset.fields)
    assert page.count("<summary>Meer</summary>") == 1
    assert len({field.term for field in preset.fields}) == len(preset.fields)


def test_there_are_ten_forms() -> None:
    assert len({preset.code for preset in PRESETS}) == 10


def test_what_is_entered_becomes_a_specimen_like_any_other(typist: Client, node: Node) -> None:
    assert "Entered." in send(typist)[1]
    assert work_once(node)
    [specimen] = versions(node.lake, source_of("herb"), 0)
    assert specimen.verbatim["dwc:catalogNumber"] == "RM 0001"
    assert specimen.verbatim["dwc:preparations"] == "herbarium sheet"
    assert specimen.interpreted["event_date"] == "1898-05-14"
    assert specimen.record_id == f"urn:uuid:{Entry.objects.get().id}"


def test_a_change_makes_a_version_and_the_others_stay_as_they_are(typist: Client, node: Node) -> None:
    for number in range(25):
        send(typist, dwc_catalogNumber=f"RM {number}")
    work_once(node)
    entry = Entry.objects.get(number="RM 7")
    fields = {**SHEET, "dwc_catalogNumber": "RM 7", "dwc_locality": "Gent", "entry": str(entry.id), "edition": str(entry.edition)}
    assert typist.post(f"/en/entry/herb/{entry.id}", fields | {"do": "enter"}).status_code == 302
    work_once(node)
    report = Harvest.objects.first()
    assert report is not None
    assert {name: report.report[name] for name in ("new", "updated", "equal", "gone")} == {
        "new": 0, "updated": 1, "equal": 24, "gone": 0,
    }  # fmt: skip


def test_the_next_one_takes_over_what_it_has_in_common(typist: Client) -> None:
    _, page = send(typist, do="next")
    assert 'value="Adèle Maes"' in page
    assert 'value="Meise"' in page
    assert "RM 0001" not in page.split("<form")[-1]
    assert "Rosa canina" not in page.split("<form")[-1]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"dwc_catalogNumber": ""}, "A catalogue number is needed."),
        ({"dwc_scientificName": "  "}, "A name is needed."),
        ({"dwc_eventDate": "about noon"}, "not understood as a date"),
        ({"dwc_decimalLatitude": "91", "dwc_decimalLongitude": "4"}, "not a number that can be"),
        ({"dwc_decimalLatitude": "50.9"}, "belong together"),
        ({"dwc_typeStatus": "<script>"}, "Choose one of the list."),
    ],
)
def test_what_cannot_be_is_said_and_kept_as_a_draft(said: dict[str, str], wrong: str, typist: Client) -> None:
    status, page = send(typist, **said)
    assert (status, wrong in page) == (400, True)
    assert Entry.objects.get().state == "draft"
    assert "<script>" not in page.split("<form")[-1]


def test_a_number_is_given_once_in_a_collection(typist: Client) -> None:
    send(typist)
    assert "has this number" in send(typist)[1]
    assert sorted(Entry.objects.values_list("state", flat=True)) == ["draft", "entered"]


def test_a_draft_may_be_anything_and_is_kept_once(typist: Client, node: Node) -> None:
    number = str(uuid.uuid4())
    for locality in ("Mei", "Meise", "Meise, park"):
        assert send(typist, do="draft", number=number, dwc_locality=locality, dwc_eventDate="about noon")[0] == 200
    assert Entry.objects.get().said["dwc:locality"] == "Meise, park"
    assert not work_once(node)


def test_two_who_change_one_specimen_do_not_overwrite_each_other(typist: Client) -> None:
    send(typist)
    entry = Entry.objects.get()
    other = somebody("other@example.org")
    fields = {**SHEET, "entry": str(entry.id), "edition": str(entry.edition), "do": "enter"}
    assert other.post(f"/en/entry/herb/{entry.id}", fields | {"dwc_locality": "Gent"}).status_code == 302
    late = typist.post(f"/en/entry/herb/{entry.id}", fields | {"dwc_locality": "Halle"})
    assert (late.status_code, "Halle" in late.content.decode()) == (400, True)
    assert Entry.objects.get().said["dwc:locality"] == "Gent"


def test_what_a_scanner_sends_after_the_number_is_left_out() -> None:
    assert typed(PRESETS[0], {"dwc_catalogNumber": "\x02RM 0001\r\x03\x00"}) == {"dwc:catalogNumber": "RM 0001"}
    assert (
        faults(PRESETS[0], {"dwc:catalogNumber": "1", "dwc:scientificName": "Rosa", "dwc:minimumElevationInMeters": "12,5"}) == {}
    )


@pytest.mark.parametrize("code", ["qr", "datamatrix"])
@pytest.mark.parametrize("text", ["RM-0001", "BR0000012345678", "n° 12 é"])
def test_a_scanner_reads_the_code_of_a_label(code: str, text: str) -> None:
    dark = modules(text, code)
    scale, quiet = 6, 4
    picture = Image.new("L", ((len(dark[0]) + 2 * quiet) * scale, (len(dark) + 2 * quiet) * scale), 255)
    for row, cells in enumerate(dark):
        for column, is_dark in enumerate(cells):
            if is_dark:
                at = ((column + quiet) * scale, (row + quiet) * scale)
                picture.paste(0, (*at, at[0] + scale, at[1] + scale))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]


@pytest.mark.parametrize("size", SIZES)
def test_labels_fill_a_page_and_then_the_next(size: str) -> None:
    specimens = [{"dwc:catalogNumber": f"RM {n}", "dwc:scientificName": "Rosa " + "very" * 30} for n in range(200)]
    pdf = labels_pdf(specimens, "Rivermouth", size, "qr")
    assert pdf.startswith(b"%PDF")
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pages == {"large": 20, "medium": 9, "small": 2}[size]


def test_labels_are_printed_of_what_was_chosen(typist: Client) -> None:
    send(typist)
    entry = Entry.objects.get()
    answer = typist.get(f"/en/entry/herb/labels.pdf?entry={entry.id}&size=small&code=datamatrix")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert typist.get("/en/entry/herb/labels.pdf?size=huge").status_code == 404
    assert typist.get("/en/entry/herb/labels.pdf?entry=x").status_code == 200


def test_a_stranger_types_nothing_in(node: Node) -> None:
    assert node.root.exists()
    assert Client().post("/en/entry/herb/new/insect", SHEET).status_code in {302, 401, 403}
    assert not Entry.objects.exists()
