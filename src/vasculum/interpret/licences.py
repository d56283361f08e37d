"""Licence texts to the address of the licence: Creative Commons in every notation, and the Open Data Commons licences."""

from __future__ import annotations

import re
from typing import NamedTuple

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored

LONGEST = 2_000
CREATIVE_COMMONS = "https://creativecommons.org/"
CURRENT_VERSION = "4.0"
VERSIONS = frozenset({"1.0", "2.0", "2.1", "2.5", "3.0", "4.0"})
CONDITIONS = frozenset({"by", "by-sa", "by-nc", "by-nc-sa", "by-nd", "by-nc-nd"})
# The jurisdictions to which versions 1.0 to 3.0 were ported (source: https://creativecommons.org/licenses/list.en).
_PORTED = (
    "am ar at au az be bg br ca ch cl cn co cr cz de dk ec ee eg es fi fr ge gr gt hk hr hu ie igo il in it jp kr lu"
    " mk mt mx my nl no nz pe ph pl pr pt ro rs scotland se sg si th tw ug uk us ve vn za"
)
JURISDICTIONS = frozenset(_PORTED.split())
_OPEN_DATA_COMMONS = re.compile(r"opendatacommons\.org/licenses/(pddl|by|odbl)/(1[.-]0)?")
_ADDRESS = re.compile(r"creativecommons\.org/(?:licen[sc]es/|l/)([a-z-]{2,8})/([0-9]\.[0-9])(?:/([a-z]{2,8})\b)?")
_PUBLIC_DOMAIN = re.compile(
    r"creativecommons\.org/(?:publicdomain/|licen[sc]es/|share-your-work/public-domain/)(zero|mark|cc0)\b"
)
_ZERO = re.compile(r"\bcc\s*-?\s*(?:0|zero)\b")
_MARK = re.compile(r"\bpublic domain mark\b")
_LETTERS = re.compile(r"(?:\bcc[ -]{0,3})?\b(by(?:[ -]{1,3}(?:nc|sa|nd))*)\b")
_WORDS = (
    ("by", re.compile(r"\battribution\b|\bnaamsvermelding\b|\bnamensnennung\b|\bpaternite\b|\batribui|\batribuci")),
    ("nc", re.compile(r"\bnon[ -]?commercial|\bniet[ -]?commercieel|\bnicht[ -]?kommerziell|\bpas d.utilisation commerciale")),
    ("sa", re.compile(r"\bshare[ -]?alike|\bgelijkdelen|\bweitergabe unter gleichen|\bpartage (?:dans les|a l)")),
    ("nd", re.compile(r"\bno[ -]?deriv|\bgeenafgeleide|\bkeine bearbeitung|\bpas de modification")),
)
_VERSION = re.compile(r"(?<![0-9.])([1-4][.-][015])(?![0-9])(?:[ -]{1,3}([a-z]{2})(?![^),.;(\]]))?")
_ACCENTS = str.maketrans("éèêàâîïôûçãáíóú–—_", "eeeaaiioucaaiou---")


class _Licence(NamedTuple):
    address: str
    assumed: bool = False


def licence(text: str) -> str | None:
    """The address of the licence that a text names, None when it names none or not clearly one.

    A jurisdiction is kept; a licence named without its version is the current one.

    >>> licence("CC BY 2.0 BE")
    'https://creativecommons.org/licenses/by/2.0/be/'
    >>> licence("Creative Commons Attribution-Noncommercial")
    'https://creativecommons.org/licenses/by-nc/4.0/'
    """
    found = _recognised(text)
    return found.address if found else None


def _recognised(text: str) -> _Licence | None:
    if len(text) > LONGEST:
        return None
    plain = " ".join(text.lower().translate(_ACCENTS).split())
    return _by_address(plain) or _by_name(plain)


def _by_address(plain: str) -> _Licence | None:
    found = {_licence_address(match[1], match[2], match[3], plain) for match in _ADDRESS.finditer(plain)}
    found |= {_public_domain_address(match[1]) for match in _PUBLIC_DOMAIN.finditer(plain)}
    found |= {f"https://opendatacommons.org/licenses/{match[1]}/1.0/" for match in _OPEN_DATA_COMMONS.finditer(plain)}
    found.discard("")
    return _Licence(found.pop()) if len(found) == 1 else None


def _licence_address(conditions: str, version: str, jurisdiction: str | None, plain: str) -> str:
    if conditions not in CONDITIONS or version not in VERSIONS:
        return ""
    generic = "(generic)" in plain or jurisdiction not in JURISDICTIONS or version == CURRENT_VERSION
    ported = "" if generic else f"{jurisdiction}/"
    return f"{CREATIVE_COMMONS}licenses/{conditions}/{version}/{ported}"


def _public_domain_address(kind: str) -> str:
    return f"{CREATIVE_COMMONS}publicdomain/{'mark' if kind == 'mark' else 'zero'}/1.0/"


def _by_name(plain: str) -> _Licence | None:
    if _MARK.search(plain):
        return _Licence(_public_domain_address("mark"))
    if _ZERO.search(plain):
        return _Licence(_public_domain_address("zero"))
    if plain.strip(" .[]()") == "public domain":
        return _Licence(_public_domain_address("zero"), assumed=True)
    conditions = _conditions(plain)
    return _versioned(conditions, plain) if conditions else None


def _versioned(conditions: str, plain: str) -> _Licence | None:
    versions = {(match[1].replace("-", "."), match[2]) for match in _VERSION.finditer(plain)}
    if not versions:
        return _Licence(_licence_address(conditions, CURRENT_VERSION, None, plain), assumed=True)
    version, jurisdiction = versions.pop()
    if versions or version not in VERSIONS:
        return None
    return _Licence(_licence_address(conditions, version, jurisdiction, plain))


def _conditions(plain: str) -> str:
    """The conditions in their usual order, from letters (`CC BY-NC`) or from words (`Attribution-NonCommercial`)."""
    said = {_in_usual_order(set(re.split("[ -]+", match[1]))) for match in _LETTERS.finditer(plain) if _is_licence(match, plain)}
    if len(said) == 1:
        return said.pop()
    words = {letters for letters, pattern in _WORDS if pattern.search(plain)}
    return _in_usual_order(words) if "by" in words and not said and "commons" in plain + plain.replace(" ", "") else ""


def _is_licence(match: re.Match[str], plain: str) -> bool:
    """Whether the letters stand for a licence: `by` alone is an ordinary English word."""
    return match[0].startswith("cc") or "-" in match[1] or match[0] == plain.strip("()") or f"({match[1]})" in plain


def _in_usual_order(conditions: set[str]) -> str:
    joined = "-".join(letters for letters in ("by", "nc", "sa", "nd") if letters in conditions)
    return joined if joined in CONDITIONS else ""


def _read(license_text: str, rights: str, rights_1_1: str) -> Reading:
    if license_text.strip():
        return _reading(_recognised(license_text), "dcterms:license")
    for term, text in (("dcterms:rights", rights), ("dc:rights", rights_1_1)):
        found = _recognised(text)
        if found:
            return _reading(found, term)
    return Reading((None,))


def _reading(found: _Licence | None, term: str) -> Reading:
    if found is None:
        return Reading((None,), (stored("LICENSE_UNKNOWN", term),))
    return Reading((found.address,), (stored("LICENSE_ASSUMED", term),) if found.assumed else ())


LICENSE = Interpreter("licence", ("dcterms:license", "dcterms:rights", "dc:rights"), {"license": "VARCHAR"}, _read)
