"""MIDS against what is published: the mapping sets row by row, the expected elements and levels record by record."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from dwca.read import DwCAReader
from dwca.rows import Row

from vasculum.quality.mids import Mids, mapping_set, mids
from vasculum.terms.darwin_core import known_terms, qualified

DISCIPLINES = ("biology", "geology", "paleontology")
ARCHIVES = {"kew": "dwca-kew/dwca-kew-gbif-media.zip", "naturalis": "dwca-naturalis/dwca-naturalis-ac-media.zip"}


def rows_of(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter=delimiter))


def cells(row: Row) -> dict[str, str]:
    return {qualified(iri): text for iri, text in row.data.items()}


def records(archive: Path) -> Iterator[tuple[str, dict[str, str], dict[str, list[dict[str, str]]]]]:
    """The identifier, the core cells and the extension rows of each record, as an independent reader sees them."""
    with DwCAReader(str(archive), extensions_to_ignore="identification.txt") as reader:
        for core in reader:
            extensions = defaultdict(list)
            for row in core.extensions:
                extensions[qualified(row.rowtype)].append(cells(row))
            yield cells(core)["dwc:occurrenceID"], cells(core), extensions


def expected(row: dict[str, str]) -> tuple[int, tuple[str, ...]]:
    elements = {re.sub(r"^mids:MIDS\d", "", heading): flag for heading, flag in row.items() if heading.startswith("mids:")}
    return int(row["MIDS_level"]), tuple(name for name, flag in elements.items() if flag == "TRUE")


@pytest.mark.parametrize("museum", ARCHIVES)
def test_every_record_has_the_elements_and_the_level_that_the_published_calculation_gives(shared: Path, museum: str) -> None:
    published = {
        row["[dwc:Occurrence]dwc:occurrenceID"]: expected(row)
        for row in rows_of(shared / f"mids/expected/{museum}__tdwg_biology.csv")
    }
    ours: dict[str, Mids] = {key: mids(core, rows, "biology") for key, core, rows in records(shared / ARCHIVES[museum])}
    assert {key: (record.level, record.met) for key, record in ours.items()} == published
    assert len(ours) == {"kew": 19, "naturalis": 14}[museum]


@pytest.mark.parametrize("discipline", DISCIPLINES)
def test_our_mapping_table_says_what_the_published_one_says(shared: Path, discipline: str) -> None:
    kept = {
        "element": "sssom:subject_id",
        "level": "sssom:subject_category",
        "predicate": "sssom:predicate_id",
        "class": "sssom:object_category",
        "term": "sssom:object_id",
        "group": "sssom:object_match_field",
        "removed": "semapv:RegexRemoval",
    }
    published = rows_of(shared / f"mids/tdwg/mappings/mids_dwc-a_{discipline}_1.sssom.tsv", "\t")
    with files("vasculum.terms").joinpath("mids", f"{discipline}.csv").open(encoding="utf-8") as table:
        ours = list(csv.DictReader(table))
    assert ours == [{key: re.sub(r"^mids:(MIDS)?", "", row[heading]) for key, heading in kept.items()} for row in published]


@pytest.mark.parametrize("discipline", DISCIPLINES)
def test_the_mapping_set_carries_its_published_id_and_version(shared: Path, discipline: str) -> None:
    description = (shared / f"mids/tdwg/mappings/mids_dwc-a_{discipline}_1.sssom.yml").read_text(encoding="utf-8")
    facts = dict(re.findall(r"^(\w+): (.*)$", description, re.MULTILINE))
    ours = mapping_set(discipline)
    assert (ours.id, ours.version) == (facts["mapping_set_id"], facts["mapping_set_version"])


def test_the_criteria_of_biology_are_those_the_calculator_built(shared: Path) -> None:
    published = json.loads((shared / "mids/expected/criteria_tdwg_biology.json").read_text(encoding="utf-8"))
    theirs = {
        (int(level[-1]), element): {frozenset(re.findall(r"\[(\S+?)\]([\w:]+)", group)) for group in expression.split("|")}
        for level, elements in published.items()
        for element, expression in elements.items()
    }
    biology = mapping_set("biology")
    ours = {
        (element.level, element.name): {
            frozenset((cell.category, cell.term) for cell in group) for group in biology.criteria[element.name]
        }
        for element in biology.elements
    }
    assert ours == theirs
    assert list(ours) == list(theirs)


@pytest.mark.parametrize("discipline", DISCIPLINES)
def test_every_element_of_a_level_is_demanded_by_the_discipline_s_schema(shared: Path, discipline: str) -> None:
    renamed = {"CollectorID": "CollectingAgentID"}
    demanded = {
        (renamed.get(row["informationElement"], row["informationElement"]), int(row["level"][-1]))
        for row in rows_of(shared / "mids/tdwg/terms/schemas.tsv", "\t")
        if row["discipline"].lower() == discipline
    }
    unmapped = {("Mass", 3)} if discipline == "geology" else set()
    assert {(element.name, element.level) for element in mapping_set(discipline).elements} == demanded - unmapped


@pytest.mark.parametrize("discipline", DISCIPLINES)
def test_every_darwin_core_term_of_a_mapping_is_one_the_standard_recommends(discipline: str) -> None:
    groups = [group for alternatives in mapping_set(discipline).criteria.values() for group in alternatives]
    terms = {cell.term for group in groups for cell in group if cell.term.startswith("dwc:")}
    assert terms <= known_terms()
