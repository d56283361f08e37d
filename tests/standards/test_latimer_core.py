"""The published examples of Latimer Core, and the schema made from the published term lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vasculum.formats.latimer_core import Document, NotLatimerCore, read_document, write_document, write_one
from vasculum.formats.latimer_core.descriptions import MeasurementOrFact, ObjectGroup, OrganisationalUnit, Person
from vasculum.formats.latimer_core.flat import read_flat, write_flat
from vasculum.terms import latimer_core as terms
from vasculum.terms.latimer_core.published import published_table
from vasculum.terms.latimer_core.schema import latimer_core_schema, latimer_core_schema_as_written

PUBLISHED = jsonschema_rs.validator_for(latimer_core_schema())
AS_WRITTEN = jsonschema_rs.validator_for(latimer_core_schema_as_written())
EXAMPLES = (
    "contact_detail_example.json",
    "identifiers_institution_example.json",
    "identifiers_person_example.json",
    "identifiers_taxon_example.json",
    "GrSciColl/dino_v2_orgInstMuseum.json",
    "GrSciColl/dino_v2_orgInstitution.json",
    "GrSciColl/dino_v2a1_isDistinctTRUE.json",
    "GrSciColl/dino_v2a2_isDistinctTRUE.json",
    "GrSciColl/dino_v2b_isDistinctFALSE.json",
)
FLAT = ("metric_object_count_example.csv", "metric_digitisation_level_percentage_example.csv")


@pytest.fixture(scope="module")
def folder(shared: Path) -> Path:
    return shared / "latimer-core"


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("@context", "@type"):
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield str(value)


def faults(validator: Any, written: bytes) -> list[str]:
    return [f"{fault.instance_path}: {fault.message}" for fault in validator.iter_errors(orjson.loads(written))]


def test_the_table_is_the_one_the_published_lists_make(folder: Path) -> None:
    committed = Path(terms.__file__).with_name("properties.csv").read_text(encoding="utf-8")
    assert committed == published_table(folder / "terms")


def test_there_are_25_classes_with_228_properties() -> None:
    assert len(terms.latimer_core()) == 25
    assert sum(map(len, terms.latimer_core().values())) == 228


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example_is_written_without_losing_a_value(folder: Path, name: str) -> None:
    text = (folder / "examples" / "json" / name).read_bytes()
    document, _ = read_document(text)
    written = write_document(document)
    assert Counter(leaves(orjson.loads(written))) == Counter(leaves(orjson.loads(text)))


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example_is_written_the_same_the_second_time(folder: Path, name: str) -> None:
    document, _ = read_document((folder / "examples" / "json" / name).read_bytes())
    written = write_document(document)
    again, remarks = read_document(written)
    assert again == document
    assert remarks == []
    assert write_document(again) == written


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_written_of_a_published_example_obeys_both_schemas(folder: Path, name: str) -> None:
    document, _ = read_document((folder / "examples" / "json" / name).read_bytes())
    written = write_document(document)
    assert faults(PUBLISHED, written) == []
    assert faults(AS_WRITTEN, written) == []
    for each in document.described:
        assert faults(AS_WRITTEN, write_one(each)) == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example_obeys_the_published_datatypes_but_for_one_text_in_place_of_a_period(folder: Path, name: str) -> None:
    found = faults(PUBLISHED, (folder / "examples" / "json" / name).read_bytes())
    assert len(found) == (1 if name == "GrSciColl/dino_v2_orgInstMuseum.json" else 0), found
    assert all('"forever" is not of type "object"' in fault for fault in found)


def test_the_nine_examples_describe_these_things(folder: Path) -> None:
    documents = [read_document((folder / "examples" / "json" / name).read_bytes())[0] for name in EXAMPLES]
    assert [len(document.object_groups) for document in documents] == [0, 0, 0, 0, 1, 1, 4, 9, 13]
    museum = documents[1].described[0]
    assert isinstance(museum, OrganisationalUnit)
    assert (museum.has_identifier[0].identifier_type, museum.has_identifier[0].identifier_value) == ("Acronym", "EMNH")
    person = documents[2].described[0]
    assert isinstance(person, Person)
    assert person.family_name == "Courtenay-Latimer"
    assert list(documents[3].other) == ["ltc:Taxon"]
    jars = documents[7].object_groups[0]
    assert jars.preservation_method == ("Fluid preserved",)
    assert [(each.measurement_value, each.measurement_unit) for each in jars.has_measurement_or_fact] == [(12, "jars")]


def test_what_has_no_place_is_remarked_upon_with_its_path(folder: Path) -> None:
    text = (folder / "examples/json/GrSciColl/dino_v2_orgInstMuseum.json").read_bytes()
    _, remarks = read_document(text)
    told = {(remark.code, remark.term.rpartition("/")[2], remark.value) for remark in remarks}
    assert ("LATIMER_DATATYPE", "ltc:hasTemporalCoverage", "forever") in told
    assert ("LATIMER_TERM_UNPLACED", "ltc:parentOrganisationalUnitID", "01") in told
    assert ("LATIMER_TERM_RENAMED", "ltc:identifier", "ltc:identifierValue") in told


@pytest.mark.parametrize("name", FLAT)
def test_a_flat_example_is_written_the_same_the_second_time_with_every_value_and_note(folder: Path, name: str) -> None:
    text = (folder / "examples" / "flat" / name).read_text(encoding="utf-8")
    measure, remarks = read_flat(text)
    written = write_flat(measure)
    again, _ = read_flat(written)
    assert write_flat(again) == written
    assert sorted(line.strip() for line in written.splitlines()) == sorted(line.strip() for line in text.splitlines())
    assert measure.measurement_value is None
    assert "LATIMER_DATATYPE" in {remark.code for remark in remarks}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (b'{"@type":"ObjectGroup","ltc:collectionName":["A","B"]}', "LATIMER_DATATYPE"),
        (b'{"@type":"ObjectGroup","ltc:isCurrentCollection":"perhaps"}', "LATIMER_DATATYPE"),
        (b'{"@type":"MeasurementOrFact","measurementValue":"many"}', "LATIMER_DATATYPE"),
        (b'{"@type":"MeasurementOrFact","measurementValue":"558000"}', "LATIMER_DATATYPE"),
        (b'{"@type":"ObjectGroup","ltc:colour":"blue"}', "LATIMER_TERM_UNPLACED"),
        (b'{"@type":"ObjectGroup","ltc:hasTaxon":[{"dwc:genus":"Rosa"},"Rubus"]}', "LATIMER_DATATYPE"),
    ],
)
def test_a_wrong_value_becomes_a_remark_and_is_kept(told: bytes, code: str) -> None:
    document, remarks = read_document(told)
    assert [remark.code for remark in remarks] == [code]
    written = write_document(document)
    assert Counter(leaves(orjson.loads(written))) == Counter(leaves(orjson.loads(told)))
    assert faults(AS_WRITTEN, written) == []


def test_a_figure_in_quotes_is_read_as_the_figure() -> None:
    document, _ = read_document(b'{"@type":"MeasurementOrFact","measurementValue":"558000"}')
    assert document.described == (MeasurementOrFact(measurement_value=558000),)


@pytest.mark.parametrize("text", [b"", b"{", b"12", b'"a"', b'{"a": 1}', b"[[1]]", b"[" * 900 + b"]" * 900])
def test_what_is_no_latimer_core_is_refused_in_one_line(text: bytes) -> None:
    with pytest.raises(NotLatimerCore, match=r"^[^\n]+$"):
        read_document(text)


TERMS = st.sampled_from(sorted({each.term for of_class in terms.latimer_core().values() for each in of_class.values()}))
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TERMS | st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(TERMS | st.sampled_from(["@id", "vasculum:other", "other"]), JSON, max_size=5))
def test_whatever_a_description_holds_is_written_validly_and_the_same_again(tree: dict[str, Any]) -> None:
    document, _ = read_document(orjson.dumps({"ltc:ObjectGroup": [tree]}))
    written = write_document(document)
    assert faults(AS_WRITTEN, written) == []
    again, remarks = read_document(written)
    assert write_document(again) == written
    assert remarks == []
    assert all(isinstance(each, ObjectGroup) for each in document.described)


def test_an_empty_document_is_empty() -> None:
    assert read_document(write_document(Document()))[0] == Document()
