"""GRSciColl's old payloads and import samples, and the tables made from its published lists."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.formats.grscicoll import (
    COLLECTION,
    INSTITUTION,
    Entity,
    NotGrscicoll,
    read_json,
    read_table,
    write_json,
    write_table,
)
from vasculum.formats.grscicoll.descriptors import read_descriptors, write_descriptors
from vasculum.terms import grscicoll as terms
from vasculum.terms.grscicoll import concepts, fields_of, plain
from vasculum.terms.grscicoll.published import VOCABULARIES, concepts_table, fields_table

PAYLOADS = ("sample_institution_2018.json", "sample_collection_2021.json")
TABLES = {
    "institutions.csv": INSTITUTION,
    "collections.csv": COLLECTION,
    "institutions_contacts.csv": "Contact",
    "collections_contacts.csv": "Contact",
    "duplicate_codes.csv": INSTITUTION,
    "unknown_column.csv": INSTITUTION,
    "wrong_delimiter.csv": INSTITUTION,
}
DESCRIPTORS = {"descriptors.csv": 5, "descriptors2.csv": 4, "descriptors3.csv": 4, "descriptors4.csv": 3}


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "grscicoll"


def samples(folder: Path, name: str) -> str:
    return (folder / "import_samples" / name).read_text(encoding="utf-8")


def test_the_tables_are_the_ones_the_published_lists_make(folder: Path) -> None:
    committed = Path(terms.__file__)
    assert committed.with_name("fields.csv").read_text(encoding="utf-8") == fields_table(folder)
    assert committed.with_name("concepts.csv").read_text(encoding="utf-8") == concepts_table(folder)


def test_every_former_spelling_but_two_means_a_concept_of_today(folder: Path) -> None:
    former = orjson.loads((folder / "enums_legacy.json").read_bytes())
    unknown = {enum for name, old in VOCABULARIES.items() for enum in former[old] if plain(enum) not in concepts(name)}
    assert unknown == {"LIVING_ORGANISM_COLLECTION", "OTHER"}


def test_the_payload_of_2018_is_read_with_the_names_of_today(folder: Path) -> None:
    (institution,), remarks = read_json((folder / PAYLOADS[0]).read_bytes())
    assert institution.kind == INSTITUTION
    assert institution.fields["institutionalGovernances"] == ["Governmental"]
    assert institution.fields["active"] is False
    assert institution.fields["vasculum:other"] == {"indexHerbariorumRecord": False}
    assert [remark.code for remark in remarks] == ["GRSCICOLL_FIELD_RENAMED", "GRSCICOLL_FIELD_UNKNOWN"]


def test_the_payload_of_2021_is_read_with_concepts(folder: Path) -> None:
    (collection,), _ = read_json((folder / PAYLOADS[1]).read_bytes())
    assert collection.kind == COLLECTION
    assert collection.fields["contentTypes"] == ["PreservedOrganisms"]
    assert collection.fields["preservationTypes"] == ["StorageIndoors", "StorageFrozenMinus20", "SampleDried"]
    assert collection.fields["accessionStatus"] == "Institutional"
    assert collection.fields["geographicCoverage"] == "worldwide"
    assert collection.fields["catalogUrls"] == ["https://search.senckenberg.de"]
    assert set(collection.fields["vasculum:other"]) == {"indexHerbariorumRecord", "institutionName", "institutionCode"}


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_payload_is_written_the_same_the_second_time(folder: Path, name: str) -> None:
    entities, _ = read_json((folder / name).read_bytes())
    written = write_json(entities)
    again, remarks = read_json(written)
    assert again == entities
    assert remarks == []
    assert write_json(again) == written


def test_the_import_samples_hold_these_rows(folder: Path) -> None:
    first, second = read_table(samples(folder, "institutions.csv"), INSTITUTION).entities
    assert (first.fields["code"], first.fields["address"]) == ("c1", {"country": "ES"})
    assert second.fields["types"] == ["Herbarium"]
    assert second.fields["disciplines"] == ["Archaeology", "Space"]
    assert second.fields["email"] == ["email1@test.com", "email2@test.com"]
    assert second.fields["identifiers"] == [{"type": "IH_IRN", "identifier": "1234"}, {"type": "UNKNOWN", "identifier": "a"}]
    assert second.fields["alternativeCodes"] == [{"code": "c22", "description": "another code"}]
    assert second.fields["mailingAddress"] == {"address": "foo123"}


def test_contacts_name_the_institution_they_answer_for(folder: Path) -> None:
    contacts = read_table(samples(folder, "institutions_contacts.csv"), "Contact").entities
    assert [each.fields["vasculum:other"]["INSTITUTION_CODE"] for each in contacts] == ["c2", "c2", "c1"]
    assert contacts[0].fields["userIds"] == [{"type": "OTHER", "id": "abcd"}, {"type": "IH_IRN", "id": "1234"}]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_written_the_same_the_second_time(folder: Path, name: str) -> None:
    batch = read_table(samples(folder, name), TABLES[name])
    written = write_table(batch.entities)
    again = read_table(written, TABLES[name])
    assert again.entities == batch.entities
    assert write_table(again.entities) == written


def test_of_two_rows_with_one_code_the_second_is_refused(folder: Path) -> None:
    batch = read_table(samples(folder, "duplicate_codes.csv"), INSTITUTION, "duplicate_codes.csv")
    assert [each.fields["name"] for each in batch.entities] == ["n1"]
    assert [(each.line, each.reason, each.value) for each in batch.rejections] == [(3, "DUPLICATE_IDENTIFIER", "c1")]


def test_a_wrong_delimiter_is_understood_and_told(folder: Path) -> None:
    batch = read_table(samples(folder, "wrong_delimiter.csv"), INSTITUTION)
    assert [each.fields["name"] for each in batch.entities] == ["n1"]
    assert [(remark.code, remark.value) for remark in batch.remarks] == [("GRSCICOLL_DELIMITER", ";")]


def test_an_unknown_column_is_kept_and_told() -> None:
    batch = read_table("FOO,CODE,NAME\nbar,c1,n1\n", INSTITUTION)
    assert batch.entities[0].fields["vasculum:other"] == {"FOO": "bar"}
    assert [(remark.code, remark.term) for remark in batch.remarks] == [("GRSCICOLL_FIELD_UNKNOWN", "2/FOO")]


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_descriptors_keep_every_cell_and_know_their_terms(folder: Path, name: str) -> None:
    rows = read_descriptors(samples(folder, name))
    assert len(rows) == DESCRIPTORS[name]
    assert read_descriptors(write_descriptors(rows)) == rows
    assert all(set(row.terms) <= {column for column in row.verbatim if ":" in column} and row.terms for row in rows)


@pytest.mark.parametrize("text", [b"", b"{", b"3", b"[1]", b'{"colour": "blue"}'])
def test_what_is_not_grscicoll_is_refused_in_one_line(text: bytes) -> None:
    with pytest.raises(NotGrscicoll, match=r"^[^\n]+$"):
        read_json(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(sorted(fields_of("Contact"))), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*fields_of(COLLECTION), "other"]), VALUES, max_size=6))
def test_whatever_a_collection_holds_is_written_the_same_again(told: dict[str, object]) -> None:
    (entity,), _ = read_json(orjson.dumps({"institutionKey": "a", "contentTypes": ["x"], "notes": "n"} | told))
    written = write_json([entity])
    again, _ = read_json(written)
    assert again == (entity,)
    assert write_json(again) == written


def test_a_page_of_results_holds_all_of_them() -> None:
    page = {"offset": 0, "count": 2, "results": [{"name": "A", "types": ["MUSEUM"]}, {"name": "B", "institutionKey": "a"}]}
    for told in (page, page["results"]):
        entities, _ = read_json(orjson.dumps(told))
        assert [(each.kind, each.fields["name"]) for each in entities] == [(INSTITUTION, "A"), (COLLECTION, "B")]


def test_nothing_is_a_list_of_nothing() -> None:
    assert read_json(write_json([])) == ((), [])
    assert write_json([Entity(INSTITUTION, {"name": "A"})]) == b'{\n  "name": "A"\n}\n'
