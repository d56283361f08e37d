"""Which taxon is meant: names and identifiers against a checklist, and against each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

import nameparser

from vasculum.quality.bdq.authorities import Taxonomy, TaxonUsage
from vasculum.quality.bdq.classification import CHECKLIST, RANK_TERMS, RANKS, Consulted, agrees
from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.responses import (
    Response,
    empty,
    filled_in,
    internal_prerequisites_not_met,
    is_empty,
    judged,
    not_amended,
    stripped,
)

NAME, NAME_ID = "dwc:scientificName", "dwc:scientificNameID"
_PARTS = ("dwc:genericName", "dwc:specificEpithet", "dwc:infraspecificEpithet")
_EVIDENCE = (
    "dwc:taxonID",
    "dwc:acceptedNameUsageID",
    "dwc:originalNameUsageID",
    "dwc:taxonConceptID",
    "dwc:higherClassification",
    *RANK_TERMS,
    "dwc:genericName",
    "dwc:subgenus",
)
_REST = ("dwc:specificEpithet", "dwc:infraspecificEpithet", "dwc:cultivarEpithet", "dwc:vernacularName")
_WRITTEN = ("dwc:scientificNameAuthorship", "dwc:taxonRank")
RESOLVED = (*_EVIDENCE, "dwc:infragenericEpithet", *_REST, *_WRITTEN)
PROPOSED_FROM = (NAME, *_EVIDENCE, *_REST, *_WRITTEN)
# At least one of these is needed to look for a taxon.
_NAMING = (NAME, *_PARTS, "dwc:scientificNameAuthorship", "dwc:cultivarEpithet")

_LSID = re.compile(r"urn:lsid:[a-z0-9][a-z0-9.-]{0,200}:[^\s:]{1,200}:[^\s:]{1,200}(?::[^\s:]{1,200})?", re.IGNORECASE)
_URN = re.compile(r"urn:(?!lsid:)[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:\S{1,500}", re.IGNORECASE)
_URI = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s/?#]{1,250}/[^\s?#]\S{0,1000}", re.IGNORECASE)
_SCOPED = re.compile(r"(?!urn:)[a-z][a-z0-9_.-]{0,60}:(?!/)[^\s:]\S{0,500}", re.IGNORECASE)


@bdq_test("6eeac3ed-f691-457f-a42e-eaa9c8a71ce8", "VALIDATION_SCIENTIFICNAMEID_COMPLETE", acts_on=(NAME_ID,))
def validation_scientificnameid_complete(identifier: str) -> Response:
    """The identifier is an LSID, a URN, an address with a host and a path, or in the form scope:value."""
    if is_empty(identifier):
        return empty(NAME_ID)
    forms = (_LSID, _URN, _URI, _SCOPED)
    return judged(any(form.fullmatch(identifier) for form in forms), f"{NAME_ID} is a complete identifier")


@bdq_test("17f03f1f-f74d-40c0-8071-2927cfc9487b", "VALIDATION_POLYNOMIAL_CONSISTENT", acts_on=(NAME, *_PARTS))
def validation_polynomial_consistent(name: str, genus: str, species: str, infraspecies: str) -> Response:
    """The parts that are given are those of the scientific name."""
    parts = (genus, species, infraspecies)
    if is_empty(name) or all(map(is_empty, parts)):
        return empty(NAME, *_PARTS)
    expected = _parsed(name)
    same = all(is_empty(part) or part == found for part, found in zip(parts, expected, strict=True))
    return judged(same, f"{', '.join(_PARTS)} are those of {NAME}")


@bdq_test(
    "3f335517-f442-4b98-b149-1e87ff16de45",
    "VALIDATION_SCIENTIFICNAME_FOUND",
    acts_on=(NAME,),
    parameters=CHECKLIST,
)
def validation_scientificname_found(checklist: Consulted, name: str) -> Response:
    """The scientific name is in the checklist."""
    return empty(NAME) if is_empty(name) else judged(bool(checklist().named(name)), f"{NAME} is in the checklist")


@bdq_test(
    "f01fb3f9-2f7e-418b-9f51-adf50f202aea",
    "AMENDMENT_SCIENTIFICNAME_FROM_SCIENTIFICNAMEID",
    acts_on=(NAME,),
    consults=(NAME_ID,),
    parameters=CHECKLIST,
)
def amendment_scientificname_from_scientificnameid(checklist: Consulted, name: str, identifier: str) -> Response:
    """The scientific name that the identifier stands for in the checklist."""
    if is_empty(identifier) or not is_empty(name):
        return internal_prerequisites_not_met(f"{NAME_ID} is bdqval:Empty or {NAME} is bdqval:NotEmpty")
    usage = checklist().identified(stripped(identifier))
    if usage is None:
        return not_amended(f"{NAME_ID} is not in the checklist")
    return filled_in({NAME: usage.scientific_name}, f"{NAME_ID} stands for {usage.scientific_name}")


@bdq_test(
    "431467d6-9b4b-48fa-a197-cd5379f5e889",
    "AMENDMENT_SCIENTIFICNAMEID_FROM_TAXON",
    acts_on=(NAME_ID,),
    consults=PROPOSED_FROM,
    parameters=CHECKLIST,
)
def amendment_scientificnameid_from_taxon(checklist: Consulted, identifier: str, *texts: str) -> Response:
    """The identifier of the one taxon of the checklist that the record means."""
    given = _given(PROPOSED_FROM, texts)
    if not is_empty(identifier) or not any(term in given for term in _NAMING):
        return internal_prerequisites_not_met(f"{NAME_ID} is bdqval:NotEmpty or no term names a taxon")
    found = _usages(given, checklist())
    if len(found) != 1:
        return not_amended("the record means no taxon of the checklist, or more than one")
    return filled_in({NAME_ID: found[0].identifier}, f"the record means {found[0].scientific_name}")


@bdq_test(
    "4c09f127-737b-4686-82a0-7c8e30841590",
    "VALIDATION_TAXON_UNAMBIGUOUS",
    acts_on=(NAME, NAME_ID),
    consults=RESOLVED,
    parameters=CHECKLIST,
)
def validation_taxon_unambiguous(checklist: Consulted, name: str, identifier: str, *texts: str) -> Response:
    """The record means one taxon of the checklist: by identifier, else by name, else by the parts of a name."""
    given = _given(RESOLVED, texts)
    if not is_empty(name):
        given[NAME] = name
    if is_empty(identifier) and not any(term in given for term in _NAMING):
        return empty(NAME_ID, *_NAMING)
    if not is_empty(identifier):
        return judged(checklist().identified(identifier) is not None, f"{NAME_ID} is one taxon of the checklist")
    return judged(len(_usages(given, checklist())) == 1, "the record means one taxon of the checklist")


def _given(terms: Sequence[str], texts: Sequence[str]) -> dict[str, str]:
    return {term: text for term, text in zip(terms, texts, strict=True) if not is_empty(text)}


def _usages(given: dict[str, str], checklist: Taxonomy) -> list[TaxonUsage]:
    """The usages that the name means, or, without a name, its parts; narrowed by what else the record says until one is left."""
    found = list(checklist.named(given.get(NAME) or _composed(given)))
    for narrowed in (_by_authorship(found, given), _by_rank(found, given)):
        found = [usage for usage in found if usage in narrowed] or found
    ranks = {rank: given[f"dwc:{rank}"] for rank in RANKS if f"dwc:{rank}" in given}
    return found if len(found) < 2 else [usage for usage in found if agrees(usage, ranks, checklist)]


def _composed(given: dict[str, str]) -> str:
    parts = [given[term] for term in (*_PARTS, "dwc:cultivarEpithet") if term in given]
    return " ".join(map(stripped, parts))


def _by_authorship(found: list[TaxonUsage], given: dict[str, str]) -> list[TaxonUsage]:
    authorship = stripped(given.get("dwc:scientificNameAuthorship", ""))
    return [usage for usage in found if authorship and usage.authorship == authorship]


def _by_rank(found: list[TaxonUsage], given: dict[str, str]) -> list[TaxonUsage]:
    rank = stripped(given.get("dwc:taxonRank", "")).casefold()
    return [usage for usage in found if rank and usage.rank.casefold() == rank]


# A genus, a Latin epithet and authors none of whom begins with a small letter: what the parser makes of it is plain to see.
_NO_GENUS = r"(?!Un|Indet|Incert|Candidatus|Virus|Hybrid)"
_NO_EPITHET = r"(?!(?:forma|virus|genus|incertae|sedis|nova|indeterminata) )"
_PLAIN = re.compile(
    rf"(?!.*[A-Z]V\b){_NO_GENUS}([A-Z][a-z]{{2,}}) {_NO_EPITHET}([a-z]{{3,}}(?:a|us|um|is|ii|ae))"
    r" \(?[A-Z][^ ]*(?: [A-Z(&0-9][^ ]*)*"
)


def _parsed(name: str) -> tuple[str, str, str]:
    """Genus, specific and lowest infraspecific epithet of a name; empty where the name has none or cannot be parsed."""
    if len(name) > 500:
        return "", "", ""
    plain = _PLAIN.fullmatch(name)
    if plain:
        return plain[1], plain[2], ""
    try:
        parsed = nameparser.parse(name)
    except (nameparser.UnparsableNameError, UnicodeEncodeError):
        return "", "", ""
    genus = getattr(parsed, "genus", None) or getattr(parsed, "uninomial", None)
    species, infraspecies = (getattr(parsed, part, None) for part in ("specific_epithet", "infraspecific_epithet"))
    return genus or "", species or "", infraspecies or ""
