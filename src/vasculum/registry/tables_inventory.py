"""The registry's own tables as an inventory: two that must be there, three that may.

`institutions.csv` and `collections.csv`; beside them `measures.csv` for figures of several dates, units and kinds,
`statuses.csv` for the history of a collection and `parts.csv` for its parts along the axes of the survey.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from vasculum.model.inventory import Address, Allocation, CollectionDescription, Identifier, InstitutionDescription, StatusPeriod
from vasculum.model.measure import Measure
from vasculum.model.period import NOT_STATED, STATED, Period
from vasculum.model.rejection import Rejection
from vasculum.registry.axes import AXES
from vasculum.registry.inventory import Inventory, Place
from vasculum.registry.rules import COLLECTION, INSTITUTION, MEASURE, PART, SCHEMES, STATUS, language_map
from vasculum.registry.tables import Entry, Table, read_table

INSTITUTIONS, COLLECTIONS, MEASURES, STATUSES = "institutions.csv", "collections.csv", "measures.csv", "statuses.csv"
PARTS = "parts.csv"
TEXTS = ("description", "access", "restrictions", "digitisation", "taxonomic_coverage", "geographic_coverage", "note")
REFERENCES = ("hosted_at", "part_of", "alternate_of", "incorporated_into")
DEFAULTS = {"counted": "held", "unit": "unknown", "qualifier": "plain", "basis": "unknown", "standing": "declared"}
Told = TypeVar("Told")
Figures = defaultdict[tuple[str, str], list[Measure]]
States = defaultdict[str, list[StatusPeriod]]
Parts = defaultdict[str, list[Allocation]]


def read_tables(folder: Path) -> Inventory:
    """The tables of a folder as an inventory; every fault of a row is reported, and a row with a fault is left out.

    Raises FileNotFoundError when `institutions.csv` or `collections.csv` is not there.
    """
    institutions = read_table(folder / INSTITUTIONS, INSTITUTION)
    collections = read_table(folder / COLLECTIONS, COLLECTION)
    measures, statuses = (_optional(folder / name, cells) for name, cells in ((MEASURES, MEASURE), (STATUSES, STATUS)))
    figures, stray = _by_subject(measures, institutions, collections)
    divided = _optional(folder / PARTS, PART)
    states, lost = _by_collection(statuses, collections, _status)
    parts, astray = _by_collection(divided, collections, _part)
    tables = {
        INSTITUTIONS: institutions, COLLECTIONS: collections, MEASURES: measures, STATUSES: statuses, PARTS: divided,
    }  # fmt: skip
    return Inventory(
        "tables",
        tuple(_institution(each, figures) for each in institutions.entries),
        tuple(_collection(each, figures, states, parts) for each in collections.entries),
        tuple(figures["", ""]),
        {name: table.rows for name, table in tables.items() if table.rows},
        rejections=(*(refused for table in tables.values() for refused in table.rejections), *stray, *lost, *astray),
        places={each.fields["key"]: Place(each.file, each.line) for each in collections.entries},
    )


def _institution(entry: Entry, figures: Figures) -> InstitutionDescription:
    fields = dict(entry.fields)
    schemes = {scheme: fields.pop(scheme) for scheme in SCHEMES}
    seat = Address(city=fields.pop("city"), country=fields.pop("country"))
    for name in ("other_names", "other_acronyms", "networks"):
        fields[name] = _list(fields[name])
    return InstitutionDescription(
        names=language_map(entry.row, "name"),
        **fields,
        description=language_map(entry.row, "note"),
        identifiers=tuple(Identifier(scheme, value) for scheme, value in schemes.items() if value),
        addresses=(seat,) if seat.city or seat.country else (),
        measures=tuple(figures["institution", fields["key"]]),
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _collection(entry: Entry, figures: Figures, states: States, parts: Parts) -> CollectionDescription:
    fields, row = entry.fields, entry.row
    told = states[fields["key"]] or ([StatusPeriod(fields["status"])] if fields["status"] else [])
    texts: dict[str, Any] = {name: language_map(row, name) for name in TEXTS}
    texts |= {name: row.get(name, "") for name in REFERENCES}
    return CollectionDescription(
        fields["key"],
        row.get("institution", ""),
        language_map(row, "name"),
        level=fields["level"] or "collection",
        disciplines=_list(fields["discipline"]),
        material_kinds=_list(fields["material_kind"]),
        statuses=tuple(told),
        allocations=tuple(parts[fields["key"]]),
        measures=(*_declared(fields), *figures["collection", fields["key"]]),
        **texts,
    )


def _declared(fields: Mapping[str, Any]) -> tuple[Measure, ...]:
    told = {name: fields[f"count_{name}"] for name in ("low", "best", "high", "qualifier", "as_of", "source")}
    verbatim = fields["count_verbatim"]
    if not verbatim and not told["qualifier"] and told["low"] is told["best"] is told["high"] is None:
        return ()
    unit, basis = fields["count_unit"] or "unknown", fields["count_basis"] or "unknown"
    told["qualifier"] = told["qualifier"] or "plain"
    return (Measure("held", unit, basis=basis, verbatim={"und": verbatim} if verbatim else {}, **told),)


def _by_subject(table: Table, institutions: Table, collections: Table) -> tuple[Figures, list[Rejection]]:
    known = {"collection": _keys(collections), "institution": _keys(institutions)}
    figures: Figures = defaultdict(list)
    refused = []
    for entry in table.entries:
        kind = next((kind for kind in known if entry.fields[kind]), "")
        subject = entry.fields[kind] if kind else ""
        if kind and subject not in known[kind]:
            refused.append(Rejection(entry.file, entry.line, "REFERENCE_UNKNOWN", kind, subject, subject))
        else:
            figures[kind, subject].append(_measure(entry))
    return figures, refused


def _measure(entry: Entry) -> Measure:
    fields: dict[str, Any] = {name: value for name, value in entry.fields.items() if name not in {"collection", "institution"}}
    fields |= {name: fields[name] or default for name, default in DEFAULTS.items()}
    fields |= {name: language_map(entry.row, name) for name in ("what", "note")}
    fields["verbatim"] = {"und": fields["verbatim"]} if fields["verbatim"] else {}
    return Measure(**fields)


def _by_collection(
    table: Table, collections: Table, read: Callable[[Entry], Told]
) -> tuple[defaultdict[str, list[Told]], list[Rejection]]:
    known, refused = _keys(collections), []
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for entry in table.entries:
        key = entry.fields["collection"]
        if key in known:
            found[key].append(read(entry))
        else:
            refused.append(Rejection(entry.file, entry.line, "REFERENCE_UNKNOWN", "collection", key, key))
    return found, refused


def _part(entry: Entry) -> Allocation:
    fields = entry.fields
    figure = {name: fields[name] for name in ("low", "best", "high", "as_of", "source")}
    measure = Measure("held", fields["unit"] or "unknown", qualifier="about", basis=fields["basis"] or "unknown", **figure)
    return Allocation(
        **{name: fields[name] for name in AXES}, share=fields["share"], measures=(measure,) if measure.is_figure else ()
    )


def _status(entry: Entry) -> StatusPeriod:
    fields = {name: entry.fields[name] for name in ("status", "retires_on", "successor", "source")}
    period = Period(
        *(_date(entry.fields[end]) for end in ("begins", "ends")), *(_state(entry.fields[e]) for e in ("begins", "ends"))
    )
    return StatusPeriod(**fields, period=period, reason=language_map(entry.row, "reason"))


def _date(text: str) -> str:
    return "" if text in {"unknown", "ongoing"} else text


def _state(text: str) -> str:
    return text if text in {"unknown", "ongoing"} else (STATED if text else NOT_STATED)


def _keys(table: Table) -> set[str]:
    return {entry.fields["key"] for entry in table.entries}


def _optional(file: Path, cells: Mapping[str, Any]) -> Table:
    return read_table(file, cells, is_named=False) if file.exists() else Table()
