"""Terms with a controlled vocabulary: is the value in it."""

from __future__ import annotations

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
from vasculum.quality.bdq.licences import CC_4_OR_CC0
from vasculum.quality.bdq.responses import Response, empty, is_empty, judged
from vasculum.quality.bdq.vocabulary_matching import valid_value


@bdq_test(
    "42408a00-bf71-4892-a399-4325e2bc1fb8",
    "VALIDATION_BASISOFRECORD_STANDARD",
    acts_on=("dwc:basisOfRecord",),
    parameters={SOURCE_AUTHORITY: BASIS_OF_RECORD},
)
def validation_basisofrecord_standard(vocabulary: Callable[[], Vocabulary], basis_of_record: str) -> Response:
    """The kind of record is the local name of a Darwin Core class."""
    return valid_value("dwc:basisOfRecord", basis_of_record, vocabulary)


@bdq_test(
    "cdaabb0d-a863-49d0-bc0f-738d771acba5",
    "VALIDATION_DCTYPE_STANDARD",
    acts_on=("dc:type",),
    parameters={SOURCE_AUTHORITY: DCMI_TYPE},
)
def validation_dctype_standard(vocabulary: Callable[[], Vocabulary], type_: str) -> Response:
    """The type is a name of the DCMI type vocabulary."""
    return valid_value("dc:type", type_, vocabulary)


@bdq_test(
    "3136236e-04b6-49ea-8b34-a65f25e3aba1",
    "VALIDATION_LICENSE_STANDARD",
    acts_on=("dcterms:license",),
    parameters={SOURCE_AUTHORITY: CC_4_OR_CC0},
)
def validation_license_standard(vocabulary: Callable[[], Vocabulary], licence: str) -> Response:
    """The licence is the address of a Creative Commons licence of version 4.0 or of CC0."""
    return valid_value("dcterms:license", licence, vocabulary)


@bdq_test(
    "7af25f1e-a4e2-4ff4-b161-d1f25a5c3e47",
    "VALIDATION_OCCURRENCESTATUS_STANDARD",
    acts_on=("dwc:occurrenceStatus",),
    parameters={SOURCE_AUTHORITY: OCCURRENCE_STATUS},
)
def validation_occurrencestatus_standard(vocabulary: Callable[[], Vocabulary], occurrence_status: str) -> Response:
    """The status is `present` or `absent`."""
    return valid_value("dwc:occurrenceStatus", occurrence_status, vocabulary)


@bdq_test(
    "4eb48fdf-7299-4d63-9d08-246902e2857f",
    "VALIDATION_ESTABLISHMENTMEANS_STANDARD",
    acts_on=("dwc:establishmentMeans",),
    parameters={SOURCE_AUTHORITY: ESTABLISHMENT_MEANS},
)
def validation_establishmentmeans_standard(vocabulary: Callable[[], Vocabulary], establishment_means: str) -> Response:
    """How the organism came there is a value of the TDWG vocabulary."""
    return valid_value("dwc:establishmentMeans", establishment_means, vocabulary)


@bdq_test(
    "060e7734-607d-4737-8b2c-bfa17788bf1a",
    "VALIDATION_DEGREEOFESTABLISHMENT_STANDARD",
    acts_on=("dwc:degreeOfEstablishment",),
    parameters={SOURCE_AUTHORITY: DEGREE_OF_ESTABLISHMENT},
)
def validation_degreeofestablishment_standard(vocabulary: Callable[[], Vocabulary], degree: str) -> Response:
    """How far the organism has established itself is a value of the TDWG vocabulary."""
    return valid_value("dwc:degreeOfEstablishment", degree, vocabulary)


@bdq_test(
    "5424e933-bee7-4125-839e-d8743ea69f93",
    "VALIDATION_PATHWAY_STANDARD",
    acts_on=("dwc:pathway",),
    parameters={SOURCE_AUTHORITY: PATHWAY},
)
def validation_pathway_standard(vocabulary: Callable[[], Vocabulary], pathway: str) -> Response:
    """The way by which the organism came is a value of the TDWG vocabulary."""
    return valid_value("dwc:pathway", pathway, vocabulary)


@bdq_test(
    "88d8598b-3318-483d-9475-a5acf9887404",
    "VALIDATION_SEX_STANDARD",
    acts_on=("dwc:sex",),
    parameters={SOURCE_AUTHORITY: SEX},
)
def validation_sex_standard(vocabulary: Callable[[], Vocabulary], sex: str) -> Response:
    """The sex is a value of the GBIF vocabulary."""
    return valid_value("dwc:sex", sex, vocabulary)


@bdq_test(
    "7bdb13a4-8a51-4ee5-be7f-20693fdb183e",
    "VALIDATION_TAXONRANK_STANDARD",
    acts_on=("dwc:taxonRank",),
    parameters={SOURCE_AUTHORITY: TAXON_RANK},
)
def validation_taxonrank_standard(vocabulary: Callable[[], Vocabulary], taxon_rank: str) -> Response:
    """The rank is a value of the GBIF vocabulary."""
    return valid_value("dwc:taxonRank", taxon_rank, vocabulary)


@bdq_test(
    "4833a522-12eb-4fe0-b4cf-7f7a337a6048",
    "VALIDATION_TYPESTATUS_STANDARD",
    acts_on=("dwc:typeStatus",),
    parameters={SOURCE_AUTHORITY: TYPE_STATUS},
)
def validation_typestatus_standard(vocabulary: Callable[[], Vocabulary], type_status: str) -> Response:
    """The first word of each portion between vertical bars is a value of the GBIF vocabulary; no blanks around the whole."""
    if is_empty(type_status):
        return empty("dwc:typeStatus")
    words = [portion.split()[:1] for portion in type_status.split("|")]
    valid = all(word and vocabulary().has(word[0]) for word in words)
    return judged(valid and type_status == type_status.strip(), "dwc:typeStatus holds values of the vocabulary")
