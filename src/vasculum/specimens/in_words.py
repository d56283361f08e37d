"""A question in words, for titles of feeds, comparisons and searches that somebody keeps."""

from __future__ import annotations

from vasculum.search.query import Query
from vasculum.specimens import labels


def in_words(query: Query) -> str:
    """A question as a reader says it: its text, then each filter with its values."""
    said = [f"“{query.text}”"] if query.text else []
    for name, values in query.filters.items():
        told = [labels.value_label(name, value) for value in values]
        said.append(f"{labels.facet_label(name)}: {', '.join(word for word in told if word)}".removesuffix(": "))
    return " · ".join(said)
