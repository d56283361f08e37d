"""Remarks: what was seen while a record was read, as values beside the verbatim text; nothing is raised for a bad cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding about one term of one record.

    `code` is a key of `vasculum.terms.messages.remarks()`, `term` a qualified name, `value` the verbatim text it is about.
    """

    code: str
    term: str
    value: str = ""


def stored(code: str, term: str) -> str:
    """The form in which the ledger keeps a remark: code and term; the value is in the verbatim column of that term.

    >>> stored("COUNTRY_UNKNOWN", "dwc:country")
    'COUNTRY_UNKNOWN dwc:country'
    """
    return f"{code} {term}"


def of_stored(text: str, verbatim: dict[str, str]) -> Remark:
    """The remark behind its stored form, with the verbatim text it is about."""
    code, _, term = text.partition(" ")
    return Remark(code, term, verbatim.get(term, ""))
