"""The tables of GRSciColl made from the lists GBIF publishes: `python -m vasculum.terms.grscicoll.published FOLDER TABLE`.

FOLDER holds `fields.csv`, `enums_legacy.json` and `vocabularies/`, as read from gbif-api and pipelines; TABLE is `fields`
or `concepts`.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

VOCABULARIES = {
    "InstitutionType": "InstitutionType",
    "InstitutionalGovernance": "InstitutionGovernance",
    "Discipline": "Discipline",
    "CollectionContentType": "CollectionContentType",
    "PreservationType": "PreservationType",
    "AccessionStatus": "AccessionStatus",
}
"""The vocabularies of an institution or a collection, and what their upper-case enumeration was called."""

ENTITIES = (
    "Institution", "Collection", "Address", "Contact", "Identifier", "AlternativeCode", "UserId", "MachineTag", "Tag", "Comment",
    "OccurrenceMapping", "MasterSourceMetadata",
)  # fmt: skip


def fields_table(folder: Path) -> str:
    """The text of `fields.csv`: what an institution, a collection and their parts hold."""
    with (folder / "fields.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    kept = dict.fromkeys((row["entity"], row["field"], row["type"]) for row in rows if row["entity"] in ENTITIES)
    return _text(("entity", "field", "type"), kept)


def concepts_table(folder: Path) -> str:
    """The text of `concepts.csv`: every concept, and the former spellings that mean it alone."""
    former = orjson.loads((folder / "enums_legacy.json").read_bytes())
    lines = [line for name, enum in VOCABULARIES.items() for line in _concepts(folder, name, former[enum])]
    return _text(("vocabulary", "spelling", "concept"), lines)


def _concepts(folder: Path, name: str, former: list[str]) -> Iterator[tuple[str, str, str]]:
    concepts = orjson.loads((folder / "vocabularies" / f"{name}.json").read_bytes())["concepts"]
    spellings = {concept["name"]: {label.upper() for label in concept["hiddenLabels"]} for concept in concepts}
    for concept in sorted(spellings):
        yield name, concept, concept
        spelt = {enum for enum in former if enum in spellings[concept] or enum == _upper(concept)}
        yield from ((name, enum, concept) for enum in sorted(spelt))


def _upper(concept: str) -> str:
    """The concept as an enumeration spells it: NonProfit, NON_PROFIT."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", concept).upper()


def _text(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    sys.stdout.write({"fields": fields_table, "concepts": concepts_table}[sys.argv[2]](Path(sys.argv[1])))
