"""The mapping of a source: the sheets that come again and again are read as they were read when a person looked last."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from vasculum.formats.dwca import ArchiveRefused
from vasculum.formats.sheets import open_sheets
from vasculum.formats.sheets.opening import is_workbook
from vasculum.harvest.models import Schedule, Source
from vasculum.mapping.document import Mapping
from vasculum.mapping.reading import mapping_of
from vasculum.mapping.writing import as_yaml


def remember(source: Source, mapping: Mapping) -> None:
    """Keeps the mapping by which sheets of a source were brought in; a new one has what was read last read once more."""
    text = as_yaml(mapping)
    if text == source.mapping:
        return
    source.mapping = text
    source.save(update_fields=["mapping"])
    _read_once_more(source.key)


def forget(key: str) -> None:
    """Lets a source be read by its own headings again."""
    if Source.objects.filter(key=key).exclude(mapping="").update(mapping=""):
        _read_once_more(key)


def _read_once_more(key: str) -> None:
    Schedule.objects.filter(key=key).update(etag="", modified="")


def remembered(key: str, path: Path, work: Path) -> Mapping | None:
    """The mapping of a source where the file at `path` has sheets; None for any other file, and where there is none.

    Raises MappingRefused where what was kept cannot be read any more.
    """
    text = Source.objects.filter(key=key).values_list("mapping", flat=True).first()
    return mapping_of(text, f"the mapping of {key}") if text and _has_sheets(path, work) else None


def _has_sheets(path: Path, work: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(open_sheets(path, work)):
            return True
    except ArchiveRefused:
        return _is_damaged_workbook(path)


def _is_damaged_workbook(path: Path) -> bool:
    try:
        return is_workbook(path)
    except ArchiveRefused:
        return False
