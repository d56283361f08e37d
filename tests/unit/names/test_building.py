"""Checklists of every kind of column made into a backbone; what cannot be used is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from vasculum.names import Backbone, Built, Checklists, Usage, build, usages_of_csv, usages_of_rows
from vasculum.names.same_taxon import other_names

DARWIN_CORE = [
    {"taxonID": "k", "scientificName": "Plantae", "taxonRank": "kingdom", "parentNameUsageID": ""},
    {"taxonID": "f", "scientificName": "Pinaceae Lindl.", "taxonRank": "family", "parentNameUsageID": "k"},
    {"taxonID": "g", "scientificName": "Abies Mill.", "taxonRank": "genus", "parentNameUsageID": "f"},
    {
        "taxonID": "s",
        "scientificName": "Abies alba Mill.",
        "taxonRank": "sp.",
        "parentNameUsageID": "g",
        "acceptedNameUsageID": "s",
    },
    {"taxonID": "x", "scientificName": "Pinus picea L.", "taxonRank": "species", "acceptedNameUsageID": "s"},
]
COLDP = [
    {"col:ID": "g", "col:scientificName": "Abies", "col:authorship": "Mill.", "col:rank": "genus", "col:status": "accepted"},
    {"col:ID": "s", "col:scientificName": "Abies alba", "col:authorship": "Mill.", "col:parentID": "g", "col:status": "accepted"},
    {"col:ID": "x", "col:scientificName": "Pinus picea", "col:authorship": "L.", "col:parentID": "s", "col:status": "synonym"},
]


def opened(usages: Iterable[Usage], folder: Path) -> tuple[Backbone, Built]:
    built = build(usages, folder / "backbone")
    return Backbone(folder / "backbone"), built


def usage_of(backbone: Backbone, key: str) -> Usage:
    found = backbone.usage(key)
    assert found is not None
    return found


def complete(rows: list[dict[str, str]]) -> list[Mapping[str, str]]:
    columns = {column for row in rows for column in row}
    return [{column: row.get(column, "") for column in columns} for row in rows]


def test_a_taxon_core_is_climbed_from_parent_to_parent(tmp_path: Path) -> None:
    backbone, built = opened(usages_of_rows(complete(DARWIN_CORE)), tmp_path)
    assert built == Built(5, ())
    species, synonym = usage_of(backbone, "s"), usage_of(backbone, "x")
    assert species.classification == {"kingdom": "Plantae", "family": "Pinaceae", "genus": "Abies"}
    assert (species.canonical_name, species.authorship, species.rank, species.status) == (
        "Abies alba",
        "Mill.",
        "SPECIES",
        "ACCEPTED",
    )
    assert synonym.classification == species.classification
    assert backbone.accepted(synonym) == species


def test_a_synonym_of_coldp_has_its_accepted_name_as_parent(tmp_path: Path) -> None:
    backbone, _ = opened(usages_of_rows(complete(COLDP)), tmp_path)
    synonym = usage_of(backbone, "x")
    assert (synonym.scientific_name, synonym.accepted_key, synonym.parent_key) == ("Pinus picea L.", "s", "")
    assert usage_of(backbone, "s").genus == "Abies"


def test_rows_that_cannot_be_used_are_told_with_their_number(tmp_path: Path) -> None:
    rows = [Usage("1", "Abies", "Abies"), Usage("", "Picea", "Picea"), Usage("2", "", "---"), Usage("1", "Larix", "Larix")]
    backbone, built = opened(rows, tmp_path)
    assert [(each.line, each.reason) for each in built.rejected] == [
        (2, "NO_IDENTIFIER"),
        (3, "VALUE_MISSING"),
        (4, "DUPLICATE_IDENTIFIER"),
    ]
    assert built.usages == len(backbone) == 1


def test_parents_and_synonyms_in_a_circle_end_nothing(tmp_path: Path) -> None:
    rows = [
        Usage("1", "Abies", "Abies", rank="GENUS", parent_key="2"),
        Usage("2", "Picea", "Picea", rank="GENUS", parent_key="1"),
        Usage("3", "Larix", "Larix", status="SYNONYM", accepted_key="4"),
        Usage("4", "Pinus", "Pinus", status="SYNONYM", accepted_key="3"),
    ]
    backbone, built = opened(rows, tmp_path)
    assert built.usages == 4
    assert backbone.accepted(usage_of(backbone, "3")) is None


def test_a_failed_build_leaves_the_backbone_that_was_there(tmp_path: Path) -> None:
    backbone, _ = opened([Usage("1", "Abies", "Abies")], tmp_path)

    def broken() -> Iterable[Usage]:
        yield Usage("2", "Picea", "Picea")
        raise ValueError("the checklist ended")

    with pytest.raises(ValueError, match="ended"):
        build(broken(), tmp_path / "backbone")
    assert [path.name for path in tmp_path.iterdir()] == ["backbone"]
    assert backbone.usage("1") is not None


def test_a_file_without_the_columns_of_a_checklist_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for text in ("name,size\nAbies,3\n", ""):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match="scientificName"):
            list(usages_of_csv(file))


def test_tabs_and_quotation_marks_are_read_as_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "NameUsage.tsv"
    file.write_text('col:ID\tcol:scientificName\tcol:authorship\n1\tAbies "alba\tMill.\n2\tAbies\t\n', encoding="utf-8")
    assert [usage.key for usage in usages_of_csv(file)] == ["1", "2"]


def test_a_taxon_knows_its_synonyms_and_what_stands_directly_below_it(tmp_path: Path) -> None:
    usages = [
        Usage("g", "Rosa L.", "Rosa", "L.", "GENUS", "ACCEPTED"),
        Usage("1", "Rosa canina L.", "Rosa canina", "L.", "SPECIES", "ACCEPTED", "", "g"),
        Usage("2", "Rosa dumalis Bechst.", "Rosa dumalis", "Bechst.", "SPECIES", "SYNONYM", "1"),
        Usage("3", "Rosa glauca Vill.", "Rosa glauca", "Vill.", "SPECIES", "SYNONYM", "2"),
    ]
    build(usages, tmp_path / "roses.sqlite")
    roses = Backbone(tmp_path / "roses.sqlite")
    genus, species = usage_of(roses, "g"), usage_of(roses, "1")
    assert [each.key for each in roses.children(genus)] == ["1"]
    assert [each.key for each in roses.synonyms(species)] == ["2"]
    assert (roses.children(species), roses.synonyms(genus)) == ([], [])
    assert other_names(Checklists({"roses": roses}), "Rosa dumalis Bechst.") == ("Rosa canina",)
    assert other_names(Checklists({"roses": roses}), "Rosa sempervirens") == ()
