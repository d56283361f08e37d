"""Closed vocabularies: what is in them, and what a spelling means."""

from __future__ import annotations

from importlib.resources import files

import pytest

from vasculum.quality.bdq.closed_vocabularies import ClosedVocabulary, closed_vocabulary
from vasculum.quality.bdq.licences import LicenceList

NOT_VOCABULARIES = ("months.csv", "weekdays.csv", "datum_shifts.csv", "multirecord_measures.csv")
TABLES = sorted(
    table.name
    for table in files("vasculum.terms").joinpath("bdq").iterdir()
    if table.name.endswith(".csv") and table.name not in NOT_VOCABULARIES
)
MEANINGS = [
    ("basis_of_record.csv", "preserved specimen", "PreservedSpecimen"),
    ("basis_of_record.csv", "Human obs", "HumanObservation"),
    ("basis_of_record.csv", "specimen", None),
    ("dcmi_type.csv", "http://purl.org/dc/dcmitype/PhysicalObject", "PhysicalObject"),
    ("dcmi_type.csv", "evnt", "Event"),
    ("sex.csv", "♀", "Female"),
    ("sex.csv", "vrouwelijk", "Female"),
    ("sex.csv", "fixed", None),
    ("sex.csv", "f?", None),
    ("taxon_rank.csv", "ssp.", "subspecies"),
    ("taxon_rank.csv", "sic.", None),
    ("type_status.csv", "holo-", "Holotype"),
    ("type_status.csv", "cleptotype", None),
    ("type_status.csv", "notype", "NotAType"),
    ("type_status.csv", "neotyp", "Neotype"),
    ("type_status.csv", "nootype", None),
    ("establishment_means.csv", "Alien", "introduced"),
    ("establishment_means.csv", "cultivated", None),
    ("degree_of_establishment.csv", "capt.", "captive"),
    ("degree_of_establishment.csv", "nat.", None),
    ("pathway.csv", "Fouling", "hullFouling"),
    ("pathway.csv", "escapeee", None),
    ("occurrence_status.csv", "1", "present"),
    ("occurrence_status.csv", "X", None),
]
LICENCES = {
    "CC0": "publicdomain/zero/1.0",
    "cc-zero 1.0": "publicdomain/zero/1.0",
    "CC BY-NC 4.0": "licenses/by-nc/4.0",
    "cc by nc sa 4.0": "licenses/by-nc-sa/4.0",
    "http://creativecommons.org/licenses/by/4.0": "licenses/by/4.0",
    "CC BY-SA 3.0": "licenses/by-sa/3.0",
    "CC BY": None,  # of which version?
    "no license": None,
    "GPL": None,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_value_is_in_its_vocabulary_and_every_spelling_leads_to_one_term(table: str) -> None:
    vocabulary = closed_vocabulary(table)
    assert all(vocabulary.has(term) and vocabulary.standard_form(term) == term for term in vocabulary.terms)
    assert all(len(meant) == 1 and meant <= set(vocabulary.terms) for meant in vocabulary.spellings.values())


@pytest.mark.parametrize("table", TABLES)
def test_a_value_with_blanks_around_it_is_not_in_the_vocabulary_but_means_the_value(table: str) -> None:
    vocabulary = closed_vocabulary(table)
    for term in vocabulary.terms:
        assert not vocabulary.has(f" {term}")
        assert vocabulary.standard_form(f"\t{term} ") == term


@pytest.mark.parametrize(("table", "text", "meant"), MEANINGS)
def test_a_spelling_means_one_term_or_nothing(table: str, text: str, meant: str | None) -> None:
    assert closed_vocabulary(table).standard_form(text) == meant


@pytest.mark.parametrize("text", LICENCES)
def test_a_licence_is_known_by_its_address_or_acronym_with_version(text: str) -> None:
    path = LICENCES[text]
    assert LicenceList().standard_form(text) == (path and f"https://creativecommons.org/{path}/legalcode")


@pytest.mark.parametrize("tail", ["", "deed", "legalcode", "deed.nl", "legalcode.zh-hans"])
def test_a_licence_is_standard_with_its_deed_or_legal_code_in_a_language(tail: str) -> None:
    assert LicenceList().has(f"https://creativecommons.org/licenses/by/4.0/{tail}")
    assert not LicenceList().has(f"https://creativecommons.org/licenses/by/3.0/{tail}")


def test_a_vocabulary_with_no_terms_means_nothing() -> None:
    assert ClosedVocabulary((), frozenset(), {}).standard_form("anything") is None
