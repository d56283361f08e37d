"""Opening: whatever a museum hands in is opened as an archive of specimens, by what the file is and not by what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vasculum.formats.abcd import holds_abcd, read_abcd
from vasculum.formats.dwca import Archive, Budget
from vasculum.formats.dwca.archive import archive_in, looks_like_xml, open_container
from vasculum.formats.dwca.members import Container, is_debris

TRANSLATED = "translated"
_START = 4096

Told = Callable[[int], None]


@contextmanager
def opened(path: Path, work: Path, told: Told = lambda _: None, budget: Budget = Budget()) -> Iterator[Archive]:  # noqa: B008
    """The archive at a path: a Darwin Core Archive as it is, ABCD documents translated into `work` first.

    `told` hears how many records were translated so far. Raises ArchiveRefused with the reason.
    """
    container = open_container(path, budget)
    try:
        documents = _abcd_documents(container)
        if documents:
            archive = read_abcd(documents, container.open, work / TRANSLATED, path.name, budget, told)
        else:
            archive = archive_in(container, path.name, budget)
        with archive:
            yield archive
    finally:
        container.close()


def _abcd_documents(container: Container) -> list[str]:
    """The documents of ABCD in a container that holds nothing but XML, in the order of their names."""
    names = sorted(name for name in container.names if not is_debris(name))
    if len(names) != 1 and not all(_is_document(name) for name in names):
        return []
    starts = {name: _start_of(container, name) for name in names}
    return [name for name, start in starts.items() if looks_like_xml(start) and holds_abcd(start)]


def _is_document(name: str) -> bool:
    return name.lower().endswith(".xml") and name.rpartition("/")[2].lower() != "meta.xml"


def _start_of(container: Container, name: str) -> bytes:
    with container.open(name) as file:
        return file.read(_START)
