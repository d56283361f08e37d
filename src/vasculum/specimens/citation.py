"""How a specimen is cited: in words, as BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from vasculum.model.specimen import Version


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says."""

    institution: str
    name: str
    number: str
    year: str
    version: int
    address: str


def citation_of(version: Version, institution: str, address: str) -> Citation:
    """The citation of one version; `address` is where its PID leads."""
    text = version.verbatim
    return Citation(
        institution=institution,
        name=text.get("dwc:scientificName", ""),
        number=text.get("dwc:catalogNumber", ""),
        year=str(version.modified.year),
        version=version.version,
        address=address,
    )


def in_words(citation: Citation) -> str:
    """One sentence for a list of references.

    >>> in_words(Citation("Herbarium X", "Rosa canina L.", "X 12", "2026", 2, "https://example.org/10.5072/000-000-01D"))
    'Herbarium X (2026). Rosa canina L., X 12 [digital specimen, version 2]. https://example.org/10.5072/000-000-01D'
    """
    what = ", ".join(part for part in (citation.name, citation.number) if part)
    author = f"{citation.institution} ({citation.year}). " if citation.institution else f"({citation.year}). "
    return f"{author}{what} [digital specimen, version {citation.version}]. {citation.address}".replace("  ", " ")


def bibtex(citation: Citation, pid: str) -> str:
    """The BibTeX entry; braces and backslashes in the data do not break out of their field."""
    title = _safe(", ".join(part for part in (citation.name, citation.number) if part))
    fields = {
        "author": f"{{{_safe(citation.institution)}}}",
        "title": f"{title} [digital specimen]",
        "year": citation.year,
        "version": str(citation.version),
        "url": citation.address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value not in {"", "{}"}]
    return f"@misc{{{re.sub('[^A-Za-z0-9]+', '_', pid)},\n" + ",\n".join(lines) + "\n}"


def _safe(text: str) -> str:
    return re.sub(r"[{}\\]", "", text)


def ris(citation: Citation, pid: str) -> str:
    """The RIS record; a line break in the data does not begin another field."""
    fields = (
        ("TY", "DATA"),
        ("AU", citation.institution),
        ("TI", f"{_title(citation)} [digital specimen]"),
        ("PY", citation.year),
        ("ET", str(citation.version)),
        ("M1", pid),
        ("UR", citation.address),
    )
    lines = [f"{name}  - {' '.join(value.split())}" for name, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(citation: Citation, pid: str) -> list[dict[str, Any]]:
    """The CSL-JSON item, as citation managers take it."""
    item: dict[str, Any] = {
        "id": pid,
        "type": "dataset",
        "title": f"{_title(citation)} [digital specimen]",
        "issued": {"date-parts": [[int(citation.year)]]},
        "version": str(citation.version),
        "URL": citation.address,
    }
    return [{**item, **({"author": [{"literal": citation.institution}]} if citation.institution else {})}]


def _title(citation: Citation) -> str:
    return ", ".join(part for part in (citation.name, citation.number) if part)
