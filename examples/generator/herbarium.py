"""The herbarium: gatherings become sheets with a label, a history of determinations and, for some, a picture."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from examples.generator.journeys import Gathering, gatherings
from examples.generator.tables import Collector, Plant, Row, collectors, families, habitats
from examples.generator.wording import label_coordinates, label_country, label_date, label_elevation

CORE = (
    *("dwc:occurrenceID", "dwc:institutionCode", "dwc:collectionCode", "dwc:catalogNumber", "dwc:otherCatalogNumbers"),
    *("dwc:basisOfRecord", "dcterms:modified", "dcterms:license", "dcterms:rightsHolder", "dcterms:language", "dwc:datasetName"),
    *("dwc:recordedBy", "dwc:recordNumber", "dwc:eventDate", "dwc:year", "dwc:month", "dwc:day", "dwc:verbatimEventDate"),
    *("dwc:country", "dwc:countryCode", "dwc:stateProvince", "dwc:municipality", "dwc:locality", "dwc:habitat"),
    *("dwc:minimumElevationInMeters", "dwc:maximumElevationInMeters", "dwc:verbatimElevation"),
    *("dwc:decimalLatitude", "dwc:decimalLongitude", "dwc:geodeticDatum", "dwc:coordinateUncertaintyInMeters"),
    *("dwc:verbatimCoordinates", "dwc:georeferencedDate", "dwc:scientificName", "dwc:scientificNameAuthorship", "dwc:kingdom"),
    *("dwc:phylum", "dwc:class", "dwc:order", "dwc:family", "dwc:genus", "dwc:specificEpithet", "dwc:taxonRank"),
    *("dwc:typeStatus", "dwc:identifiedBy", "dwc:dateIdentified", "dwc:identificationQualifier"),
    *("dwc:preparations", "dwc:disposition", "dwc:verbatimLabel", "dwc:occurrenceRemarks"),
)
IDENTIFICATION = (
    *("dwc:occurrenceID", "dwc:identificationID", "dwc:identifiedBy", "dwc:dateIdentified", "dwc:scientificName"),
    *("dwc:scientificNameAuthorship", "dwc:family", "dwc:genus", "dwc:typeStatus", "dwc:identificationVerificationStatus"),
)
MULTIMEDIA = (
    *("dwc:occurrenceID", "dcterms:identifier", "dcterms:type", "dcterms:format", "dcterms:title", "dcterms:created"),
    *("dcterms:creator", "dcterms:license", "dcterms:rightsHolder"),
)
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/legalcode"
CC_BY = "http://creativecommons.org/licenses/by/4.0/legalcode"
MUSEUM = "Vasculum demonstration museum"
NOTES = {
    "nl": ("Zeldzaam op deze plaats.", "Talrijk.", "Ex herbario van een school.", "Bladeren aangevreten."),
    "fr": ("Rare en cet endroit.", "Abondant.", "Ex herbier d’une école.", "Fleurs fanées à la récolte."),
}
TYPES = ("isotype", "Holotypus", "syntype", "Paratype", "isotype", "isosyntype")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A herbarium sheet: its record, its determinations, the plant on it, and the name of its picture where it has one."""

    record: Row
    determinations: tuple[Row, ...]
    plant: Plant
    picture: str = ""
    media: tuple[Row, ...] = field(default=())


def sheets(random: Random, total: int, *, first: int = 1) -> list[Sheet]:
    """`total` sheets numbered from `first` on, with gaps, as museums number them."""
    made = []
    number = first
    for gathering in gatherings(random, total):
        number += random.choice((1, 1, 1, 1, 2, 4))
        made.append(_sheet(random, gathering, f"VDM{number:07d}"))
    return made


def photographed(random: Random, made: list[Sheet], pictures: int, base: str) -> list[Sheet]:
    """The same sheets, `pictures` of them with a picture at an address that begins with `base`."""
    chosen = set(random.sample(range(len(made)), pictures))
    return [_with_picture(sheet, base) if index in chosen else sheet for index, sheet in enumerate(made)]


def _with_picture(sheet: Sheet, base: str) -> Sheet:
    number = sheet.record["dwc:catalogNumber"]
    picture = f"{number.lower()}.jpg"
    media = {
        "dwc:occurrenceID": sheet.record["dwc:occurrenceID"],
        "dcterms:identifier": f"{base}/media/demo/{picture}",
        "dcterms:type": "StillImage",
        "dcterms:format": "image/jpeg",
        "dcterms:title": f"{sheet.plant.name}, {number}",
        "dcterms:created": "2024-03-18",
        "dcterms:creator": MUSEUM,
        "dcterms:license": CC0,
        "dcterms:rightsHolder": MUSEUM,
    }
    return replace(sheet, picture=picture, media=(media,))


def _sheet(random: Random, gathering: Gathering, number: str) -> Sheet:
    plant = gathering.plant
    record = _identity(random, number) | _event(random, gathering) | _place(random, gathering) | _classification(plant)
    determinations = _determinations(random, gathering, record["dwc:occurrenceID"])
    record |= {key: determinations[-1].get(key, "") for key in IDENTIFICATION[2:6]}
    record["dwc:genus"] = record["dwc:scientificName"].split()[0]
    record["dwc:specificEpithet"] = record["dwc:scientificName"].split()[1]
    if plant.name in record["dwc:scientificName"] and random.random() < 0.015:
        record["dwc:identificationQualifier"] = "cf."
    if gathering.place.country == "CD" and random.random() < 0.012:
        record["dwc:typeStatus"] = determinations[-1]["dwc:typeStatus"] = random.choice(TYPES)
    record["dwc:verbatimLabel"] = label_text(record)
    return Sheet(record, determinations, plant)


def _identity(random: Random, number: str) -> Row:
    return {
        "dwc:occurrenceID": f"https://herbarium.example.org/id/{number}",
        "dwc:institutionCode": "VDM",
        "dwc:collectionCode": "HERB",
        "dwc:catalogNumber": number,
        "dwc:basisOfRecord": "PreservedSpecimen",
        "dcterms:modified": f"{random.randint(2015, 2025)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}",
        "dcterms:license": CC0 if random.random() < 0.8 else CC_BY,
        "dcterms:rightsHolder": MUSEUM,
        "dwc:datasetName": "Herbarium of the Vasculum demonstration museum",
        "dwc:preparations": random.choice(("sheet", "sheet", "sheet", "herbariumvel", "planche d’herbier", "sheet | packet")),
        "dwc:disposition": "on loan" if random.random() < 0.01 else "in collection",
        "dwc:taxonRank": "species",
    }


def _event(random: Random, gathering: Gathering) -> Row:
    day, person = gathering.day, gathering.collector
    spellings = (person.short, person.short, f"{person.last}, {person.first[0]}.", f"{person.first} {person.last}")
    return {
        "dwc:recordedBy": random.choice(spellings),
        "dwc:recordNumber": str(gathering.number),
        "dwc:eventDate": day.isoformat(),
        "dwc:year": str(day.year),
        "dwc:month": str(day.month),
        "dwc:day": str(day.day),
        "dwc:verbatimEventDate": label_date(random, day, person.language),
        "dcterms:language": person.language,
        "dwc:occurrenceRemarks": random.choice(NOTES[person.language]) if random.random() < 0.12 else "",
    }


def _place(random: Random, gathering: Gathering) -> Row:
    place, language = gathering.place, gathering.collector.language
    elevation = max(1, place.elevation + random.randint(-10, 15))
    record = {
        "dwc:country": label_country(random, place.country, gathering.day.year, language),
        "dwc:countryCode": place.country if random.random() < 0.7 else "",
        "dwc:stateProvince": place.province[language],
        "dwc:municipality": place.municipality,
        "dwc:locality": f"{place.municipality}, {place.locality[language]}",
        "dwc:habitat": habitats()[gathering.habitat][language] if random.random() < 0.75 else "",
    }
    if random.random() < 0.45:
        record |= {
            "dwc:minimumElevationInMeters": str(elevation),
            "dwc:maximumElevationInMeters": str(elevation),
            "dwc:verbatimElevation": label_elevation(random, elevation, language),
        }
    return record | (_point(random, gathering) if random.random() < 0.68 else {})


def _point(random: Random, gathering: Gathering) -> Row:
    latitude = gathering.place.latitude + random.uniform(-0.012, 0.012)
    longitude = gathering.place.longitude + random.uniform(-0.012, 0.012)
    modern = gathering.day.year > 1995
    point = {
        "dwc:decimalLatitude": f"{latitude:.5f}" if modern else f"{latitude:.3f}",
        "dwc:decimalLongitude": f"{longitude:.5f}" if modern else f"{longitude:.3f}",
        "dwc:geodeticDatum": "WGS84",
        "dwc:coordinateUncertaintyInMeters": str(
            random.choice((10, 25, 50, 100)) if modern else random.choice((707, 2000, 5000))
        ),
    }
    if not modern:
        point["dwc:georeferencedDate"] = f"{random.randint(2009, 2023)}-{random.randint(1, 12):02d}"
    if 1920 < gathering.day.year < 2000 and random.random() < 0.2:
        point["dwc:verbatimCoordinates"] = label_coordinates(latitude, longitude)
    return point


def _classification(plant: Plant) -> Row:
    family = families()[plant.family]
    return {
        "dwc:kingdom": "Plantae",
        "dwc:phylum": "Tracheophyta",
        "dwc:class": family.klass,
        "dwc:order": family.order,
        "dwc:family": family.name,
    }


def _determinations(random: Random, gathering: Gathering, specimen: str) -> tuple[Row, ...]:
    plant, day = gathering.plant, gathering.day
    old = bool(plant.older_name) and random.random() < 0.6
    first = (gathering.collector, day.year, plant.older_name, plant.older_authorship)
    history = [first if old else (gathering.collector, day.year, plant.name, plant.authorship)]
    reviser = _reviser(random, gathering)
    if reviser and random.random() < (0.75 if old else 0.15):
        history.append((*reviser, plant.name, plant.authorship))
    return tuple(
        {
            "dwc:occurrenceID": specimen,
            "dwc:identificationID": f"{specimen}/det/{index}",
            "dwc:identifiedBy": person.short,
            "dwc:dateIdentified": str(year),
            "dwc:scientificName": f"{name} {authorship}",
            "dwc:scientificNameAuthorship": authorship,
            "dwc:family": plant.family,
            "dwc:genus": name.split()[0],
            "dwc:typeStatus": "",
            "dwc:identificationVerificationStatus": "1" if index == len(history) else "0",
        }
        for index, (person, year, name, authorship) in enumerate(history, 1)
    )


def _reviser(random: Random, gathering: Gathering) -> tuple[Collector, int] | None:
    later = gathering.day.year + random.randint(8, 60)
    able = [person for person in collectors() if later in person.active and person != gathering.collector]
    return (random.choice(able), later) if able else None


def label_text(record: Row) -> str:
    """What the label on the sheet says, line by line.

    The lines are joined by ` | `, since a cell with line breaks would not survive every table.
    """
    lines = (
        record["dwc:scientificName"],
        f"{record['dwc:country']}: {record['dwc:locality']}",
        " ".join(part for part in (record["dwc:habitat"], record.get("dwc:verbatimElevation", "")) if part),
        record["dwc:verbatimEventDate"],
        f"leg. {record['dwc:recordedBy']} {record['dwc:recordNumber']}",
    )
    return " | ".join(line for line in lines if line)
