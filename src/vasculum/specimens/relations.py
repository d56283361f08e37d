"""What a specimen is related to, as its page tells it: parts, samples, sequences, duplicates, hosts, with their pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.model.specimen import Row, Version
from vasculum.pids import symbols
from vasculum.search.query import Query, QueryError
from vasculum.specimens import queries
from vasculum.specimens.cards import Card, cards
from vasculum.specimens.opends import document
from vasculum.specimens.specimen import Specimen
from vasculum.web.addresses import is_web_address
from vasculum.web.writing import humanised

MOST_LOOKED_UP = 5
MOST_DUPLICATES = 8
_OF_THE_NODE = ("hasDigitalMedia", "hasOrganisationID", "hasSourceSystemID", "hasFDOType", "hasPhysicalIdentifier", "hasLicense")
_PARTS = ("dwc:MaterialEntity", "ggbn:MaterialSample", "ggbn:Preparation")
_KINDS: Sequence[tuple[str, Promise]] = (
    (r"duplica|doublet|dubb?el|dublette|same gathering", _("Duplicate")),
    (r"host|hôte|gastheer|wirt|parasit|epiphyt|symbio", _("Host or guest")),
    (r"sequence|genbank|accession", _("Sequence")),
    (r"\bdna\b|\brna\b|extract", _("DNA")),
    (r"tissue|weefsel|tissu|gewebe|blood|sample", _("Tissue or sample")),
    (r"\bpart\b|skull|skeleton|skin|preparation|slide|seed|fruit|egg|nest", _("Part")),
    (r"taxon|taxa", _("Found with")),
    (r"reference|literature", _("Reference")),
)
_PID = re.compile(r"(?:https?://[^/]+/)?(10\.[0-9.]+/[0-9A-Za-z-]{5,40})")
_NO_NUMBER = re.compile(r"s\.?\s*n\.?|zonder|sine|none|[-?. ]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """Something a specimen is related to: the kind in words, what the museum added, what it is, its address ("" for none)."""

    kind: Promise | str
    told: str
    related: str
    address: str


def kind_of(text: str) -> Promise | str:
    """The kind of relation that a museum's own words mean; the words where they mean none that is known.

    >>> str(kind_of("tissue sample of")), str(kind_of("isoduplicate")), kind_of("seenWith")
    ('Tissue or sample', 'Duplicate', 'Seen with')
    """
    plain = humanised(text)
    return next((kind for pattern, kind in _KINDS if re.search(pattern, plain, re.IGNORECASE)), plain)


def relations(specimen: Specimen) -> list[Relation]:
    """Everything the record says it is related to; what is a specimen of this node leads to its page."""
    told = [*_said(document(specimen).get("ods:hasEntityRelationships", [])), *_parts(specimen.content)]
    known = _here([related for _kind, _words, related in told], specimen)
    return [Relation(kind, words, related, known.get(related) or _outside(related)) for kind, words, related in told]


def _said(rows: Iterable[Row]) -> Iterator[tuple[Promise | str, str, str]]:
    for row in rows:
        words = row["dwc:relationshipOfResource"]
        if words not in _OF_THE_NODE:
            yield kind_of(words), row.get("dwc:relationshipRemarks", ""), row["dwc:relatedResourceID"]


def _parts(version: Version) -> Iterator[tuple[Promise | str, str, str]]:
    """The rows of the material extensions: what was taken of the specimen, or what it consists of."""
    for extension in _PARTS:
        for row in version.extensions.get(extension, ()):
            words = row.get("ggbn:materialSampleType") or row.get("ggbn:preparationType") or row.get("dwc:preparations", "")
            number = row.get("dwc:catalogNumber") or row.get("dwc:materialEntityID") or row.get("dwc:materialSampleID", "")
            if words or number:
                yield (kind_of(words) if words else _("Part")), words if number else "", number or words


def _here(related: Iterable[str], own: Specimen) -> dict[str, str]:
    """Where on this node the things that are named so are; the first few are looked up."""
    return {each: address for each in list(dict.fromkeys(related))[:MOST_LOOKED_UP] if (address := _page_of(each, own))}


def _page_of(related: str, own: Specimen) -> str:
    if (said := _PID.fullmatch(related)) and symbols.number_of(said[1].partition("/")[2]) is not None:
        return f"/{said[1]}" if queries.specimen(said[1]) else ""
    try:
        hits = queries.find_beside(Query(text=f'"{related.replace(chr(34), " ")}"', size=3)).hits if len(related) < 200 else ()
    except QueryError:
        return ""
    others = [hit.pid for hit in hits if hit.pid != own.pid]
    return next((f"/{pid}" for pid in others if _is_called(pid, related)), "")


def _is_called(pid: str, related: str) -> bool:
    known = queries.specimen(pid)
    return known is not None and related in {known.content.record_id, known.content.verbatim.get("dwc:catalogNumber")}


def _outside(related: str) -> str:
    return related if is_web_address(related) else ""


def perhaps_duplicates(specimen: Specimen) -> list[Card]:
    """Specimens that the same person collected on the same day under the same number."""
    understood, number = specimen.content.interpreted, specimen.content.verbatim.get("dwc:recordNumber", "").strip()
    people, date = understood.get("recorded_by") or (), understood.get("event_date")
    if not people or not date or not number or _NO_NUMBER.fullmatch(number) or len(number) > 60:
        return []
    same = {"collector": (str(people[0]),), "eventDate": (_day(str(date)),)}
    try:
        hits = queries.find_beside(Query(text=f'"{number.replace(chr(34), " ")}"', filters=same, size=MOST_DUPLICATES)).hits
    except QueryError:
        return []
    return [card for card in cards(hits) if card.pid != specimen.pid and card.date == str(date)]


def _day(date: str) -> str:
    """A date as a span that a search is asked with."""
    return date.replace("/", "..")
