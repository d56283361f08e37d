"""Names of records looked up: the texts of a row in, the columns of a taxon and remarks out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from vasculum.model.remark import stored
from vasculum.names import ranks
from vasculum.names.answer import Answer, MatchType
from vasculum.names.query import Query, query

TERMS = (
    "dwc:scientificName",
    "dwc:scientificNameAuthorship",
    "dwc:taxonRank",
    "dwc:kingdom",
    "dwc:phylum",
    "dwc:class",
    "dwc:order",
    "dwc:family",
    "dwc:genus",
)
"""The terms whose texts make a row, in their order."""

Row = tuple[str, str, str, str, str, str, str, str, str]


class TaxonColumns(NamedTuple):
    """What a checklist says about the name of a record; all None where the record has no name.

    `accepted_key` and `accepted_name` are those of the usage itself when it is accepted, None where the checklist does not tell.
    `confidence` is from 0 to 100, `checklist` the key of the checklist, `remarks` stored remarks (`CODE term`).
    """

    taxon_key: str | None = None
    accepted_key: str | None = None
    accepted_name: str | None = None
    match_type: str | None = None
    confidence: int | None = None
    checklist: str | None = None
    remarks: tuple[str, ...] = ()


class Matching(Protocol):
    """One checklist, or several asked as one."""

    def match_all(self, queries: Iterable[Query | str]) -> Iterator[Answer]:
        """The answers in the order of the questions."""


def match_columns(
    matcher: Matching,
    scientific_name: str,
    authorship: str = "",
    rank: str = "",
    kingdom: str = "",
    phylum: str = "",
    class_: str = "",
    order: str = "",
    family: str = "",
    genus: str = "",
) -> TaxonColumns:
    """What the checklist says about one name, with what the record tells about the taxon; never raises."""
    return match_many(matcher, [(scientific_name, authorship, rank, kingdom, phylum, class_, order, family, genus)])[0]


def match_many(matcher: Matching, rows: Iterable[Row]) -> list[TaxonColumns]:
    """What the checklist says about each of many rows, in their order: the texts of `TERMS`, "" where a cell is empty."""
    return [_columns(answer) for answer in matcher.match_all(map(_asked, rows))]


def _asked(row: Row) -> Query:
    name, authorship, rank, *above = row
    classification = {each: text.strip() for each, text in zip(ranks.HIGHER, above, strict=True) if text and not text.isspace()}
    if not name.strip() and classification:
        return query({**classification, "rank": rank})
    return Query(name.strip(), authorship.strip(), ranks.rank(rank), classification)


def _columns(answer: Answer) -> TaxonColumns:
    if not answer.query.name:
        return TaxonColumns()
    remarks = (stored(answer.remark, TERMS[0]),) if answer.remark else ()
    usage, accepted = answer.usage, answer.accepted
    if usage is None:
        return TaxonColumns(match_type=MatchType.NONE.value, confidence=0, remarks=remarks)
    key, name = (accepted.key, accepted.scientific_name) if accepted else (None, None)
    return TaxonColumns(usage.key, key, name, answer.match_type.value, answer.confidence, answer.checklist or None, remarks)
