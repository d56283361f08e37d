"""Acts on the registry: load its tables, import somebody's inventory, enter a collection by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction

from vasculum.model.rejection import Rejection
from vasculum.people.audit import record
from vasculum.people.policy import SYSTEM, Actor
from vasculum.registry.entering import enter
from vasculum.registry.exchange import read_grscicoll, read_latimer_core
from vasculum.registry.inventory import Inventory
from vasculum.registry.models import Collection, ImportReport, Institution
from vasculum.registry.partner_facts import read_partner_facts
from vasculum.registry.permission import require_act
from vasculum.registry.refusal import NotReadable
from vasculum.registry.resolving import Known, recognised
from vasculum.registry.rules import key as checked_key
from vasculum.registry.survey_dump import read_survey_dump
from vasculum.registry.tables_inventory import read_tables

READERS: Mapping[str, Callable[[Path], Inventory]] = {
    "tables": read_tables,
    "partner-facts": read_partner_facts,
    "survey-dump": read_survey_dump,
    "latimer-core": read_latimer_core,
    "grscicoll": read_grscicoll,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import told of: how many institutions, collections and figures, the rows it remarked upon and those it refused."""

    institutions: int
    collections: int
    rejections: tuple[Rejection, ...] = ()
    remarks: tuple[Rejection, ...] = ()
    measures: int = 0


def load_registry(folder: Path) -> Counts:
    """Enters the registry's own tables in `folder`; loading the same tables again changes nothing.

    What the registry holds beside these rows is left alone. Raises FileNotFoundError when a table is not there.
    """
    return import_inventory(folder, "tables")


def import_inventory(folder: Path, kind: str, actor: Actor = SYSTEM, owner: str = "") -> Counts:
    """Imports a folder as `tables`, `partner-facts` or `survey-dump`, a file as `latimer-core` or `grscicoll`, and keeps a
    report of every row that needs a word. `owner` is the institution whose a file of GRSciColl's collections is.

    Raises KeyError for another kind, FileNotFoundError or TableUnusable for other files, NotAllowed for somebody who may not.
    """
    told = read_grscicoll(folder, _institution_named(owner)) if owner else READERS[kind](folder)
    return take_in(told, kind, actor)


def _institution_named(key: str) -> str:
    if not Institution.objects.filter(key=key).exists():
        raise NotReadable(f"no institution has the key {key}")
    return key


@transaction.atomic
def take_in(told: Inventory, kind: str, actor: Actor = SYSTEM) -> Counts:
    """Enters an inventory that was read; institutions of other sources than our tables are recognised by ROR, Wikidata or name.

    Raises NotAllowed for somebody who may not load the registry.
    """
    require_act(actor, "load registry")
    inventory = told if kind == "tables" else recognised(told, _known())
    counts = _counted(inventory, (*inventory.rejections, *enter(inventory)))
    report = ImportReport.objects.create(
        kind=kind,
        source=inventory.source,
        rows=dict(inventory.rows),
        remarks=[asdict(each) for each in inventory.remarks],
        rejections=[asdict(each) for each in counts.rejections],
    )
    record(actor, "load registry", f"import/{report.pk}", after={"kind": kind, "source": inventory.source})
    return counts


def _known() -> list[Known]:
    rows = Institution.objects.prefetch_related("identifiers")
    return [
        Known(
            each.key,
            frozenset(name.casefold() for name in (*each.names.values(), *each.other_names)),
            frozenset((one.scheme, one.value) for one in each.identifiers.all()),
        )
        for each in rows
    ]


def _counted(inventory: Inventory, refused: tuple[Rejection, ...]) -> Counts:
    lost = {each.record_id for each in refused}
    collections = [each for each in inventory.collections if each.key not in lost]
    figures = [*inventory.measures, *(measure for each in inventory.institutions for measure in each.measures)]
    figures += [measure for each in collections for measure in each.measures]
    figures += [measure for each in collections for part in each.allocations for measure in part.measures]
    return Counts(len(inventory.institutions), len(collections), refused, inventory.remarks, len(figures))


def register_collection(
    key: str, institution: str, names: Mapping[str, str] | None = None, *, institution_names: Mapping[str, str] | None = None
) -> Collection:
    """The collection of this key, entered with its institution where they are not known yet; what is known stays as it is.

    Raises `vasculum.registry.rules.CellError` when a key is not one.
    """
    owner, _ = Institution.objects.get_or_create(
        key=checked_key(institution), defaults={"names": dict(institution_names or {"en": institution})}
    )
    collection, _ = Collection.objects.get_or_create(
        key=checked_key(key), defaults={"institution": owner, "names": dict(names or {"en": key})}
    )
    return collection
