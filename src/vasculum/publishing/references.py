"""A data set as an entry of a list of references."""

from __future__ import annotations

import re

from vasculum.formats.eml import Resource


def bibtex(resource: Resource) -> str:
    """The BibTeX entry; braces and backslashes in the words do not break out of their field."""
    fields = {
        "author": " and ".join(f"{{{_safe(party.name)}}}" for party in resource.with_role("creator")),
        "title": f"{{{_safe(resource.in_own_language(resource.title))}}}",
        "year": str(resource.made.year),
        "version": str(resource.version),
        "url": _safe(resource.identifier),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{re.sub('[^A-Za-z0-9]+', '_', resource.identifier)},\n" + ",\n".join(lines) + "\n}\n"


def ris(resource: Resource) -> str:
    """The RIS record; a line break in the words does not begin another field."""
    authors = [("AU", party.name) for party in resource.with_role("creator")]
    fields = [
        ("TY", "DATA"),
        *authors,
        ("TI", resource.in_own_language(resource.title)),
        ("PY", str(resource.made.year)),
        ("ET", str(resource.version)),
        ("UR", resource.identifier),
    ]
    return "\r\n".join([*(f"{name}  - {' '.join(text.split())}" for name, text in fields if text), "ER  - ", ""])


def _safe(text: str) -> str:
    return re.sub(r"[{}\\]", "", " ".join(text.split()))
