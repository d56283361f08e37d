"""Is it given at all: record, event, place."""

from __future__ import annotations

from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.responses import Response, compliant, is_empty, judged, not_compliant, not_issue, potential_issue

LOCATION_TERMS = (
    "dwc:higherGeographyID",
    "dwc:higherGeography",
    "dwc:continent",
    "dwc:country",
    "dwc:countryCode",
    "dwc:stateProvince",
    "dwc:county",
    "dwc:municipality",
    "dwc:waterBody",
    "dwc:island",
    "dwc:islandGroup",
    "dwc:locality",
    "dwc:locationID",
    "dwc:verbatimLocality",
    "dwc:decimalLatitude",
    "dwc:decimalLongitude",
    "dwc:verbatimCoordinates",
    "dwc:verbatimLatitude",
    "dwc:verbatimLongitude",
    "dwc:footprintWKT",
)

EVENT_TERMS = (
    "dwc:eventDate",
    "dwc:year",
    "dwc:month",
    "dwc:day",
    "dwc:startDayOfYear",
    "dwc:endDayOfYear",
    "dwc:verbatimEventDate",
)


@bdq_test("f51e15a6-a67d-4729-9c28-3766299d2985", "VALIDATION_EVENTDATE_NOTEMPTY", acts_on=("dwc:eventDate",), presence_only=True)
def validation_eventdate_notempty(event_date: str) -> Response:
    """The date of the event is given."""
    return present("dwc:eventDate", event_date)


@bdq_test(
    "c486546c-e6e5-48a7-b286-eba7f5ca56c4", "VALIDATION_OCCURRENCEID_NOTEMPTY", acts_on=("dwc:occurrenceID",), presence_only=True
)
def validation_occurrenceid_notempty(occurrence_id: str) -> Response:
    """The identifier of the occurrence is given."""
    return present("dwc:occurrenceID", occurrence_id)


@bdq_test("c09ecbf9-34e3-4f3e-b74a-8796af15e59f", "VALIDATION_YEAR_NOTEMPTY", acts_on=("dwc:year",), presence_only=True)
def validation_year_notempty(year: str) -> Response:
    """The year is given."""
    return present("dwc:year", year)


@bdq_test(
    "ac2b7648-d5f9-48ca-9b07-8ad5879a2536",
    "VALIDATION_BASISOFRECORD_NOTEMPTY",
    acts_on=("dwc:basisOfRecord",),
    presence_only=True,
)
def validation_basisofrecord_notempty(basis_of_record: str) -> Response:
    """The kind of record is given."""
    return present("dwc:basisOfRecord", basis_of_record)


@bdq_test(
    "239ec40e-a729-4a8e-ba69-e0bf03ac1c44",
    "VALIDATION_GEODETICDATUM_NOTEMPTY",
    acts_on=("dwc:geodeticDatum",),
    presence_only=True,
)
def validation_geodeticdatum_notempty(geodetic_datum: str) -> Response:
    """The geodetic datum is given."""
    return present("dwc:geodeticDatum", geodetic_datum)


@bdq_test(
    "9beb9442-d942-4f42-8b6a-fcea01ee086a",
    "VALIDATION_DECIMALLONGITUDE_NOTEMPTY",
    acts_on=("dwc:decimalLongitude",),
    presence_only=True,
)
def validation_decimallongitude_notempty(decimal_longitude: str) -> Response:
    """The longitude is given."""
    return present("dwc:decimalLongitude", decimal_longitude)


@bdq_test(
    "853b79a2-b314-44a2-ae46-34a1e7ed85e4", "VALIDATION_COUNTRYCODE_NOTEMPTY", acts_on=("dwc:countryCode",), presence_only=True
)
def validation_countrycode_notempty(country_code: str) -> Response:
    """The country code is given."""
    return present("dwc:countryCode", country_code)


@bdq_test("15f78619-811a-4c6f-997a-a4c7888ad849", "VALIDATION_LICENSE_NOTEMPTY", acts_on=("dcterms:license",), presence_only=True)
def validation_license_notempty(license: str) -> Response:
    """The licence is given."""
    return present("dcterms:license", license)


@bdq_test("374b091a-fc90-4791-91e5-c1557c649169", "VALIDATION_DCTYPE_NOTEMPTY", acts_on=("dc:type",), presence_only=True)
def validation_dctype_notempty(type_: str) -> Response:
    """The type of the resource is given."""
    return present("dc:type", type_)


@bdq_test(
    "eb4a17f6-6bea-4cdd-93dd-d5a7e9d1eccf",
    "VALIDATION_OCCURRENCESTATUS_NOTEMPTY",
    acts_on=("dwc:occurrenceStatus",),
    presence_only=True,
)
def validation_occurrencestatus_notempty(occurrence_status: str) -> Response:
    """It is said whether the organism was present."""
    return present("dwc:occurrenceStatus", occurrence_status)


@bdq_test(
    "7d2485d5-1ba7-4f25-90cb-f4480ff1a275",
    "VALIDATION_DECIMALLATITUDE_NOTEMPTY",
    acts_on=("dwc:decimalLatitude",),
    presence_only=True,
)
def validation_decimallatitude_notempty(decimal_latitude: str) -> Response:
    """The latitude is given."""
    return present("dwc:decimalLatitude", decimal_latitude)


@bdq_test(
    "6ce2b2b4-6afe-4d13-82a0-390d31ade01c",
    "VALIDATION_COUNTRY_NOTEMPTY",
    acts_on=("dwc:country",),
    consults=("dwc:countryCode",),
)
def validation_country_notempty(country: str, country_code: str) -> Response:
    """The country is given, or the code says that it is the high seas (XZ), where there is none."""
    high_seas = country_code == "XZ" and is_empty(country)
    return judged(high_seas or not is_empty(country), "dwc:country is bdqval:NotEmpty or dwc:countryCode is XZ")


@bdq_test("58486cb6-1114-4a8a-ba1e-bd89cfe887e9", "VALIDATION_LOCATION_NOTEMPTY", acts_on=LOCATION_TERMS, presence_only=True)
def validation_location_notempty(*texts: str) -> Response:
    """At least one term says where."""
    return any_present(LOCATION_TERMS, texts)


@bdq_test("41267642-60ff-4116-90eb-499fee2cd83f", "VALIDATION_EVENTTEMPORAL_NOTEMPTY", acts_on=EVENT_TERMS, presence_only=True)
def validation_eventtemporal_notempty(*texts: str) -> Response:
    """At least one term says when."""
    return any_present(EVENT_TERMS, texts)


@bdq_test(
    "13d5a10e-188e-40fd-a22c-dbaa87b91df2",
    "ISSUE_DATAGENERALIZATIONS_NOTEMPTY",
    acts_on=("dwc:dataGeneralizations",),
    presence_only=True,
)
def issue_datageneralizations_notempty(data_generalizations: str) -> Response:
    """The record says that it was made less precise."""
    return _issue_when_present("dwc:dataGeneralizations", data_generalizations)


@bdq_test(
    "acc8dff2-d8d1-483a-946d-65a02a452700",
    "ISSUE_ESTABLISHMENTMEANS_NOTEMPTY",
    acts_on=("dwc:establishmentMeans",),
    presence_only=True,
)
def issue_establishmentmeans_notempty(establishment_means: str) -> Response:
    """The organism may not be there by nature."""
    return _issue_when_present("dwc:establishmentMeans", establishment_means)


def present(term: str, text: str) -> Response:
    """COMPLIANT when the term is not empty."""
    return judged(not is_empty(text), f"{term} is bdqval:NotEmpty")


def any_present(terms: tuple[str, ...], texts: tuple[str, ...]) -> Response:
    """COMPLIANT when at least one of the terms is not empty."""
    given = [term for term, text in zip(terms, texts, strict=True) if not is_empty(text)]
    return compliant(f"bdqval:NotEmpty: {', '.join(given)}") if given else not_compliant("all terms are bdqval:Empty")


def _issue_when_present(term: str, text: str) -> Response:
    return not_issue(f"{term} is bdqval:Empty") if is_empty(text) else potential_issue(f"{term} is bdqval:NotEmpty")
