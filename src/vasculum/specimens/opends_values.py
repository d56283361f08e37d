"""Values of openDS documents: typed cells, moments, identifiers, people."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import quote

from vasculum.model.specimen import Row
from vasculum.specimens import opends_terms as terms

Document = dict[str, Any]
_IN_A_URI = "%:/?#[]@!$&'()*+,;=-._~"
_KINDS = (
    ("DOI", r"(https?://(dx\.)?doi\.org/|doi:)10\."),
    ("Handle", r"(https?://hdl\.handle\.net/|hdl:)"),
    ("ARK", r"(https?://\S+/)?ark:"),
    ("PURL", r"https?://purl\."),
    ("LSID", r"urn:lsid:"),
    ("UUID", r"(urn:uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"),
    ("URN", r"urn:\w+:"),
    ("URL", r"https?://[^/]"),
)
_LEVELS = {
    "Resolvable": "GloballyUniqueStableResolvable",
    "Global": "GloballyUniqueStable",
    "Local": "LocallyUniqueStable",
}


def identifier(pid: str) -> str:
    """The form of a PID in openDS documents."""
    return f"https://doi.org/{pid}"


def timestamp(moment: dt.datetime) -> str:
    """A moment in UTC with milliseconds; a moment without a zone is taken for UTC.

    >>> timestamp(dt.datetime(2026, 11, 23, 9, 30))
    '2026-11-23T09:30:00.000Z'
    """
    aware = moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    return aware.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def filled(parts: Document) -> Document:
    """The members that say something."""
    return {name: value for name, value in parts.items() if value not in ("", None, [])}


def texts(row: Row, wanted: Sequence[str]) -> Document:
    """The cells of `row` that `wanted` names, numbers as numbers; a text that should be a number and is none is left out."""
    typed = {term: _typed(term, row[term]) for term in wanted if row.get(term)}
    return {term: value for term, value in typed.items() if value is not None}


def _typed(term: str, text: str) -> str | float | int | None:
    if term in terms.INTEGERS:
        number = _number(text, *terms.INTEGERS[term])
        return int(number) if number is not None and number.is_integer() else None
    return _number(text, *terms.NUMBERS[term]) if term in terms.NUMBERS else text


def _number(text: str, least: float | None, most: float | None) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    within = math.isfinite(number) and (least is None or number >= least) and (most is None or number <= most)
    return number if within else None


def people(text: str) -> list[str]:
    """The parts of a list as Darwin Core writes it.

    >>> people("A. Cogniaux | L. Piré")
    ['A. Cogniaux', 'L. Piré']
    """
    return [name for part in text.split("|") if (name := part.strip())]


def agents(names: Sequence[str], role: str, identifiers: Sequence[str] = ()) -> list[Document]:
    """People in a role; identifiers are theirs by position when there are as many, else each stands as an agent of its own."""
    roles = [{"@type": "schema:Role", "schema:roleName": role}]
    if len(names) != len(identifiers):
        pairs = [*((name, "") for name in names), *(("", known) for known in identifiers)]
    else:
        pairs = list(zip_longest(names, identifiers, fillvalue=""))
    return [
        filled(
            {"@id": uri(known), "@type": "schema:Person", "schema:identifier": known, "schema:name": name, "ods:hasRoles": roles}
        )
        for name, known in pairs
    ]


def uri(text: str) -> str:
    """A web address with signs beyond ASCII escaped; "" for a text that is none.

    >>> uri("https://example.org/été.jpg"), uri("Genbank X1")
    ('https://example.org/%C3%A9t%C3%A9.jpg', '')
    """
    if not re.match(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#]|$)", text):
        return ""
    escaped = quote(text, safe=_IN_A_URI)
    beyond_host = re.sub(r"[\[\]]", lambda found: f"%{ord(found[0]):X}", escaped)
    first, hash_, rest = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", beyond_host).partition("#")
    return first + hash_ + rest.replace("#", "%23")


def reach(text: str) -> str:
    """How far an identifier reaches: `Resolvable` for a web address, `Global` for a URN or UUID, else `Local`."""
    if re.match(r"https?://[^/]", text):
        return "Resolvable"
    return "Global" if re.match(r"(urn:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|urn:\w+:", text, re.IGNORECASE) else "Local"


def identifiers(text: Row, wanted: Iterable[str], preferred: str) -> list[Document]:
    """The identifiers among the cells of a row; `preferred` is the one by which the record is recognised."""
    return [_identifier(term, text[term], preferred) for term in wanted if text.get(term)]


def _identifier(term: str, value: str, preferred: str) -> Document:
    kind = next((name for name, pattern in _KINDS if re.match(pattern, value, re.IGNORECASE)), "Locally unique identifier")
    return {
        "@type": "ods:Identifier",
        "dcterms:title": term,
        "dcterms:type": kind,
        "dcterms:identifier": value,
        "ods:gupriLevel": _LEVELS[reach(value)],
        "ods:identifierStatus": "Preferred" if value == preferred else "Alternative",
    }
