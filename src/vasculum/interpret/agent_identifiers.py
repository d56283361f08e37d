"""Identifiers of persons: ORCID, Wikidata, VIAF and ISNI in one notation each, other addresses as they are."""

from __future__ import annotations

import re
from functools import partial

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored

LONGEST = 4_000
_SEPARATOR = re.compile(r"[\s|;,]+")
_SIXTEEN = re.compile(
    r"(?:https?://)?(?:www\.)?(?:(orcid)\.org/|(isni)\.org/(?:isni/)?|(orcid|isni):)?([0-9]{4}-?[0-9]{4}-?[0-9]{4}-?[0-9]{3}[0-9X])/?"
)
_WIKIDATA = re.compile(
    r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/|wikidata:|wd:)?(Q[1-9][0-9]{0,12})/?", re.IGNORECASE
)
_VIAF = re.compile(r"(?:https?://(?:www\.)?viaf\.org/viaf/|viaf:)([1-9][0-9]{0,22})/?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^/\s]+\.[^/\s]+/\S*")


def person_identifier(text: str) -> str | None:
    """One identifier as an address; None when it is none, or when its check digit (ISO 7064 MOD 11-2) is wrong.

    >>> person_identifier("0000-0002-1825-0097"), person_identifier("Q1035"), person_identifier("0000-0002-1825-0098")
    ('https://orcid.org/0000-0002-1825-0097', 'http://www.wikidata.org/entity/Q1035', None)
    """
    sixteen = _SIXTEEN.fullmatch(text)
    if sixteen:
        return _orcid_or_isni(sixteen)
    if found := _WIKIDATA.fullmatch(text):
        return f"http://www.wikidata.org/entity/{found[1].upper()}"
    if found := _VIAF.fullmatch(text):
        return f"http://viaf.org/viaf/{found[1]}"
    return text if _ADDRESS.fullmatch(text) and "orcid.org" not in text else None


def _orcid_or_isni(match: re.Match[str]) -> str | None:
    digits = match[4].replace("-", "")
    if digits[-1] != check_digit(digits[:-1]):
        return None
    if "isni" in (match[2], match[3]):
        return f"https://isni.org/isni/{digits}"
    return f"https://orcid.org/{'-'.join(digits[i : i + 4] for i in range(0, 16, 4))}"


def check_digit(digits: str) -> str:
    """The last character of an ORCID or ISNI (ISO 7064 MOD 11-2).

    >>> check_digit("000000021694233")
    'X'
    """
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    left = (12 - total % 11) % 11
    return "X" if left == 10 else str(left)


def _read(term: str, text: str) -> Reading:
    parts = [part for part in _SEPARATOR.split(text[:LONGEST]) if part]
    found = [person_identifier(part) for part in parts]
    known = list(dict.fromkeys(identifier for identifier in found if identifier))
    return Reading((known or None,), (stored("PERSON_IDENTIFIER_INVALID", term),) if None in found else ())


RECORDED_BY_ID = Interpreter(
    "identifiers of collectors",
    ("dwc:recordedByID",),
    {"recorded_by_id": "VARCHAR[]"},
    partial(_read, "dwc:recordedByID"),
)
IDENTIFIED_BY_ID = Interpreter(
    "identifiers of determiners",
    ("dwc:identifiedByID",),
    {"identified_by_id": "VARCHAR[]"},
    partial(_read, "dwc:identifiedByID"),
)
