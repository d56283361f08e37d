"""The words of the partner facts for disciplines, units and states, as codes of the registry."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vasculum.registry.vocabularies import vocabulary

DISCIPLINES: Mapping[str, str] = {
    "Biobank/DNA/tissue": "biobank",
    "Botany (algae, fungi, plants)": "botany",
    "Medical/veterinary": "medicine",
    "Models & teaching": "models",
    "Prehistory/archaeology": "prehistory",
    "Soil/sediment": "soil",
    "Zoology (unspecified)": "zoology",
}
UNITS: Mapping[str, str] = {"ha": "hectares", "to be re-housed": "to_be_rehoused"}


def code_for(name: str, text: str) -> str:
    """The code of a list of the registry for a word of the facts; nothing for a word the list does not know.

    >>> code_for("discipline", "Soil/sediment"), code_for("unit", "DNA extracts"), code_for("status", "to be re-housed")
    ('soil', 'dna_extracts', 'to_be_rehoused')
    >>> code_for("unit", "bushels")
    ''
    """
    code = DISCIPLINES.get(text) or UNITS.get(text) or re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    found = {"associated_partner": "associated"}.get(code, code)
    return found if found in vocabulary(name) else ""
