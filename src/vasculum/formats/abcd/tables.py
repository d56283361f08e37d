"""The mapping from ABCD to Darwin Core, as tables that a curator can read and extend (`terms/abcd`)."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

JOIN = " | "


def _rows(name: str) -> list[dict[str, str]]:
    with files("vasculum.terms").joinpath("abcd", name).open(encoding="utf-8") as table:
        return list(csv.DictReader(table))


@cache
def terms_of(group: str) -> Mapping[str, tuple[str, bool]]:
    """The term for each path of a group, and whether repeated texts are joined.

    >>> terms_of("unit")["UnitID"]
    ('dwc:catalogNumber', False)
    """
    return {row["path"]: (row["term"], row["repeated"] == "join") for row in _rows("paths.csv") if row["group"] == group}


@cache
def groups() -> tuple[tuple[str, str, str], ...]:
    """The repeated elements that become rows: group, path below the unit, row type."""
    return tuple((row["group"], row["path"], row["row_type"]) for row in _rows("groups.csv"))


@cache
def _words(kind: str) -> Mapping[str, str]:
    return {row["word"]: row["term"] for row in _rows("words.csv") if row["kind"] == kind}


def term_of_word(kind: str, word: str) -> str:
    """The term that the word for a rank, a class of area or a division of time stands for; empty when it is not known.

    >>> term_of_word("rank", "Familia"), term_of_word("area", "Gewann")
    ('dwc:family', '')
    """
    return _words(kind).get(word.strip().lower(), "")
