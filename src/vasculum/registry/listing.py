"""The list of collections behind a question, or behind a number of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vasculum.registry.axes import within
from vasculum.registry.axis_sums import cells
from vasculum.registry.choices import LEVELS, Listing
from vasculum.registry.models import Allocation, Collection, Measure
from vasculum.registry.queries import with_what_is_held
from vasculum.registry.sums import Chosen, Revision, chosen, revision, totals_of
from vasculum.registry.vocabularies import vocabulary


def keys_of(listing: Listing) -> tuple[str, ...]:
    """The keys of the collections of a list, by the keys of institution and collection."""
    return _keys_of(listing, revision())


def collections_of_page(listing: Listing, offset: int, size: int) -> list[Collection]:
    """One page of a list, with what a table of collections needs."""
    keys = keys_of(listing)[offset : offset + size]
    found = {each.key: each for each in with_what_is_held().filter(key__in=keys)}
    return [found[key] for key in keys if key in found]


def disciplines_within(code: str) -> tuple[str, ...]:
    """A discipline with its parts, by the codes of the registry.

    >>> disciplines_within("zoology")
    ('zoology', 'zoology_invertebrates', 'zoology_vertebrates')
    """
    return tuple(each for each in vocabulary("discipline") if each == code or each.startswith(f"{code}_"))


@lru_cache(maxsize=64)
def _keys_of(listing: Listing, revision: Revision) -> tuple[str, ...]:  # noqa: ARG001
    disciplines = disciplines_within(listing.discipline) if listing.discipline else ()
    statuses = (listing.status,) if listing.status else ()
    choice = Chosen(listing.institutions, disciplines, statuses=statuses, levels=LEVELS[listing.described])
    ordered = chosen(choice).order_by("institution__key", "key").values_list("pk", "key", "names", "other_names", "code")
    conditions = list(_conditions(listing))
    words = listing.q.split()
    return tuple(
        key
        for pk, key, names, others, code in ordered
        if all(key in keys or pk in keys for keys in conditions)
        and (not words or _has(words, " ".join((key, code, *names.values(), *others))))
    )


def _has(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def _conditions(listing: Listing) -> Iterator[frozenset[str | int]]:
    """The collections that fulfil each condition, by key or by number."""
    base = Chosen(listing.institutions, levels=LEVELS[listing.described])
    counted = listing.counted or "held"
    if listing.year:
        yield _with_a_figure_of(listing, counted)
    if listing.left_out:
        yield frozenset(each.key for each in totals_of(base, counted).left_out if each.reason == listing.left_out)
    if listing.at:
        yield from (_placed(listing, base, name, code) for name, code in listing.places)
    elif listing.unit:
        total = totals_of(base, counted).by_unit.get(listing.unit)
        yield frozenset(total.keys if total else ())
    elif listing.counted and not listing.left_out and not listing.year:
        yield frozenset(key for total in totals_of(base, counted).by_unit.values() for key in total.keys)


def _placed(listing: Listing, base: Chosen, name: str, code: str) -> frozenset[str | int]:
    """Collections with a part at a place on an axis; with a unit, those whose figures are counted there."""
    if listing.unit:
        found = next((cell for cell in cells(name, base, listing.counted or "held") if cell.code == code), None)
        total = found.totals.get(listing.unit) if found else None
        return frozenset(int(key) for key in total.keys) if total else frozenset()
    codes = within(name, code) or ("",)
    parts = Allocation.objects.filter(**{f"{name}__in": codes, "collection__in": chosen(base)})
    return frozenset(parts.values_list("collection_id", flat=True))


def _with_a_figure_of(listing: Listing, counted: str) -> frozenset[str | int]:
    rows = Measure.objects.filter(counted=counted, standing="declared", as_of__contains=listing.year, collection__isnull=False)
    asked = rows.filter(unit=listing.unit) if listing.unit else rows
    told = asked.values_list("collection_id", "as_of")
    return frozenset(pk for pk, as_of in told if pk and as_of.rpartition("/")[2].startswith(listing.year))
