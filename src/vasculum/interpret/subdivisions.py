"""States and provinces: the ISO 3166-2 code of a record from its country and the name of the subdivision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import pycountry

from vasculum.interpret.countries import read_code_and_name
from vasculum.interpret.countries_names import key
from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored
from vasculum.terms import vocabularies

NAME = "dwc:stateProvince"
UNKNOWN, AMBIGUOUS = stored("SUBDIVISION_UNKNOWN", NAME), stored("SUBDIVISION_AMBIGUOUS", NAME)
OTHER_COUNTRY = stored("SUBDIVISION_ELSEWHERE", NAME)
LONGEST = 200

# The countries whose subdivisions are known by their names in all home languages; elsewhere a name may be one the node lacks.
WHOLLY_KNOWN = frozenset({"BE", "DE", "LU", "NL"})
_KINDS = frozenset(
    {"province", "provincie", "provinz", "prov", "departement", "department", "dept", "dep", "state", "staat", "etat", "land"}
    | {"bundesland", "region", "regio", "canton", "kanton", "county", "graafschap", "comte", "gewest"}
    | {"territory", "territoire", "territorium"}
)


def read_subdivision(text: str, country: str | None = None) -> Reading:
    """The code of the subdivision that a text names, in a country when that is known (ISO 3166-1 alpha-2).

    Without a country the name has to be borne by one subdivision of the world.

    >>> read_subdivision("Provincie Antwerpen").values, read_subdivision("Anvers", "BE").values
    (('BE-VAN',), ('BE-VAN',))
    >>> read_subdivision("Limburg").remarks, read_subdivision("Limbourg", "NL").values
    (('SUBDIVISION_AMBIGUOUS dwc:stateProvince',), ('NL-LI',))
    """
    if not text.strip():
        return Reading((None,))
    found = _named(text) if len(text) <= LONGEST else frozenset[str]()
    inside = frozenset(code for code in found if country is None or code.startswith(f"{country}-"))
    if len(inside) == 1:
        return Reading((next(iter(inside)),))
    if inside:
        return Reading((None,), (AMBIGUOUS,))
    return Reading((None,), (OTHER_COUNTRY if found and country in WHOLLY_KNOWN else UNKNOWN,))


def _named(text: str) -> frozenset[str]:
    """The codes that a text stands for: a code itself, a name, or a name beside the kind of subdivision."""
    code = text.strip().upper()
    if code in _codes():
        return frozenset({code})
    name = key(text)
    bare = " ".join(word for word in name.split() if word not in _KINDS)
    return _names().get(name) or _names().get(bare) or frozenset()


@cache
def _codes() -> frozenset[str]:
    return frozenset(subdivision.code for subdivision in pycountry.subdivisions)


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """The codes of each name: those of ISO 3166-2, and the names in the home languages, which go before in their country."""
    own: dict[str, set[str]] = defaultdict(set)
    for row in vocabularies.rows("subdivision"):
        own[key(row["spelling"])].add(row["concept"])
    found = {name: set(codes) for name, codes in own.items()}
    for subdivision in pycountry.subdivisions:
        name = key(subdivision.name)
        if subdivision.country_code not in {code[:2] for code in own.get(name, ())}:
            found.setdefault(name, set()).add(subdivision.code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _read(code: str, country: str, subdivision: str) -> Reading:
    return read_subdivision(subdivision, read_code_and_name(code, country).values[0])


SUBDIVISION = Interpreter(
    subject="subdivision",
    inputs=("dwc:countryCode", "dwc:country", NAME),
    columns={"subdivision_code": "VARCHAR"},
    read=_read,
)
