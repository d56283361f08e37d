"""The closed vocabularies that come with the product: which values they hold, and what a spelling unambiguously means."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from vasculum.quality.bdq.authorities import Authorities, AuthorityKind, Source, Vocabulary
from vasculum.quality.bdq.licences import CC_4_OR_CC0, CREATIVE_COMMONS, LicenceList
from vasculum.quality.bdq.responses import stripped
from vasculum.quality.bdq.standard_codes import COUNTRY_CODES, EPSG, CountryCodes, EpsgCodes

BASIS_OF_RECORD = Source(
    AuthorityKind.VOCABULARY,
    "Darwin Core basisOfRecord",
    ("https://dwc.tdwg.org/terms/#dwc:basisOfRecord", "https://rs.gbif.org/vocabulary/dwc/basis_of_record.xml"),
)
DCMI_TYPE = Source(AuthorityKind.VOCABULARY, "DCMI Type Vocabulary", ("http://purl.org/dc/terms/DCMIType",), fixed=True)
SEX = Source(AuthorityKind.VOCABULARY, "GBIF Sex Vocabulary", ("https://api.gbif.org/v1/vocabularies/Sex",))
TYPE_STATUS = Source(AuthorityKind.VOCABULARY, "GBIF TypeStatus Vocabulary", ("https://api.gbif.org/v1/vocabularies/TypeStatus",))
TAXON_RANK = Source(AuthorityKind.VOCABULARY, "GBIF TaxonRank Vocabulary", ("https://api.gbif.org/v1/vocabularies/TaxonRank",))
ESTABLISHMENT_MEANS = Source(
    AuthorityKind.VOCABULARY, "Establishment Means Controlled Vocabulary List of Terms", ("https://dwc.tdwg.org/em/",)
)
DEGREE_OF_ESTABLISHMENT = Source(
    AuthorityKind.VOCABULARY, "Degree of Establishment Controlled Vocabulary List of Terms", ("https://dwc.tdwg.org/doe/",)
)
PATHWAY = Source(AuthorityKind.VOCABULARY, "Pathway Controlled Vocabulary List of Terms", ("https://dwc.tdwg.org/pw/",))
OCCURRENCE_STATUS = Source(AuthorityKind.VOCABULARY, "Regex present/absent", ("^(present|absent)$",))

_TABLES: dict[Source, str] = {
    BASIS_OF_RECORD: "basis_of_record.csv",
    DCMI_TYPE: "dcmi_type.csv",
    SEX: "sex.csv",
    TYPE_STATUS: "type_status.csv",
    TAXON_RANK: "taxon_rank.csv",
    ESTABLISHMENT_MEANS: "establishment_means.csv",
    DEGREE_OF_ESTABLISHMENT: "degree_of_establishment.csv",
    PATHWAY: "pathway.csv",
    OCCURRENCE_STATUS: "occurrence_status.csv",
}

_WORD = re.compile(r"[A-Z]?[^\WA-Z_]+|[A-Z]+", re.ASCII)
_NO_LETTER = re.compile(r"[\s_.:/-]+")


@dataclass(frozen=True)
class ClosedVocabulary:
    """A vocabulary in a table: the values it holds, and the terms that each folded spelling stands for."""

    terms: tuple[str, ...]
    values: frozenset[str]
    spellings: dict[str, frozenset[str]]

    def has(self, value: str) -> bool:
        """True when exactly this text is a value."""
        return value in self.values

    def standard_form(self, text: str) -> str | None:
        """The one term that the text means: by a known spelling, an abbreviation, a telling word, or one typing error."""
        written = stripped(text)
        if not written or len(written) > 200:
            return None
        known = self.spellings.get(_folded(written))
        if known:
            return _only(known)
        return self._abbreviated(written) or self._by_word(written) or self._misspelt(written)

    def _abbreviated(self, text: str) -> str | None:
        """The one term whose words all begin with the words of the text, each of three letters or more.

        >>> closed_vocabulary("basis_of_record.csv").standard_form("Human obs")
        'HumanObservation'
        """
        words = _words(text)
        if not words or min(map(len, words)) < 3:
            return None
        return _only(term for term in self.terms if _begin(words, _words(term)))

    def _by_word(self, text: str) -> str | None:
        """The one term that has the text as one of its words, of five letters or more."""
        word = _folded(text)
        return _only(term for term in self.terms if word in _words(term)) if len(word) >= 5 else None

    def _misspelt(self, text: str) -> str | None:
        """The one term of five letters or more that one typing error, not in its first letter, turns into the text.

        Every other term must be further away than two errors: `notype` is near `Neotype`, but no less so to `Isotype`.
        """
        word = _folded(text)
        near = [term for term in self.terms if OSA.distance(word, term.casefold(), score_cutoff=2) <= 2]
        meant = _only(near)
        likely = meant and len(meant) >= 5 and meant[0].casefold() == word[:1]
        return meant if likely and OSA.distance(word, near[0].casefold()) == 1 else None


@cache
def closed_vocabulary(table: str) -> ClosedVocabulary:
    """The vocabulary in a table of `vasculum.terms`."""
    with files("vasculum.terms").joinpath("bdq", table).open(encoding="utf-8") as rows:
        entries = [(row["term"], row["text"], row["role"]) for row in csv.DictReader(rows)]
    spellings: dict[str, set[str]] = {}
    for term, text, _ in entries:
        spellings.setdefault(_folded(text), set()).add(term)
    return ClosedVocabulary(
        tuple(text for _, text, role in entries if role == "term"),
        frozenset(text for _, text, role in entries if role in ("term", "label")),
        {text: frozenset(terms) for text, terms in spellings.items()},
    )


@cache
def closed_vocabularies() -> dict[str, Vocabulary]:
    """Every vocabulary that comes with the product, by the name of the authority."""
    listed: dict[str, Vocabulary] = {source.default: closed_vocabulary(table) for source, table in _TABLES.items()}
    licences = {CC_4_OR_CC0.default: LicenceList(), CREATIVE_COMMONS.default: LicenceList()}
    codes: dict[str, Vocabulary] = {EPSG.default: EpsgCodes()}
    codes |= {source.default: CountryCodes() for source in COUNTRY_CODES}
    return listed | licences | codes


def with_closed_vocabularies(authorities: Authorities) -> Authorities:
    """These authorities, and the closed vocabularies where they have none of that name."""
    own = {(AuthorityKind.VOCABULARY, name.casefold()): held for name, held in closed_vocabularies().items()}
    return Authorities({**own, **authorities.at_hand})


def _folded(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _begin(starts: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return len(starts) == len(words) and all(word.startswith(start) for start, word in zip(starts, words, strict=True))


def _only(terms: Iterable[str]) -> str | None:
    found = set(terms)
    return found.pop() if len(found) == 1 else None
