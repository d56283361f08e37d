"""Words of Latimer Core for what the registry knows; the fixed ones are those GBIF's registry writes and expects."""

from __future__ import annotations

from collections.abc import Mapping

from vasculum.registry.vocabularies import vocabulary

NODE_KEY = "Vasculum key"
INSTITUTION_CODE, COLLECTION_CODE = "Institution code", "Collection code"
ALTERNATIVE_INSTITUTION_CODE = "Alternative institution code"
INSTITUTION_STATUS, ACTIVE, NOT_ACTIVE = "Institution status", "Active", "Not active"
INSTITUTION_DESCRIPTION, ADDITIONAL_NAME, YEAR_FOUNDED = "Institution description", "Additional name", "Year founded"
DISCIPLINE, LATITUDE, LONGITUDE = "Research discipline", "Latitude", "Longitude"
NUMBER_SPECIMENS, HOLDINGS = "Number of specimens", "Holdings"
WEBSITE, INSTITUTION_HOMEPAGE, COLLECTION_HOMEPAGE = "Website", "Institution homepage", "Collection homepage"
EMAIL, PHONE = "Email", "Phone"
PART_OF, HOSTED_AT, INCORPORATED, ALTERNATE = "part of", "hosted at", "incorporated into", "alternate of"

RELATIONS: Mapping[str, str] = {
    PART_OF: "part_of",
    HOSTED_AT: "hosted_at",
    INCORPORATED: "incorporated_into",
    ALTERNATE: "alternate_of",
}
RELATION_SPELLINGS: Mapping[str, str] = {**RELATIONS, "is part of": "part_of", "incorporated in": "incorporated_into"}

SCHEMES: Mapping[str, str] = {
    "ror": "ROR",
    "wikidata": "Wikidata",
    "index_herbariorum": "Index Herbariorum code",
    "isil": "ISIL",
    "doi": "DOI",
    "latimer_core": "Latimer Core identifier",
}
ADDRESSES: Mapping[str, str] = {"physical": "Physical", "mailing": "Mailing"}

COUNTED_AS_SPECIMENS = frozenset({"specimens", "objects", "sheets", "individuals"})
"""Units in which a holding may be told as a number of specimens."""


def scheme_name(scheme: str, subject: str) -> str:
    """How identifiers of a scheme are called; those of GRSciColl tell institutions and collections apart.

    >>> scheme_name("grscicoll", "Collection")
    'Collection GRSciColl key'
    """
    return f"{subject} GRSciColl key" if scheme == "grscicoll" else SCHEMES.get(scheme, "")


def scheme_of(name: str) -> str:
    """The scheme that a name of identifiers stands for, in any case of its letters; nothing for one we do not know."""
    named = {told.casefold(): scheme for scheme, told in SCHEMES.items()}
    named |= {f"{subject} grscicoll key": "grscicoll" for subject in ("institution", "collection")}
    return named.get(name.casefold(), "")


def code_of(name: str, told: str) -> str:
    """The code of a list whose English name, or which itself, is told; nothing for one the list does not hold.

    >>> code_of("basis", "Counted"), code_of("status", "orphan"), code_of("status", "on the moon")
    ('counted', 'orphan', '')
    """
    sought = told.strip().casefold()
    return next((code for code, names in vocabulary(name).items() if sought in (code.casefold(), names["en"].casefold())), "")
