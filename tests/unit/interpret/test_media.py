"""Media: addresses in one cell, rows of both extensions, and what is no address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.media import addresses, media
from vasculum.model.media import Media


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("", []),
        ("https://a.org/1.jpg", ["https://a.org/1.jpg"]),
        ("https://a.org/1.jpg | https://a.org/2.jpg", ["https://a.org/1.jpg", "https://a.org/2.jpg"]),
        ("https://a.org/1.jpg|https://a.org/2.jpg|", ["https://a.org/1.jpg", "https://a.org/2.jpg"]),
        ("https://a.org/1.jpg; https://a.org/2.jpg", ["https://a.org/1.jpg", "https://a.org/2.jpg"]),
        ("https://a.org/1.jpg;https://a.org/2.jpg", ["https://a.org/1.jpg", "https://a.org/2.jpg"]),
        ("https://a.org/1.jpg, https://a.org/2.jpg", ["https://a.org/1.jpg", "https://a.org/2.jpg"]),
        ("https://a.org/1.jpg https://a.org/2.jpg", ["https://a.org/1.jpg", "https://a.org/2.jpg"]),
        ("https://a.org/x?a=1;b=2", ["https://a.org/x?a=1;b=2"]),
        ("https://a.org/x,y.jpg", ["https://a.org/x,y.jpg"]),
    ],
)
def test_addresses_in_one_cell_are_told_apart(cell: str, found: list[str]) -> None:
    assert addresses(cell) == found


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "C:\\images\\1.jpg", "see drawer 3", "//a.org/1.jpg", "https://", "ftp://a/1"]
)
def test_what_is_no_web_address_is_a_remark_and_no_link(text: str) -> None:
    found, remarks = media({"dwc:associatedMedia": text}, {})
    assert found == []
    assert (remarks[0].code, remarks[0].term) == ("MEDIA_ADDRESS_INVALID", "dwc:associatedMedia")


def test_a_row_of_simple_multimedia_has_file_page_and_rights() -> None:
    row = {
        "dcterms:type": "StillImage",
        "dcterms:format": "image/jpeg",
        "dcterms:identifier": "https://a.org/1",
        "dcterms:references": "https://a.org/page",
        "dcterms:title": "Sheet",
        "dcterms:creator": "Photo desk",
        "dcterms:license": "http://creativecommons.org/licenses/by/4.0/",
    }
    found, remarks = media({}, {"gbif:Multimedia": (row,)})
    assert found == [
        Media(
            "https://a.org/1",
            "https://a.org/page",
            "StillImage",
            "image/jpeg",
            "Sheet",
            "Photo desk",
            "http://creativecommons.org/licenses/by/4.0/",
        )
    ]
    assert remarks == []


def test_a_row_of_audiovisual_core_has_its_access_address() -> None:
    row = {"ac:accessURI": "https://a.org/call.mp3", "dc:type": "http://purl.org/dc/dcmitype/Sound", "dc:creator": "B. Listener"}
    (found,), _ = media({}, {"ac:Multimedia": (row,)})
    assert (found.access, found.kind, found.format, found.creator) == (
        "https://a.org/call.mp3",
        "Sound",
        "audio/mpeg",
        "B. Listener",
    )


def test_a_page_alone_is_no_image() -> None:
    (found,), _ = media(
        {}, {"gbif:Multimedia": ({"dcterms:references": "https://a.org/page.jpg", "dcterms:type": "StillImage"},)}
    )
    assert not found.is_image
    assert found.address == "https://a.org/page.jpg"


def test_empty_rows_are_passed_over_and_an_address_is_listed_once() -> None:
    same = {"dcterms:identifier": "https://a.org/1.jpg", "dcterms:title": "Sheet"}
    found, remarks = media(
        {"dwc:associatedMedia": "https://a.org/1.jpg"}, {"gbif:Multimedia": ({}, {"dcterms:title": " "}, same)}
    )
    assert [medium.title for medium in found] == ["Sheet"]
    assert remarks == []


@given(st.text(max_size=200))
def test_no_cell_breaks_the_reading_and_no_other_scheme_becomes_a_link(cell: str) -> None:
    found, _ = media({"dwc:associatedMedia": cell}, {"ac:Multimedia": ({"ac:accessURI": cell, "dcterms:format": cell},)})
    assert all(medium.address.lower().startswith(("http://", "https://")) for medium in found)
