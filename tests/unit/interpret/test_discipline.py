"""Which discipline a record belongs to."""

from __future__ import annotations

import csv
import json
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.discipline import DISCIPLINE
from vasculum.quality.mids_sets import DISCIPLINES


def discipline(**texts: str) -> tuple[str, ...]:
    """The disciplines of a record given by the local names of its terms (`class_` for `dwc:class`)."""
    given_terms = {f"dwc:{name.rstrip('_')}": text for name, text in texts.items()}
    assert given_terms.keys() <= set(DISCIPLINE.inputs)
    reading = DISCIPLINE.read(*(given_terms.get(term, "") for term in DISCIPLINE.inputs))
    assert reading.remarks == ()
    return reading.values


def table() -> list[dict[str, str]]:
    with files("vasculum.terms").joinpath("mids", "disciplines.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("kingdom", "topic"),
    [
        ("Animalia", "Zoology"),
        ("ANIMALIA ", "Zoology"),
        ("Plantae", "Botany"),
        ("Viridiplantae", "Botany"),
        ("Fungi", "Botany"),
        ("Chromista", "Botany"),
        ("Bacteria", "Microbiology"),
        ("Archaea", "Microbiology"),
        ("Protozoa", "Microbiology"),
        ("Viruses", "Microbiology"),
        ("incertae sedis", "Unclassified"),
        ("", "Unclassified"),
    ],
)
def test_the_kingdom_tells_the_topic_and_all_life_is_judged_as_biology(kingdom: str, topic: str) -> None:
    assert discipline(basisOfRecord="PreservedSpecimen", kingdom=kingdom) == (topic, "biology")


@pytest.mark.parametrize(
    "spelling", ["FossilSpecimen", "Fossil specimen", "fossil", "http://rs.tdwg.org/dwc/terms/FossilSpecimen"]
)
def test_a_fossil_is_palaeontology_whatever_it_once_was(spelling: str) -> None:
    assert discipline(basisOfRecord=spelling, kingdom="Animalia") == ("Palaeontology", "paleontology")


def test_a_herbarium_s_palaeontology_collection_keeps_fossils_under_any_basis_of_record() -> None:
    assert discipline(basisOfRecord="PreservedSpecimen", collectionCode="Paléobotanique") == ("Palaeontology", "paleontology")


@pytest.mark.parametrize(
    ("basis", "topic"),
    [
        ("MineralSpecimen", "Geology"),
        ("RockSpecimen", "Geology"),
        ("Meteorite specimen", "Astrogeology"),
        ("Sediment core", "Other Geodiversity"),
    ],
)
def test_rocks_minerals_and_meteorites_are_judged_as_geology(basis: str, topic: str) -> None:
    assert discipline(basisOfRecord=basis) == (topic, "geology")


def test_a_mineral_may_say_so_by_its_collection_its_kingdom_or_its_material() -> None:
    assert discipline(basisOfRecord="MaterialSample", collectionCode="Mineralogie") == ("Geology", "geology")
    assert discipline(kingdom="Mineral") == ("Geology", "geology")
    assert discipline(materialEntityType="mineral") == ("Geology", "geology")


def test_an_organism_in_a_geologist_s_collection_stays_an_organism() -> None:
    assert discipline(kingdom="Animalia", collectionCode="Geology") == ("Zoology", "biology")


@pytest.mark.parametrize(
    ("phylum", "kingdom", "topic"),
    [
        ("Mycetozoa", "Protozoa", "Botany"),
        ("Ciliophora", "Chromista", "Microbiology"),
        ("Ochrophyta", "Chromista", "Botany"),
        ("Chordata", "", "Zoology"),
        ("Tracheophyta", "", "Botany"),
    ],
)
def test_the_phylum_is_nearer_to_the_organism_than_the_kingdom(phylum: str, kingdom: str, topic: str) -> None:
    assert discipline(phylum=phylum, kingdom=kingdom) == (topic, "biology")


def test_a_class_a_code_or_a_herbarium_sheet_tells_the_topic_where_nothing_else_does() -> None:
    assert discipline(class_="Aves")[0] == "Zoology"
    assert discipline(nomenclaturalCode="ICN")[0] == "Botany"
    assert discipline(basisOfRecord="HERBARIUM SHEET")[0] == "Botany"
    assert discipline(collectionCode="Entomology")[0] == "Zoology"


def test_every_value_of_the_table_is_one_that_opends_and_mids_know(shared: Path) -> None:
    schema = json.loads((shared / "opends/digital-specimen/0.4.0/schema/digital-specimen.json").read_text(encoding="utf-8"))
    topics = {row["topic_discipline"] for row in table()} | {discipline()[0]}
    assert topics <= set(schema["properties"]["ods:topicDiscipline"]["enum"])
    assert {row["mids_discipline"] for row in table()} <= set(DISCIPLINES)


def test_every_line_of_the_table_looks_at_an_input_and_is_written_as_it_is_compared() -> None:
    assert {row["term"] for row in table()} <= set(DISCIPLINE.inputs)
    assert {row["match"] for row in table()} == {"is", "stem"}
    assert all(row["text"].isalpha() and row["text"] == row["text"].casefold() for row in table())


@given(st.lists(st.text(), min_size=7, max_size=7))
def test_any_texts_give_a_value_for_each_column_and_no_remark(texts: list[str]) -> None:
    reading = DISCIPLINE.read(*texts)
    assert len(reading.values) == len(DISCIPLINE.columns)
    assert all(reading.values)
    assert reading.remarks == ()
