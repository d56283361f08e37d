"""Images: manifests by the rules of IIIF Presentation 3, the Image API, no place in what goes out, and the curator's post."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from PIL import Image

from tests.application.pages.conftest import pid_of
from vasculum.helpdesk.models import Ticket
from vasculum.people.models import Account, Membership
from vasculum.people.policy import Role
from vasculum.specimens.iiif_image import NotAnImage, NotOffered, wanted
from vasculum.specimens.tiles import held_file, made

pytestmark = pytest.mark.usefixtures("served")


@pytest.fixture
def manifest(pid: str) -> Any:
    response = Client().get(f"/iiif/presentation/{pid}/manifest.json")
    assert response["Content-Type"].startswith('application/ld+json;profile="http://iiif.io/api/presentation/3/')
    return json.loads(response.content)


@pytest.fixture
def service(manifest: Any) -> str:
    body = manifest["items"][0]["items"][0]["items"][0]["body"]
    return str(body["service"][0]["id"]).removeprefix("http://testserver")


def label_faults(label: Any) -> list[Any]:
    return [label] if not all(isinstance(text, list) and text and all(map(str, text)) for text in label.values()) else []


def test_a_manifest_keeps_the_rules_of_presentation_3(manifest: Any) -> None:
    assert next(iter(manifest)) == "@context"
    assert manifest["@context"] == "http://iiif.io/api/presentation/3/context.json"
    assert (manifest["type"], manifest["id"].startswith("http")) == ("Manifest", True)
    assert label_faults(manifest["label"]) == []
    assert all({"label", "value"} == set(fact) and not label_faults(fact["value"]) for fact in manifest["metadata"])
    assert manifest["rights"].startswith("http://creativecommons.org/") if "rights" in manifest else True
    assert all(each["type"] and each["id"] for each in (*manifest["homepage"], *manifest["seeAlso"]))
    for canvas in manifest["items"]:
        (page,) = canvas["items"]
        (painting,) = page["items"]
        assert (canvas["type"], page["type"], painting["type"]) == ("Canvas", "AnnotationPage", "Annotation")
        assert (painting["motivation"], painting["target"]) == ("painting", canvas["id"])
        assert (canvas["width"], canvas["height"]) == (60, 80)
        assert painting["body"]["type"] == "Image"


def test_a_specimen_without_images_has_no_manifest() -> None:
    assert Client().get(f"/iiif/presentation/{pid_of('GRD0003')}/manifest.json").status_code == 404


def test_an_image_is_described_and_cut(service: str) -> None:
    told = json.loads(Client().get(f"{service}/info.json").content)
    assert (told["width"], told["height"], told["profile"], told["type"]) == (60, 80, "level2", "ImageService3")
    assert told["id"].endswith(service)
    part = b"".join(Client().get(f"{service}/10,20,30,40/15,/90/gray.png").streaming_content)  # type: ignore[attr-defined]
    assert Image.open(io.BytesIO(part)).size == (20, 15)
    assert Client().get(service).status_code == 303


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ("full/max/0/default.jpg", 200),
        ("square/!20,20/!180/bitonal.webp", 200),
        ("pct:0,0,50,50/pct:50/0/color.jpg", 200),
        ("full/^max/0/default.jpg", 501),
        ("full/max/45/default.jpg", 501),
        ("full/max/0/default.tif", 501),
        ("full/600,/0/default.jpg", 400),
        ("full/0,/0/default.jpg", 400),
        ("900,900,5,5/max/0/default.jpg", 400),
        ("full/max/0/sepia.jpg", 400),
        ("..%2f..%2f/max/0/default.jpg", 404),
    ],
)
def test_what_is_no_image_or_not_offered_is_told(service: str, parameters: str, status: int) -> None:
    response = Client().get(f"{service}/{parameters}")
    response.close()
    assert response.status_code == status


@pytest.mark.parametrize(
    ("size", "expected"),
    [("max", (400, 200)), ("100,", (100, 50)), (",100", (200, 100)), ("!100,100", (100, 50)), ("30,30", (30, 30))],
)
def test_sizes_are_reckoned_as_the_standard_says(size: str, expected: tuple[int, int]) -> None:
    found = wanted(400, 200, "full", size, "0", "default", "jpg")
    assert (found.to_width, found.to_height) == expected


def test_nonsense_in_the_parameters_is_refused_and_never_a_fault() -> None:
    for text in ("", "-1,0,1,1", "1e9,0,1,1", "nan", "full,full", "pct:", "٣,٣,٣,٣"):
        with pytest.raises((NotAnImage, NotOffered)):
            wanted(400, 200, text, "max", "0", "default", "jpg")


def test_the_place_where_a_picture_was_taken_does_not_go_out(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 55.0, 44.0), 3: "E", 4: (4.0, 19.0, 37.0)})
    Image.new("RGB", (640, 480), "#80a040").save(media / "place.jpg", exif=exif)
    file = held_file(media, "/media/place.jpg")
    assert file is not None
    with Image.open(file) as original:
        assert original.getexif().get_ifd(0x8825)
    for form in ("jpg", "png", "webp"):
        kept = made(file, tmp_path / "cache", wanted(480, 640, "full", "max", "0", "default", form))
        with Image.open(kept) as image:
            assert (image.size, dict(image.getexif()), "exif" in image.info) == ((480, 640), {}, False)


@pytest.mark.parametrize(
    "address", ["/media/../node.toml", "/media/../secret.jpg", "/media/no.jpg", "/other/1.jpg", "/media/a\0.jpg"]
)
def test_no_address_leads_out_of_the_folder_of_pictures(tmp_path: Path, address: str) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    assert held_file(tmp_path / "media", address) is None


def test_a_visitor_tells_the_curator_without_an_account(pid: str) -> None:
    curator = Account.objects.create(email="curator@garden.example", name="Curator")
    Membership.objects.create(account=curator, institution="garden", role=Role.CURATOR)
    client = Client(enforce_csrf_checks=True, headers={"accept": "text/html"})
    page = client.get(f"/en/report/{pid}").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    told = {"text": "The year is 1889.", "reply_to": "me@example.org", "website": "", "csrfmiddlewaretoken": token}
    assert "Thank you" in client.post(f"/en/report/{pid}", told).content.decode()
    kept = Ticket.objects.get()
    assert (kept.pid, kept.institution, kept.version, kept.told is not None) == (pid, "garden", 1, True)
    message, _received = mail.outbox
    assert (message.to, message.reply_to) == (["curator@garden.example"], ["me@example.org"])
    assert "The year is 1889." in message.body


def test_a_program_that_fills_in_everything_and_one_that_does_not_stop_are_not_heard(pid: str) -> None:
    Client().post(f"/en/report/{pid}", {"text": "buy", "website": "https://spam.example"})
    assert not Ticket.objects.exists()
    answers = [Client().post(f"/en/report/{pid}", {"text": "again"}).status_code for _ in range(7)]
    assert answers[-1] == 429
    assert Client().post(f"/en/report/{pid_of('GRD0003')}", {"text": ""}, REMOTE_ADDR="192.0.2.9").status_code == 400
