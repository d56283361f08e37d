"""How the MIDS of one record is decided."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vasculum.quality.mids import MappingSet, elements_expression, mapping_set, mask, mids, mids_of_mask
from vasculum.quality.mids_labels import element_label, level_label
from vasculum.quality.mids_sets import Cell
from vasculum.quality.mids_table import header, row
from vasculum.terms.messages import LANGUAGES

BARE = {"dwc:catalogNumber": "BR0000012345678V", "dwc:institutionCode": "MBG"}
BASIC = BARE | {
    "dwc:scientificName": "Bellis perennis L.",
    "dwc:preparations": "sheet",
    "dcterms:license": "http://creativecommons.org/publicdomain/zero/1.0/",
    "dcterms:modified": "2024-05-01",
}
INTERMEDIATE = BASIC | {
    "dwc:country": "Belgium",
    "dwc:decimalLatitude": "50.93",
    "dwc:decimalLongitude": "4.33",
    "dwc:recordedBy": "F. Crépin",
    "dwc:year": "1863",
    "dwc:recordNumber": "s.n.",
    "dwc:associatedMedia": "https://example.org/1.jpg",
}
EXTENDED = INTERMEDIATE | {
    "dwc:locationID": "https://www.geonames.org/2792482",
    "dwc:institutionID": "https://ror.org/01h1jbk91",
    "dwc:recordedByID": "https://www.wikidata.org/wiki/Q710042",
    "dwc:scientificNameID": "https://www.ipni.org/n/184425-1",
    "dwc:identifiedByID": "https://www.wikidata.org/wiki/Q710042",
}
IMAGE = {"gbif:Multimedia": [{"dcterms:identifier": "https://example.org/1.jpg"}]}
NO_ROWS: dict[str, list[dict[str, str]]] = {}


@pytest.mark.parametrize(("record", "level"), [({}, -1), (BARE, 0), (BASIC, 1), (INTERMEDIATE, 2), (EXTENDED, 2)])
def test_a_level_is_reached_by_all_elements_of_it_and_of_the_levels_below(record: dict[str, str], level: int) -> None:
    assert mids(record, NO_ROWS, "biology").level == level


def test_a_record_with_everything_is_extended_and_misses_nothing() -> None:
    record = mids(EXTENDED, IMAGE, "biology")
    assert (record.level, record.missing) == (3, ())
    assert len(record.met) == 18


def test_a_record_without_a_number_has_no_level_however_rich_it_is() -> None:
    nameless = {term: text for term, text in EXTENDED.items() if term != "dwc:catalogNumber"}
    record = mids(nameless, IMAGE, "biology")
    assert (record.level, record.missing) == (-1, ("PhysicalSpecimenID",))


def test_what_is_missing_is_what_the_next_level_still_demands_and_no_more() -> None:
    assert mids(BARE, NO_ROWS, "biology").missing == ("Name", "ObjectType", "License", "Modified")
    assert mids(EXTENDED, NO_ROWS, "biology").missing == ("MediaID",)


def test_every_level_names_the_mapping_set_it_was_computed_with() -> None:
    record = mids(BARE, NO_ROWS, "geology")
    assert (record.mapping_set, record.version) == ("mids_dwc-a_geology_1", "1")


def test_a_latitude_without_a_longitude_is_no_quantitative_location() -> None:
    assert "QuantitativeLocation" not in mids({"dwc:decimalLatitude": "50.93"}, NO_ROWS, "biology").met


def test_a_full_georeference_identifies_a_place_and_the_lack_of_its_datum_undoes_that() -> None:
    point = {
        "dwc:decimalLatitude": "50.93",
        "dwc:decimalLongitude": "4.33",
        "dwc:coordinatePrecision": "0.01",
        "dwc:coordinateUncertaintyInMeters": "500",
    }
    assert "GeographicalLocalityID" not in mids(point, NO_ROWS, "biology").met
    assert "GeographicalLocalityID" in mids(point | {"dwc:geodeticDatum": "WGS84"}, NO_ROWS, "biology").met


@pytest.mark.parametrize(
    ("term", "text", "counts"),
    [
        ("dwc:scientificName", "Bellis", True),
        ("dwc:scientificName", "", False),
        ("dwc:scientificName", " \t ", False),
        ("dwc:scientificName", "\u00a0", False),
        ("dwc:scientificName", "unknown:undigitized", False),
        ("dwc:scientificName", " unknown:undigitized ", False),
        ("dwc:scientificName", "incertae sedis", False),
        ("dwc:scientificName", "Bellidae incertae sedis", True),
        ("dwc:scientificName", "unknown", True),
        ("dwc:scientificName", "0", True),
        ("dwc:vernacularName", "incertae sedis", True),
        ("dwc:scientificNameID", "0", False),
        ("gbif:taxonKey", "0", False),
        ("gbif:taxonKey", "3117424", True),
    ],
)
def test_removed_values_are_removed_per_term_and_only_as_whole_cells(term: str, text: str, counts: bool) -> None:
    assert ("Name" in mids({term: text}, NO_ROWS, "biology").met) is counts


def test_incertae_sedis_is_removed_in_biology_alone() -> None:
    assert "Name" in mids({"dwc:scientificName": "incertae sedis"}, NO_ROWS, "paleontology").met


def test_one_filled_row_of_a_media_extension_suffices() -> None:
    rows = {"ac:Multimedia": [{}, {"ac:accessURI": "https://example.org/1.jpg"}]}
    assert mids({}, rows, "biology").met == ("Media",)


def test_an_empty_media_row_is_no_media() -> None:
    assert mids({}, {"gbif:Multimedia": [{"dcterms:identifier": " "}]}, "biology").met == ()


def test_a_term_counts_only_in_the_class_its_mapping_names() -> None:
    identification = {"dwc:scientificName": "Bellis perennis L.", "dwc:identifiedByID": "https://www.wikidata.org/wiki/Q710042"}
    assert mids({}, {"dwc:Identification": [identification]}, "biology").met == ("IdentifiedByID",)


def test_fossils_are_asked_for_their_age_and_not_for_their_collector() -> None:
    fossil = BASIC | {"dwc:latestPeriodOrHighestSystem": "Devonian"}
    assert mids(BASIC, NO_ROWS, "paleontology").missing == ("Chronostratigraphy",)
    assert mids(fossil, NO_ROWS, "paleontology").missing == (
        "QualitativeLocation",
        "QuantitativeLocation",
        "StratigraphicContext",
    )


def test_rocks_are_asked_for_their_stratigraphy() -> None:
    assert "StratigraphicContext" in mids(BASIC, NO_ROWS, "geology").missing


def test_a_discipline_without_a_mapping_set_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no MIDS mapping set for 'astrology'"):
        mapping_set("astrology")


@pytest.mark.parametrize("discipline", ["biology", "geology", "paleontology"])
def test_a_stored_mask_tells_the_same_as_the_record(discipline: str) -> None:
    published = mapping_set(discipline)
    assert mids_of_mask(mask(EXTENDED, IMAGE, published), published) == mids(EXTENDED, IMAGE, discipline)


def test_a_level_that_demands_nothing_is_passed() -> None:
    biology = mapping_set("biology")
    short = replace(biology, elements=tuple(element for element in biology.elements if element.level != 1))
    assert mids_of_mask(mask(BARE, NO_ROWS, short), short).level == 1


def test_overlapping_groups_are_alternatives() -> None:
    terms = {term: Cell("dwc:Occurrence", term, frozenset()) for term in "abc"}
    overlapping = ((terms["a"], terms["b"]), (terms["b"], terms["c"]))
    biology = mapping_set("biology")
    name = next(element for element in biology.elements if element.name == "Name")
    only: MappingSet = replace(biology, elements=(name,), criteria={"Name": overlapping})
    assert [mask(dict.fromkeys(filled, "x"), NO_ROWS, only) for filled in ("ab", "bc", "ac")] == [name.flag, name.flag, 0]


def test_without_any_column_no_element_is_met() -> None:
    assert elements_expression(mapping_set("biology"), ()) == "(" + " + ".join(["0"] * 18) + ")::INTEGER"


def test_the_table_has_a_heading_and_a_flag_per_element() -> None:
    biology = mapping_set("biology")
    headings, cells = header(biology), row("BR 1", mids(BARE, NO_ROWS, "biology"), biology)
    assert headings[:5] == ("recordID", "MIDS_level", "PhysicalSpecimenID", "Organization", "Name")
    assert cells == ("BR 1", "0", "1", "1", *["0"] * 16)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_element_and_level_has_a_name_of_its_own_in_every_language(language: str) -> None:
    sets = map(mapping_set, ("biology", "geology", "paleontology"))
    names = {element.name for published in sets for element in published.elements}
    labels = [element_label(name, language) for name in names] + [level_label(level, language) for level in range(-1, 4)]
    assert all(labels)
    assert len(set(labels)) == len(labels)
