"""Mapping files written: YAML in the order people read it, and SSSOM for those who compare mappings.

Source of the SSSOM columns: https://mapping-commons.github.io/sssom/ (Simple Standard for Sharing Ontology Mappings, CC0).
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import yaml

from vasculum.mapping.document import EDITION, Constant, Mapping, Rule
from vasculum.terms.darwin_core import NAMESPACES, iri

SSSOM = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "comment",
)
_JUSTIFICATION = {
    "REMEMBERED": "semapv:MappingReview",
    "CONTENT": "semapv:InstanceBasedMatching",
    "HEADING_AND_CONTENT": "semapv:CompositeMatching",
    "DECIDED": "semapv:ManualMappingCuration",
    "": "semapv:ManualMappingCuration",
}


def as_yaml(mapping: Mapping) -> str:
    """A mapping as the text of its file; reading it gives the mapping back."""
    entries: dict[str, Any] = {"vasculum mapping": EDITION, "name": mapping.name, "version": mapping.version}
    if mapping.sheet:
        entries["sheet"] = mapping.sheet
    if mapping.heading:
        entries["heading"] = list(mapping.heading)
    if mapping.specimen:
        entries["specimen"] = list(mapping.specimen)
    entries["columns"] = [_rule(rule) for rule in mapping.rules]
    if mapping.constants:
        entries["constants"] = [_constant(constant) for constant in mapping.constants]
    return str(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=120))


def _rule(rule: Rule) -> dict[str, Any]:
    entry: dict[str, Any] = {"column": rule.columns[0]} if len(rule.columns) == 1 else {"columns": list(rule.columns)}
    if len(rule.columns) > 1:
        entry["join"] = rule.join
    written = [each.written for each in rule.patterns]
    to: Any = dict(zip(rule.names, rule.to, strict=True)) if rule.names else list(rule.to)
    told = {
        "pattern": written[0] if len(written) == 1 else written,
        "split": rule.split,
        "each": rule.each,
        "to": to[0] if isinstance(to, list) and len(to) == 1 else to,
        "in": rule.row_type,
        "row": rule.row,
        "values": dict(rule.values),
        "unit": rule.unit,
        "skip": rule.skip,
        "perhaps": rule.perhaps,
        "confidence": rule.confidence,
        "reason": rule.reason,
    }
    return entry | {name: value for name, value in told.items() if value or (value == 0.0 and name == "confidence")}


def _constant(constant: Constant) -> dict[str, str]:
    entry = {"to": constant.to, "value": constant.value}
    return {**entry, "in": constant.row_type} if constant.row_type else entry


def as_sssom(mapping: Mapping, made: dt.date) -> str:
    """A mapping as SSSOM: tab-separated, its metadata before it as comments."""
    prefixes = {name: iri for name, iri in NAMESPACES.items() if any(name == term.partition(":")[0] for term in _terms(mapping))}
    about = {
        "mapping_set_id": f"urn:vasculum:mapping:{mapping.name}:{mapping.version}",
        "mapping_set_version": str(mapping.version),
        "mapping_date": made.isoformat(),
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "curie_map": {**prefixes, "skos": "http://www.w3.org/2004/02/skos/core#", "semapv": "https://w3id.org/semapv/vocab/"},
    }
    text = io.StringIO()
    for line in str(yaml.safe_dump(about, allow_unicode=True, sort_keys=False)).splitlines():
        text.write(f"# {line}\n")
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    table.writerow(SSSOM)
    table.writerows(_sssom_rows(mapping))
    return text.getvalue()


def _terms(mapping: Mapping) -> list[str]:
    return [term for rule in mapping.rules for term in rule.to]


def _sssom_rows(mapping: Mapping) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for rule in mapping.rules:
        exact = rule.is_plain and len(rule.to) == 1
        for column in rule.columns:
            for term in rule.to:
                comment = rule.reason if not rule.row_type else f"{rule.reason} in {rule.row_type}".strip()
                rows.append(
                    (
                        f"column:{column}",
                        column,
                        "skos:exactMatch" if exact else "skos:relatedMatch",
                        term,
                        iri(term).rpartition("/")[2],
                        _JUSTIFICATION.get(rule.reason, "semapv:LexicalMatching"),
                        "" if rule.confidence is None else f"{rule.confidence:g}",
                        comment,
                    )
                )
    return rows
