"""Names of countries and their divisions against a gazetteer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vasculum.quality.bdq.authorities import AuthorityKind, Gazetteer, Source
from vasculum.quality.bdq.countries import COUNTRY_CODE
from vasculum.quality.bdq.framework import SOURCE_AUTHORITY, bdq_test
from vasculum.quality.bdq.responses import Response, empty, is_empty, judged

COUNTRY, DIVISION = "dwc:country", "dwc:stateProvince"
GETTY = Source(
    AuthorityKind.GAZETTEER,
    "The Getty Thesaurus of Geographic Names (TGN)",
    ("https://www.getty.edu/research/tools/vocabularies/tgn/index.html",),
)


@bdq_test(
    "69b2efdc-6269-45a4-aecb-4cb99c2ae134",
    "VALIDATION_COUNTRY_FOUND",
    acts_on=(COUNTRY,),
    parameters={SOURCE_AUTHORITY: GETTY},
)
def validation_country_found(gazetteer: Callable[[], Gazetteer], country: str) -> Response:
    """The country is the name of a nation."""
    return empty(COUNTRY) if is_empty(country) else judged(bool(gazetteer().nations(country)), f"{COUNTRY} is a nation")


@bdq_test(
    "4daa7986-d9b0-4dd5-ad17-2d7a771ea71a",
    "VALIDATION_STATEPROVINCE_FOUND",
    acts_on=(DIVISION,),
    parameters={SOURCE_AUTHORITY: GETTY},
)
def validation_stateprovince_found(gazetteer: Callable[[], Gazetteer], division: str) -> Response:
    """The state or province is a division of some nation."""
    if is_empty(division):
        return empty(DIVISION)
    return judged(bool(gazetteer().divisions(division)), f"{DIVISION} is a division of a nation")


@bdq_test(
    "b23110e7-1be7-444a-a677-cdee0cf4330c",
    "VALIDATION_COUNTRYCOUNTRYCODE_CONSISTENT",
    acts_on=(COUNTRY, COUNTRY_CODE),
    parameters={SOURCE_AUTHORITY: replace(GETTY, fixed=True)},
)
def validation_countrycountrycode_consistent(gazetteer: Callable[[], Gazetteer], country: str, code: str) -> Response:
    """The country and its code mean the same nation."""
    if is_empty(country) or is_empty(code):
        return empty(COUNTRY, COUNTRY_CODE)
    return judged(code in gazetteer().nations(country), f"{COUNTRY} and {COUNTRY_CODE} mean the same nation")


@bdq_test(
    "d257eb98-27cb-48e5-8d3c-ab9fca4edd11",
    "VALIDATION_COUNTRYSTATEPROVINCE_UNAMBIGUOUS",
    acts_on=(COUNTRY, DIVISION),
    parameters={SOURCE_AUTHORITY: GETTY},
)
def validation_countrystateprovince_unambiguous(gazetteer: Callable[[], Gazetteer], country: str, division: str) -> Response:
    """Country and division together mean one division of one nation; a country alone does not."""
    if is_empty(country) and is_empty(division):
        return empty(COUNTRY, DIVISION)
    found = [] if is_empty(division) else list(gazetteer().divisions(division))
    if not is_empty(country):
        nations = gazetteer().nations(country)
        found = [nation for nation in found if nation in nations]
    return judged(len(found) == 1, f"{COUNTRY} and {DIVISION} mean one division of one nation")
