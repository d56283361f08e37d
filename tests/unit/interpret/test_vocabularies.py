"""Closed vocabularies: every known spelling has its concept, an unknown one keeps its text and gets a remark."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.interpret.reading import Interpreter
from vasculum.interpret.spelling import concept, folded
from vasculum.interpret.vocabularies import (
    BASIS_OF_RECORD,
    ESTABLISHMENT_MEANS,
    LIFE_STAGE,
    OCCURRENCE_STATUS,
    PREPARATIONS,
    SEX,
    TYPE_STATUS,
    typified_names,
)
from vasculum.terms import messages, vocabularies
from vasculum.terms.darwin_core import known_terms

ALL = (BASIS_OF_RECORD, TYPE_STATUS, SEX, LIFE_STAGE, OCCURRENCE_STATUS, ESTABLISHMENT_MEANS, PREPARATIONS)
SINGLE = (BASIS_OF_RECORD, SEX, LIFE_STAGE, OCCURRENCE_STATUS, ESTABLISHMENT_MEANS)
# Swedish hane is a male, hona a female; GBIF's newer vocabulary has it so too.
WRONG_IN_THE_DICTIONARY = {"hane": "male"}


def _dictionary(shared: Path, table: str) -> dict[str, str]:
    lines = (shared / f"gbif-dictionaries/dictionaries/{table}.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line and not line.startswith("#"))
    return {pair[0].strip(): pair[1].strip() for pair in pairs if pair[1].strip()}


@pytest.mark.parametrize(
    ("table", "interpreter"),
    [("basisOfRecord", BASIS_OF_RECORD), ("sex", SEX), ("life_stage", LIFE_STAGE), ("occurrence_status", OCCURRENCE_STATUS)],
)
def test_every_spelling_in_the_dictionary_has_its_concept(shared: Path, table: str, interpreter: Interpreter) -> None:
    for spelling, name in _dictionary(shared, table).items():
        expected = WRONG_IN_THE_DICTIONARY.get(spelling, name.replace("_", "").lower())
        assert interpreter.read(spelling).values[0].lower() == expected, spelling


def test_every_spelling_of_a_type_status_in_the_dictionary_has_its_concept(shared: Path) -> None:
    for spelling, name in _dictionary(shared, "typeStatus").items():
        assert [kind.replace(" ", "").upper() for kind in TYPE_STATUS.read(spelling).values[0]] == [name], spelling


@pytest.mark.parametrize(
    "vocabulary", ["basisOfRecord", "typeStatus", "sex", "lifeStage", "occurrenceStatus", "establishmentMeans", "preparations"]
)
def test_no_spelling_stands_for_two_concepts(vocabulary: str) -> None:
    spelled: dict[str, str] = {}
    for row in vocabularies.rows(vocabulary):
        assert spelled.setdefault(folded(row["spelling"]), row["concept"]) == row["concept"], row
        assert row["source"] in {"Darwin Core", "gbif-parsers", "gbif-vocabularies", "own"}


@pytest.mark.parametrize("interpreter", SINGLE, ids=lambda interpreter: interpreter.subject)
def test_a_concept_is_read_as_itself(interpreter: Interpreter) -> None:
    for row in vocabularies.rows(interpreter.inputs[0].partition(":")[2]):
        assert interpreter.read(row["concept"]).values == (row["concept"],)


@pytest.mark.parametrize("interpreter", ALL, ids=lambda interpreter: interpreter.subject)
def test_an_unknown_spelling_is_a_remark_and_an_empty_cell_is_none(interpreter: Interpreter) -> None:
    remarks = interpreter.read("qwertz").remarks
    assert [remark.split()[1] for remark in remarks] == [interpreter.inputs[0]]
    assert remarks[0].split()[0] in messages.remarks()
    assert interpreter.read(" \t").values == (None,)
    assert interpreter.read("").remarks == ()


def test_a_type_told_only_by_an_identification_is_read_too() -> None:
    assert TYPE_STATUS.read("", "Holotype | ").values == (["holotype"],)
    assert TYPE_STATUS.read("isotype", "Holotype").values == (["isotype"],)


@pytest.mark.parametrize("interpreter", ALL, ids=lambda interpreter: interpreter.subject)
def test_the_inputs_are_terms_of_the_standard(interpreter: Interpreter) -> None:
    terms = {name for term in interpreter.inputs for name in term.split("/")}
    assert terms <= known_terms()


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Preservedspecimen", "PreservedSpecimen"),
        ("PRESERVED_SPECIMEN", "PreservedSpecimen"),
        ("HERBARIUM SHEET", "PreservedSpecimen"),
        ("'Observation'", "Observation"),
        ("herbariumvel", "PreservedSpecimen"),
        ("planche d’herbier", "PreservedSpecimen"),
        ("Herbarbeleg", "PreservedSpecimen"),
        ("spécimen fossile", "FossilSpecimen"),
        ("waarneming", "HumanObservation"),
    ],
)
def test_a_basis_of_record_is_a_class_of_the_standard(spelling: str, name: str) -> None:
    assert BASIS_OF_RECORD.read(spelling).values == (name,)


@pytest.mark.parametrize(
    ("text", "kinds", "names"),
    [
        ("Holotype", ["holotype"], ()),
        ("holotypus", ["holotype"], ()),
        ("Holotype of Abies alba Mill.", ["holotype"], ("Abies alba Mill.",)),
        ("isotype | paratype of Abies nigra", ["isotype", "paratype"], ("Abies nigra",)),
        ("Holotype, Paratype", ["holotype", "paratype"], ()),
        ("Syntype: Rosa canina L.", ["syntype"], ("Rosa canina L.",)),
        ("Unknown type material", ["type"], ()),
        ("paratype; paratype", ["paratype"], ()),
        ("geen type", ["not a type"], ()),
    ],
)
def test_a_type_status_has_its_kinds_and_the_name_it_is_a_type_of(text: str, kinds: list[str], names: tuple[str, ...]) -> None:
    assert TYPE_STATUS.read(text).values == (kinds,)
    assert TYPE_STATUS.read(text).remarks == ()
    assert typified_names(text) == names


def test_the_known_part_of_a_type_status_is_kept_beside_the_remark() -> None:
    found = TYPE_STATUS.read("isotype | seen by An")
    assert (found.values, found.remarks) == ((["isotype"],), ("TYPE_STATUS_UNKNOWN dwc:typeStatus",))


def test_a_doubt_is_not_a_status() -> None:
    assert OCCURRENCE_STATUS.read("doubtful").values == (None,)
    assert SEX.read("M?").values == (None,)
    assert BASIS_OF_RECORD.read("Preserved specimen?").values == (None,)


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("♂", "male"),
        ("3 vrouwtjes", "female"),
        ("2M,7F", "mixed"),
        ("1 mâle, 2 femelles", "mixed"),
        ("M [F]", None),
        ("1 male, 1 juv.", None),
    ],
)
def test_a_lot_of_both_sexes_is_mixed_and_a_doubt_is_none(text: str, sex: str | None) -> None:
    assert SEX.read(text).values == (sex,)
    assert bool(SEX.read(text).remarks) == (sex is None)


def test_preparations_are_read_with_their_counts() -> None:
    assert PREPARATIONS.read("skull - 1; 3 x slide, op alcohol").values == (["skeleton", "microscope slide", "fluid"],)


@given(st.text(max_size=40))
def test_any_text_is_read_without_error_the_same_each_time(text: str) -> None:
    for interpreter in ALL:
        assert interpreter.read(text) == interpreter.read(text)


@given(st.text(max_size=40))
def test_folding_a_folded_spelling_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(
    st.sampled_from([row["spelling"] for row in vocabularies.rows("basisOfRecord")]), st.sampled_from(["upper", "lower", "title"])
)
def test_case_spaces_and_invisible_marks_do_not_matter(spelling: str, case: str) -> None:
    typed = f" \u200e{getattr(spelling, case)()}\u00a0"
    assert concept("basisOfRecord", typed) == concept("basisOfRecord", spelling)
