"""The translations of pages: tables per language, compiled at set-up by `python -m vasculum.site.messages`.

The texts themselves are English and stand in templates and code; `collected` finds them all.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "site" / "locale"
TRANSLATED = ("nl", "fr", "de")
KEYWORDS: Mapping[str, tuple[int, int] | None] = {
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "_": None,
}

Text = str | tuple[str, str]


def table(language: str) -> Path:
    """The table of a language's translations."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def translations(language: str) -> Catalog:
    """The translations of a language."""
    with table(language).open("rb") as file:
        return read_po(file, locale=language)


def compile_all() -> None:
    """Compiles every table into the form that is read at run time, unless that is newer than its table."""
    for language in TRANSLATED:
        compiled = table(language).with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < table(language).stat().st_mtime:
            _compile(language, compiled)


def _compile(language: str, into: Path) -> None:
    content = io.BytesIO()
    write_mo(content, translations(language))
    aside = into.with_suffix(".mo.new")
    aside.write_bytes(content.getvalue())
    aside.replace(into)


def collected() -> dict[Text, str]:
    """Every text that templates and code ask to be translated, with the first file it stands in; a pair has a plural."""
    found: dict[Text, str] = {}
    templates = (*ROOT.rglob("templates/**/*.html"), *ROOT.rglob("templates/**/*.txt"))
    for file in sorted([*ROOT.rglob("*.py"), *templates]):
        for text in _texts(file):
            found.setdefault(text, str(file.relative_to(ROOT)))
    return found


def _texts(file: Path) -> Iterator[Text]:
    from django.utils.translation.template import templatize

    content = file.read_text(encoding="utf-8")
    code = templatize(content, origin=str(file)) if file.suffix != ".py" else content
    for _line, message, _comments, _context in extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS):
        yield message if isinstance(message, str) else (message[0], message[1])


if __name__ == "__main__":
    compile_all()
