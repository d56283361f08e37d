"""Records and media, block by block: the same seed always gives the same cells, whichever block is asked for first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.generator import dates, places, taxa
from benchmarks.generator.people import collector
from benchmarks.generator.repetition import Reach, weighted, zipf

BLOCK = 1_000
MEDIA_PER_MILLION = 400_000

COLUMNS = (
    *("occurrenceID", "catalogNumber", "institutionCode", "collectionCode", "datasetName", "basisOfRecord"),
    *("recordedBy", "recordNumber"),
    *dates.COLUMNS,
    *places.COLUMNS,
    *taxa.COLUMNS,
    *("typeStatus", "identifiedBy", "dateIdentified", "sex", "lifeStage", "preparations", "modified"),
    *("license", "rightsHolder", "occurrenceRemarks"),
)
MEDIA_COLUMNS = ("coreid", "type", "format", "identifier", "references", "title", "created", "creator", "license", "rightsHolder")

BASES = weighted(
    {"PreservedSpecimen": 1_930, "Preserved specimen": 40, "PRESERVED_SPECIMEN": 20, "": 6, "Herbarium sheet": 3, "Specimen?": 1}
)
TYPES = weighted({"": 975, "holotype": 4, "isotype": 10, "Syntype": 5, "paratype of {name}": 3, "Type": 2, "cotype?": 1})
SEXES = weighted({"": 60, "male": 15, "female": 15, "M": 4, "♀": 3, "mâle": 2, "unknown": 1})
STAGES = weighted({"": 70, "adult": 20, "Adult": 4, "larva": 3, "imago": 2, "nymphe": 1})
PREPARATIONS = {"Animalia": ("pinned", "Pinned | genitalia slide", "alcohol 70%"), "Plantae": ("herbarium sheet", "sheet", "")}
LICENCES = weighted(
    {
        "https://creativecommons.org/publicdomain/zero/1.0/": 2,
        "http://creativecommons.org/licenses/by/4.0/legalcode": 7,
        "CC-BY 4.0": 1,
    }
)
REMARKS = (
    *("",) * 14,
    "Label partly illegible.",
    "Ex herbario {number}",
    "duplicate sent to P",
    "Étiquette dactylographiée, no {number}",
    "Exchanged 19{short}, see ledger p. {number}",
    "Det. slip {number} & old number {short}",
)
COLLECTIONS = (("VMB", "BOT-PHAN"), ("VMB", "BOT-CRYPT"), ("VMB", "ENT-COL"), ("VMB", "ENT-LEP"))
DATASET = "Vasculum Museum collections"
BAD_POINTS = (
    ("91.5", "4.35"),
    ("50,85", "4,35"),
    ("0", "0"),
    ("4.35", "250.8"),
    ("50.85", ""),
    ("50°51'N", "4°21'E"),
    ("NULL", "NULL"),
)
MODIFIED_FROM = date(2012, 1, 1)
LATITUDE = COLUMNS.index("decimalLatitude")


def identifier(number: int) -> str:
    """The identifier of a record, a web address."""
    return f"https://specimens.example.org/id/VM{number:010d}"


def _identity(number: int, draw: Callable[[], float]) -> tuple[str, ...]:
    return (
        identifier(number),
        f"VM{number:010d}",
        *COLLECTIONS[int(draw() * len(COLLECTIONS))],
        DATASET,
        BASES[int(draw() * len(BASES))],
    )


def _curation(name: tuple[str, ...], reach: Reach, draw: Callable[[], float]) -> tuple[str, ...]:
    animal = name[2] == "Animalia"
    prepared = PREPARATIONS.get(name[2], ("",))
    determined = draw() < 0.5
    remark = REMARKS[int(draw() * len(REMARKS))]
    return (
        TYPES[int(draw() * len(TYPES))].replace("{name}", name[0]),
        collector(zipf(reach.collectors, draw())) if determined else "",
        str(1880 + int(draw() * 140)) if determined else "",
        SEXES[int(draw() * len(SEXES))] if animal else "",
        STAGES[int(draw() * len(STAGES))] if animal else "",
        prepared[int(draw() * len(prepared))],
        (MODIFIED_FROM + timedelta(days=int(draw() * 4_000))).isoformat(),
        LICENCES[int(draw() * len(LICENCES))],
        "Vasculum Museum",
        remark and remark.format(number=int(draw() * 9_000), short=10 + int(draw() * 89)),
    )


def record(number: int, reach: Reach, draw: Callable[[], float]) -> list[str]:
    """The cells of COLUMNS for one record; two in a thousand have coordinates that no map can show."""
    name = taxa.taxon(zipf(reach.taxa, draw()))
    cells = [
        *_identity(number, draw),
        collector(zipf(reach.collectors, draw())),
        str(int(draw() * 12_000)) if draw() < 0.8 else "s.n.",
        *dates.dated(zipf(reach.dates, draw())),
        *places.place(zipf(reach.places, draw())),
        *name,
        *_curation(name, reach, draw),
    ]
    if draw() < 0.002:
        cells[LATITUDE : LATITUDE + 2] = BAD_POINTS[int(draw() * len(BAD_POINTS))]
    return cells


def medium(number: int, draw: Callable[[], float]) -> list[str]:
    """The cells of MEDIA_COLUMNS for the image of one record."""
    address = f"https://images.example.org/VM{number:010d}"
    taken = (MODIFIED_FROM + timedelta(days=int(draw() * 4_000))).isoformat()
    licence = LICENCES[int(draw() * len(LICENCES))]
    return [
        identifier(number),
        "StillImage",
        "image/jpeg",
        f"{address}/full.jpg",
        address,
        f"Specimen VM{number:010d}",
        taken,
        "Vasculum Museum",
        licence,
        "Vasculum Museum",
    ]


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection to generate: number of rows, seed, and the part of them (per million) that is edited."""

    rows: int
    seed: int
    reach: Reach
    changed_per_million: int = 0

    def span(self, block: int) -> range:
        """The record numbers of a block."""
        return range(block * BLOCK, min((block + 1) * BLOCK, self.rows))

    def source(self, purpose: str, block: int) -> Random:
        """A source of chance of its own for every purpose and block."""
        return Random(f"{self.seed}/{purpose}/{block}")

    def share(self, per_million: int, block: int) -> int:
        """How many rows of a block fall to a share; over all blocks it adds up exactly, rounded up.

        >>> collection = Collection(2_500, 7, Reach(1, 1, 1, 1))
        >>> [collection.share(1_000, block) for block in range(3)]
        [1, 1, 1]
        """
        span = self.span(block)
        return -(-span.stop * per_million // 1_000_000) + (-span.start * per_million // 1_000_000)
