"""The classification against a checklist: names at their ranks, and ranks that belong together."""

from __future__ import annotations

from collections.abc import Callable

from vasculum.quality.bdq.authorities import AuthorityKind, Source, Taxonomy, TaxonUsage
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, bdq_test
from vasculum.quality.bdq.responses import Response, empty, is_empty, judged, not_compliant

GBIF_BACKBONE = Source(
    AuthorityKind.TAXONOMY, "GBIF Backbone Taxonomy", ("https://doi.org/10.15468/39omei", "gbif.org", "https://www.gbif.org")
)
# From the highest rank to the lowest.
RANKS = ("kingdom", "phylum", "class", "order", "superfamily", "family", "subfamily", "tribe", "subtribe", "genus")
RANK_TERMS = tuple(f"dwc:{rank}" for rank in RANKS)
CHECKLIST = {SOURCE_AUTHORITY: GBIF_BACKBONE}
Consulted = Callable[[], Taxonomy]


@bdq_test("125b5493-052d-4a0d-a3e1-ed5bf792689e", "VALIDATION_KINGDOM_FOUND", acts_on=("dwc:kingdom",), parameters=CHECKLIST)
def validation_kingdom_found(checklist: Consulted, kingdom: str) -> Response:
    """The kingdom is in the checklist at that rank."""
    return _found("kingdom", kingdom, checklist)


@bdq_test("eaad41c5-1d46-4917-a08b-4fd1d7ff5c0f", "VALIDATION_PHYLUM_FOUND", acts_on=("dwc:phylum",), parameters=CHECKLIST)
def validation_phylum_found(checklist: Consulted, phylum: str) -> Response:
    """The phylum is in the checklist at that rank."""
    return _found("phylum", phylum, checklist)


@bdq_test("2cd6884e-3d14-4476-94f7-1191cfff309b", "VALIDATION_CLASS_FOUND", acts_on=("dwc:class",), parameters=CHECKLIST)
def validation_class_found(checklist: Consulted, class_: str) -> Response:
    """The class is in the checklist at that rank."""
    return _found("class", class_, checklist)


@bdq_test("81cc974d-43cc-4c0f-a5e0-afa23b455aa3", "VALIDATION_ORDER_FOUND", acts_on=("dwc:order",), parameters=CHECKLIST)
def validation_order_found(checklist: Consulted, order: str) -> Response:
    """The order is in the checklist at that rank."""
    return _found("order", order, checklist)


@bdq_test("3667556d-d8f5-454c-922b-af8af38f613c", "VALIDATION_FAMILY_FOUND", acts_on=("dwc:family",), parameters=CHECKLIST)
def validation_family_found(checklist: Consulted, family: str) -> Response:
    """The family is in the checklist at that rank."""
    return _found("family", family, checklist)


@bdq_test("f2ce7d55-5b1d-426a-b00e-6d4efe3058ec", "VALIDATION_GENUS_FOUND", acts_on=("dwc:genus",), parameters=CHECKLIST)
def validation_genus_found(checklist: Consulted, genus: str) -> Response:
    """The genus is in the checklist at that rank."""
    return _found("genus", genus, checklist)


@bdq_test(
    "2750c040-1d4a-4149-99fe-0512785f2d5f",
    "VALIDATION_CLASSIFICATION_CONSISTENT",
    acts_on=RANK_TERMS,
    parameters=CHECKLIST,
)
def validation_classification_consistent(checklist: Consulted, *texts: str) -> Response:
    """The higher ranks are those of the lowest one that the checklist knows."""
    given = {rank: value for rank, value in zip(RANKS, texts, strict=True) if not is_empty(value)}
    if not given:
        return empty(*RANK_TERMS)
    held = checklist()
    for rank in reversed(given):
        usages = at_rank(held, given[rank], rank)
        if usages:
            agree = any(agrees(usage, given, held) for usage in usages)
            return judged(agree, f"the classification is that of {given[rank]} in the checklist")
    return not_compliant("no rank is found in the checklist")


def at_rank(checklist: Taxonomy, name: str, rank: str) -> list[TaxonUsage]:
    """The usages of a name at a rank."""
    return [usage for usage in checklist.named(name) if usage.rank.casefold() == rank]


def agrees(usage: TaxonUsage, given: dict[str, str], checklist: Taxonomy) -> bool:
    """True when no rank that is given contradicts the classification of the usage; a synonym stands for its accepted name."""
    above = {rank: value for rank, value in given.items() if rank in usage.classification and rank != usage.rank.casefold()}
    return all(_means(value, rank, usage.classification[rank], checklist) for rank, value in above.items())


def _means(value: str, rank: str, accepted: str, checklist: Taxonomy) -> bool:
    return value == accepted or any(usage.accepted_name == accepted for usage in at_rank(checklist, value, rank))


def _found(rank: str, value: str, checklist: Consulted) -> Response:
    if is_empty(value):
        return empty(f"dwc:{rank}")
    return judged(bool(at_rank(checklist(), value, rank)), f"dwc:{rank} is in the checklist at that rank")
