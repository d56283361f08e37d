"""Tests that consult an authority: a small checklist, gazetteer, map and annotation system stand for those of a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from vasculum.quality.bdq.authorities import Authorities, AuthorityKind, AuthorityUnavailable, Source, TaxonUsage
from vasculum.quality.bdq.classification import GBIF_BACKBONE
from vasculum.quality.bdq.closed_vocabularies import with_closed_vocabularies
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, Test, all_tests
from vasculum.quality.bdq.responses import Response, Status
from vasculum.quality.bdq.running import Setting, run

MOLLUSCS = {"kingdom": "Animalia", "phylum": "Mollusca", "class": "Gastropoda"}
PLANTS = {"kingdom": "Plantae", "phylum": "Tracheophyta", "class": "Magnoliopsida", "order": "Myrtales"}
USAGES = (
    TaxonUsage("t:1", "Plantae", "Plantae", "", "KINGDOM", "Plantae", {"kingdom": "Plantae"}),
    TaxonUsage("t:2", "Tracheophyta", "Tracheophyta", "", "PHYLUM", "Tracheophyta", {"kingdom": "Plantae"}),
    TaxonUsage("t:3", "Magnoliophyta", "Magnoliophyta", "", "PHYLUM", "Tracheophyta", {"kingdom": "Plantae"}),
    TaxonUsage("t:4", "Myrtaceae Juss.", "Myrtaceae", "Juss.", "FAMILY", "Myrtaceae", PLANTS),
    TaxonUsage("t:5", "Graphis Adans., 1763", "Graphis", "Adans., 1763", "GENUS", "Graphis", {"class": "Lecanoromycetes"}),
    TaxonUsage("t:6", "Graphis Jeffreys, 1867", "Graphis", "Jeffreys, 1867", "GENUS", "Graphis", MOLLUSCS),
    TaxonUsage(
        "t:7",
        "Chicoreus palmarosae (Lamarck, 1822)",
        "Chicoreus palmarosae",
        "(Lamarck, 1822)",
        "SPECIES",
        "Chicoreus palmarosae",
        MOLLUSCS | {"family": "Muricidae", "genus": "Chicoreus"},
    ),
)


class Checklist:
    def named(self, name: str) -> Sequence[TaxonUsage]:
        return [usage for usage in USAGES if name in (usage.scientific_name, usage.canonical_name)]

    def identified(self, identifier: str) -> TaxonUsage | None:
        return next((usage for usage in USAGES if usage.identifier == identifier), None)


@dataclass
class Names:
    nations_by_name: Mapping[str, Sequence[str]]
    divisions_by_name: Mapping[str, Sequence[str]]

    def nations(self, name: str) -> Sequence[str]:
        return self.nations_by_name.get(name, ())

    def divisions(self, name: str) -> Sequence[str]:
        return self.divisions_by_name.get(name, ())


class Boxes:
    """Countries and one division as boxes of latitude and longitude; a buffer counts as so many metres per degree."""

    boxes = {"AW": (12, 13, -71, -69), "AU": (-44, -10, 112, 154), "Tasmania": (-44, -40, 144, 149)}

    def countries_at(self, latitude: float, longitude: float) -> Sequence[str]:
        found = [name for name in self.boxes if len(name) == 2 and self.is_within(name, latitude, longitude, 0)]
        return found or ["XZ"]

    def is_within(self, name: str, latitude: float, longitude: float, buffer: float) -> bool:
        south, north, west, east = self.boxes.get(name, (0, 0, 0, 0))
        margin = buffer / 111_000
        return south - margin <= latitude <= north + margin and west - margin <= longitude <= east + margin

    def knows(self, division: str) -> bool:
        return division in self.boxes

    def is_land(self, latitude: float, longitude: float, buffer: float) -> bool:
        return self.is_within("AU", latitude, longitude, buffer)

    def centres(self, country: str) -> Sequence[tuple[float, float]]:
        return [(-27.0, 133.0), (-24.973, 136.188)] if country == "AU" else []

    def area(self, country: str) -> float | None:
        return 7.7e12 if country == "AU" else None


class Habitats:
    def habitats(self, name: str) -> frozenset[str]:
        known = {
            "Crangon crangon": {"marine"},
            "Bellis perennis": {"terrestrial"},
            "Anguilla anguilla": {"marine", "terrestrial"},
        }
        return frozenset(known.get(name, set()))


class Remarks:
    def concern(self, target: str, alert_if: str) -> bool:
        return target == "https://example.org/specimen/1" and bool(alert_if)


GAZETTEER = Names(
    {"Australia": ["AU"], "Eswatini": ["SZ"], "Swaziland": ["SZ"]},
    {"Tasmania": ["AU"], "Victoria": ["AU", "GD"], "Florida": ["US", "UY"]},
)
AT_HAND = {
    (AuthorityKind.TAXONOMY, "GBIF Backbone Taxonomy"): Checklist(),
    (AuthorityKind.GAZETTEER, "The Getty Thesaurus of Geographic Names (TGN)"): GAZETTEER,
    (AuthorityKind.COUNTRY_BOUNDARIES, "10m-admin-1 boundaries UNION with Exclusive Economic Zones"): Boxes(),
    (AuthorityKind.DIVISION_BOUNDARIES, "10m-admin-1 boundaries"): Boxes(),
    (AuthorityKind.COUNTRY_CENTRES, "GBIF Catalogue of Country Centroides"): Boxes(),
    (AuthorityKind.LAND, "Union of NaturalEarth 10m-physical-vectors for Land and NaturalEarth Minor Islands"): Boxes(),
    (AuthorityKind.MARINE_TAXA, "World Register of Marine Species (WoRMS)"): Habitats(),
    (AuthorityKind.ANNOTATIONS, "W3C Web Annotation"): Remarks(),
}
TODAY = date(2026, 11, 23)


def equipped() -> Setting:
    authorities = with_closed_vocabularies(Authorities())
    for (kind, name), authority in AT_HAND.items():
        authorities = authorities.with_authority(kind, name, authority)
    return Setting(TODAY, authorities)


def answer(label: str, inputs: Mapping[str, str], setting: Setting | None = None) -> Response:
    (test,) = (test for test in all_tests().values() if test.label == label)
    qualified = {f"dwc:{term}": text for term, text in inputs.items()}
    return run(test, qualified, setting or equipped())


def at(latitude: float | str, longitude: float | str) -> dict[str, str]:
    return {"decimalLatitude": str(latitude), "decimalLongitude": str(longitude)}


def test_every_test_answers_once_every_authority_is_at_hand() -> None:
    setting = equipped()
    for test in all_tests().values():
        response = run(test, dict.fromkeys(test.inputs, "x"), setting)
        assert response.status is not Status.EXTERNAL_PREREQUISITES_NOT_MET, test.label


@pytest.mark.parametrize("test", all_tests().values(), ids=lambda test: test.label)
def test_a_named_authority_that_is_not_at_hand_is_named_and_never_replaced(test: Test) -> None:
    for name in (name for name, value in test.parameters.items() if isinstance(value, Source)):
        response = run(test, dict.fromkeys(test.inputs, "x"), equipped(), {name: "https://invalid/invalidservice"})
        assert response.status is Status.EXTERNAL_PREREQUISITES_NOT_MET
        assert "https://invalid/invalidservice" in response.comment


def test_a_default_authority_is_missed_only_when_the_record_has_something_to_look_up() -> None:
    bare = Setting(TODAY)
    assert answer("VALIDATION_CLASS_FOUND", {}, bare).status is Status.INTERNAL_PREREQUISITES_NOT_MET
    missed = answer("VALIDATION_CLASS_FOUND", {"class": "Insecta"}, bare)
    assert missed.status is Status.EXTERNAL_PREREQUISITES_NOT_MET
    assert "GBIF Backbone Taxonomy" in missed.comment


def test_a_node_may_name_its_own_checklist_as_the_authority_of_a_test() -> None:
    (test,) = (test for test in all_tests().values() if test.label == "VALIDATION_FAMILY_FOUND")
    authorities = Authorities().with_authority(AuthorityKind.TAXONOMY, "Flora of Belgium", Checklist())
    setting = Setting(TODAY, authorities, {test.guid: {SOURCE_AUTHORITY: "Flora of Belgium"}})
    response = run(test, {"dwc:family": "Myrtaceae"}, setting)
    assert response.result == "COMPLIANT"
    assert response.comment.endswith("(with bdqval:sourceAuthority=Flora of Belgium)")


def test_an_authority_may_be_called_by_its_address() -> None:
    assert equipped().authorities.consultation(GBIF_BACKBONE, "https://doi.org/10.15468/39omei")()
    with pytest.raises(AuthorityUnavailable, match="Catalogue"):
        equipped().authorities.consultation(GBIF_BACKBONE, "Catalogue of Life")


CASES = [
    ("VALIDATION_PHYLUM_FOUND", {"phylum": "Magnoliophyta"}, "COMPLIANT"),
    ("VALIDATION_PHYLUM_FOUND", {"phylum": "Plantae"}, "NOT_COMPLIANT"),
    ("VALIDATION_GENUS_FOUND", {"genus": "Graphis"}, "COMPLIANT"),
    ("VALIDATION_CLASSIFICATION_CONSISTENT", {"phylum": "Magnoliophyta", "family": "Myrtaceae"}, "COMPLIANT"),
    ("VALIDATION_CLASSIFICATION_CONSISTENT", {"kingdom": "Animalia", "family": "Myrtaceae"}, "NOT_COMPLIANT"),
    ("VALIDATION_CLASSIFICATION_CONSISTENT", {"kingdom": "Plantae", "family": "Unknownaceae"}, "COMPLIANT"),
    ("VALIDATION_CLASSIFICATION_CONSISTENT", {"family": "Unknownaceae"}, "NOT_COMPLIANT"),
    ("VALIDATION_SCIENTIFICNAME_FOUND", {"scientificName": "Chicoreus palmarosae"}, "COMPLIANT"),
    ("VALIDATION_SCIENTIFICNAME_FOUND", {"scientificName": "Chicoreus palmarum"}, "NOT_COMPLIANT"),
    ("VALIDATION_TAXON_UNAMBIGUOUS", {"scientificName": "Graphis"}, "NOT_COMPLIANT"),
    ("VALIDATION_TAXON_UNAMBIGUOUS", {"scientificName": "Graphis", "class": "Lecanoromycetes"}, "COMPLIANT"),
    ("VALIDATION_TAXON_UNAMBIGUOUS", {"scientificName": "Graphis Jeffreys, 1867"}, "COMPLIANT"),
    ("VALIDATION_TAXON_UNAMBIGUOUS", {"genericName": "Chicoreus", "specificEpithet": "palmarosae"}, "COMPLIANT"),
    ("VALIDATION_TAXON_UNAMBIGUOUS", {"scientificNameID": "t:5"}, "COMPLIANT"),
    ("VALIDATION_TAXON_UNAMBIGUOUS", {"scientificNameID": "t:99", "scientificName": "Myrtaceae"}, "NOT_COMPLIANT"),
    ("VALIDATION_COUNTRY_FOUND", {"country": "Swaziland"}, "COMPLIANT"),
    ("VALIDATION_COUNTRY_FOUND", {"country": "Tasmania"}, "NOT_COMPLIANT"),
    ("VALIDATION_STATEPROVINCE_FOUND", {"stateProvince": "Victoria"}, "COMPLIANT"),
    ("VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT", {"country": "Eswatini", "countryCode": "SZ"}, "COMPLIANT"),
    ("VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT", {"country": "Eswatini", "countryCode": "SE"}, "NOT_COMPLIANT"),
    ("VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS", {"stateProvince": "Tasmania"}, "COMPLIANT"),
    ("VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS", {"stateProvince": "Victoria"}, "NOT_COMPLIANT"),
    ("VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS", {"stateProvince": "Victoria", "country": "Australia"}, "COMPLIANT"),
    ("VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS", {"country": "Australia"}, "NOT_COMPLIANT"),
    ("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT", at(-30, 130) | {"countryCode": "AU"}, "COMPLIANT"),
    ("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT", at(-30, 154.02) | {"countryCode": "AU"}, "COMPLIANT"),
    ("VALIDATION_COORDINATESCOUNTRYCODE_CONSISTENT", at(-30, 155) | {"countryCode": "AU"}, "NOT_COMPLIANT"),
    ("VALIDATION_COORDINATESSTATEPROVINCE_CONSISTENT", at(-42, 146) | {"stateProvince": "Tasmania"}, "COMPLIANT"),
    ("VALIDATION_COORDINATESSTATEPROVINCE_CONSISTENT", at(-30, 146) | {"stateProvince": "Tasmania"}, "NOT_COMPLIANT"),
    ("ISSUE_COORDINATES_CENTEROFCOUNTRY", at(-27.01, 133) | {"countryCode": "AU"}, "POTENTIAL_ISSUE"),
    ("ISSUE_COORDINATES_CENTEROFCOUNTRY", at(-26, 140) | {"countryCode": "AU"}, "NOT_ISSUE"),
    (
        "ISSUE_COORDINATES_CENTEROFCOUNTRY",
        at(-27, 133) | {"countryCode": "AU", "coordinateUncertaintyInMeters": "2000000"},
        "NOT_ISSUE",
    ),
    ("VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT", at(-30, 130) | {"scientificName": "Bellis perennis"}, "COMPLIANT"),
    ("VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT", at(0, 0) | {"scientificName": "Bellis perennis"}, "NOT_COMPLIANT"),
    ("VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT", at(0, 0) | {"scientificName": "Crangon crangon"}, "COMPLIANT"),
    ("VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT", at(-30, 130) | {"scientificName": "Anguilla anguilla"}, "COMPLIANT"),
]


@pytest.mark.parametrize(("label", "inputs", "result"), CASES)
def test_an_authority_decides(label: str, inputs: dict[str, str], result: str) -> None:
    assert answer(label, inputs).result == result


PROPOSALS = [
    ("AMENDMENT_COORDINATES_TRANSPOSED", at("12.5", "70") | {"countryCode": "AW"}, at("12.5", "-70")),
    ("AMENDMENT_COORDINATES_TRANSPOSED", at("135.87", "-25.46") | {"countryCode": "AU"}, {}),
    ("AMENDMENT_COORDINATES_TRANSPOSED", at("-70.0", "12.5") | {"countryCode": "AW"}, at("12.5", "-70.0")),
    ("AMENDMENT_COORDINATES_TRANSPOSED", at("-25.46", "135.87") | {"countryCode": "AU"}, {}),
    ("AMENDMENT_COUNTRYCODE_FROM_COORDINATES", at("-25.46", "135.87"), {"countryCode": "AU"}),
    ("AMENDMENT_COUNTRYCODE_FROM_COORDINATES", at("-38.28", "72.04"), {"countryCode": "XZ"}),
    ("AMENDMENT_COUNTRYCODE_FROM_COORDINATES", at("-25.46", "x"), {}),
    ("AMENDMENT_SCIENTIFICNAME_FROM_SCIENTIFICNAMEID", {"scientificNameID": "t:4"}, {"scientificName": "Myrtaceae Juss."}),
    ("AMENDMENT_SCIENTIFICNAME_FROM_SCIENTIFICNAMEID", {"scientificNameID": "t:99"}, {}),
    (
        "AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON",
        {"scientificName": "Graphis", "scientificNameAuthorship": "Jeffreys, 1867"},
        {"scientificNameID": "t:6"},
    ),
    ("AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON", {"scientificName": "Graphis"}, {}),
]


@pytest.mark.parametrize(("label", "inputs", "changes"), PROPOSALS)
def test_an_authority_proposes(label: str, inputs: dict[str, str], changes: dict[str, str]) -> None:
    response = answer(label, inputs)
    assert response.changes == {f"dwc:{term}": text for term, text in changes.items()}
    assert (response.status is Status.NOT_AMENDED) == (not changes)


def test_an_unknown_biome_is_assumed_only_when_told_so() -> None:
    (test,) = (test for test in all_tests().values() if "TERRESTRIALMARINE" in test.label)
    inputs = {"dwc:decimalLatitude": "0", "dwc:decimalLongitude": "0", "dwc:scientificName": "Brown ant"}
    assert run(test, inputs, equipped()).status is Status.INTERNAL_PREREQUISITES_NOT_MET
    assumed = {"bdqval:assumptionOnUnknownBiome": "terrestrial"}
    assert run(test, inputs, equipped(), assumed).result == "NOT_COMPLIANT"


def test_an_annotation_on_the_record_is_a_potential_issue() -> None:
    (test,) = (test for test in all_tests().values() if test.label == "ISSUE_ANNOTATION_NOTEMPTY")
    assert run(test, {"oa:hasTarget": "https://example.org/specimen/1"}, equipped()).result == "POTENTIAL_ISSUE"
    assert run(test, {"oa:hasTarget": "https://example.org/specimen/2"}, equipped()).result == "NOT_ISSUE"
