"""Is it given at all: the taxon."""

from __future__ import annotations

from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.presence import any_present, present
from vasculum.quality.bdq.responses import Response

TAXON_TERMS = (
    "dwc:taxonID",
    "dwc:scientificNameID",
    "dwc:acceptedNameUsageID",
    "dwc:parentNameUsageID",
    "dwc:originalNameUsageID",
    "dwc:taxonConceptID",
    "dwc:scientificName",
    "dwc:higherClassification",
    "dwc:kingdom",
    "dwc:phylum",
    "dwc:class",
    "dwc:order",
    "dwc:superfamily",
    "dwc:family",
    "dwc:subfamily",
    "dwc:tribe",
    "dwc:subtribe",
    "dwc:genus",
    "dwc:genericName",
    "dwc:subgenus",
    "dwc:infragenericEpithet",
    "dwc:specificEpithet",
    "dwc:infraspecificEpithet",
    "dwc:vernacularName",
    "dwc:cultivarEpithet",
)


@bdq_test(
    "7c4b9498-a8d9-4ebb-85f1-9f200c788595",
    "VALIDATION_SCIENTIFICNAME_NOTEMPTY",
    acts_on=("dwc:scientificName",),
    presence_only=True,
)
def validation_scientificname_notempty(scientific_name: str) -> Response:
    """The scientific name is given."""
    return present("dwc:scientificName", scientific_name)


@bdq_test(
    "401bf207-9a55-4dff-88a5-abcd58ad97fa",
    "VALIDATION_SCIENTIFICNAMEID_NOTEMPTY",
    acts_on=("dwc:scientificNameID",),
    presence_only=True,
)
def validation_scientificnameid_notempty(scientific_name_id: str) -> Response:
    """The identifier of the name is given."""
    return present("dwc:scientificNameID", scientific_name_id)


@bdq_test("14da5b87-8304-4b2b-911d-117e3c29e890", "VALIDATION_TAXONRANK_NOTEMPTY", acts_on=("dwc:taxonRank",), presence_only=True)
def validation_taxonrank_notempty(taxon_rank: str) -> Response:
    """The rank of the taxon is given."""
    return present("dwc:taxonRank", taxon_rank)


@bdq_test("36ed36c9-b1a7-40b2-b5e2-0d012e772098", "VALIDATION_KINGDOM_NOTEMPTY", acts_on=("dwc:kingdom",), presence_only=True)
def validation_kingdom_notempty(kingdom: str) -> Response:
    """The kingdom is given."""
    return present("dwc:kingdom", kingdom)


@bdq_test(
    "49f1d386-5bed-43ae-bd43-deabf7df64fc",
    "VALIDATION_SCIENTIFICNAMEAUTHORSHIP_NOTEMPTY",
    acts_on=("dwc:scientificNameAuthorship",),
    presence_only=True,
)
def validation_scientificnameauthorship_notempty(scientific_name_authorship: str) -> Response:
    """The authorship of the name is given."""
    return present("dwc:scientificNameAuthorship", scientific_name_authorship)


@bdq_test(
    "ff59f77d-71e9-4eb1-aac9-8bd05c50ff70",
    "VALIDATION_NAMEPUBLISHEDINYEAR_NOTEMPTY",
    acts_on=("dwc:namePublishedInYear",),
    presence_only=True,
)
def validation_namepublishedinyear_notempty(name_published_in_year: str) -> Response:
    """The year in which the name was published is given."""
    return present("dwc:namePublishedInYear", name_published_in_year)


@bdq_test("06851339-843f-4a43-8422-4e61b9a00e75", "VALIDATION_TAXON_NOTEMPTY", acts_on=TAXON_TERMS, presence_only=True)
def validation_taxon_notempty(*texts: str) -> Response:
    """At least one term says what."""
    return any_present(TAXON_TERMS, texts)
