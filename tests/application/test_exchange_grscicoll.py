"""The registry with GRSciColl's field names and back."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from tests.application.test_exchange_latimer_core import emptied, written
from tests.shared import ROOT
from vasculum.registry.actions import load_registry
from vasculum.registry.entering import enter
from vasculum.registry.exchange import as_csv, as_grscicoll, descriptions, read_grscicoll
from vasculum.registry.models import Collection, Institution
from vasculum.registry.refusal import NotReadable
from vasculum.terms.grscicoll import concepts, fields_of, plain

pytestmark = pytest.mark.django_db

SAMPLES = (
    "sample_institution_2018.json",
    "sample_collection_2021.json",
    "import_samples/institutions.csv",
    "import_samples/collections.csv",
    "import_samples/duplicate_codes.csv",
    "import_samples/unknown_column.csv",
    "import_samples/wrong_delimiter.csv",
)


def test_the_example_registry_goes_out_and_comes_back_the_same(tmp_path: Path) -> None:
    load_registry(ROOT / "examples" / "registry")
    before = descriptions()
    text = as_grscicoll(before)
    emptied()
    inventory = read_grscicoll(written(tmp_path / "registry.json", text))
    assert (inventory.remarks, inventory.rejections) == ((), ())
    assert enter(inventory) == []
    assert descriptions() == before
    assert as_grscicoll(descriptions()) == text


def test_every_field_is_one_of_grscicoll_and_every_concept_one_of_its_vocabularies() -> None:
    load_registry(ROOT / "examples" / "registry")
    told = orjson.loads(as_grscicoll(descriptions()))
    for each in told:
        kind = "Collection" if "institution" in each["vasculum:other"]["vasculum:description"] else "Institution"
        assert set(each) - {"vasculum:other"} <= set(fields_of(kind))
        assert all(plain(concept) in concepts("Discipline") for concept in each.get("disciplines", []))
        assert all(plain(concept) in concepts("CollectionContentType") for concept in each.get("contentTypes", []))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_imported_and_its_export_is_stable(shared: Path, tmp_path: Path, name: str) -> None:
    load_registry(ROOT / "examples" / "registry")
    emptied()
    Institution.objects.create(key="owner", names={"en": "Owner"})
    enter(read_grscicoll(shared / "grscicoll" / name, owner="owner"))
    first = as_grscicoll(descriptions())
    assert Institution.objects.count() + Collection.objects.count() > 1
    enter(read_grscicoll(written(tmp_path / "again.json", first)))
    assert as_grscicoll(descriptions()) == first
    enter(read_grscicoll(shared / "grscicoll" / name, owner="owner"))
    assert as_grscicoll(descriptions()) == first


def test_nothing_of_the_payload_of_2021_is_lost(shared: Path) -> None:
    inventory = read_grscicoll(shared / "grscicoll" / "sample_collection_2021.json")
    enter(inventory)
    told = {each.get("code"): each for each in orjson.loads(as_grscicoll(descriptions()))}
    crustacea = told["Crustacea - SMF"]
    assert crustacea["preservationTypes"] == ["StorageIndoors", "StorageFrozenMinus20", "SampleDried"]
    assert crustacea["institutionKey"] == "16946ec1-8db3-45b8-b084-7644384cc5f5"
    assert crustacea["mailingAddress"]["city"] == "Frankfurt am Main"
    assert told["SMF"]["name"] == "Forschungsinstitut und Natur-Museum Senckenberg"
    assert ("NO_PLACE_IN_REGISTRY", "preservationTypes") in {(each.reason, each.field) for each in inventory.remarks}


def test_a_changed_figure_is_believed_and_ours_beside_it_is_not(tmp_path: Path) -> None:
    load_registry(ROOT / "examples" / "registry")
    told = orjson.loads(as_grscicoll(descriptions()))
    changed = next(each for each in told if "institutionKey" in each and each.get("numberSpecimens"))
    changed["numberSpecimens"] = 77
    (owner, *_) = told
    emptied()
    inventory = read_grscicoll(written(tmp_path / "a.json", orjson.dumps([owner, changed])))
    (collection,) = inventory.collections
    assert [each.best for each in collection.measures] == [77]


def test_contacts_join_the_institution_of_their_code(shared: Path) -> None:
    enter(read_grscicoll(shared / "grscicoll/import_samples/institutions.csv"))
    inventory = read_grscicoll(shared / "grscicoll/import_samples/institutions_contacts.csv")
    assert inventory.rejections == ()
    enter(inventory)
    contacts = {each.key: [one.name for one in each.contacts] for each in descriptions().institutions}
    assert contacts == {"c1": ["name3 lastn1"], "c2": ["name1 lastn2", "name2 lastn22"]}


def test_a_contact_and_a_collection_of_nobody_are_refused(shared: Path) -> None:
    contacts = read_grscicoll(shared / "grscicoll/import_samples/institutions_contacts.csv")
    assert [(each.line, each.reason) for each in contacts.rejections] == [(n, "REFERENCE_UNKNOWN") for n in (1, 2, 3)]
    collections = read_grscicoll(shared / "grscicoll/import_samples/collections.csv")
    assert [(each.line, each.reason) for each in collections.rejections] == [(1, "VALUE_MISSING"), (2, "VALUE_MISSING")]


def test_the_tables_hold_a_row_for_each(tmp_path: Path) -> None:
    load_registry(ROOT / "examples" / "registry")
    held = descriptions()
    institutions, collections = as_csv(held).decode().split("\n\n")
    emptied()
    enter(read_grscicoll(written(tmp_path / "institutions.csv", institutions.encode())))
    assert Institution.objects.count() == institutions.strip().count("\n")
    assert collections.strip().count("\n") == len(held.collections)


def test_a_file_that_is_something_else_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match=r"^a\.json: [^\n]+$"):
        read_grscicoll(written(tmp_path / "a.json", b"{"))
    with pytest.raises(NotReadable, match=r"^a\.csv: [^\n]+$"):
        read_grscicoll(written(tmp_path / "a.csv", b"CODE\n\xff\xfe"))
