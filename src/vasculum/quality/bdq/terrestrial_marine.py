"""Does the taxon live where the coordinates lie: on land or in the sea."""

from __future__ import annotations

from collections.abc import Callable

from vasculum.quality.bdq.authorities import AuthorityKind, Land, MarineTaxa, Source
from vasculum.quality.bdq.coordinates import LATITUDE, LONGITUDE, point
from vasculum.quality.bdq.country_boundaries import BUFFER
from vasculum.quality.bdq.framework import bdq_test
from vasculum.quality.bdq.numerals import number
from vasculum.quality.bdq.responses import (
    Response,
    empty,
    internal_prerequisites_not_met,
    is_empty,
    judged,
    not_compliant,
)

SCIENTIFIC_NAME = "dwc:scientificName"
WORMS = Source(
    AuthorityKind.MARINE_TAXA, "World Register of Marine Species (WoRMS)", ("https://www.marinespecies.org/", "marinespecies.org")
)
LAND = Source(AuthorityKind.LAND, "Union of NaturalEarth 10m-physical-vectors for Land and NaturalEarth Minor Islands")
MARINE, TERRESTRIAL = "marine", "terrestrial"


@bdq_test(
    "b9c184ce-a859-410c-9d12-71a338200380",
    "VALIDATION_COORDINATESTERRESTRIALMARINE_CONSISTENT",
    acts_on=(LATITUDE, LONGITUDE),
    consults=(SCIENTIFIC_NAME,),
    parameters={
        "bdqval:taxonIsMarine": WORMS,
        "bdqval:geospatialLand": LAND,
        BUFFER: "3000",
        "bdqval:assumptionOnUnknownBiome": "noassumption",
    },
)
def validation_coordinatesterrestrialmarine_consistent(
    marine_taxa: Callable[[], MarineTaxa],
    land: Callable[[], Land],
    buffer: str,
    assumption: str,
    latitude: str,
    longitude: str,
    name: str,
) -> Response:
    """The point lies on land (or near it) for a taxon of land or fresh water, in the sea for a marine one."""
    if any(map(is_empty, (latitude, longitude, name))):
        return empty(LATITUDE, LONGITUDE, SCIENTIFIC_NAME)
    habitats = marine_taxa().habitats(name) or _assumed(assumption)
    if not habitats:
        return internal_prerequisites_not_met(f"it is not known whether {name} is marine")
    place, metres = point(latitude, longitude), number(buffer)
    if place is None or metres is None:
        return not_compliant("the coordinates lie nowhere")
    return judged(_agrees(habitats, land(), place, metres), f"the coordinates lie where {name} lives")


def _assumed(assumption: str) -> frozenset[str]:
    words = {"marine": MARINE, "terrestrial": TERRESTRIAL, "nonmarine": TERRESTRIAL}
    assumed = words.get(assumption.casefold())
    return frozenset({assumed}) if assumed else frozenset()


def _agrees(habitats: frozenset[str], land: Land, place: tuple[float, float], metres: float) -> bool:
    on_land = TERRESTRIAL in habitats and land.is_land(*place, metres)
    return on_land or (MARINE in habitats and not land.is_land(*place, 0))
