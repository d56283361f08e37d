"""A specimen as one row: its PID, what was understood, and what was written where that differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from vasculum.lake.columns import is_extension, is_verbatim, name_of_column
from vasculum.lake.directory import listed_files
from vasculum.lake.ledger import Ledger
from vasculum.specimens.differences import as_text
from vasculum.specimens.record import COLUMN_OF
from vasculum.specimens.specimen import Specimen

OURS = ("pid", "institution", "collection", "source", "version", "modified", "midsLevel", "discipline")
AS_RECEIVED = "as received: "


def terms_of(lake: Path, sources: Iterable[str]) -> list[str]:
    """The terms of the core rows that these sources have ever had, those of the standard first."""
    held = {
        name_of_column(column)
        for source in sources
        if listed_files(lake / source)
        for column in Ledger(lake / source).columns
        if is_verbatim(column) and not is_extension(column)
    }
    return sorted(held | set(COLUMN_OF), key=lambda term: (not term.startswith(("dwc:", "dcterms:")), term))


def header_of(terms: Sequence[str]) -> list[str]:
    """The headings of a table of these terms."""
    plain = [heading_of(term, terms) for term in terms]
    return [*OURS, *plain, *(f"{AS_RECEIVED}{heading_of(term, terms)}" for term in terms if term in COLUMN_OF)]


def heading_of(term: str, among: Collection[str]) -> str:
    """The local name of a Darwin Core term; the qualified name where that would be ambiguous.

    >>> heading_of("dwc:locality", []), heading_of("dc:license", ["dcterms:license", "dc:license"])
    ('locality', 'dc:license')
    """
    local = term.partition(":")[2]
    alone = local not in OURS and sum(other.rpartition(":")[2] == local for other in among) < 2
    return local if term.startswith(("dwc:", "dcterms:")) and alone else term


def cells_of(specimen: Specimen, terms: Sequence[str]) -> list[str]:
    """The cells of a specimen below `header_of` the same terms."""
    content, origin = specimen.content, specimen.origin
    understood = content.interpreted
    ours = (
        specimen.pid,
        origin.institution,
        origin.collection,
        content.source,
        str(specimen.current.version),
        specimen.current.modified.isoformat(timespec="seconds"),
        as_text(understood.get("mids_level")),
        as_text(understood.get("topic_discipline")),
    )
    said = [content.verbatim.get(term, "") for term in terms if term in COLUMN_OF]
    return [*ours, *(value_of(specimen, term) for term in terms), *said]


def value_of(specimen: Specimen, term: str) -> str:
    """What was understood of a term, else what was written."""
    content = specimen.content
    return as_text(content.interpreted.get(COLUMN_OF.get(term, ""))) or content.verbatim.get(term, "")
