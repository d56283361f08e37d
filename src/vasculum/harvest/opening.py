"""Opening: whatever a museum hands in becomes archives of specimens and of events, by what the file is, not what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vasculum.formats.abcd import holds_abcd, read_abcd
from vasculum.formats.dwca import Budget
from vasculum.formats.dwca.archive import archive_in, looks_like_xml, open_container
from vasculum.formats.dwca.members import Container, is_debris
from vasculum.formats.events import Found, loose_star, read_package, split_star
from vasculum.formats.events.package import package_member
from vasculum.mapping.archiving import mapped_archive
from vasculum.mapping.document import Mapping
from vasculum.model.rejection import Rejection

TRANSLATED = "translated"
_START = 4096

Told = Callable[[int], None]
Reject = Callable[[Rejection], None]


@contextmanager
def opened(
    path: Path,
    work: Path,
    reject: Reject,
    told: Told = lambda _: None,
    budget: Budget = Budget(),  # noqa: B008 - a frozen value
) -> Iterator[Found]:
    """What a file, a packed file or a folder holds; other formats than Darwin Core Archives are translated into `work` first.

    `reject` hears of rows that could not be translated, `told` how many records were. Raises ArchiveRefused with the reason.
    """
    container = open_container(path, budget)
    try:
        found = _found(container, path.name, work / TRANSLATED, reject, told, budget)
        try:
            yield found
        finally:
            found.close()
    finally:
        container.close()


@contextmanager
def mapped(path: Path, mapping: Mapping, work: Path, told: Told = lambda _: None) -> Iterator[Found]:
    """What a mapping makes of a file with sheets, translated into `work`. Raises ArchiveRefused with the reason."""
    work.mkdir(parents=True, exist_ok=True)
    found = Found(mapped_archive(path, mapping, work, told))
    try:
        yield found
    finally:
        found.close()


def _found(container: Container, name: str, work: Path, reject: Reject, told: Told, budget: Budget) -> Found:
    work.parent.mkdir(parents=True, exist_ok=True)
    if documents := _abcd_documents(container):
        return Found(read_abcd(documents, container.open, work, name, budget, told))
    if package_member(container):
        return read_package(container, name, work, reject, budget, told)
    archive = loose_star(container, name, budget) or archive_in(container, name, budget)
    return split_star(archive, work, reject, told) if archive.core.row_type == "dwc:Event" else Found(archive)


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
