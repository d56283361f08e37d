"""GRSciColl as tables: the fields of its entities and the concepts of its vocabularies (README.md beside this)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def fields_of(entity: str) -> Mapping[str, str]:
    """The fields of an entity with their types, in the order of GBIF's model.

    >>> fields_of("UserId")
    {'type': 'IdType', 'id': 'String'}
    """
    return {row["field"]: row["type"] for row in _rows("fields") if row["entity"] == entity}


@cache
def former_fields(entity: str) -> Mapping[str, str]:
    """Former names of fields of an entity, with the names they have now."""
    return {row["former"]: row["field"] for row in _rows("former_fields") if row["entity"] == entity}


@cache
def concepts(vocabulary: str) -> Mapping[str, tuple[str, ...]]:
    """What each spelling of a vocabulary means, in letters of any case and without what stands between words.

    >>> concepts("PreservationType")["samplepinned"], concepts("InstitutionalGovernance")["academicstate"]
    (('SamplePinned',), ('Academic', 'State'))
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in (*_rows("concepts"), *_rows("former_concepts")):
        if row["vocabulary"] == vocabulary:
            spelt = plain(row["spelling"])
            found[spelt] = tuple(dict.fromkeys((*found.get(spelt, ()), row["concept"])))
    return found


def plain(spelling: str) -> str:
    """A spelling by its letters and digits alone.

    >>> plain("SAMPLE_PINNED") == plain("SamplePinned")
    True
    """
    return "".join(symbol for symbol in spelling.casefold() if symbol.isalnum())


def _rows(name: str) -> list[Mapping[str, str]]:
    with files(__name__).joinpath(f"{name}.csv").open(encoding="utf-8") as table:
        return list(csv.DictReader(table))
