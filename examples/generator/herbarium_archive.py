"""The archive of the herbarium: sheets, pictures and determinations as three tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from examples.generator.archive import Description, Table, lines_of, write_archive
from examples.generator.dirt import strewn, with_bad_lines
from examples.generator.editions import improved, revised, withdrawn
from examples.generator.herbarium import CORE, IDENTIFICATION, MULTIMEDIA, Sheet, photographed, sheets

SHEETS = 2397
PICTURES = 60
LATER_SHEETS = 30
DESCRIPTION = Description(
    "demo-herbarium",
    "Herbarium of the Vasculum demonstration museum (made up)",
    "Sheets from Belgium, its neighbours and Congo, gathered between 1846 and 2022 by people who never lived. "
    "Made up to show how a collection is harvested, checked and served.",
    "2026-01-15",
)


def herbarium(edition: int, base: str) -> list[Sheet]:
    """The sheets of one edition, with pictures under `base`, dirt included."""
    made = photographed(Random("pictures"), sheets(Random("herbarium"), SHEETS), PICTURES, base)
    records = strewn(Random("dirt"), [sheet.record for sheet in made])
    made = [replace(sheet, record=record) for sheet, record in zip(made, records, strict=True)]
    return made if edition == 1 else _later(made)


def write_herbarium(path: Path, edition: int, made: list[Sheet]) -> None:
    """Writes the archive of these sheets."""
    published = DESCRIPTION if edition == 1 else replace(DESCRIPTION, published="2026-09-01")
    lines = with_bad_lines(Random("lines"), lines_of([sheet.record for sheet in made], CORE))
    determinations = lines_of([row for sheet in made for row in sheet.determinations], IDENTIFICATION)
    media = lines_of([row for sheet in made for row in sheet.media], MULTIMEDIA)
    core = Table("occurrence.csv", "dwc:Occurrence", CORE, lines)
    extensions = (
        Table("multimedia.csv", "gbif:Multimedia", MULTIMEDIA, media),
        Table("identification.csv", "dwc:Identification", IDENTIFICATION, determinations),
    )
    write_archive(path, published, core, extensions)


def _later(made: list[Sheet]) -> list[Sheet]:
    random = Random("herbarium, a year later")
    gone = withdrawn(random, len(made), 9)
    records = improved(random, [sheet.record for sheet in made], 16)
    kept = [replace(sheet, record=record) for sheet, record in zip(made, records, strict=True)]
    kept = [sheet for index, sheet in enumerate(kept) if index not in gone]
    return [*revised(kept, 14), *sheets(random, LATER_SHEETS, first=9000)]
