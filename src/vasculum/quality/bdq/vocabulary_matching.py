"""A value against a vocabulary: is it in it, and which value of it does it mean."""

from __future__ import annotations

from collections.abc import Callable

from vasculum.quality.bdq.authorities import Vocabulary
from vasculum.quality.bdq.responses import Response, amended, empty, is_empty, judged, not_amended


def valid_value(term: str, value: str, vocabulary: Callable[[], Vocabulary]) -> Response:
    """COMPLIANT when exactly this text is a value of the vocabulary, blanks and case included."""
    return empty(term) if is_empty(value) else judged(vocabulary().has(value), f"{term} is a value of the vocabulary")


def standardized(term: str, value: str, vocabulary: Callable[[], Vocabulary]) -> Response:
    """AMENDED when the text is not, but unambiguously means, a standard value of the vocabulary."""
    if is_empty(value):
        return empty(term)
    standard = vocabulary().standard_form(value)
    if standard is None or standard == value:
        return not_amended(f"{term} is standard or cannot be interpreted as one value of the vocabulary")
    return amended({term: standard}, f"{term} interpreted as {standard}")
