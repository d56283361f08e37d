"""Prints the reference from the code: `python -m docs.reference.print` writes the pages, `--check` names those out of date."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from docs.reference import knowledge, permissions, program

FOLDER = Path(__file__).resolve().parent

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": program.commands,
    "remarks.md": knowledge.remarks,
    "rejections.md": knowledge.rejections,
    "mids.md": knowledge.mids,
    "quality-tests.md": knowledge.quality,
    "ledger.md": knowledge.ledger,
    "search.md": knowledge.search,
    "settings.md": program.settings,
    "addresses.md": program.addresses,
    "permissions.md": permissions.permissions,
}


def printed() -> dict[str, str]:
    """Every page of the reference as the code prints it now, by file name; texts are in English."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vasculum.site.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override("en"):
        return {name: write() for name, write in PAGES.items()}


def out_of_date() -> list[str]:
    """The committed pages that differ from what the code prints."""
    return [name for name, text in printed().items() if not _same(FOLDER / name, text)]


def _same(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text


def main(arguments: Sequence[str]) -> int:
    """Writes the pages, or with `--check` names those that are out of date and gives 1."""
    parser = argparse.ArgumentParser(prog="python -m docs.reference.print", description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args(arguments).check:
        different = out_of_date()
        for name in different:
            print(name)
        return 1 if different else 0
    for name, text in printed().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
