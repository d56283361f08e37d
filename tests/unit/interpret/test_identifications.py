"""The history of identifications."""

from __future__ import annotations

from vasculum.interpret.identifications import identifications

CORE = {"dwc:scientificName": "Rosa canina L.", "dwc:identifiedBy": "A. Cogniaux", "dwc:dateIdentified": "1901"}


def names(rows: tuple[dict[str, str], ...], core: dict[str, str] | None = None) -> list[str]:
    return [found.name for found in identifications(CORE if core is None else core, {"dwc:Identification": rows})]


def test_the_keepers_opinion_stands_first_then_the_latest() -> None:
    rows = (
        {"dwc:scientificName": "Rosa dumetorum Thuill.", "dwc:dateIdentified": "1870"},
        {"dwc:scientificName": "Rosa sp.", "dwc:dateIdentified": "1899"},
    )
    assert names(rows) == ["Rosa canina L.", "Rosa sp.", "Rosa dumetorum Thuill."]


def test_a_row_that_repeats_the_core_is_not_told_twice() -> None:
    assert names((CORE,)) == ["Rosa canina L."]


def test_a_row_without_a_name_is_left_out_and_a_name_in_parts_is_put_together() -> None:
    assert names(({"dwc:identifiedBy": "X"}, {"dwc:genus": "Rosa", "dwc:specificEpithet": "agrestis"}), {}) == ["Rosa agrestis"]


def test_only_what_the_record_accepts_is_accepted() -> None:
    found = identifications(CORE, {"dwc:Identification": ({"dwc:scientificName": "Rosa sp."},)})
    assert [opinion.accepted for opinion in found] == [True, False]
