"""Codes of the registry's lists as concepts of GRSciColl, the nearest there is, and back where one code alone has it."""

from __future__ import annotations

from collections.abc import Mapping

DISCIPLINES: Mapping[str, tuple[str, ...]] = {
    "anthropology": ("Anthropology",),
    "geology": ("Geology",),
    "microbiology": ("MicrobiologyBacteriologyVirology",),
    "palaeontology": ("Paleontology",),
    "prehistory": ("Archaeology",),
    "soil": ("SoilSciences",),
    "zoology": ("Zoology",),
    "zoology_invertebrates": ("Zoology",),
    "zoology_vertebrates": ("Zoology",),
    "botany": ("PlantSciences",),
}
CONTENT_TYPES: Mapping[str, tuple[str, ...]] = {
    "preserved": ("PreservedOrganisms",),
    "living": ("LivingOrganisms",),
    "culture": ("LivingCellOrTissueCultures",),
    "fossil": ("Paleontological",),
    "geological": ("EarthPlanetary",),
    "human_remains": ("HumanRemains",),
    "molecular": ("MolecularDerivates",),
}
IDENTIFIER_TYPES: Mapping[str, str] = {
    "ror": "ROR",
    "wikidata": "WIKIDATA",
    "isil": "ISIL",
    "doi": "DOI",
}


def code_of_concept(concepts: Mapping[str, tuple[str, ...]], concept: str) -> str:
    """The first code that a concept stands for; nothing where no code has it.

    >>> code_of_concept(DISCIPLINES, "Zoology"), code_of_concept(DISCIPLINES, "Space")
    ('zoology', '')
    """
    return next((code for code, meant in concepts.items() if concept in meant), "")
