"""The animals: pinned insects, skins and fish in fluid, in a plain table with semicolons and no descriptor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from random import Random

from examples.generator.archive import Table, lines_of, text_of
from examples.generator.dirt import strewn
from examples.generator.editions import improved, withdrawn
from examples.generator.herbarium import CC0, CC_BY, MUSEUM
from examples.generator.tables import Collector, Place, Row, collectors, places, rows
from examples.generator.wording import label_country, label_date

ANIMALS = 650
PICTURES = 20
LATER_ANIMALS = 8
DIRT = 0.15
DRAWN = ("beetle", "butterfly")
RANKS = ("phylum", "class", "order", "family", "genus")
METHODS = {
    "pinned": ("net", "pitfall trap", "light trap", "by hand"),
    "fluid": ("electrofishing", "seine net", "bought at market"),
}
COLUMNS = (
    *("dwc:occurrenceID", "dwc:institutionCode", "dwc:collectionCode", "dwc:catalogNumber", "dwc:basisOfRecord"),
    *("dcterms:modified", "dcterms:license", "dcterms:rightsHolder", "dwc:recordedBy", "dwc:recordNumber", "dwc:eventDate"),
    *("dwc:year", "dwc:month", "dwc:day", "dwc:verbatimEventDate", "dwc:samplingProtocol"),
    *("dwc:country", "dwc:countryCode", "dwc:stateProvince", "dwc:municipality", "dwc:locality"),
    *("dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:geodeticDatum", "dwc:coordinateUncertaintyInMeters"),
    *("dwc:scientificName", "dwc:scientificNameAuthorship", "dwc:kingdom", *(f"dwc:{rank}" for rank in RANKS)),
    *("dwc:specificEpithet", "dwc:taxonRank", "dwc:typeStatus", "dwc:identifiedBy", "dwc:dateIdentified"),
    *("dwc:sex", "dwc:lifeStage", "dwc:individualCount", "dwc:preparations", "dwc:disposition", "dwc:habitat"),
    *("dwc:occurrenceRemarks", "dwc:associatedMedia"),
)


def animals(edition: int, base: str) -> list[Row]:
    """The records of one edition, with pictures under `base`, dirt included."""
    random = Random("zoology")
    made = [_animal(random, f"VDM-Z-{number:05d}") for number in range(1, ANIMALS + 1)]
    for index in Random("animal pictures").sample(_drawable(made), PICTURES):
        made[index]["dwc:associatedMedia"] = f"{base}/media/demo/{picture_of(made[index])}"
    made = strewn(Random("zoology dirt"), made, DIRT)
    if edition == 1:
        return made
    later = Random("zoology, a year later")
    gone = withdrawn(later, ANIMALS, 4)
    kept = [row for index, row in enumerate(improved(later, made, 10)) if index not in gone]
    return kept + [_animal(later, f"VDM-Z-{number:05d}") for number in range(ANIMALS + 1, ANIMALS + 1 + LATER_ANIMALS)]


def kind_of(record: Row) -> Row:
    """The animal a record is about."""
    return next(
        kind
        for kind in rows("animals.csv")
        if (kind["genus"], kind["epithet"]) == (record["dwc:genus"], record["dwc:specificEpithet"])
    )


def picture_of(record: Row) -> str:
    """The name of the picture of a record."""
    return f"{record['dwc:catalogNumber'].lower()}.jpg"


def write_animals(path: Path, made: list[Row]) -> None:
    """Writes the table of these records."""
    path.write_text(text_of(Table("", "dwc:Occurrence", COLUMNS, lines_of(made, COLUMNS), ";")), encoding="utf-8", newline="")


def _drawable(made: Sequence[Row]) -> list[int]:
    return [index for index, record in enumerate(made) if kind_of(record)["shape"] in DRAWN]


def _animal(random: Random, number: str) -> Row:
    kind = random.choice(rows("animals.csv"))
    person, place, habitat = _where(random, kind)
    months = [month for month in range(1, 13) if _active(month, int(kind["from"]), int(kind["to"]))]
    day = dt.date(random.choice(person.active), random.choice(months), random.randint(1, 28))
    return (
        _identity(random, number, kind)
        | _event(random, person, day, kind)
        | _locality(random, place, person, day, habitat)
        | _taxon(kind)
        | {"dwc:identifiedBy": person.short, "dwc:dateIdentified": str(day.year)}
    )


def _where(random: Random, kind: Row) -> tuple[Collector, Place, str]:
    wanted = set(kind["habitats"].split("|"))
    fit = [place for place in places() if (place.country == "CD") == (kind["flora"] == "CD") and wanted & set(place.habitats)]
    pairs = [(person, place) for person in collectors() for place in fit if place.region in person.regions]
    person, place = random.choice(pairs)
    return person, place, random.choice(sorted(wanted & set(place.habitats)))


def _active(month: int, first: int, last: int) -> bool:
    return first <= month <= last if first <= last else month >= first or month <= last


def _identity(random: Random, number: str, kind: Row) -> Row:
    return {
        "dwc:occurrenceID": f"https://zoology.example.org/object/{number}",
        "dwc:institutionCode": "VDM",
        "dwc:collectionCode": "ZOO",
        "dwc:catalogNumber": number,
        "dwc:basisOfRecord": "PreservedSpecimen",
        "dcterms:modified": f"{random.randint(2014, 2025)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
        "dcterms:license": CC_BY if random.random() < 0.6 else CC0,
        "dcterms:rightsHolder": MUSEUM,
        "dwc:sex": random.choice(("male", "female", "♂", "♀", "M", "F", "", "", "unknown")),
        "dwc:lifeStage": random.choice(("adult", "adult", "imago" if kind["class"] == "Insecta" else "juvenile", "")),
        "dwc:individualCount": str(random.choice((1, 2, 5, 12)) if kind["shape"] == "fish" else 1),
        "dwc:preparations": kind["preparation"],
        "dwc:disposition": "in collection",
    }


def _event(random: Random, person: Collector, day: dt.date, kind: Row) -> Row:
    methods = METHODS.get(kind["preparation"].split()[0], ("",))
    return {
        "dwc:recordedBy": random.choice((person.short, f"{person.first} {person.last}", f"Coll. {person.last}")),
        "dwc:eventDate": day.isoformat(),
        "dwc:year": str(day.year),
        "dwc:month": str(day.month),
        "dwc:day": str(day.day),
        "dwc:verbatimEventDate": label_date(random, day, person.language),
        "dwc:samplingProtocol": random.choice(methods) if random.random() < 0.4 else "",
    }


def _locality(random: Random, place: Place, person: Collector, day: dt.date, habitat: str) -> Row:
    record = {
        "dwc:country": label_country(random, place.country, day.year, person.language),
        "dwc:countryCode": place.country if random.random() < 0.5 else "",
        "dwc:stateProvince": place.province[person.language],
        "dwc:municipality": place.municipality,
        "dwc:locality": f"{place.municipality}; {place.locality[person.language]}",
        "dwc:habitat": habitat if random.random() < 0.5 else "",
    }
    if random.random() < 0.55:
        record |= {
            "dwc:decimalLatitude": f"{place.latitude + random.uniform(-0.01, 0.01):.4f}",
            "dwc:decimalLongitude": f"{place.longitude + random.uniform(-0.01, 0.01):.4f}",
            "dwc:geodeticDatum": "WGS84",
            "dwc:coordinateUncertaintyInMeters": str(random.choice((100, 1000, 5000))),
        }
    return record


def _taxon(kind: Row) -> Row:
    return {f"dwc:{rank}": kind[rank] for rank in RANKS} | {
        "dwc:scientificName": f"{kind['genus']} {kind['epithet']} {kind['authorship']}",
        "dwc:scientificNameAuthorship": kind["authorship"],
        "dwc:kingdom": "Animalia",
        "dwc:specificEpithet": kind["epithet"],
        "dwc:taxonRank": "species",
    }
