"""The form of identifiers: what an address in ROR, a code of Index Herbariorum or an ISIL may look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
ROR = re.compile(r"https://ror\.org/0([0-9a-hjkmnp-tv-z]{6})([0-9]{2})")
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
FORMS: Mapping[str, re.Pattern[str]] = {
    "wikidata": re.compile(r"https?://www\.wikidata\.org/(wiki|entity)/Q[1-9][0-9]*"),
    "grscicoll": re.compile(
        rf"(https://(www\.gbif\.org/grscicoll|scientific-collections\.gbif\.org)/(institution|collection)/)?{UUID}"
    ),
    "index_herbariorum": re.compile(r"[A-Z]{1,8}"),
    "isil": re.compile(r"([A-Z]{2}|[A-Za-z]|[A-Za-z]{3,4})-[A-Za-z0-9/:-]{1,11}"),
    "doi": re.compile(r"(https?://(dx\.)?doi\.org/)?10\.[0-9]{4,9}/\S+"),
}


def is_well_formed(scheme: str, value: str) -> bool:
    """Whether a value has the form that its scheme prescribes; a scheme without a rule takes any text.

    ISIL: ISO 15511 (a country or agency prefix, a hyphen, at most eleven characters). Index Herbariorum: one to eight capitals.
    ROR: check digits by ISO 7064 MOD 97-10. GRSciColl: a UUID, alone or in its address.

    >>> is_well_formed("ror", "https://ror.org/01h1jbk91"), is_well_formed("ror", "https://ror.org/01h1jbk92")
    (True, False)
    >>> is_well_formed("isil", "BE-A0001"), is_well_formed("index_herbariorum", "Meise")
    (True, False)
    """
    rule = RULES.get(scheme)
    return bool(value.strip()) if rule is None else rule(value)


def _is_ror(value: str) -> bool:
    found = ROR.fullmatch(value)
    return found is not None and _checks(found[1], found[2])


def _checks(symbols: str, digits: str) -> bool:
    number = 0
    for symbol in symbols:
        number = number * 32 + CROCKFORD.index(symbol)
    return 98 - (number * 100) % 97 == int(digits)


def _fits(form: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: form.fullmatch(value) is not None


RULES: Mapping[str, Callable[[str], bool]] = {"ror": _is_ror, **{scheme: _fits(form) for scheme, form in FORMS.items()}}
