"""An institution or a collection of GRSciColl in one form: today's field names, lists as lists, concepts as concepts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vasculum.model.remark import Remark
from vasculum.terms.grscicoll import concepts, fields_of, former_fields, plain

Fields = dict[str, Any]

OTHER = "vasculum:other"
"""Where a description keeps what GRSciColl has no field for."""

UNPLACED, RENAMED, DATATYPE, UNKNOWN = (
    "GRSCICOLL_FIELD_UNKNOWN",
    "GRSCICOLL_FIELD_RENAMED",
    "GRSCICOLL_DATATYPE",
    "GRSCICOLL_CONCEPT",
)
SHOWN = 200
VOCABULARY_OF: Mapping[str, str] = {
    "types": "InstitutionType",
    "institutionalGovernances": "InstitutionalGovernance",
    "disciplines": "Discipline",
    "contentTypes": "CollectionContentType",
    "preservationTypes": "PreservationType",
    "accessionStatus": "AccessionStatus",
}
_PARTS = frozenset(
    {
        "Address", "Contact", "Identifier", "AlternativeCode", "UserId", "MachineTag", "Tag", "Comment", "OccurrenceMapping",
        "MasterSourceMetadata",
    }
)  # fmt: skip
_NUMBERS = frozenset({"Integer", "Long", "long", "BigDecimal", "Double"})


class Unfit(ValueError):
    """A value that is not of the type of its field."""


def normal(told: Mapping[str, Any], entity: str, path: str, remarks: list[Remark]) -> Fields:
    """What is told of one entity, in the order of the model; the remarks are appended, with the path to the field as their term.

    Empty fields are left out. What has no field, or is not of its type, goes unchanged into `vasculum:other`.
    """
    placed: Fields = {}
    apart: Fields = dict(told[OTHER]) if isinstance(told.get(OTHER), dict) else {}
    for key, value in told.items():
        if value is not None and value not in ("", [], {}) and not (key == OTHER and isinstance(value, dict)):
            _place(key, value, entity, f"{path}/{key}" if path else key, placed, apart, remarks)
    ordered = {field: placed[field] for field in fields_of(entity) if field in placed}
    return ordered | ({OTHER: dict(sorted(apart.items()))} if apart else {})


def _place(key: str, value: Any, entity: str, path: str, placed: Fields, apart: Fields, remarks: list[Remark]) -> None:
    field = key if key in fields_of(entity) else former_fields(entity).get(key)
    if field is None or field in placed:
        remarks.append(Remark(UNPLACED, path, str(value)[:SHOWN]))
        apart[key] = value
        return
    if field != key:
        remarks.append(Remark(RENAMED, path, field))
    try:
        read = _read(field, value, fields_of(entity)[field], path, remarks)
    except Unfit:
        remarks.append(Remark(DATATYPE, path, str(value)[:SHOWN]))
        apart[key] = value
    else:
        placed |= {} if read in ({}, []) else {field: read}


def _read(field: str, value: Any, type: str, path: str, remarks: list[Remark]) -> Any:
    if not type.startswith("List<"):
        return _single(field, value, type, path, remarks)
    of = type.removeprefix("List<").removesuffix(">")
    many = value if isinstance(value, list) else [value]
    if field in VOCABULARY_OF:
        return list(dict.fromkeys(concept for each in many for concept in _concepts(field, each, path, remarks)))
    read = [_single(field, each, of, f"{path}/{number}", remarks) for number, each in enumerate(many)]
    return [each for each in read if each != {}]


def _single(field: str, value: Any, type: str, path: str, remarks: list[Remark]) -> Any:
    if type in _PARTS:
        if not isinstance(value, dict):
            raise Unfit
        return normal(value, type, path, remarks)
    if field in VOCABULARY_OF:
        return " ".join(_concepts(field, value, path, remarks))
    if type in _NUMBERS:
        return _number(value)
    if type in ("boolean", "Boolean"):
        return _truth(value)
    return _text(value)


def _concepts(field: str, value: Any, path: str, remarks: list[Remark]) -> tuple[str, ...]:
    spelt = _text(value)
    meant = concepts(VOCABULARY_OF[field]).get(plain(spelt))
    if meant is None:
        remarks.append(Remark(UNKNOWN, path, spelt[:SHOWN]))
    return meant or (spelt,)


def _number(value: Any) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or len(value) > 18:
        raise Unfit
    try:
        return int(value) if value.lstrip("-").isdigit() else float(value)
    except ValueError:
        raise Unfit from None


def _truth(value: Any) -> bool:
    if isinstance(value, str) and value.casefold() in ("true", "false"):
        return value.casefold() == "true"
    if not isinstance(value, bool):
        raise Unfit
    return value


def _text(value: Any) -> str:
    if isinstance(value, dict | list | bool) or value is None:
        raise Unfit
    return str(value)
