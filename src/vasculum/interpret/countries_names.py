"""What names of countries mean: current names in many languages, spellings met in collections, names of their parts."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pycountry
from babel import Locale

from vasculum.terms import vocabularies

# Where a name means something else in another language, the language that comes first decides.
HOME_LANGUAGES = ("en", "nl", "fr", "de")
LANGUAGES = (*HOME_LANGUAGES, "es", "pt", "it", "la", "da", "sv", "nb", "fi", "pl", "cs")
_OF = frozenset({"of", "van", "de", "du", "von"})
_DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "north-east", "north-west", "south-east", "south-west", "off", "near", "n"}
)
USER_ASSIGNED = frozenset({"XK"})

# Countries whose provinces and states stand on labels without the country.
KNOWN_BY_SUBDIVISION = frozenset(
    {"AR", "AT", "AU", "BE", "BO", "BR", "CA", "CD", "CH", "CL", "CN", "CO", "DE", "EC", "ES", "FI", "FR", "GB", "ID", "IN"}
    | {"IT", "JP", "MX", "MY", "NL", "NO", "NZ", "PE", "PH", "PT", "RU", "SE", "US", "VE", "ZA"}
)

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_UNDECOMPOSED = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d"}
)


@cache
def codes() -> frozenset[str]:
    """The ISO 3166-1 alpha-2 codes in use, and XK (Kosovo), which ISO leaves to its users."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | USER_ASSIGNED


def words(text: str) -> tuple[str, ...]:
    """The words of a name in one common spelling each, without articles, accents and case.

    >>> words("Congo (Belge)"), words("Îles Féroé"), words("U.S.S.R.")
    (('congo', 'belgian'), ('islands', 'feroe'), ('ussr',))
    """
    plain = unicodedata.normalize("NFKD", html.unescape(text).translate(_UNDECOMPOSED))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    joined = _INITIALS.sub(lambda found: found[0].replace(".", "") + " ", _POSSESSIVE.sub("", bare))
    found = _WORD.findall(joined)
    return tuple(common for common in map(_common, found, ("", *found)) if common) if len(found) > 1 else tuple(found)


def _common(word: str, before: str) -> str:
    """The usual form of a word, "" for an article; `of` stays behind a direction, because west of Ireland is not Ireland."""
    if word == "d" and not before:
        return "dutch"
    if word in _OF and _common_words().get(before, before) in _DIRECTIONS:
        return "of"
    return _common_words().get(word, word)


@cache
def _common_words() -> Mapping[str, str]:
    return {row["spelling"]: row["concept"] for row in vocabularies.rows("country_word")}


def key(text: str) -> str:
    """The form in which names are compared: their words in alphabetical order, so that inverted names are equal.

    >>> key("Congo, Democratic Republic of the") == key("Democratic Republic of the Congo")
    True
    """
    return " ".join(sorted(words(text)))


@cache
def official_names(languages: tuple[str, ...] = LANGUAGES) -> Mapping[str, str]:
    """The code of each current name of a country in ISO 3166, and in CLDR in these languages."""
    found: dict[str, str] = {}
    for name, code in _iso_names():
        found.setdefault(key(name), code)
    for language in languages:
        for name, code in _names_in(language):
            found.setdefault(key(name), code)
    found.pop("", None)
    return found


@cache
def names() -> Mapping[str, str]:
    """The code of each current name of a country, and of the spellings of it that are met in collections."""
    return {**{key(row["spelling"]): row["concept"] for row in _table(part=False)}, **official_names()}


def _iso_names() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        for kind in ("name", "common_name", "official_name"):
            if name := getattr(country, kind, None):
                yield name, country.alpha_2


def _names_in(language: str) -> list[tuple[str, str]]:
    """The names in one language, whole names first, then the two halves of names such as `Myanmar (Burma)`."""
    whole = [(name, code) for code, name in Locale.parse(language).territories.items() if code in codes()]
    halves = [(half, code) for name, code in whole if "(" in name for half in name.rstrip(")").split("(")]
    return whole + halves


def _table(part: bool) -> Iterable[Mapping[str, str]]:
    return (row for row in vocabularies.rows("country") if bool(row["part"]) == part)


@cache
def regions() -> Mapping[str, str]:
    """The country of each region, island or former spelling of a part of a country that is met in collections."""
    return {key(row["spelling"]): row["concept"] for row in _table(part=True)}


@cache
def subdivisions() -> Mapping[str, frozenset[str]]:
    """The countries that have a subdivision of each name (ISO 3166-2), among those of `KNOWN_BY_SUBDIVISION`."""
    found: dict[str, set[str]] = defaultdict(set)
    for subdivision in pycountry.subdivisions:
        found[key(subdivision.name)].add(subdivision.country_code)
    return {name: frozenset(found[name] & KNOWN_BY_SUBDIVISION) for name in found if found[name] & KNOWN_BY_SUBDIVISION}


@cache
def lone_subdivisions() -> Mapping[str, str]:
    """The country of each name that a single subdivision of the world bears, and that is long enough to be no abbreviation.

    British counties are left out: their namesakes overseas are no subdivisions of the first order, but as well known.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for subdivision in pycountry.subdivisions:
        found[key(subdivision.name)].add(subdivision.country_code)
    lone = {name: next(iter(owners)) for name, owners in found.items() if len(owners) == 1 and len(name) > 4}
    return {name: owner for name, owner in lone.items() if owner in KNOWN_BY_SUBDIVISION - {"GB"}}


@cache
def sovereigns() -> Mapping[str, str]:
    """The state that a territory with a code of its own belongs to, or that also claims it."""
    return {row["territory"]: row["sovereign"] for row in vocabularies.rows("country_territory")}


@cache
def _longer_codes() -> Mapping[str, str]:
    current = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    numeric = {country.numeric: country.alpha_2 for country in pycountry.countries}
    return {**current, **numeric, "UK": "GB", "EL": "GR", "XKX": "XK"}


def of_code(text: str) -> str | None:
    """The alpha-2 code behind an ISO 3166-1 code of two or three letters or three digits, None when it is none in use.

    >>> of_code("bel"), of_code("UK"), of_code("ZR")
    ('BE', 'GB', None)
    """
    code = text.strip().upper()
    return code if code in codes() else _longer_codes().get(code)
