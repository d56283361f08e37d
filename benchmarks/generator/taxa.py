"""Scientific names: real genera with their classification, combined with epithets."""

from __future__ import annotations

import csv
from functools import cache, lru_cache
from pathlib import Path
from random import Random

from benchmarks.generator.words import words

COLUMNS = (
    "scientificName",
    "scientificNameAuthorship",
    "kingdom",
    "phylum",
    "class",
    "order",
    "family",
    "genus",
    "specificEpithet",
    "taxonRank",
)

STEMS = words("epithet")
PREFIXES = (
    "",
    "sub",
    "pseudo",
    "micro",
    "macro",
    "hetero",
    "neo",
    "para",
    "semi",
    "supra",
    "per",
    "bi",
    "tri",
    "holo",
    "lepto",
    "brachy",
)
BOTANISTS = (
    "L.",
    "(L.) Mill.",
    "DC.",
    "Lam.",
    "Willd.",
    "Hook.f.",
    "(Huds.) Rchb.",
    "Benth. & Hook.f.",
    "De Wild. & T.Durand",
    "",
)
ZOOLOGISTS = ("Linnaeus, 1758", "(Linnaeus, 1758)", "(Fabricius, 1775)", "Latreille, 1804", "Schrank", "")


@cache
def genera() -> tuple[tuple[str, ...], ...]:
    """Reads the genera: kingdom, phylum, class, order, family, genus, ending of the epithet."""
    text = Path(__file__).with_name("genera.csv").read_text(encoding="utf-8")
    above = [tuple(row) for row in csv.reader(text.splitlines()[1:])]
    return tuple((*row[:5], genus, row[6]) for row in above for genus in row[5].split())


def epithet_of(number: int, ending: str) -> str:
    """Builds an epithet; numbers below 2,600 or so give different ones.

    >>> epithet_of(0, "a"), epithet_of(700, "us")
    ('alba', 'macrorubrus')
    """
    prefix, stem = divmod(number, len(STEMS))
    return PREFIXES[prefix % len(PREFIXES)] + STEMS[stem] + ending


@lru_cache(maxsize=30_000)
def taxon(number: int) -> tuple[str, ...]:
    """The cells of COLUMNS for the taxon of this rank; one in twenty is known to genus only."""
    draw = Random(number)
    place, genus_number = divmod(number, len(genera()))
    *above, genus, ending = genera()[genus_number]
    if draw.random() < 0.05:
        return f"{genus} sp.", "", *above, genus, "", "genus"
    epithet = epithet_of(place * 37 + genus_number * 11, ending)
    author = draw.choice(ZOOLOGISTS if above[0] == "Animalia" else BOTANISTS)
    rank = draw.choice(("species", "species", "SPECIES", "sp.", ""))
    return f"{genus} {epithet} {author}".strip(), author, *above, genus, epithet, rank
