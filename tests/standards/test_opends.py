"""openDS: our documents against the published JSON schemas, registered by their paths because some of their ids are wrong."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared_folder
from vasculum.model.specimen import Change, Version
from vasculum.specimens import opends_terms
from vasculum.specimens.opends import document, source_handle
from vasculum.specimens.specimen import Origin, Specimen

BASE = "https://schemas.dissco.tech/schemas/fdo-type"
ORIGIN = Origin("garden", "Garden", "GRD", "https://ror.org/01h1jbk91", "herbarium", "Herbarium", "herbarium", "Herbarium")
NOW = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)
TERMS = sorted(
    {
        *opends_terms.SPECIMEN,
        *opends_terms.EVENT,
        *opends_terms.LOCATION,
        *opends_terms.GEOREFERENCE,
        *opends_terms.GEOLOGICAL_CONTEXT,
        *opends_terms.IDENTIFICATION,
        *opends_terms.TAXON,
    }
)


def schemas() -> dict[str, Any]:
    found = {}
    for file in (shared_folder() / "data" / "opends").glob("*/*/schema/*.json"):
        kind, version = file.parts[-4], file.parts[-3]
        schema = json.loads(file.read_text(encoding="utf-8"))
        schema["$id"] = f"{BASE}/{kind}/{version}/{file.name}"
        found[schema["$id"]] = schema
    return found


@pytest.fixture(scope="module")
def validator() -> Any:
    known = schemas()
    registry = jsonschema_rs.Registry(list(known.items()), draft=jsonschema_rs.Draft202012)
    wanted = known[f"{BASE}/digital-specimen/0.4.0/digital-specimen.json"]
    return jsonschema_rs.Draft202012Validator(wanted, registry=registry, validate_formats=True)


def version(number: int = 1, change: Change = Change.NEW, **more: Any) -> Version:
    return Version("10.5072/000-000-01D", "herbarium", "urn:x:1", number, change, number, NOW, 1, **more)


FULL = version(
    verbatim={
        "dwc:occurrenceID": "https://herbarium.example.org/id/1",
        "dwc:catalogNumber": "GRD1",
        "dwc:scientificName": "Rosa canina L.",
        "dwc:recordedBy": "A. Cogniaux | L. Piré",
        "dwc:identifiedBy": "F. Crépin",
        "dwc:year": "1898",
        "dwc:month": "13",
        "dwc:minimumElevationInMeters": "about 20",
        "dwc:formation": "Boom",
        "dwc:associatedMedia": "https://example.org/1.jpg",
    },
    extensions={"dwc:Identification": ({"dwc:scientificName": "Rosa dumetorum Thuill.", "dwc:dateIdentified": "1870"},)},
    interpreted={
        "basis_of_record": "PreservedSpecimen",
        "topic_discipline": "Botany",
        "event_date": "1898-05-14",
        "decimal_latitude": 50.9,
        "decimal_longitude": 4.3,
        "mids_level": -1,
        "type_status": ["holotype"],
    },
)


def faults(validator: Any, found: dict[str, Any]) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in validator.iter_errors(found)]


def test_a_full_record_is_valid(validator: Any) -> None:
    assert faults(validator, document(Specimen([FULL], ORIGIN))) == []


def test_a_bare_record_is_valid(validator: Any) -> None:
    assert faults(validator, document(Specimen([version()], ORIGIN))) == []


def test_a_tombstone_is_valid_and_keeps_the_last_content(validator: Any) -> None:
    found = document(Specimen([FULL, version(2, Change.GONE)], ORIGIN))
    assert faults(validator, found) == []
    assert (found["ods:status"], found["ods:version"], found["ods:specimenName"]) == ("Tombstone", 2, "Rosa canina L.")


def test_a_document_without_its_organisation_says_so_by_not_validating(validator: Any) -> None:
    assert any("ods:organisationID" in fault for fault in faults(validator, document(Specimen([FULL]))))


def test_a_text_that_should_be_a_number_is_left_out() -> None:
    event = document(Specimen([FULL], ORIGIN))["ods:hasEvents"][0]
    assert event["dwc:year"] == 1898
    assert "dwc:month" not in event
    assert "dwc:minimumElevationInMeters" not in event["ods:hasLocation"]


def test_coordinates_come_from_our_reading_alone() -> None:
    said = version(verbatim={"dwc:decimalLatitude": "95", "dwc:decimalLongitude": "4"})
    assert "ods:hasLocation" in document(Specimen([said], ORIGIN))["ods:hasEvents"][0]
    assert "ods:hasGeoreference" not in document(Specimen([said], ORIGIN))["ods:hasEvents"][0]["ods:hasLocation"]


def test_a_source_always_has_the_same_handle() -> None:
    assert source_handle("herbarium") == source_handle("herbarium") != source_handle("fossils")


@given(verbatim=st.dictionaries(st.sampled_from(TERMS), st.text(min_size=1, max_size=20), max_size=12))
def test_whatever_a_museum_writes_the_document_is_valid(validator: Any, verbatim: dict[str, str]) -> None:
    assert faults(validator, document(Specimen([version(verbatim=verbatim)], ORIGIN))) == []
