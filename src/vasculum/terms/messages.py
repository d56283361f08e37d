"""The texts behind codes: what a remark or a rejection says to a person, in the four languages of the node."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("nl", "fr", "en", "de")


@dataclass(frozen=True, slots=True)
class Message:
    """One closed-list text: its code, its level (`error`, `warning`, `info`) and its sentence per language."""

    code: str
    level: str
    texts: Mapping[str, str]


@cache
def remarks() -> Mapping[str, Message]:
    """Every remark an interpreter may make, by code."""
    return _read("remarks.csv")


@cache
def rejections() -> Mapping[str, Message]:
    """Every reason for which a row may be rejected, by code."""
    return _read("rejections.csv")


@cache
def sheet_notices() -> Mapping[str, Message]:
    """Everything that may have been inferred when a spreadsheet was read, by code."""
    return _read("sheet_notices.csv")


def _read(name: str) -> Mapping[str, Message]:
    with files("vasculum.terms").joinpath(name).open(encoding="utf-8") as table:
        return {
            row["code"]: Message(row["code"], row["level"], {language: row[language] for language in LANGUAGES})
            for row in csv.DictReader(table)
        }
