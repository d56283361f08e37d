"""Places of collecting: country as it was spelt then, locality, coordinates where somebody added them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from random import Random

from benchmarks.generator.repetition import weighted, zipf
from benchmarks.generator.words import words

COLUMNS = (
    "country",
    "countryCode",
    "stateProvince",
    "municipality",
    "locality",
    "verbatimLocality",
    "decimalLatitude",
    "decimalLongitude",
    "geodeticDatum",
    "coordinateUncertaintyInMeters",
    "minimumElevationInMeters",
    "habitat",
)

PROVINCES = (
    "Antwerpen",
    "Limburg",
    "Oost-Vlaanderen",
    "West-Vlaanderen",
    "Vlaams-Brabant",
    "Hainaut",
    "Liège",
    "Luxembourg",
    "Namur",
    "",
)
REGIONS = ("North", "South", "East", "West", "Central", "Prov. du Nord", "Haut-Plateau", "Coast", "", "")
FEATURES = (
    "Bois de {town}, parcelle {number}",
    "{town}, along the railway to {other}, post {number}",
    "entre {town} et {other}, borne {number}",
    "{town}bos, langs de beek",
    "vallée de la rivière près de {town}, rive gauche, {number} m",
    "{town}, {number} km N of {other}",
    "route {town}-{other}, km {number}",
    "{town}: terril no {number}",
    "environs de {town}",
    "{town}, duinen bij paal {number}",
    "colline au-dessus de {town}, versant est",
    "{town} kanaal, sluis {number}",
)
HABITATS = (
    "",
    "",
    "",
    "forêt dense",
    "moist grassland",
    "langs de weg",
    "dry calcareous slope",
    "savane herbeuse",
    "loofbos op leem",
    "rochers humides",
    "sandy soil near the river",
    "galerie forestière",
    "op dood hout",
    "peat bog",
    "champ cultivé",
    "light trap",
)
DATUMS = weighted({"WGS84": 70, "EPSG:4326": 15, "WGS 84": 8, "BD72": 4, "unknown": 3})


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 code, a point in its middle in degrees, and the ways to spell it, the common one first."""

    code: str
    latitude: float
    longitude: float
    spellings: tuple[str, ...]


@cache
def countries() -> tuple[Country, ...]:
    """Reads the countries, the one with most specimens first."""
    with Path(__file__).with_name("countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Country(row["code"], float(row["latitude"]), float(row["longitude"]), tuple(row["spellings"].split("|"))) for row in rows
    )


def town(draw: Random) -> str:
    """Makes up the name of a town."""
    return draw.choice(words("town start")) + draw.choice(words("town end"))


def spelling(country: Country, draw: Random) -> str:
    """Picks how the label spells the country: mostly in the common way."""
    return country.spellings[0] if draw.random() < 0.6 else draw.choice(country.spellings)


def point(country: Country, draw: Random) -> tuple[str, str, str, str]:
    """Latitude, longitude, datum and uncertainty in metres; all empty for places that nobody has georeferenced (half of them)."""
    if draw.random() < 0.5:
        return "", "", "", ""
    digits = draw.randint(2, 6)
    latitude = round(country.latitude + draw.uniform(-1.2, 1.2), digits)
    longitude = round(country.longitude + draw.uniform(-1.2, 1.2), digits)
    return str(latitude), str(longitude), draw.choice(DATUMS), draw.choice(("", "10", "100", "1000", "5000", "3536", "0"))


@lru_cache(maxsize=30_000)
def place(number: int) -> tuple[str, ...]:
    """The cells of COLUMNS for the place of this rank."""
    draw = Random(number)
    country = countries()[zipf(len(countries()), draw.random() ** 1.6)]
    here, there = town(draw), town(draw)
    locality = draw.choice(FEATURES).format(town=here, other=there, number=draw.randint(1, 999))
    verbatim = draw.choice(("", "", locality.upper(), f"{locality} [{here}]"))
    stray = draw.choice(("", "", "", "", "", "", "", "", "", " "))
    return (
        spelling(country, draw),
        country.code if draw.random() < 0.8 else "",
        draw.choice(PROVINCES if country.code == "BE" else REGIONS),
        here if draw.random() < 0.7 else "",
        locality + stray,
        verbatim,
        *point(country, draw),
        draw.choice(("", "", "", str(draw.randrange(5, 2500, 5)))),
        draw.choice(HABITATS),
    )
