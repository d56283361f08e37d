"""What a year does to a collection: records improved, records added, records withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from examples.generator.dirt import LINES_THAT_STAY
from examples.generator.herbarium import CORE, Sheet
from examples.generator.tables import Row

MODIFIED = "2026-03-02"
REVISER = "A. Verloodsel"


def withdrawn(random: Random, count: int, gone: int) -> frozenset[int]:
    """The positions of the records that the later edition no longer holds; the first ones stay."""
    return frozenset(random.sample(range(LINES_THAT_STAY, count), gone))


def improved(random: Random, records: Sequence[Row], changes: int) -> list[Row]:
    """The same records, `changes` of them with a later hand in them."""
    better = list(records)
    for index in random.sample(range(len(better)), changes):
        better[index] = _improve(random, better[index])
    return better


def _improve(random: Random, record: Row) -> Row:
    change = random.choice(
        (
            {"dwc:occurrenceRemarks": "Label read again in 2026."},
            {"dwc:disposition": "on loan"},
            {"dwc:habitat": "zie etiket"},
            {"dwc:identifiedBy": REVISER, "dwc:dateIdentified": "2026"},
        )
    )
    return record | change | {"dcterms:modified": MODIFIED}


def revised(sheets: Sequence[Sheet], count: int) -> list[Sheet]:
    """The same sheets; the first `count` that still bore an older name are determined again under the accepted one."""
    waiting = [index for index, sheet in enumerate(sheets) if not sheet.record["dwc:scientificName"].startswith(sheet.plant.name)]
    chosen = set(waiting[:count])
    return [_revise(sheet) if index in chosen else sheet for index, sheet in enumerate(sheets)]


def _revise(sheet: Sheet) -> Sheet:
    plant, specimen = sheet.plant, sheet.record["dwc:occurrenceID"]
    name = {
        "dwc:scientificName": f"{plant.name} {plant.authorship}",
        "dwc:scientificNameAuthorship": plant.authorship,
        "dwc:genus": plant.genus,
        "dwc:identifiedBy": REVISER,
        "dwc:dateIdentified": "2026",
    }
    earlier = tuple(row | {"dwc:identificationVerificationStatus": "0"} for row in sheet.determinations)
    determination = (
        earlier[-1]
        | name
        | {
            "dwc:identificationID": f"{specimen}/det/{len(earlier) + 1}",
            "dwc:identificationVerificationStatus": "1",
        }
    )
    record = sheet.record | {key: text for key, text in name.items() if key in CORE}
    record |= {"dwc:specificEpithet": plant.epithet, "dcterms:modified": MODIFIED}
    return replace(sheet, record=record, determinations=(*earlier, determination))
