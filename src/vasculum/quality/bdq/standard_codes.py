"""Codes kept by others and shipped with our dependencies: ISO 3166-1 countries (pycountry, CLDR) and EPSG (pyproj)."""

from __future__ import annotations

import re
from functools import cache

import pycountry
from babel import Locale
from pyproj import CRS
from pyproj.crs import Datum, Ellipsoid  # type: ignore[attr-defined]
from pyproj.database import get_codes, query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import CRSError

from vasculum.quality.bdq.authorities import AuthorityKind, Source
from vasculum.quality.bdq.responses import stripped

_ISO = ("https://www.iso.org/iso-3166-country-codes.html", "https://www.iso.org/obp/ui/#search")
ISO_3166 = Source(AuthorityKind.VOCABULARY, "ISO 3166 Country Codes", _ISO, fixed=True)
ISO_3166_ALPHA_2 = Source(AuthorityKind.VOCABULARY, "ISO 3166-1-alpha-2", _ISO, fixed=True)
COUNTRY_CODES = (ISO_3166, ISO_3166_ALPHA_2)
EPSG = Source(AuthorityKind.VOCABULARY, "EPSG", ("https://epsg.org",), fixed=True)

# Darwin Core uses two codes that ISO 3166 leaves to its users: XZ, the high seas, and ZZ, unknown.
USER_CODES = frozenset({"XZ", "ZZ"})
NOT_RECORDED = "not recorded"
_LANGUAGES = ("en", "nl", "fr", "de", "es", "it", "pt")
_CODE = re.compile(r"EPSG:([0-9]{4,6})")
_SPELT_CODE = re.compile(r"EPSG[\s:_/-]{0,4}([0-9]{4,6})", re.IGNORECASE)
_MARKS = re.compile(r"[\s_.:/()-]+")

# Names that people give to what EPSG calls otherwise.
_ALSO_CALLED = {
    "wgs1984": "EPSG:4326",
    "worldgeodeticsystem1984": "EPSG:4326",
    "nad1927": "EPSG:4267",
    "northamericandatum1927": "EPSG:4267",
    "northamerican1927": "EPSG:4267",
    "nad1983": "EPSG:4269",
    "northamericandatum1983": "EPSG:4269",
    "europeandatum1950": "EPSG:4230",
    "european1950": "EPSG:4230",
    "osgb36": "EPSG:4277",
    "bd72": "EPSG:4313",
}


class CountryCodes:
    """The two-letter country codes of ISO 3166-1, with XZ and ZZ."""

    def has(self, value: str) -> bool:
        """True when exactly this text is a code."""
        return value in country_codes()

    def standard_form(self, text: str) -> str | None:
        """The code that a code of two or three letters or a name of a country means.

        >>> CountryCodes().standard_form("Australia"), CountryCodes().standard_form("Aust.")
        ('AU', None)
        """
        return _country_spellings().get(stripped(text).casefold())


class EpsgCodes:
    """The codes of EPSG for datums, ellipsoids and geographic systems in degrees, and `not recorded`."""

    def has(self, value: str) -> bool:
        """True when the text is a code in the form EPSG:number for one of these, or `not recorded`."""
        written = _CODE.fullmatch(value)
        return value == NOT_RECORDED or (written is not None and _is_geodetic(written[1]))

    def standard_form(self, text: str) -> str | None:
        """The code that a code or a name means: of a geographic system, else of a datum, else of an ellipsoid.

        >>> EpsgCodes().standard_form("WGS_84"), EpsgCodes().standard_form("WGS8")
        ('EPSG:4326', None)
        """
        written = stripped(text)
        code = _SPELT_CODE.fullmatch(written)
        if code:
            return f"EPSG:{code[1]}" if _is_geodetic(code[1]) else None
        name = _folded(written) if len(written) <= 100 else ""
        return _ALSO_CALLED.get(name) or _geodetic_names().get(name)


@cache
def country_codes() -> frozenset[str]:
    """Every country code, with XZ and ZZ."""
    return frozenset(country.alpha_2 for country in pycountry.countries) | USER_CODES


@cache
def _country_spellings() -> dict[str, str]:
    """Codes and names, in some languages, that mean one country only."""
    found: dict[str, set[str]] = {}
    for country in pycountry.countries:
        names = [country.alpha_2, country.alpha_3, country.name]
        names += [name for field in ("common_name", "official_name") if (name := getattr(country, field, None))]
        names += [name for language in _LANGUAGES if (name := Locale(language).territories.get(country.alpha_2))]
        for name in names:
            found.setdefault(name.casefold(), set()).add(country.alpha_2)
    found |= {code.casefold(): {code} for code in USER_CODES} | {"high seas": {"XZ"}}
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@cache
def _is_geodetic(code: str) -> bool:
    return code in _datum_codes() or (code in _geographic_codes() and _in_degrees(code))


@cache
def _datum_codes() -> frozenset[str]:
    sorts = (PJType.GEODETIC_REFERENCE_FRAME, PJType.DYNAMIC_GEODETIC_REFERENCE_FRAME, PJType.DATUM_ENSEMBLE, PJType.ELLIPSOID)
    return frozenset(code for sort in sorts for code in get_codes("EPSG", sort, allow_deprecated=True))


@cache
def _geographic_codes() -> frozenset[str]:
    return frozenset(get_codes("EPSG", PJType.GEOGRAPHIC_2D_CRS, allow_deprecated=True))


def _in_degrees(code: str) -> bool:
    return all(axis.unit_name == "degree" for axis in CRS.from_epsg(int(code)).axis_info)


@cache
def _geodetic_names() -> dict[str, str]:
    """Codes by folded name, of names that belong to one thing only; a geographic system goes before a datum of its name."""
    systems = query_crs_info("EPSG", PJType.GEOGRAPHIC_2D_CRS)
    layers = ([(info.name, info.code) for info in systems], _named(Datum, _datum_sorts()), _named(Ellipsoid, (PJType.ELLIPSOID,)))
    names: dict[str, str] = {}
    for layer in layers:
        found: dict[str, set[str]] = {}
        for name, code in layer:
            found.setdefault(_folded(name), set()).add(code)
        unique = {name: f"EPSG:{codes.pop()}" for name, codes in found.items() if len(codes) == 1}
        names = unique | names
    return names


def _datum_sorts() -> tuple[PJType, ...]:
    return (PJType.GEODETIC_REFERENCE_FRAME, PJType.DYNAMIC_GEODETIC_REFERENCE_FRAME, PJType.DATUM_ENSEMBLE)


def _named(sort: type[Datum] | type[Ellipsoid], types: tuple[PJType, ...]) -> list[tuple[str, str]]:
    named = []
    for code in (code for kind in types for code in get_codes("EPSG", kind)):
        try:
            named.append((sort.from_epsg(code).name, code))
        except CRSError:
            continue
    return named


def _folded(name: str) -> str:
    return _MARKS.sub("", name.casefold())
