"""The registry as Latimer Core and back: nothing is lost, the same again the second time, valid against the schema."""

from __future__ import annotations

from pathlib import Path

import jsonschema_rs
import orjson
import pytest

from tests.shared import ROOT
from vasculum.model.inventory import CollectionDescription, Contact, InstitutionDescription, StatusPeriod
from vasculum.model.measure import Measure
from vasculum.model.period import ONGOING, STATED, Period
from vasculum.registry.actions import load_registry
from vasculum.registry.entering import enter
from vasculum.registry.exchange import as_latimer_core, descriptions, read_latimer_core
from vasculum.registry.inventory import Inventory
from vasculum.registry.models import Collection, Institution
from vasculum.registry.refusal import NotReadable
from vasculum.terms.latimer_core.schema import latimer_core_schema, latimer_core_schema_as_written

pytestmark = pytest.mark.django_db

SCHEMAS = [jsonschema_rs.validator_for(made()) for made in (latimer_core_schema, latimer_core_schema_as_written)]
EXAMPLES = (
    "contact_detail_example.json",
    "identifiers_institution_example.json",
    "GrSciColl/dino_v2_orgInstMuseum.json",
    "GrSciColl/dino_v2_orgInstitution.json",
    "GrSciColl/dino_v2a1_isDistinctTRUE.json",
    "GrSciColl/dino_v2a2_isDistinctTRUE.json",
    "GrSciColl/dino_v2b_isDistinctFALSE.json",
)


def written(file: Path, text: bytes) -> Path:
    file.write_bytes(text)
    return file


def faults(text: bytes) -> list[str]:
    return [f"{fault.instance_path}: {fault.message}" for schema in SCHEMAS for fault in schema.iter_errors(orjson.loads(text))]


def emptied() -> None:
    Collection.objects.update(part_of=None, alternate_of=None, incorporated_into=None)
    Collection.objects.all().delete()
    Institution.objects.all().delete()


def test_the_example_registry_goes_out_and_comes_back_the_same(tmp_path: Path) -> None:
    load_registry(ROOT / "examples" / "registry")
    before = descriptions()
    text = as_latimer_core(before)
    assert faults(text) == []
    emptied()
    inventory = read_latimer_core(written(tmp_path / "registry.json", text))
    assert (inventory.remarks, inventory.rejections) == ((), ())
    assert enter(inventory) == []
    after = descriptions()
    assert after == before
    assert as_latimer_core(after) == text


def test_importing_what_was_exported_changes_nothing(tmp_path: Path) -> None:
    load_registry(ROOT / "examples" / "registry")
    text = as_latimer_core(descriptions())
    enter(read_latimer_core(written(tmp_path / "registry.json", text)))
    assert as_latimer_core(descriptions()) == text


def test_a_figure_keeps_its_bounds_its_basis_its_date_and_its_source(tmp_path: Path) -> None:
    sampled = Measure(
        "held", "specimens", 540_000, 558_000, 580_000, "about", "sampled", "2023", "the collection team", "report 7",
        {"nl": "ongeveer 558.000", "und": "0,558Mio"}, 1000,
    )  # fmt: skip
    known = [
        sampled,
        Measure("held", "sheets", low=6600, qualifier="more_than"),
        Measure("held", "lots", best=0, qualifier="plain"),
        Measure("imaged", "specimens", qualifier="pro_memoria", note={"en": 'two\nlines, "quoted"'}),
        Measure("other", "unknown", best=3, qualifier="plain", what={"en": "cabinets"}),
    ]
    enter(_inventory(measures=tuple(known)))
    text = as_latimer_core(descriptions())
    assert faults(text) == []
    group = orjson.loads(text)["ltc:LatimerCoreScheme"][0]["ltc:hasObjectGroup"][0]
    told = next(each for each in group["ltc:hasMeasurementOrFact"] if each.get("dwc:measurementValue") == 558_000)
    assert told["dwc:measurementType"] == "Number of specimens"
    assert told["dwc:measurementAccuracy"] == "between 540000 and 580000"
    assert told["dwc:measurementRemarks"].startswith("as of: 2023\nstated by: the collection team\nsource: report 7\n")
    emptied()
    enter(read_latimer_core(written(tmp_path / "a.json", text)))
    assert sorted(map(repr, descriptions().collections[0].measures)) == sorted(map(repr, known))


def test_states_contacts_and_relations_come_back(tmp_path: Path) -> None:
    states = (
        StatusPeriod("active", Period("1990", "2024", STATED, STATED)),
        StatusPeriod("at_risk", Period("2024", "", STATED, ONGOING), {"en": "The keeper retires."}, "", "2027", "none"),
    )
    keeper = Contact("keeper", "Ada Example", "ada@example.org", position="emeritus", period=Period("1990", "", STATED, ONGOING))
    enter(_inventory(statuses=states, contacts=(keeper,), hosted_at="museum"))
    before = descriptions()
    text = as_latimer_core(before)
    emptied()
    enter(read_latimer_core(written(tmp_path / "a.json", text)))
    assert descriptions() == before
    assert before.collections[0].statuses == states


def _inventory(**fields: object) -> Inventory:
    owners = (InstitutionDescription("garden", {"en": "Garden"}), InstitutionDescription("museum", {"en": "Museum"}))
    return Inventory("a test", owners, (CollectionDescription("herbarium", "garden", {"en": "Herbarium"}, **fields),))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_published_example_is_imported_and_its_export_is_stable(shared: Path, tmp_path: Path, name: str) -> None:
    enter(read_latimer_core(shared / "latimer-core" / "examples" / "json" / name))
    first = as_latimer_core(descriptions())
    assert faults(first) == []
    enter(read_latimer_core(written(tmp_path / Path(name).name, first)))
    assert as_latimer_core(descriptions()) == first


def test_importing_an_example_twice_enters_it_once(shared: Path) -> None:
    example = shared / "latimer-core/examples/json/GrSciColl/dino_v2b_isDistinctFALSE.json"
    enter(read_latimer_core(example))
    first = as_latimer_core(descriptions())
    enter(read_latimer_core(example))
    assert as_latimer_core(descriptions()) == first
    assert Collection.objects.count() == 13
    wholes = {each.key: each.part_of for each in descriptions().collections}
    assert wholes["du-amphibians"] == "du-teaching-collection"


def test_what_has_no_place_is_listed_and_kept(shared: Path) -> None:
    inventory = read_latimer_core(shared / "latimer-core/examples/json/GrSciColl/dino_v2a1_isDistinctTRUE.json")
    listed = {(each.reason, each.field) for each in inventory.remarks if each.record_id}
    assert ("NO_PLACE_IN_REGISTRY", "ltc:preservationMethod") in listed
    enter(inventory)
    assert b"South East Asia" in as_latimer_core(descriptions())


def test_a_collection_of_nobody_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path / "a.json", b'{"ltc:ObjectGroup": [{"ltc:collectionName": "Shells"}]}')
    inventory = read_latimer_core(file)
    assert inventory.collections == ()
    assert [(each.line, each.reason, each.value) for each in inventory.rejections] == [(1, "VALUE_MISSING", "Shells")]


def test_a_file_that_is_something_else_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match=r"^a\.json: [^\n]+$"):
        read_latimer_core(written(tmp_path / "a.json", b"a,b\n1,2\n"))
