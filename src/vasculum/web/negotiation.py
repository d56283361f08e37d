"""Content negotiation: which of the forms we offer a client prefers (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HTML = "text/html"
JSON = "application/json"
JSON_LD = "application/ld+json"
TURTLE = "text/turtle"


@dataclass(frozen=True, slots=True)
class _Range:
    media_type: str
    weight: float

    def specificity(self, offer: str) -> int:
        """How exactly this range names `offer`: 3 the very type, 2 the main type, 1 anything, 0 not at all."""
        if self.media_type == offer:
            return 3
        if self.media_type == f"{offer.partition('/')[0]}/*":
            return 2
        return 1 if self.media_type == "*/*" else 0


def accepted(header: str, offers: Sequence[str]) -> str | None:
    """The offer that an Accept header prefers, the earlier one on a tie; None when it takes none of them.

    >>> accepted("text/html;q=0.5, application/ld+json", [HTML, JSON, JSON_LD])
    'application/ld+json'
    >>> accepted("", [HTML, JSON])
    'text/html'
    >>> accepted("image/png", [HTML, JSON]) is None
    True
    """
    ranges = _ranges(header) or [_Range("*/*", 1.0)]
    best = max(offers, key=lambda offer: _weight(offer, ranges))
    return best if _weight(best, ranges) > 0 else None


def _ranges(header: str) -> list[_Range]:
    return [_range(part) for part in header.split(",") if part.strip()]


def _range(part: str) -> _Range:
    media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weights = [parameter[2:] for parameter in parameters if parameter.startswith("q=")]
    return _Range(media_type, _number(weights[0]) if weights else 1.0)


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _weight(offer: str, ranges: Sequence[_Range]) -> float:
    naming = [(candidate.specificity(offer), candidate.weight) for candidate in ranges if candidate.specificity(offer)]
    return max(naming)[1] if naming else 0.0
