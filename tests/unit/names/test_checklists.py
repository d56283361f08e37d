"""Several checklists asked as one, and the columns that a record gets from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.names.test_matching import CHECKLIST, NAME_LIKE
from vasculum.names import (
    Backbone,
    BackboneUnusable,
    Checklists,
    Matcher,
    TaxonColumns,
    Usage,
    as_gbif,
    build,
    checklists_in,
    match_columns,
    match_many,
    usages_of_csv,
)
from vasculum.names.columns import TERMS

PLANT = ("Plantae", "Tracheophyta", "Magnoliopsida", "Apiales")
MARINE = [
    Usage("m1", "Oenanthe Vieillot, 1816", "Oenanthe", "Vieillot, 1816", "GENUS", "ACCEPTED", kingdom="Animalia"),
    Usage("m2", "Abies alba Mill.", "Abies alba", "Mill.", "SPECIES", "ACCEPTED", "", "", "Plantae", family="Abietaceae"),
    Usage("m3", "Fucus vesiculosus L.", "Fucus vesiculosus", "L.", "SPECIES", "ACCEPTED", kingdom="Chromista"),
]
BOTANICAL = [Usage("b1", "Oenanthe L.", "Oenanthe", "L.", "GENUS", "ACCEPTED", "", "", *PLANT, "Apiaceae", "Oenanthe")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("backbones")
    build(usages_of_csv(CHECKLIST), made / "all.sqlite")
    build(MARINE, made / "marine.sqlite")
    build(BOTANICAL, made / "botanical.sqlite")
    return made


@pytest.fixture(scope="module")
def checklists(folder: Path) -> Checklists:
    return checklists_in(folder)


def test_each_checklist_is_called_as_its_file(folder: Path, checklists: Checklists) -> None:
    assert list(checklists.backbones) == ["all", "botanical", "marine"]
    folder.joinpath("broken.sqlite").write_text("no backbone")
    with pytest.raises(BackboneUnusable, match="broken"):
        checklists_in(folder)
    folder.joinpath("broken.sqlite").unlink()


def test_the_checklist_that_has_the_name_answers(checklists: Checklists) -> None:
    answer = as_gbif(checklists.match("Fucus vesiculosus"))
    assert (answer["usageKey"], answer["checklistKey"], answer["matchType"]) == ("m3", "marine", "EXACT")


def test_the_same_taxon_in_two_checklists_is_answered_by_the_first(checklists: Checklists) -> None:
    answer = checklists.match("Abies alba Mill.")
    assert (answer.usage and answer.usage.key, answer.checklist) == ("3", "all")


def test_a_name_that_stands_for_different_taxa_in_different_checklists_is_ambiguous(checklists: Checklists) -> None:
    both = Checklists({key: checklists.backbones[key] for key in ("botanical", "marine")})
    answer = both.match("Oenanthe")
    assert (answer.usage, answer.ambiguous, {usage.key for usage in answer.alternatives}) == (None, True, {"b1", "m1"})
    assert both.only("marine").match("Oenanthe").checklist == "marine"
    assert checklists.match("Oenanthe").ambiguous


def test_without_a_checklist_nothing_is_found() -> None:
    assert as_gbif(Checklists({}).match("Abies alba"))["matchType"] == "NONE"


def test_typing_is_completed_from_all_checklists_the_accepted_names_first(checklists: Checklists) -> None:
    found = [(key, usage.canonical_name, usage.is_synonym) for key, usage in checklists.autocomplete("p")]
    assert found == [
        ("all", "Pinaceae", False),
        ("all", "Plantae", False),
        ("all", "Pinus pectinata", True),
        ("all", "Pinus picea", True),
    ]


@pytest.fixture(scope="module")
def matcher(folder: Path) -> Iterator[Matcher]:
    backbone = Backbone(folder / "all.sqlite")
    yield Matcher(backbone, "all")
    backbone.close()


NAME = TERMS[0]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Abies alba", "Mill."), TaxonColumns("3", "3", "Abies alba Mill.", "EXACT", 95, "all")),
        (("Pinus picea L.",), TaxonColumns("4", "3", "Abies alba Mill.", "EXACT", 97, "all")),
        (("Pinus pectinata",), TaxonColumns("8", None, None, "EXACT", 90, "all")),
        (("Abies alva",), TaxonColumns("3", "3", "Abies alba Mill.", "FUZZY", 67, "all", (f"NAME_MATCHED_FUZZY {NAME}",))),
        (("Abies sp.",), TaxonColumns("2", "2", "Abies Mill.", "HIGHERRANK", 40, "all", (f"NAME_MATCHED_HIGHER {NAME}",))),
        (("Nusquam",), TaxonColumns(match_type="NONE", confidence=0, remarks=(f"NAME_NOT_FOUND {NAME}",))),
        (("Oenanthe",), TaxonColumns(match_type="NONE", confidence=0, remarks=(f"NAME_AMBIGUOUS {NAME}",))),
        (("Oenanthe", "", "genus", "Animalia"), TaxonColumns("6", "6", "Oenanthe Vieillot, 1816", "EXACT", 96, "all")),
        (("", "", "", "Plantae", "", "", "", "Pinaceae"), TaxonColumns("10", "10", "Pinaceae", "EXACT", 97, "all")),
        (("  ", "L."), TaxonColumns()),
    ],
)
def test_a_record_gets_its_taxon_or_a_remark(matcher: Matcher, cells: tuple[str, ...], expected: TaxonColumns) -> None:
    assert match_columns(matcher, *cells) == expected


CELL = st.sampled_from(["", " ", "Plantae", "Animalia", "Abies", "Pinaceae", "\x1f"]) | st.text(max_size=5)


@given(st.lists(st.tuples(NAME_LIKE | st.sampled_from(["Abies alba", "Oenanthe"]), *[CELL] * 8), max_size=8))
def test_many_rows_are_answered_as_one_by_one(matcher: Matcher, rows: list[tuple[str, ...]]) -> None:
    assert match_many(matcher, rows) == [match_columns(matcher, *row) for row in rows]  # type: ignore[arg-type]
