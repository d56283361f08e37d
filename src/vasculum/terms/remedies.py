"""What is wrong with a record, in plain words, and what a curator does about it: the texts behind every code of an assessment."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from vasculum.terms.messages import LANGUAGES, remarks

UNKNOWN = "look"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do about a problem: its code, the group of problems it belongs to, and its sentence per language."""

    code: str
    group: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that may be wrong with a record.

    `kind` is `remark`, `flag` (of GBIF) or `bdq` (a TDWG test that is not passed); `level` is `error`, `warning` or `info`.
    """

    kind: str
    code: str
    level: str
    remedy: Remedy
    texts: Mapping[str, str]

    @property
    def key(self) -> str:
        """Kind and code in one text; codes alone are not unique."""
        return f"{self.kind}:{self.code}"


@cache
def remedies() -> Mapping[str, Remedy]:
    """Every remedy, by code."""
    return {row["code"]: Remedy(row["code"], row["group"], _texts(row)) for row in _rows("remedies.csv")}


@cache
def problems() -> Mapping[str, Problem]:
    """Every problem by its key; the sentences of remarks are those of `vasculum.terms.messages.remarks()`."""
    listed = {f"{row['kind']}:{row['code']}": row for row in _rows("problems.csv")}
    others = {key: _problem(row, row["level"], _texts(row)) for key, row in listed.items() if row["kind"] != "remark"}
    said = {
        f"remark:{code}": _problem(listed.get(f"remark:{code}", {"kind": "remark", "code": code}), message.level, message.texts)
        for code, message in remarks().items()
    }
    return said | others


def problem(kind: str, code: str) -> Problem:
    """The problem of this kind and code; one that no table knows is told by its code.

    >>> problem("bdq", "VALIDATION_YEAR_NOTEMPTY").texts["nl"], problem("flag", "NEW_FLAG").remedy.code
    ('Het jaar ontbreekt.', 'look')
    """
    plain = Problem(kind, code, "info", remedies()[UNKNOWN], dict.fromkeys(LANGUAGES, code))
    return problems().get(f"{kind}:{code}", plain)


def _problem(row: Mapping[str, str], level: str, texts: Mapping[str, str]) -> Problem:
    return Problem(row["kind"], row["code"], level, remedies()[row.get("remedy", UNKNOWN)], texts)


def _texts(row: Mapping[str, str]) -> dict[str, str]:
    return {language: row[language] for language in LANGUAGES}


def _rows(name: str) -> list[dict[str, str]]:
    with files("vasculum.terms").joinpath(name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))
