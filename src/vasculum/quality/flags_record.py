"""Flags on the record itself: its basis, how many there were and whether at all, doubt about a type, and whose it is."""

from __future__ import annotations

import re

from vasculum.quality.flags_frame import Flags, ValueFlags

SPECIMENS = frozenset({"PreservedSpecimen", "FossilSpecimen", "LivingSpecimen"})
LARGEST_COUNT = 2_147_483_647
_DOUBT = re.compile(
    r"\?|\b(?:possibl[ey]|possibly|probabl[ey]|probably|presumed|presumably|suspected|questionable|"
    r"mogelijke?|vermoedelijke?|waarschijnlijke?|misschien|présumée?|peut-être|douteux|"
    r"möglich(?:er|e|es|erweise)?|vermutlich(?:er|e|es)?|wahrscheinlich(?:er|e|es)?|fraglich(?:er|e|es)?)\b",
    re.IGNORECASE,
)
_NO_BASIS, _BAD_COUNT, _CONFLICT, _BY_COUNT, _BY_BASIS, _SUSPECTED, _OTHER_OWNER = (
    "BASIS_OF_RECORD_INVALID",
    "INDIVIDUAL_COUNT_INVALID",
    "INDIVIDUAL_COUNT_CONFLICTS_WITH_OCCURRENCE_STATUS",
    "OCCURRENCE_STATUS_INFERRED_FROM_INDIVIDUAL_COUNT",
    "OCCURRENCE_STATUS_INFERRED_FROM_BASIS_OF_RECORD",
    "SUSPECTED_TYPE",
    "DIFFERENT_OWNER_INSTITUTION",
)


def read_count(text: str) -> int | None:
    """A number of individuals, None when the text is not one.

    >>> read_count("12"), read_count("-1"), read_count("several")
    (12, None, None)
    """
    count = int(text) if re.fullmatch(r"\s*\+?[0-9]{1,12}\s*", text, re.ASCII) else None
    return count if count is not None and count <= LARGEST_COUNT else None


def _status(text: str, status: str, basis: str) -> Flags:
    """The count against the status as it was understood (`present`, `absent`, or "" when there is none that can be used)."""
    count = read_count(text)
    bad = (_BAD_COUNT,) if text.strip() and count is None else ()
    return (*bad, *(_conflict(count, status) if status else _inferred(count, basis)))


def _conflict(count: int | None, status: str) -> Flags:
    return (_CONFLICT,) if count is not None and (count > 0) != (status == "present") else ()


def _inferred(count: int | None, basis: str) -> Flags:
    if count:
        return (_BY_COUNT,)
    if basis in SPECIMENS:
        return (_BY_BASIS,)
    return (_BY_COUNT,) if count == 0 else ()


def _no_basis(text: str) -> Flags:
    return () if text.strip() else (_NO_BASIS,)


def _suspected(type_status: str) -> Flags:
    return (_SUSPECTED,) if _DOUBT.search(type_status) else ()


def _owner(institution: str, owner: str) -> Flags:
    ours, theirs = (" ".join(code.split()).casefold() for code in (institution, owner))
    return (_OTHER_OWNER,) if ours and theirs and ours != theirs else ()


RECORD = (
    ValueFlags("basis of record", ("dwc:basisOfRecord",), (_NO_BASIS,), _no_basis),
    ValueFlags(
        "individual count",
        ("dwc:individualCount", "occurrence_status", "basis_of_record"),
        (_BAD_COUNT, _CONFLICT, _BY_COUNT, _BY_BASIS),
        _status,
    ),
    ValueFlags("doubtful type", ("dwc:typeStatus",), (_SUSPECTED,), _suspected),
    ValueFlags("owner", ("dwc:institutionCode", "dwc:ownerInstitutionCode"), (_OTHER_OWNER,), _owner),
)
