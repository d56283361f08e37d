"""Collections as a tree: each under the one it is part of, wholes in the order of the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vasculum.registry.models import Collection

DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """A collection and how deep it lies under others of the list; 0 is at the top."""

    collection: Collection
    depth: int


def branches(collections: Iterable[Collection]) -> list[Branch]:
    """The collections of a list, each followed by its parts; a circle of parts is shown at the top, nothing is left out."""
    listed = list(collections)
    keys = {each.pk for each in listed}
    parts: defaultdict[int | None, list[Collection]] = defaultdict(list)
    for each in listed:
        parts[each.part_of_id if each.part_of_id in keys else None].append(each)
    found = list(_below(parts, None, 0))
    seen = {branch.collection.pk for branch in found}
    return [*found, *(Branch(each, 0) for each in listed if each.pk not in seen)]


def _below(parts: dict[int | None, list[Collection]], whole: int | None, depth: int) -> Iterable[Branch]:
    for each in parts.get(whole, ()) if depth <= DEEPEST else ():
        yield Branch(each, depth)
        yield from _below(parts, each.pk, depth + 1)


def parts_below(collection: Collection) -> list[Collection]:
    """The parts of a collection and their parts, down to `DEEPEST`, one question a level."""
    found: dict[int, Collection] = {}
    level: Sequence[Collection] = [collection]
    for _ in range(DEEPEST):
        known = {collection.pk, *found}
        rows = (
            Collection.objects.filter(part_of__in=level, institution__hidden=False).select_related("institution").order_by("key")
        )
        level = [each for each in rows if each.pk not in known]
        found |= {each.pk: each for each in level}
        if not level:
            break
    return list(found.values())
