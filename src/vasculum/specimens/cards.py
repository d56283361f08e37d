"""A hit as a list shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vasculum.search.query import Hit
from vasculum.specimens import labels
from vasculum.web.addresses import image_source


@dataclass(frozen=True, slots=True)
class Card:
    """One specimen in a list, its codes put in words; "" where nothing is known. `level` is None when it was not assessed."""

    pid: str
    name: str
    number: str
    institution: str
    country: str
    date: str
    locality: str
    collector: str
    types: tuple[str, ...]
    discipline: str
    level: int | None
    image: str

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/{self.pid}"


def cards(hits: Sequence[Hit]) -> list[Card]:
    """The cards of the hits of a page."""
    keys = {_text(hit.card.get("institution")) for hit in hits} - {""}
    names = {key: labels.institution_name(key) for key in keys}
    return [_card(hit, names) for hit in hits]


def _card(hit: Hit, institutions: Mapping[str, str]) -> Card:
    held = hit.card
    return Card(
        pid=hit.pid,
        name=_text(held.get("scientificName")),
        number=_text(held.get("catalogNumber")),
        institution=institutions.get(_text(held.get("institution")), ""),
        country=_text(held.get("country")),
        date=_text(held.get("eventDate")),
        locality=_text(held.get("locality")),
        collector=_text(held.get("recordedBy")),
        types=tuple(map(str, held.get("typeStatus") or ())),
        discipline=_text(held.get("discipline")),
        level=held.get("midsLevel"),
        image=image_source(_text(held.get("thumbnail"))),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
