"""What a reader made of somebody's files: descriptions to enter, and every row of which something must be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vasculum.model.inventory import CollectionDescription, InstitutionDescription
from vasculum.model.measure import Measure
from vasculum.model.rejection import Rejection


@dataclass(frozen=True, slots=True)
class Place:
    """Where a description stands: a file and the number of its first line there."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """Institutions, collections and figures about the consortium as a whole, read from one source.

    `rows` counts the rows of each file; `remarks` names rows that were entered although something in them could not be placed,
    `rejections` rows that were not entered. `places` tells where a collection or an institution (by key) was read.
    """

    source: str
    institutions: tuple[InstitutionDescription, ...] = ()
    collections: tuple[CollectionDescription, ...] = ()
    measures: tuple[Measure, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[Rejection, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
