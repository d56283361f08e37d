"""The closed lists of the registry, and what each code is called in the four languages of the node."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from vasculum.model.language_map import name_in
from vasculum.terms.messages import LANGUAGES

Codes = Mapping[str, Mapping[str, str]]


@cache
def vocabulary(name: str) -> Codes:
    """The codes of one list with their names as language maps; a list that does not exist has no codes.

    The lists are `discipline`, `material_kind`, `status`, `qualifier`, `unit`, `basis` and `consortium_role`.
    """
    table = files("vasculum.registry").joinpath("vocabularies.csv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in csv.DictReader(table) if row["list"] == name]
    return {row["code"]: {language: row[language] for language in LANGUAGES} for row in rows}


def label(name: str, code: str, language: str) -> str:
    """What `code` of the list `name` is called; a code that the list does not hold is shown as it is.

    >>> label("discipline", "palaeontology", "fr")
    'Paléontologie'
    """
    return name_in(vocabulary(name).get(code, {}), language) or code
