"""The record as a whole: every interpreter in the order of its columns in the ledger, and the version of the rules."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

from vasculum.interpret.agent_identifiers import IDENTIFIED_BY_ID, RECORDED_BY_ID
from vasculum.interpret.agents import IDENTIFIED_BY, RECORDED_BY
from vasculum.interpret.coordinates import COORDINATES
from vasculum.interpret.coordinates_precision import COORDINATE_PRECISION
from vasculum.interpret.countries import COUNTRY
from vasculum.interpret.countries_place import COUNTRY_AT_PLACE
from vasculum.interpret.dates import EVENT_DATE
from vasculum.interpret.discipline import DISCIPLINE
from vasculum.interpret.elevation import DEPTH, ELEVATION
from vasculum.interpret.geological_time import GEOLOGICAL_TIME
from vasculum.interpret.licences import LICENSE
from vasculum.interpret.preservation import PRESERVATION
from vasculum.interpret.reading import ColumnInterpreter, Interpreter
from vasculum.interpret.rights import RIGHTS
from vasculum.interpret.subdivisions import SUBDIVISION
from vasculum.interpret.vocabularies import (
    BASIS_OF_RECORD,
    ESTABLISHMENT_MEANS,
    LIFE_STAGE,
    OCCURRENCE_STATUS,
    PREPARATIONS,
    SEX,
    TYPE_STATUS,
)

INTERPRETERS: tuple[Interpreter | ColumnInterpreter, ...] = (
    BASIS_OF_RECORD,
    DISCIPLINE,
    TYPE_STATUS,
    SEX,
    LIFE_STAGE,
    OCCURRENCE_STATUS,
    ESTABLISHMENT_MEANS,
    PREPARATIONS,
    PRESERVATION,
    LICENSE,
    RIGHTS,
    EVENT_DATE,
    GEOLOGICAL_TIME,
    COUNTRY,
    COUNTRY_AT_PLACE,
    SUBDIVISION,
    COORDINATES,
    COORDINATE_PRECISION,
    ELEVATION,
    DEPTH,
    RECORDED_BY,
    RECORDED_BY_ID,
    IDENTIFIED_BY,
    IDENTIFIED_BY_ID,
)

_OF_RULES = ("interpret", "quality", "terms")
_NO_RULES = frozenset(
    {
        "messages.py",
        "remarks.csv",
        "rejections.csv",
        "remedies.py",
        "remedies.csv",
        "problems.csv",
        "sheet_notices.csv",
        "headings.csv",
    }
)


def _rules() -> str:
    """A digest of everything that decides what is understood; the texts of remarks decide nothing."""
    digest = hashlib.sha256()
    for room in _OF_RULES:
        for name, content in sorted(_files(files("vasculum").joinpath(room), room)):
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()[:12]


def _files(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir() if folder.is_dir() else ():
        name = f"{path}/{entry.name}"
        if entry.is_dir():
            found += _files(entry, name)
        elif entry.name.endswith((".py", ".csv", ".json")) and entry.name not in _NO_RULES:
            found.append((name, entry.read_bytes()))
    return found


RULES_VERSION: str = _rules()
