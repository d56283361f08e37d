"""Declared beside computed: what a keeper says of a collection, and what the records in this node show of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vasculum.engine.kernel import Kernel
from vasculum.lake.directory import listed_files
from vasculum.lake.objects import Objects, count_objects
from vasculum.model.measure import Measure as Told
from vasculum.registry.models import Collection, Measure
from vasculum.registry.side_by_side import reach
from vasculum.search.query import Catalogue, Page, Query

LEVELS = tuple(range(4))
FACETS = ("midsLevel", "hasMedia", "license")
OBJECTS = frozenset({"specimens", "objects", "sheets", "individuals", "items", "samples"})


@dataclass(frozen=True, slots=True)
class Computed:
    """What the records of a collection in this node show, counted in records; `published` are those under a licence.

    `levels` counts records by MIDS level, -1 for those below level 0.
    """

    recorded: int = 0
    imaged: int = 0
    published: int = 0
    levels: Mapping[int, int] = field(default_factory=dict)

    def at_level(self, level: int) -> int:
        """Records that reach a MIDS level or a higher one."""
        return sum(count for reached, count in self.levels.items() if reached >= level)


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing as declared (None: not stated) and as computed; `disagrees` where both cannot be right.

    More records than things held is a disagreement only where the unit counts things; fewer are simply not recorded yet.
    """

    counted: str
    declared: Told | None
    computed: int
    disagrees: bool


def computed(catalogue: Catalogue, collection: str) -> Computed:
    """Asks the index once about a collection, by key; raises NoIndex while nothing was harvested."""
    return computed_of(catalogue.search(Query(filters={"collection": (collection,)}, size=1), FACETS))


def computed_for_all(catalogue: Catalogue) -> Computed:
    """The same of everything in the node."""
    return computed_of(catalogue.search(Query(size=1), FACETS))


def question_for(**filters: Sequence[str]) -> Query:
    """The question, with the facets `FACETS`, whose answer `computed_of` counts; a filter without values asks nothing."""
    return Query(filters={name: tuple(values) for name, values in filters.items() if values}, size=1)


def computed_of(page: Page) -> Computed:
    """What an answer with the facets `FACETS` shows."""
    levels = {int(bucket.value): bucket.count for bucket in page.facets["midsLevel"]}
    imaged = sum(bucket.count for bucket in page.facets["hasMedia"] if bucket.value == "true")
    return Computed(page.total, imaged, sum(bucket.count for bucket in page.facets["license"]), levels)


def compared(collection: Collection, found: Computed) -> list[Compared]:
    """Held, recorded, imaged, published and the MIDS levels, declared beside computed."""
    declared = {row.counted: row.plain for row in Measure.objects.filter(collection=collection, is_current=True).order_by("-pk")}
    counts = {"held": found.recorded, "recorded": found.recorded, "imaged": found.imaged, "published": found.published}
    counts |= {f"mids_{level}": found.levels.get(level, 0) for level in LEVELS}
    return [
        Compared(name, declared.get(name), count, _disagrees(name, declared.get(name), count)) for name, count in counts.items()
    ]


def _disagrees(counted: str, declared: Told | None, count: int) -> bool:
    """More records than are held at most; otherwise another number than was declared, where any record is here at all."""
    if declared is None or not declared.is_figure or declared.unit not in OBJECTS or not count:
        return False
    low, high = reach(declared)
    return (high is not None and count > high) or (counted != "held" and count < low)


def objects_in(lake: Path, sources: Sequence[str], spill: Path) -> Objects:
    """Records and objects of the sources of a collection, whole numbers of objects added up; `spill` is a scratch folder."""
    with Kernel(spill) as kernel:
        counted = [count_objects(kernel, listed_files(lake / source)) for source in sources]
    return Objects(*(sum(getattr(each, name) for each in counted) for name in ("records", "stating", "objects")))
