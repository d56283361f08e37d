"""openDS: our documents against the published JSON schemas, registered by their paths because some of their ids are wrong."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared_folder
from vasculum.model.specimen import Change, Version
from vasculum.specimens import opends_terms
from vasculum.specimens.media_pids import media_pid
from vasculum.specimens.opends import document, source_handle
from vasculum.specimens.opends_media import digital_medium, media_document
from vasculum.specimens.provenance import event
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


@cache
def validator_of(kind: str) -> Any:
    """The validator of a type of object, version 0.4.0."""
    known = schemas()
    registry = jsonschema_rs.Registry(list(known.items()), draft=jsonschema_rs.Draft202012)
    wanted = known[f"{BASE}/{kind}/0.4.0/{kind}.json"]
    return jsonschema_rs.Draft202012Validator(wanted, registry=registry, validate_formats=True)


@pytest.fixture(scope="module")
def validator() -> Any:
    return validator_of("digital-specimen")


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


def test_relations_measurements_and_literature_of_every_extension_are_valid(validator: Any) -> None:
    rows: dict[str, tuple[dict[str, str], ...]] = {
        "dwc:ResourceRelationship": (
            {"dwc:relationshipOfResource": "host of", "dwc:relatedResourceID": "urn:x:2", "dwc:relationshipAccordingTo": "A. B."},
            {"dwc:relationshipOfResource": "same as"},
        ),
        "dwc:MeasurementOrFact": ({"dwc:measurementType": "length", "dwc:measurementValue": "3"},),
        "gbif:Reference": ({"dcterms:title": "Flora", "dcterms:date": "1899"}, {"dcterms:date": "1900"}),
        "chrono:ChronometricAge": ({"chrono:earliestChronometricAge": "12.5", "chrono:materialDated": "bone"},),
        "dwc:MaterialEntity": ({"dwc:materialEntityID": "urn:x:1:tissue", "dwc:preparations": "tissue"},),
    }
    verbatim = {
        "dwc:associatedSequences": "GenBank X1 | https://example.org/é x",
        "dwc:associatedReferences": "Crépin 1869",
        "dwc:institutionID": "http://www.wikidata.org/entity/Q1",
    }
    made = document(Specimen([version(verbatim=verbatim, extensions=rows)], Origin()))
    assert faults(validator, made) == []
    assert made["ods:organisationID"] == "https://www.wikidata.org/wiki/Q1"
    kinds = [each["dwc:relationshipOfResource"] for each in made["ods:hasEntityRelationships"]]
    assert kinds.count("hasAssociatedSequence") == 2
    assert kinds.count("host of") == 1
    assert [each["dcterms:bibliographicCitation"] for each in made["ods:hasCitations"]] == ["Crépin 1869", "Flora"]
    assert made["ods:hasSpecimenParts"][0]["dwc:preparations"] == "tissue"
    assert "chrono:earliestChronometricAge" not in made["ods:hasChronometricAges"][0]


def test_a_medium_has_one_version_for_each_state_it_was_in() -> None:
    address = "https://example.org/1.jpg"
    other = version(2, Change.UPDATED, verbatim={"dwc:associatedMedia": address, "dwc:locality": "Gent"})
    first = version(verbatim={"dwc:associatedMedia": address})
    gone = version(3, Change.UPDATED, verbatim={"dwc:locality": "Gent"})
    pid = media_pid(first.pid, address)
    known = digital_medium(Specimen([first, other, gone], ORIGIN), pid)
    assert known is not None
    assert (known.number, known.is_gone, known.medium.access) == (2, True, address)
    assert faults(validator_of("digital-media"), media_document(known)) == []
    assert media_document(known)["ods:status"] == "Tombstone"
    assert digital_medium(Specimen([gone], ORIGIN), pid) is None


def test_an_event_tells_what_changed_since_the_version_before() -> None:
    after = version(2, Change.UPDATED, verbatim={"dwc:locality": "Gent"}, interpreted={"mids_level": 1})
    told = event(Specimen([version(verbatim={"dwc:locality": "Halle"}), after], ORIGIN))
    assert faults(validator_of("create-update-tombstone-event"), told) == []
    assert told["prov:Activity"]["@type"] == "ods:Update"
    changed = {step["path"] for step in told["prov:Activity"]["ods:changeValue"]}
    assert {"/ods:version", "/ods:hasEvents", "/ods:midsLevel"} <= changed
    assert told == event(Specimen([version(verbatim={"dwc:locality": "Halle"}), after], ORIGIN))
