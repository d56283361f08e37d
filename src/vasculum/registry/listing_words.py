"""The list of collections in words: what narrows it, what it can be narrowed by, and its lines to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from vasculum.model.measure import Measure
from vasculum.registry.axes import axis_label
from vasculum.registry.choices import HOLDINGS, Listing
from vasculum.registry.lines import Line
from vasculum.registry.listing import keys_of
from vasculum.registry.models import Collection, Institution
from vasculum.registry.queries import with_what_is_held
from vasculum.registry.vocabularies import label, vocabulary
from vasculum.registry.words import figure_in_words, measure_in_words


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition in words, and the address of the list without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in words, and the parameters of the list without it."""

    label: str
    parameters: Mapping[str, Sequence[str]]


def chips(listing: Listing, language: str) -> list[Condition]:
    """What narrows a list, one condition after another."""
    return [
        *_of_institutions(listing, language),
        *_of_figures(listing, language),
        *_single(listing, language),
        *_at(listing, language),
    ]


def _of_institutions(listing: Listing, language: str) -> Iterable[Condition]:
    for each in Institution.objects.filter(key__in=listing.institutions):
        others = tuple(key for key in listing.institutions if key != each.key)
        yield Condition(each.name(language), replace(listing, institutions=others).parameters())


def _of_figures(listing: Listing, language: str) -> Iterable[Condition]:
    if listing.counted or listing.unit:
        told = [label("counted", listing.counted or "held", language)]
        told += [label("unit", listing.unit, language)] if listing.unit else []
        yield Condition(": ".join(told), replace(listing, counted="", unit="").parameters())


def _single(listing: Listing, language: str) -> Iterable[Condition]:
    described = _("as holdings") if listing.described == HOLDINGS else _("as cells of the survey")
    named = {
        "q": f"“{listing.q}”",
        "described": described,
        "discipline": label("discipline", listing.discipline, language),
        "status": label("status", listing.status, language),
        "left_out": _("in no total: {}").format(label("left_out", listing.left_out, language)),
        "year": _("with a figure of {}").format(listing.year),
    }
    for name, words in named.items():
        if getattr(listing, name):
            yield Condition(words, listing.without(name).parameters())


def _at(listing: Listing, language: str) -> Iterable[Condition]:
    for each, (name, code) in zip(listing.at, listing.places, strict=True):
        others = tuple(place for place in listing.at if place != each)
        words = axis_label(name, code, language) if code else _("not stated")
        yield Condition(words, replace(listing, at=others).parameters())


@dataclass(frozen=True, slots=True)
class Option:
    """A value that a list can be narrowed by."""

    code: str
    label: str
    is_chosen: bool


def options(listing: Listing, language: str) -> dict[str, list[Option]]:
    """The institutions, disciplines and states to choose from, by name."""
    institutions = ((each.key, each.name(language)) for each in Institution.objects.filter(hidden=False))
    chosen = {"institution": listing.institutions, "discipline": (listing.discipline,), "status": (listing.status,)}
    codes = {name: [(code, label(name, code, language)) for code in vocabulary(name)] for name in ("discipline", "status")}
    found = {"institution": list(institutions), **codes}
    return {
        name: [Option(code, text, code in chosen[name]) for code, text in sorted(values, key=lambda each: each[1].casefold())]
        for name, values in found.items()
    }


def lines_of_list(listing: Listing, language: str, address: Callable[[str], str]) -> list[Line]:
    """Every figure that counts of what the collections of a list hold; a collection without any has a line without numbers."""
    wanted = {key: number for number, key in enumerate(keys_of(listing))}
    rows = sorted((each for each in with_what_is_held() if each.key in wanted), key=lambda row: wanted[row.key])
    return [line for each in rows for line in _lines_of(each, language, address(each.key))]


def _lines_of(collection: Collection, language: str, address: str) -> list[Line]:
    name, beside = collection.name(language), collection.institution.name(language)
    bare = Line(collection.key, name, words=figure_in_words(None, language), address=address, beside=beside)
    held: Sequence[Measure] = [row.plain for row in getattr(collection, "held_now", ())]
    return [
        replace(
            bare, unit=told.unit, low=told.low, best=told.best, high=told.high, figures=1, words=measure_in_words(told, language)
        )
        for told in held
    ] or [bare]
