"""The fossils: one row each, with the rock they come from, written as a tab separated archive."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from random import Random

from examples.generator.archive import Description, Table, lines_of, write_archive
from examples.generator.editions import improved, withdrawn
from examples.generator.herbarium import CC0, MUSEUM
from examples.generator.tables import Row, collectors, rows
from examples.generator.wording import label_date

FOSSILS = 420
PICTURES = 20
LATER_FOSSILS = 6
DESCRIPTION = Description(
    "demo-fossils",
    "Fossils of the Vasculum demonstration museum (made up)",
    "Fossils from Belgian rocks, Devonian to Pliocene, with the age and the unit of the rock. Made up for demonstration.",
    "2026-01-15",
)
RANKS = ("phylum", "class", "order", "family", "genus")
COLUMNS = (
    *("dwc:occurrenceID", "dwc:institutionCode", "dwc:collectionCode", "dwc:catalogNumber", "dwc:basisOfRecord"),
    *("dcterms:modified", "dcterms:license", "dcterms:rightsHolder", "dwc:recordedBy", "dwc:eventDate", "dwc:verbatimEventDate"),
    *("dwc:country", "dwc:countryCode", "dwc:stateProvince", "dwc:municipality", "dwc:locality"),
    *("dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:geodeticDatum", "dwc:coordinateUncertaintyInMeters"),
    *("dwc:earliestEraOrLowestErathem", "dwc:latestEraOrHighestErathem", "dwc:earliestPeriodOrLowestSystem"),
    *("dwc:latestPeriodOrHighestSystem", "dwc:earliestEpochOrLowestSeries", "dwc:latestEpochOrHighestSeries"),
    *("dwc:earliestAgeOrLowestStage", "dwc:latestAgeOrHighestStage", "dwc:group", "dwc:formation", "dwc:member", "dwc:bed"),
    *("dwc:scientificName", "dwc:scientificNameAuthorship", "dwc:kingdom"),
    *(f"dwc:{rank}" for rank in RANKS),
    *("dwc:specificEpithet", "dwc:taxonRank", "dwc:identificationQualifier", "dwc:identifiedBy", "dwc:dateIdentified"),
    *(
        "dwc:typeStatus",
        "dwc:individualCount",
        "dwc:preparations",
        "dwc:disposition",
        "dwc:occurrenceRemarks",
        "dwc:associatedMedia",
    ),
)


def fossils(edition: int, base: str) -> list[Row]:
    """The records of one edition, with pictures under `base`."""
    random = Random("fossils")
    made = [_fossil(random, f"VDM-F-{number:05d}") for number in range(1, FOSSILS + 1)]
    for index in Random("fossil pictures").sample(range(FOSSILS), PICTURES):
        made[index]["dwc:associatedMedia"] = f"{base}/media/demo/{picture_of(made[index])}"
    if edition == 1:
        return made
    later = Random("fossils, a year later")
    gone = withdrawn(later, FOSSILS, 3)
    kept = [row for index, row in enumerate(improved(later, made, 8)) if index not in gone]
    return kept + [_fossil(later, f"VDM-F-{number:05d}") for number in range(FOSSILS + 1, FOSSILS + 1 + LATER_FOSSILS)]


def picture_of(record: Row) -> str:
    """The name of the picture of a record."""
    return f"{record['dwc:catalogNumber'].lower()}.jpg"


def write_fossils(path: Path, edition: int, made: list[Row]) -> None:
    """Writes the archive of these records."""
    published = DESCRIPTION if edition == 1 else replace(DESCRIPTION, published="2026-09-01")
    write_archive(path, published, Table("occurrence.txt", "dwc:Occurrence", COLUMNS, lines_of(made, COLUMNS), "\t"))


def _fossil(random: Random, number: str) -> Row:
    kind = random.choice(rows("fossils.csv"))
    return _identity(random, number, kind) | _taxon(random, kind) | _strata(random, kind) | _find(random, kind)


def _identity(random: Random, number: str, kind: Row) -> Row:
    return {
        "dwc:occurrenceID": f"urn:catalog:VDM:FOSSILS:{number}",
        "dwc:institutionCode": "VDM",
        "dwc:collectionCode": "FOSSILS",
        "dwc:catalogNumber": number,
        "dwc:basisOfRecord": "FossilSpecimen" if random.random() < 0.95 else "fossil",
        "dcterms:modified": f"{random.randint(2012, 2025)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
        "dcterms:license": CC0,
        "dcterms:rightsHolder": MUSEUM,
        "dwc:preparations": kind["part"] if random.random() < 0.8 else f"{kind['part']} | cast",
        "dwc:individualCount": str(random.choice((1, 1, 1, 1, 2, 3, 8))),
        "dwc:disposition": "in collection",
        "dwc:typeStatus": "figured" if random.random() < 0.03 else "",
    }


def _taxon(random: Random, kind: Row) -> Row:
    known = random.random() < 0.82
    name = f"{kind['genus']} {kind['epithet']} {kind['authorship']}" if known else f"{kind['genus']} sp."
    return {f"dwc:{rank}": kind[rank] for rank in RANKS} | {
        "dwc:scientificName": name,
        "dwc:scientificNameAuthorship": kind["authorship"] if known else "",
        "dwc:kingdom": "Plantae"
        if kind["phylum"] == "Tracheophyta"
        else "Chromista"
        if kind["phylum"] == "Foraminifera"
        else "Animalia",
        "dwc:specificEpithet": kind["epithet"] if known else "",
        "dwc:taxonRank": "species" if known else "genus",
        "dwc:identificationQualifier": "aff." if known and random.random() < 0.03 else "",
    }


def _strata(random: Random, kind: Row) -> Row:
    fields = {"EraOrLowestErathem": "era", "PeriodOrLowestSystem": "period", "EpochOrLowestSeries": "epoch"}
    record = {f"dwc:earliest{term}": kind[cell] for term, cell in fields.items()}
    record |= {f"dwc:latest{term.replace('Lowest', 'Highest')}": kind[cell] for term, cell in fields.items()}
    staged = random.random() < 0.88
    return record | {
        "dwc:earliestAgeOrLowestStage": kind["stage"] if staged else "",
        "dwc:latestAgeOrHighestStage": kind["stage"] if staged else "",
        "dwc:group": kind["group"],
        "dwc:formation": kind["formation"] if random.random() < 0.9 else "",
        "dwc:bed": f"bed {random.randint(1, 24)}" if random.random() < 0.2 else "",
    }


def _find(random: Random, kind: Row) -> Row:
    person = random.choice(collectors())
    day = dt.date(random.choice(person.active), random.randint(3, 10), random.randint(1, 28))
    dated = random.random() < 0.7
    record = {
        "dwc:recordedBy": person.short,
        "dwc:identifiedBy": person.short if random.random() < 0.6 else "",
        "dwc:dateIdentified": str(day.year) if dated else "",
        "dwc:eventDate": day.isoformat() if dated else str(day.year) if random.random() < 0.5 else "",
        "dwc:verbatimEventDate": label_date(random, day, person.language) if dated else "",
        "dwc:country": random.choice(("België", "Belgique", "Belgium")),
        "dwc:countryCode": "BE",
        "dwc:stateProvince": kind["province"],
        "dwc:municipality": kind["municipality"],
        "dwc:locality": f"{kind['municipality']}, {kind['locality']}",
    }
    return record | (_point(random, kind) if random.random() < 0.75 else {})


def _point(random: Random, kind: Row) -> Row:
    return {
        "dwc:decimalLatitude": f"{float(kind['latitude']) + random.uniform(-0.004, 0.004):.4f}",
        "dwc:decimalLongitude": f"{float(kind['longitude']) + random.uniform(-0.004, 0.004):.4f}",
        "dwc:geodeticDatum": "WGS84",
        "dwc:coordinateUncertaintyInMeters": str(random.choice((100, 250, 1000))),
    }
