"""Tissue and DNA in a unit: the GGBN extension of ABCD as rows of the GGBN extensions of Darwin Core.

Source: GGBN Data Standard v1 (https://wiki.ggbn.org; Droege et al. 2016). Its element names and its terms are the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vasculum.formats.abcd.elements import Element, leaves

_NAMESPACE = re.compile(r"ggbn|dna-?bank", re.IGNORECASE)
_ROW_TYPES = ("Amplification", "Cloning", "GelImage", "Loan", "Permit", "Preparation", "Preservation")


def ggbn_rows(unit: Element) -> Iterator[tuple[str, dict[str, str], Element]]:
    """The rows of a unit's GGBN parts with their row types and the elements they tell; the sample itself comes last."""
    for sample in unit.all("UnitExtension"):
        for part in sample.children:
            if _NAMESPACE.search(part.namespace):
                own = list(_parts(part))
                for element in own:
                    yield f"ggbn:{element.name}", _row(element, set()), element
                yield "ggbn:MaterialSample", _row(part, set(map(id, own))), part


def _parts(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.name in _ROW_TYPES and child.children:
            yield child
        else:
            yield from _parts(child)


def _row(element: Element, elsewhere: set[int]) -> dict[str, str]:
    row: dict[str, str] = {}
    for leaf in leaves(element, elsewhere):
        name = leaf.path.rpartition("/")[2]
        term = f"ggbn:{name[:1].lower()}{name[1:]}"
        row[term if term not in row and "@" not in name else leaf.place] = leaf.text
    return {term: text for term, text in row.items() if text}
