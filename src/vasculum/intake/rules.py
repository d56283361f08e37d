"""What may be changed in a mapping by a person who fills in a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import replace

from vasculum.mapping.document import Constant, Mapping, Rule
from vasculum.mapping.proposing import rule_for
from vasculum.mapping.spelling import folded
from vasculum.terms.darwin_core import known_terms

LARGEST = 500_000_000
LEASE = dt.timedelta(minutes=10)
MOST_ATTEMPTS = 3
PREVIEWED = 5
BASIS = "dwc:basisOfRecord"
OFFERED = (
    "dwc:catalogNumber", "dwc:occurrenceID", "dwc:otherCatalogNumbers", "dwc:collectionCode", "dwc:institutionCode",
    "dwc:scientificName", "dwc:scientificNameAuthorship", "dwc:family", "dwc:genus", "dwc:specificEpithet",
    "dwc:infraspecificEpithet", "dwc:taxonRank", "dwc:kingdom", "dwc:phylum", "dwc:class", "dwc:order", "dwc:vernacularName",
    "dwc:typeStatus", "dwc:identifiedBy", "dwc:dateIdentified", "dwc:identificationQualifier", "dwc:recordedBy",
    "dwc:recordNumber", "dwc:eventDate", "dwc:verbatimEventDate", "dwc:year", "dwc:month", "dwc:day", "dwc:country",
    "dwc:countryCode", "dwc:stateProvince", "dwc:county", "dwc:municipality", "dwc:locality", "dwc:verbatimLocality",
    "dwc:island", "dwc:waterBody", "dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:verbatimCoordinates",
    "dwc:geodeticDatum", "dwc:coordinateUncertaintyInMeters", "dwc:verbatimElevation", "dwc:minimumElevationInMeters",
    "dwc:maximumElevationInMeters", "dwc:verbatimDepth", "dwc:habitat", "dwc:samplingProtocol", "dwc:sex", "dwc:lifeStage",
    "dwc:individualCount", "dwc:preparations", "dwc:basisOfRecord", "dwc:associatedMedia", "dwc:associatedTaxa",
    "dwc:associatedReferences", "dwc:formation", "dwc:verbatimLabel", "dwc:occurrenceRemarks", "dcterms:license",
    "dcterms:rightsHolder",
)  # fmt: skip
"""The terms a form offers, in the order of a label; a mapping file may use any."""

KINDS = ("PreservedSpecimen", "FossilSpecimen", "LivingSpecimen", "MaterialSample", "MaterialEntity")


def decided(mapping: Mapping, terms: MappingOf[str, str], kind: str, several: str) -> Mapping:
    """A mapping with the terms a person chose by column ("" keeps the heading), the kind of things, and the column by which
    several rows are one specimen ("" for none); a column whose term did not change keeps its rule as it is.
    """
    rules = [_chosen(rule, terms) for rule in mapping.rules]
    constants = [each for each in mapping.constants if each.to != BASIS]
    if kind in KINDS and not any(BASIS in rule.to for rule in rules):
        constants.append(Constant(BASIS, kind))
    return replace(
        mapping, rules=tuple(_first_of_each(rules)), constants=tuple(constants), specimen=(several,) if several else ()
    )


def term_of(rule: Rule) -> str:
    """The term a form shows for a rule."""
    if rule.row_type == "ac:Multimedia" and rule.to == ("ac:accessURI",):
        return "dwc:associatedMedia"
    return rule.to[0] if rule.to and not rule.row_type else ""


def is_special_rule(rule: Rule) -> bool:
    """Whether a rule joins, parts or takes pieces out of texts, so that one term does not tell what becomes of a column."""
    return len(rule.columns) > 1 or len(rule.to) > 1 or bool(rule.patterns or rule.split or rule.skip)


def _chosen(rule: Rule, terms: MappingOf[str, str]) -> Rule:
    term = terms.get(rule.columns[0])
    if (
        term is None
        or is_special_rule(rule)
        or (term == term_of(rule) and not rule.perhaps)
        or (term and term not in known_terms())
    ):
        return rule
    if not term:
        return Rule(rule.columns, join=rule.join, reason="DECIDED")
    return replace(rule_for(rule.columns[0], term), columns=rule.columns, join=rule.join, values=rule.values)


def _first_of_each(rules: list[Rule]) -> list[Rule]:
    """Of two columns for one term the second is a question again: which of them would count?"""
    taken = {place for rule in rules if is_special_rule(rule) for place in places_of(rule)}
    kept = []
    for rule in rules:
        if is_special_rule(rule):
            kept.append(rule)
            continue
        places = places_of(rule)
        kept.append(Rule(rule.columns, perhaps=rule.to[0], reason="TAKEN") if places & taken else rule)
        taken |= places
    return kept


def places_of(rule: Rule) -> set[tuple[str, str, str]]:
    """Where the texts of a rule go: row type, row, term; no two rules may share one."""
    return {(rule.row_type, rule.row, term) for term in rule.to if not rule.each}


def mended(mapping: Mapping, column: str, wrong: str, right: str) -> Mapping:
    """A mapping by which a text of a column is read as another; the text itself stays beside it."""
    rules = [
        replace(rule, values={**rule.values, wrong.strip(): right}) if rule.columns[0] == column else rule
        for rule in mapping.rules
    ]
    return replace(mapping, rules=tuple(rules))


def remembered(mappings: Iterable[Mapping]) -> dict[str, str]:
    """The terms that headings had in earlier mappings, the latest first, by folded heading."""
    known: dict[str, str] = {}
    for mapping in mappings:
        for rule in mapping.rules:
            if len(rule.columns) == 1 and not rule.perhaps and (term_of(rule) or rule.reason == "DECIDED"):
                known.setdefault(folded(rule.columns[0]), term_of(rule))
    return known
