"""Names taken apart by the GBIF name parser; what it cannot take apart is said to be so, with the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import nameparser

from vasculum.names.spelling import transcribed

LONGEST = 1_000
_NEAR_BUT_NOT = frozenset({"aff.", "nr.", "nr", "aff", "near", "affin."})
_GENUS = re.compile(r"[^\W\d_]\.?|[^\W\d_][^\W\d_A-Z]+\.?(-[^\W\d_][^\W\d_A-Z]+){0,2}")
_EPITHET = re.compile(r"(\d{1,2}[-.]?)?[^\W\d_A-Z]+([-'’ .][^\W\d_A-Z]+)*")
_QUOTED = re.compile(r"'(.+)'$")


class Kind(StrEnum):
    """What a text in the place of a name is."""

    SCIENTIFIC = "scientific"
    INFORMAL = "informal"
    HYBRID_FORMULA = "hybrid formula"
    VIRUS = "virus"
    IDENTIFIER = "identifier"
    PLACEHOLDER = "placeholder"
    UNPARSABLE = "unparsable"


_KINDS = {"FORMULA": Kind.HYBRID_FORMULA, "IDENTIFIER": Kind.IDENTIFIER, "PLACEHOLDER": Kind.PLACEHOLDER}


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name and its parts.

    `canonical` is the name without authorship, in the letters of the codes, with `×` (`+` for a graft chimaera) and the mark of
    its rank; `canonical_name` the bare words of it, as GBIF writes them. Both are empty when nothing could be understood. Of a
    name that is only near to another (`aff.`) or not determined (`sp.`) they hold what is asserted: the genus. `rank` is a rank
    of the ChecklistBank list (`SPECIES`, `UNRANKED` …), `qualifier` an open nomenclature qualifier (`cf.`), `remainder` what
    the parser left over.
    """

    name: str
    kind: Kind
    canonical: str = ""
    canonical_name: str = ""
    rank: str = ""
    authorship: str = ""
    qualifier: str = ""
    remainder: str = ""


def parse(name: str, rank: str = "") -> ParsedName:
    """Takes a name apart; never raises. `rank` is a hint.

    >>> parse("Abies alba Mill.").authorship, parse("Tobacco mosaic virus").kind.value
    ('Mill.', 'virus')
    >>> parse("Carabus aff. auratus").canonical, parse("Carabus cf. auratus").canonical
    ('Carabus', 'Carabus auratus')
    """
    if len(name) > LONGEST:
        return ParsedName(name, Kind.UNPARSABLE)
    try:
        found = nameparser.parse(name, None, rank or None)
    except nameparser.UnparsableNameError as refusal:
        return ParsedName(name, Kind.VIRUS if refusal.code == "VIRUS" else _KINDS.get(refusal.name_type, Kind.UNPARSABLE))
    except UnicodeEncodeError:
        return ParsedName(name, Kind.UNPARSABLE)
    return _informal(name, found) if isinstance(found, nameparser.Informal) else _parsed(name, found)


def _informal(name: str, found: Any) -> ParsedName:
    if not _GENUS.fullmatch(found.taxon):
        return ParsedName(name, Kind.UNPARSABLE)
    canonical = transcribed(found.taxon)
    marked = f"Candidatus {canonical}" if found.candidatus else canonical
    return ParsedName(name, Kind.INFORMAL, marked, canonical, found.rank, remainder=found.phrase or "")


def _parsed(name: str, found: Any) -> ParsedName:
    if not _is_well_formed(found):
        return ParsedName(name, Kind.UNPARSABLE)
    qualifiers = list((found.epithet_qualifier or {}).values()) or (["?"] if found.doubtful and "?" in name else [])
    kind = Kind.INFORMAL if qualifiers or found.type != "SCIENTIFIC" else Kind.SCIENTIFIC
    remainder = found.unparsed or found.phrase or ""
    if _NEAR_BUT_NOT.intersection(qualifiers):
        genus = transcribed(found.genus or found.uninomial)
        return ParsedName(name, kind, genus, genus, found.rank, "", " ".join(qualifiers), remainder)
    canonical, minimal = _canonical(found, qualifiers)
    if name.lstrip().startswith("+"):
        canonical = canonical.replace("×", "+", 1)
    authorship, remainder = _authorship(found.authorship_complete() or "", remainder)
    return ParsedName(name, kind, canonical, minimal, found.rank, authorship, " ".join(qualifiers), remainder)


def _authorship(text: str, remainder: str) -> tuple[str, str]:
    """What is quoted is a cultivar that could not be read, not an author."""
    return ("", text) if text.startswith("'") else (text, remainder)


def _is_well_formed(found: Any) -> bool:
    """Whether the words can be words of a name: the codes allow letters, and a capital only at the beginning."""
    first = found.uninomial or found.genus or ""
    epithets = (found.specific_epithet, found.infraspecific_epithet)
    return bool(_GENUS.fullmatch(first)) and all(_EPITHET.fullmatch(epithet) for epithet in epithets if epithet)


def _canonical(found: Any, qualifiers: list[str]) -> tuple[str, str]:
    marked = found.canonical_name_without_authorship() or ""
    for part in (*qualifiers, found.phrase, *_marks_without_epithet(found)):
        marked = " ".join(marked.replace(f" {part}", "", 1).removeprefix(f"{part} ").split()) if part else marked
    marked = _QUOTED.sub(r"‘\1’", marked).replace('"', "")
    minimal = (found.canonical_name_minimal() or "").replace('"', "").removeprefix("Candidatus ")
    return transcribed(marked), transcribed(minimal)


def _marks_without_epithet(found: Any) -> tuple[str, ...]:
    """The mark of a rank whose epithet is missing (`Abies alba subsp.`)."""
    if found.type != "INFORMAL" or found.infraspecific_epithet:
        return ()
    return ("ssp.", "subsp.", "var.", "f.", "pv.", "serovar")
