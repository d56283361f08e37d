"""Terms with a controlled vocabulary: the standard value that the text means."""

from __future__ import annotations

import re
from collections.abc import Callable

from vasculum.quality.bdq.authorities import Vocabulary
from vasculum.quality.bdq.closed_vocabularies import (
    BASIS_OF_RECORD,
    DCMI_TYPE,
    DEGREE_OF_ESTABLISHMENT,
    ESTABLISHMENT_MEANS,
    OCCURRENCE_STATUS,
    PATHWAY,
    SEX,
    TAXON_RANK,
    TYPE_STATUS,
)
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, bdq_test
from vasculum.quality.bdq.licences import CREATIVE_COMMONS
from vasculum.quality.bdq.responses import (
    Response,
    amended,
    empty,
    filled_in,
    is_empty,
    not_amended,
    stripped,
)
from vasculum.quality.bdq.vocabulary_matching import standardized

OCCURRENCE_STATUS_TERM = "dwc:occurrenceStatus"
_LONGEST_TYPE_STATUS = 2000
_FIRST_WORD = re.compile(r"(\s*)(\S+)(.*)", re.DOTALL)


@bdq_test(
    "07c28ace-561a-476e-a9b9-3d5ad6e35933",
    "AMENDMENT_BASISOFRECORD_STANDARDIZED",
    acts_on=("dwc:basisOfRecord",),
    parameters={SOURCE_AUTHORITY: BASIS_OF_RECORD},
)
def amendment_basisofrecord_standardized(vocabulary: Callable[[], Vocabulary], basis_of_record: str) -> Response:
    """The kind of record as the local name of a Darwin Core class."""
    return standardized("dwc:basisOfRecord", basis_of_record, vocabulary)


@bdq_test(
    "bd385eeb-44a2-464b-a503-7abe407ef904",
    "AMENDMENT_DCTYPE_STANDARDIZED",
    acts_on=("dc:type",),
    parameters={SOURCE_AUTHORITY: DCMI_TYPE},
)
def amendment_dctype_standardized(vocabulary: Callable[[], Vocabulary], type_: str) -> Response:
    """The type as a name of the DCMI type vocabulary, also from its address."""
    return standardized("dc:type", type_, vocabulary)


@bdq_test(
    "f8f3a093-042c-47a3-971a-a482aaaf3b75",
    "AMENDMENT_OCCURRENCESTATUS_STANDARDIZED",
    acts_on=("dwc:occurrenceStatus",),
    parameters={SOURCE_AUTHORITY: OCCURRENCE_STATUS},
)
def amendment_occurrencestatus_standardized(vocabulary: Callable[[], Vocabulary], occurrence_status: str) -> Response:
    """The status as `present` or `absent`, also from 1 and 0."""
    return standardized("dwc:occurrenceStatus", occurrence_status, vocabulary)


@bdq_test(
    "15d15927-7a22-43f8-88d6-298f5eb45c4c",
    "AMENDMENT_ESTABLISHMENTMEANS_STANDARDIZED",
    acts_on=("dwc:establishmentMeans",),
    parameters={SOURCE_AUTHORITY: ESTABLISHMENT_MEANS},
)
def amendment_establishmentmeans_standardized(vocabulary: Callable[[], Vocabulary], establishment_means: str) -> Response:
    """How the organism came there, as a value of the TDWG vocabulary."""
    return standardized("dwc:establishmentMeans", establishment_means, vocabulary)


@bdq_test(
    "74ef1034-e289-4596-b5b0-cde73796697d",
    "AMENDMENT_DEGREEOFESTABLISHMENT_STANDARDIZED",
    acts_on=("dwc:degreeOfEstablishment",),
    parameters={SOURCE_AUTHORITY: DEGREE_OF_ESTABLISHMENT},
)
def amendment_degreeofestablishment_standardized(vocabulary: Callable[[], Vocabulary], degree: str) -> Response:
    """How far the organism has established itself, as a value of the TDWG vocabulary."""
    return standardized("dwc:degreeOfEstablishment", degree, vocabulary)


@bdq_test(
    "f9205977-f145-44f5-8cb9-e3e2e35ce908",
    "AMENDMENT_PATHWAY_STANDARDIZED",
    acts_on=("dwc:pathway",),
    parameters={SOURCE_AUTHORITY: PATHWAY},
)
def amendment_pathway_standardized(vocabulary: Callable[[], Vocabulary], pathway: str) -> Response:
    """The way by which the organism came, as a value of the TDWG vocabulary."""
    return standardized("dwc:pathway", pathway, vocabulary)


@bdq_test(
    "33c45ae1-e2db-462a-a59e-7169bb01c5d6",
    "AMENDMENT_SEX_STANDARDIZED",
    acts_on=("dwc:sex",),
    parameters={SOURCE_AUTHORITY: SEX},
)
def amendment_sex_standardized(vocabulary: Callable[[], Vocabulary], sex: str) -> Response:
    """The sex as a value of the GBIF vocabulary."""
    return standardized("dwc:sex", sex, vocabulary)


@bdq_test(
    "e39098df-ef46-464c-9aef-bcdeee2a88cb",
    "AMENDMENT_TAXONRANK_STANDARDIZED",
    acts_on=("dwc:taxonRank",),
    parameters={SOURCE_AUTHORITY: TAXON_RANK},
)
def amendment_taxonrank_standardized(vocabulary: Callable[[], Vocabulary], taxon_rank: str) -> Response:
    """The rank as a value of the GBIF vocabulary."""
    return standardized("dwc:taxonRank", taxon_rank, vocabulary)


@bdq_test(
    "dcbe5bd2-42a0-4aab-bb4d-8f148c6490f8",
    "AMENDMENT_LICENSE_STANDARDIZED",
    acts_on=("dcterms:license",),
    parameters={SOURCE_AUTHORITY: CREATIVE_COMMONS},
)
def amendment_license_standardized(vocabulary: Callable[[], Vocabulary], licence: str) -> Response:
    """The address of the legal code that the text means; an empty licence is not guessed."""
    standard = None if is_empty(licence) or vocabulary().has(licence) else vocabulary().standard_form(licence)
    if standard is None or standard == licence:
        return not_amended("dcterms:license is standard or cannot be interpreted as one licence")
    return amended({"dcterms:license": standard}, f"dcterms:license interpreted as {standard}")


@bdq_test(
    "b3471c65-b53e-453b-8282-abfa27bf1805",
    "AMENDMENT_TYPESTATUS_STANDARDIZED",
    acts_on=("dwc:typeStatus",),
    parameters={SOURCE_AUTHORITY: TYPE_STATUS},
)
def amendment_typestatus_standardized(vocabulary: Callable[[], Vocabulary], type_status: str) -> Response:
    """The first word of each portion between vertical bars as a value of the GBIF vocabulary; the rest stays as it is."""
    if is_empty(type_status):
        return empty("dwc:typeStatus")
    proposed = _standard_portions(type_status, vocabulary())
    if proposed is None or proposed == type_status:
        return not_amended("dwc:typeStatus is standard or cannot be interpreted as values of the vocabulary")
    return amended({"dwc:typeStatus": proposed}, f"dwc:typeStatus interpreted as {proposed}")


@bdq_test(
    "96667a0a-ae59-446a-bbb0-b7f2b0ca6cf5",
    "AMENDMENT_OCCURRENCESTATUS_ASSUMEDDEFAULT",
    acts_on=(OCCURRENCE_STATUS_TERM,),
    consults=("dwc:individualCount", "dwc:organismQuantity"),
    parameters={"bdqval:defaultOccurrenceStatus": "present"},
)
def amendment_occurrencestatus_assumeddefault(default: str, status: str, count: str, quantity: str) -> Response:
    """The default status, where neither a status nor a number of organisms is given.

    For a status that is given the specification contradicts itself: its text says INTERNAL_PREREQUISITES_NOT_MET, its
    examples and the published rows say NOT_AMENDED, which is what this function answers.
    """
    if not is_empty(status):
        return not_amended(f"{OCCURRENCE_STATUS_TERM} is bdqval:NotEmpty")
    if not is_empty(count) or not is_empty(quantity):
        return not_amended("dwc:individualCount or dwc:organismQuantity is bdqval:NotEmpty")
    return filled_in({OCCURRENCE_STATUS_TERM: default}, f"{OCCURRENCE_STATUS_TERM} assumed to be {default}")


def _standard_portions(text: str, vocabulary: Vocabulary) -> str | None:
    """The portions with a standard first word where it can be interpreted; None when no portion can."""
    if len(text) > _LONGEST_TYPE_STATUS:
        return None
    written = [_FIRST_WORD.fullmatch(portion) for portion in stripped(text).split("|")]
    standard = [vocabulary.standard_form(found[2]) if found else None for found in written]
    if not any(standard):
        return None
    parts = [(found[1], form or found[2], found[3]) if found else () for found, form in zip(written, standard, strict=True)]
    return "|".join(map("".join, parts))
