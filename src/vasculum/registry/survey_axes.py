"""Where a cell of the survey stands on the axes: its name says so, and the tables it refers to may say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vasculum.model.inventory import Allocation
from vasculum.registry.axes import code_of

Row = Mapping[str, str]
Fault = tuple[str, str, str]
STRATIGRAPHY = tuple(
    f"earliest{rank}" for rank in ("EpochOrLowestSeries", "PeriodOrLowestSystem", "EraOrLowestErathem", "EonOrLowestEonothem")
)


@dataclass(frozen=True, slots=True)
class Placed:
    """The codes of a cell, and what could not be placed or is told otherwise elsewhere: reason, column and text."""

    allocation: Allocation
    faults: tuple[Fault, ...] = ()


def place_cell(group: Row, context: Row, classification: Row) -> Placed:
    """The place of an inventory cell, whose name holds discipline, category, type, storage, biome and realm joined by `|`.

    In the published dump the names and the table of contexts disagree by one line; the name is what the survey asked.
    """
    said = [part.strip() for part in group["collectionName"].split("|")]
    discipline, category, kind, storage, biome, realm = (*said, *[""] * 6)[:6]
    top = code_of("discipline", discipline)
    held = code_of("storage", kind)
    found = Allocation(
        discipline=code_of("discipline", category, top) or top,
        storage=code_of("storage", storage, held) or held,
        biome=code_of("biome", biome),
        realm=code_of("realm", realm),
    )
    return Placed(found, tuple(_faults(group, said, found)) + tuple(_disagreements(group, context, classification, said)))


def _faults(group: Row, said: list[str], found: Allocation) -> Iterator[Fault]:
    if len(said) != 6:
        yield "KEPT_AS_TEXT", "collectionName", group["collectionName"]
        return
    top, held = code_of("discipline", said[0]), code_of("storage", said[2])
    finer = (("discipline", said[1], top), ("storage", said[3], held))
    for axis, text, parent in finer:
        if not code_of(axis, text, parent) and (not parent or text != "Unspecified"):
            yield "KEPT_AS_TEXT", "collectionName", text
    for axis, text in (("biome", said[4]), ("realm", said[5])):
        if not getattr(found, axis):
            yield "KEPT_AS_TEXT", "collectionName", text


def _disagreements(group: Row, context: Row, classification: Row, said: list[str]) -> Iterator[Fault]:
    if len(said) == 6 and _codes("biome", context.get("biomeType", "")) != _codes("biome", said[4]):
        yield "TABLES_DISAGREE", "hasEcologicalContext", context.get("biomeType", "")
    elif len(said) == 6 and _codes("realm", context.get("biogeographicRealm", "")) != _codes("realm", said[5]):
        yield "TABLES_DISAGREE", "hasEcologicalContext", context.get("biogeographicRealm", "")
    if len(said) == 6 and classification.get("parent", "").casefold() != said[0].casefold().replace("palaeo", "paleo"):
        yield "TABLES_DISAGREE", "hasObjectClassification", classification.get("parent", "")
    for column, text in (("typeOfObjectGroup", said[2:3]), ("preservationMethod", said[3:4])):
        if text and group[column] != text[0]:
            yield "TABLES_DISAGREE", column, group[column]


def _codes(axis: str, text: str) -> str:
    return code_of(axis, text)


def place_stratum(group: Row, context: Row) -> Placed:
    """The place of a palaeontological cell, whose name ends with a geological period that a table spells out by rank."""
    name = group["collectionName"].rpartition("|")[2].strip()
    finest = [part.strip() for part in name.split(",") if part.strip() != "any period"][-1:]
    said = code_of("period", finest[0]) if finest else ""
    told = next((code_of("period", context[rank]) for rank in STRATIGRAPHY if context.get(rank, "").strip()), "")
    found = Allocation(discipline="palaeontology", period=said or told)
    faults: list[Fault] = [] if found.period else [("KEPT_AS_TEXT", "collectionName", name)]
    if said and told and said != told:
        faults.append(
            ("TABLES_DISAGREE", "hasGeologicalContext", next(filter(None, (context.get(r, "") for r in STRATIGRAPHY)), ""))
        )
    return Placed(found, tuple(faults))
