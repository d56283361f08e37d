"""A hit as a list shows it."""

from __future__ import annotations

from collections.abc import Iterable
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


def card(hit: Hit) -> Card:
    """The card of a hit."""
    held = hit.card
    return Card(
        pid=hit.pid,
        name=_text(held.get("scientificName")),
        number=_text(held.get("catalogNumber")),
        institution=labels.institution_name(_text(held.get("institution"))) if held.get("institution") else "",
        country=_text(held.get("country")),
        date=_text(held.get("eventDate")),
        locality=_text(held.get("locality")),
        collector=_text(held.get("recordedBy")),
        types=tuple(map(str, held.get("typeStatus") or ())),
        discipline=_text(held.get("discipline")),
        level=held.get("midsLevel"),
        image=image_source(_text(held.get("thumbnail"))),
    )


def cards(hits: Iterable[Hit]) -> list[Card]:
    """The cards of the hits of a page."""
    return [card(hit) for hit in hits]


def _text(value: object) -> str:
    return "" if value is None else str(value)
