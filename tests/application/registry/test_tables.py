"""The registry: what its tables hold, what loading them does, what the public sees of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import ROOT
from vasculum.registry import queries
from vasculum.registry.actions import load_registry, register_collection
from vasculum.registry.models import Collection, Institution
from vasculum.registry.rules import CellError
from vasculum.registry.side_by_side import figures_of_collection
from vasculum.registry.sums import Chosen, totals_of
from vasculum.registry.vocabularies import label, vocabulary
from vasculum.registry.words import figure_in_words

EXAMPLES = ROOT / "examples" / "registry"

pytestmark = pytest.mark.django_db


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A registry of one institution and one collection, to be spoiled by a test."""
    (tmp_path / "institutions.csv").write_text("key,name_en,latitude,ror\nmuseum,A museum,51.2,\n", encoding="utf-8")
    (tmp_path / "collections.csv").write_text(
        "key,institution,name_en,count_best,part_of\nshells,museum,Shells,12,\n", encoding="utf-8"
    )
    return tmp_path


def append(file: Path, *lines: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def state() -> Iterator[tuple[object, ...]]:
    yield from Institution.objects.order_by("key").values_list()
    yield from Collection.objects.order_by("key").values_list()


def test_the_example_tables_load_without_a_fault() -> None:
    counts = load_registry(EXAMPLES)
    assert counts.rejections == ()
    assert (counts.institutions, counts.collections) == (24, 100)


def test_the_example_shows_several_dates_margins_parts_risk_and_a_guest() -> None:
    load_registry(EXAMPLES)
    herbarium = Collection.objects.get(key="demo-herbarium")
    assert [(each.told.as_of, each.is_current) for each in figures_of_collection(herbarium)] == [
        ("2023", True),
        ("2009", False),
        ("", False),
    ]
    risk = Collection.objects.get(key="demo-minerals").statuses.get(status="at_risk")
    assert (risk.ends_state, risk.retires_on, risk.successor) == ("ongoing", "2027-06", "none")
    found = totals_of(Chosen(institutions=("demo", "demo-school")))
    assert {each.key: each.reason for each in found.left_out} == {
        "demo-molluscs": "part", "demo-insects": "part", "demo-slides": "pro_memoria",
    }  # fmt: skip
    assert [(each.key, each.within) for each in found.overlaps] == [("demo-school-herbarium", ("demo-herbarium",))]


def test_loading_the_same_tables_twice_changes_nothing() -> None:
    load_registry(EXAMPLES)
    before = list(state())
    load_registry(EXAMPLES)
    assert list(state()) == before


@pytest.mark.parametrize("language", ["nl", "fr", "en", "de"])
def test_every_institution_and_collection_has_a_name_in_every_language(language: str) -> None:
    load_registry(EXAMPLES)
    assert [institution.key for institution in Institution.objects.all() if not institution.names.get(language)] == []
    assert [collection.key for collection in Collection.objects.all() if not collection.names.get(language)] == []


def test_a_name_falls_back_to_english_and_then_dutch() -> None:
    assert Institution(names={"nl": "Plantentuin", "en": "Garden"}).name("de") == "Garden"
    assert Institution(names={"nl": "Plantentuin", "fr": "Jardin"}).name("de") == "Plantentuin"


def test_a_hidden_institution_is_unseen_with_all_it_holds() -> None:
    load_registry(EXAMPLES)
    Institution.objects.filter(key="ilvo").update(hidden=True)
    assert not {"bbpf", "ilvo"} & {institution.key for institution in queries.institutions()}
    assert {"bbpf", "ilvo"} <= {institution.key for institution in queries.institutions(include_hidden=True)}
    assert queries.institution("bbpf") is None
    assert queries.collection("ilvo-otoliths") is None
    assert "ilvo-otoliths" not in {collection.key for collection in queries.collections()}


def test_a_collection_kept_elsewhere_is_found_at_its_owner_and_at_its_keeper() -> None:
    load_registry(EXAMPLES)
    owner, keeper = Institution.objects.get(key="vub"), Institution.objects.get(key="meise")
    assert "vub-herbarium" in {collection.key for collection in queries.collections_of(owner)}
    assert {collection.key for collection in queries.collections_hosted_at(keeper)} == {"vub-herbarium", "uantwerpen-herbarium"}


def test_a_part_knows_the_whole_even_where_the_whole_stands_lower_in_the_table(tables: Path) -> None:
    append(tables / "collections.csv", "snails,museum,Snails,3,molluscs", "molluscs,museum,Molluscs,20,")
    load_registry(tables)
    snails = queries.collection("snails")
    assert snails is not None
    assert snails.part_of is not None
    assert snails.part_of.key == "molluscs"


def test_an_unstated_size_is_empty_and_not_zero() -> None:
    load_registry(EXAMPLES)
    cores = Collection.objects.get(key="vliz-cores")
    declared = queries.declared(cores)
    assert declared is None or not declared.is_figure
    assert figure_in_words(declared, "nl") == "niet opgegeven"


@pytest.mark.parametrize(
    ("key", "language", "words"),
    [
        ("meise-herbarium", "en", "about 3,500,000 sheets"),
        ("meise-seed-bank", "nl", "meer dan 6.600 accessies"),
        ("vbta-herbarium", "de", "bis zu 25.000 Belege"),
        ("ugent-veterinary", "fr", "inconnu"),
        ("vub-museum-anatomy", "en", "present, not counted"),
    ],
)
def test_a_declared_size_is_said_with_the_care_it_was_stated_with(key: str, language: str, words: str) -> None:
    load_registry(EXAMPLES)
    assert figure_in_words(queries.declared(Collection.objects.get(key=key)), language) == words


@pytest.mark.parametrize(
    ("file", "line", "field", "reason"),
    [
        ("institutions.csv", "Big Museum,Name,,", "key", "KEY_MALFORMED"),
        ("institutions.csv", ",Name,,", "key", "VALUE_MISSING"),
        ("institutions.csv", "other,,,", "name_en", "VALUE_MISSING"),
        ("institutions.csv", "other,Name,510,", "latitude", "NUMBER_MALFORMED"),
        ("institutions.csv", "other,Name,nan,", "latitude", "NUMBER_MALFORMED"),
        ("institutions.csv", "other,Name,,https://ror.org/01h1jbk92", "ror", "ADDRESS_MALFORMED"),
        ("institutions.csv", "museum,Name,,", "key", "DUPLICATE_IDENTIFIER"),
        ("collections.csv", "bones,nobody,Bones,,", "institution", "REFERENCE_UNKNOWN"),
        ("collections.csv", "bones,museum,Bones,many,", "count_best", "NUMBER_MALFORMED"),
        ("collections.csv", "bones,museum,Bones,,nothing", "part_of", "REFERENCE_UNKNOWN"),
        ("collections.csv", "bones,museum,Bones,,bones", "part_of", "REFERENCE_UNKNOWN"),
    ],
)
def test_a_bad_row_is_reported_with_its_place_and_the_good_ones_are_loaded(
    tables: Path, file: str, line: str, field: str, reason: str
) -> None:
    append(tables / file, line)
    counts = load_registry(tables)
    assert [(found.file, found.line, found.field, found.reason) for found in counts.rejections] == [(file, 3, field, reason)]
    assert (counts.institutions, counts.collections) == (1, 1)


def test_every_fault_of_a_row_is_reported_at_once(tables: Path) -> None:
    append(tables / "institutions.csv", "Other,,91,x")
    assert {found.field for found in load_registry(tables).rejections} == {"key", "name_en", "latitude", "ror"}


def test_a_collection_entered_by_hand_brings_its_institution_and_overwrites_nothing() -> None:
    load_registry(EXAMPLES)
    register_collection("nest-boxes", "bird-club", {"en": "Nest boxes"})
    register_collection("meise-herbarium", "meise", {"en": "Something else"})
    assert queries.institution("bird-club") is not None
    assert Collection.objects.get(key="meise-herbarium").name("en") == "Herbarium sheets"
    with pytest.raises(CellError):
        register_collection("Nest boxes!", "bird-club")


def test_every_code_in_the_example_tables_has_a_name() -> None:
    with (EXAMPLES / "collections.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    used = {("discipline", row["discipline"]) for row in rows} | {("status", row["status"]) for row in rows}
    assert [pair for pair in used if pair[1] not in vocabulary(pair[0])] == []
    assert label("unit", "sheets", "de") == "Bögen"
    assert label("unit", "bushels", "de") == "bushels"
