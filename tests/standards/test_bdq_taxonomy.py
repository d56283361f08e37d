"""The published cases that ask a taxonomy, answered with a part of the GBIF backbone; and checklists of one's own."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from vasculum.engine.taxonomy import GBIF_FORM, GBIF_KEY, BackboneTaxonomy, with_part_of_gbif
from vasculum.names import Backbone, Usage, build, usages_of_csv
from vasculum.quality.bdq.authorities import Authorities, AuthorityKind
from vasculum.quality.bdq.classification import GBIF_BACKBONE
from vasculum.quality.bdq.closed_vocabularies import with_closed_vocabularies
from vasculum.quality.bdq.conformance import is_exact
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, all_tests
from vasculum.quality.bdq.responses import Status
from vasculum.quality.bdq.rows import answered
from vasculum.quality.bdq.running import Setting, run

TODAY = date(2026, 11, 23)
ROW_FILES = ("validation_rows.csv", "validation_rows_nonprinting.csv")
UNAVAILABLE = Status.EXTERNAL_PREREQUISITES_NOT_MET
# Published answers that we believe to be wrong, with the reason: none of those that the part at hand can answer.
DOUBTED_ROWS: dict[tuple[str, str], str] = {}
WITH_A_PART, WITHOUT = 44, 27


@pytest.fixture(scope="module")
def backbone(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backbone]:
    target = tmp_path_factory.mktemp("backbone") / "gbif"
    build(usages_of_csv(shared / "name-authorities" / "gbif_backbone_subset.csv"), target)
    opened = Backbone(target)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def published(shared: Path) -> list[dict[str, str]]:
    rows = [{**row, "file": name} for name in ROW_FILES for row in read(shared / "bdq-core" / name)]
    return [row for row in rows if all_tests()[row["GUID"]].dependence is AuthorityKind.TAXONOMY]


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


def at_hand(backbone: Backbone) -> Setting:
    return Setting(TODAY, with_part_of_gbif(with_closed_vocabularies(Authorities()), backbone))


def test_every_published_case_is_answered_exactly_or_the_name_that_is_not_covered_is_told(
    backbone: Backbone, published: list[dict[str, str]]
) -> None:
    rows = list(answered(published, at_hand(backbone)))
    different = [row for row in rows if not is_exact(row) and row["actual.status"] != UNAVAILABLE]
    assert {(row["file"], row["dataID"]) for row in different} == set(DOUBTED_ROWS)
    uncovered = [row for row in rows if not is_exact(row) and (row["file"], row["dataID"]) not in DOUBTED_ROWS]
    for row in uncovered:
        assert (row.get(SOURCE_AUTHORITY) or GBIF_BACKBONE.default) in row["actual.comment"]
        assert row.get(SOURCE_AUTHORITY) or "does not cover" in row["actual.comment"]


def test_the_part_at_hand_answers_more_than_no_taxonomy(backbone: Backbone, published: list[dict[str, str]]) -> None:
    counts = [Counter(map(is_exact, answered(published, setting))) for setting in (at_hand(backbone), Setting(TODAY))]
    assert [count[True] for count in counts] == [WITH_A_PART, WITHOUT]


def test_every_usage_is_found_by_its_name_and_its_identifier(backbone: Backbone, shared: Path) -> None:
    whole = BackboneTaxonomy(backbone, GBIF_KEY, GBIF_FORM)
    for usage in usages_of_csv(shared / "name-authorities" / "gbif_backbone_subset.csv"):
        found = whole.identified(f"https://www.gbif.org/species/{usage.key}")
        assert found is not None
        assert found.identifier == f"gbif:{usage.key}"
        for name in (usage.scientific_name, usage.canonical_name):
            assert found in whole.named(name)


OWN = (
    Usage("g", "Nusquamia Vlaminck", "Nusquamia", "Vlaminck", "GENUS", "ACCEPTED", kingdom="Plantae", family="Fictaceae"),
    Usage("h", "Nusquamia Duval", "Nusquamia", "Duval", "GENUS", "ACCEPTED", kingdom="Animalia", family="Fictidae"),
    Usage("s", "Aliena Duval", "Aliena", "Duval", "GENUS", "SYNONYM", "g", kingdom="Plantae", family="Fictaceae"),
)
LIST = "The invented list"


@pytest.mark.parametrize(
    ("label", "inputs", "status", "result"),
    [
        ("VALIDATION_GENUS_FOUND", {"dwc:genus": "Aliena"}, Status.RUN_HAS_RESULT, "COMPLIANT"),
        ("VALIDATION_GENUS_FOUND", {"dwc:genus": "Abies"}, Status.RUN_HAS_RESULT, "NOT_COMPLIANT"),
        ("VALIDATION_TAXON_UNAMBIGUOUS", {"dwc:scientificName": "Nusquamia"}, Status.RUN_HAS_RESULT, "NOT_COMPLIANT"),
        (
            "VALIDATION_TAXON_UNAMBIGUOUS",
            {"dwc:scientificName": "Nusquamia", "dwc:kingdom": "Plantae"},
            Status.RUN_HAS_RESULT,
            "COMPLIANT",
        ),
        (
            "AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON",
            {"dwc:scientificName": "Aliena Duval"},
            Status.FILLED_IN,
            '{"dwc:scientificNameID":"list:s"}',
        ),
        (
            "AMENDMENT_SCIENTIFICNAME_FROM_SCIENTIFICNAMEID",
            {"dwc:scientificNameID": "list:h"},
            Status.FILLED_IN,
            '{"dwc:scientificName":"Nusquamia Duval"}',
        ),
    ],
)
def test_a_checklist_of_ones_own_answers_for_all_names_when_it_is_asked_by_its_name(
    label: str, inputs: dict[str, str], status: Status, result: str, tmp_path: Path
) -> None:
    build(OWN, tmp_path / "own")
    own = BackboneTaxonomy(Backbone(tmp_path / "own"), re.compile(r"list:(\w+)"), "list:{}")
    setting = Setting(TODAY, Authorities().with_authority(AuthorityKind.TAXONOMY, LIST, own))
    (test,) = (test for test in all_tests().values() if test.label == label)
    response = run(test, inputs, setting, {SOURCE_AUTHORITY: LIST})
    assert (response.status, response.result.replace(" ", "")) == (status, result.replace(" ", ""))
