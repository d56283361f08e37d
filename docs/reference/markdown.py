"""The pieces of a reference page in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = "<!-- Printed from the code by `python -m docs.reference.print`: change the code, then print again. -->"
LANGUAGES = {"en": "English", "nl": "Dutch", "fr": "French", "de": "German"}


def page(title: str, *parts: str) -> str:
    """A reference page."""
    return "\n\n".join([HEADER, f"# {title}", *parts]) + "\n"


def table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    lines = [[*headings], ["---"] * len(headings), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def code(text: object) -> str:
    """A text set as code; empty stays empty."""
    return f"`{text}`" if str(text) else ""
