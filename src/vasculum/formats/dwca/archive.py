"""An archive: opened, its descriptor and metadata read, nothing of its rows read yet and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from vasculum.formats.dwca import descriptor, headings
from vasculum.formats.dwca import metadata as metadata_document
from vasculum.formats.dwca.budget import Budget, Readable, read_whole
from vasculum.formats.dwca.descriptor import Descriptor
from vasculum.formats.dwca.loose import FileContainer, FolderContainer
from vasculum.formats.dwca.members import Container, fault, find, is_debris
from vasculum.formats.dwca.metadata import Metadata
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.table import Table
from vasculum.formats.dwca.tarred import TarContainer
from vasculum.formats.dwca.xml import NotWellFormed
from vasculum.formats.dwca.zipped import ZipContainer

_TEXT_FILES = {".csv", ".txt", ".tsv"}
_PACKED_TARS = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_METADATA_NAMES = {"eml.xml", "metadata.xml"}


@dataclass
class Archive:
    """An open archive: `core` and `extensions` are its tables, `notices` what a curator should hear about how it was read."""

    name: str
    core: Table
    extensions: tuple[Table, ...]
    metadata: Metadata
    notices: tuple[str, ...]
    budget: Budget
    container: Container

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the file, or over the names and contents of a folder, as hexadecimal digits."""
        return self.container.digest()

    def open(self, member: str) -> AbstractContextManager[Readable]:
        """The bytes of a member, counted against the budget."""
        return self.container.open(member)

    def close(self) -> None:
        """Lets go of the file."""
        self.container.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_archive(path: Path, budget: Budget = Budget()) -> Archive:  # noqa: B008 - a frozen value
    """The archive at `path`: zip, tar (gz, bz2, xz), folder or single text file; raises ArchiveRefused with the reason."""
    container = open_container(path, budget)
    try:
        return archive_in(container, path.name, budget)
    except BaseException:
        container.close()
        raise


def open_container(path: Path, budget: Budget) -> Container:
    """The files of a folder, zip, tar or single text file, each read within the budget; raises ArchiveRefused."""
    if path.is_dir():
        return FolderContainer(path, budget)
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise ArchiveRefused(f"{path.name} cannot be read: {error.strerror}.") from error
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")) or (path.suffix.lower() == ".zip" and start):
        return ZipContainer(path, budget)
    if start.startswith(_PACKED_TARS) or start[257:262] == b"ustar" or path.suffix.lower() == ".tar":
        return TarContainer(path, budget)
    if path.suffix.lower() in _TEXT_FILES or looks_like_xml(start):
        return FileContainer(path, budget)
    raise ArchiveRefused(f"{path.name} is empty." if not start else f"{path.name} is not a zip, tar, text or XML file.")


def looks_like_xml(start: bytes) -> bool:
    """Whether a file begins as an XML document does, in UTF-8, UTF-16 or what is like them."""
    return start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" or start[:4] in {b"\xff\xfe<\0", b"\xfe\xff\0<"}


def archive_in(container: Container, name: str, budget: Budget) -> Archive:
    """The Darwin Core Archive whose files are in a container; raises ArchiveRefused with the reason."""
    notices: list[str] = []
    names = [member for member in container.names if not is_debris(member)]
    if not names:
        raise ArchiveRefused(f"{name} holds no files.")
    meta = _descriptor_member(names, notices.append)
    if meta is None:
        described = Descriptor(_by_headings(container, names, notices.append), (), None)
    else:
        document = _document(container, meta, budget)
        described = descriptor.read(document, meta, names, budget, notices.append)
    about = _metadata_member(names, meta or described.core.members[0], described.metadata, notices.append)
    metadata = _metadata(container, about, budget, notices.append)
    told = tuple(dict.fromkeys(notices))
    return Archive(name, described.core, described.extensions, metadata, told, budget, container)


def _document(container: Container, member: str, budget: Budget) -> bytes:
    with container.open(member) as stream:
        return read_whole(stream, member, budget.descriptor_bytes)


def _descriptor_member(names: Sequence[str], notice: Callable[[str], None]) -> str | None:
    """The one meta.xml of the archive, at its top or in a folder of it."""
    found = [name for name in names if name.rpartition("/")[2].lower() == "meta.xml"]
    at_top = [name for name in found if "/" not in name]
    chosen = at_top or found
    if len(chosen) > 1:
        raise ArchiveRefused(f"The archive holds more than one descriptor: {', '.join(chosen[:3])}.")
    if chosen and not chosen[0].endswith("meta.xml"):
        notice(f"The descriptor is called {chosen[0]!r} instead of 'meta.xml'.")
    return chosen[0] if chosen else None


def _by_headings(container: Container, names: Sequence[str], notice: Callable[[str], None]) -> Table:
    files = [name for name in names if name.rpartition("/")[2].lower() not in _METADATA_NAMES]
    if len(files) != 1:
        if "[Content_Types].xml" in files:
            raise ArchiveRefused(
                "This is a workbook, not an archive: harvest it with a mapping of its columns ('vasculum tools mapping guess')."
            )
        listed = ", ".join(files[:3]) or "none"
        raise ArchiveRefused(f"The archive has no meta.xml to say which of its files holds the records ({listed}).")
    with container.open(files[0]) as stream:
        start = stream.read(256 * 1024)
    return headings.table_of(start, files[0], notice)


def _metadata(container: Container, member: str | None, budget: Budget, notice: Callable[[str], None]) -> Metadata:
    if member is None:
        return Metadata()
    try:
        return metadata_document.read(_document(container, member, budget), member, budget)
    except NotWellFormed as error:
        notice(f"The metadata were not read: {error}.")
        return Metadata()


def _metadata_member(names: Sequence[str], beside: str, location: str | None, notice: Callable[[str], None]) -> str | None:
    folder = beside.rpartition("/")[0] + "/" * ("/" in beside)
    wanted = (location or "").strip()
    if wanted.lower().startswith(("http://", "https://")) and fault(wanted):
        notice(f"The metadata lie elsewhere ({wanted}) and were not fetched.")
        return None
    if wanted:
        found, note = find(wanted, folder, names)
        if found is None or note:
            notice(note or f"meta.xml names the metadata document {wanted!r}, which is not in the archive.")
        return found
    found, _ = find("eml.xml", folder, names)
    if found is None:
        notice("The archive has no metadata document.")
    return found
