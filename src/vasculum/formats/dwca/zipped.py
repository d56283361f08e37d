"""Zip files: the directory is measured before it is believed, and members are counted while they are unpacked."""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from vasculum.formats.dwca.budget import DAMAGE, MIB, Budget, Metered, Readable
from vasculum.formats.dwca.members import checked, unique
from vasculum.formats.dwca.refusal import ArchiveRefused

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LOCAL_SIZE = 30
_LARGEST_DIRECTORY = 32 * MIB
_ENCRYPTED = 0x1 | 0x40


class ZipContainer:
    """A zip file whose directory has been checked; nested archives are members like any other and never opened."""

    def __init__(self, path: Path, budget: Budget) -> None:
        self._path, self._budget = path, budget
        self._file = path.open("rb")
        try:
            _check_directory(self._file, path.stat().st_size, budget)
            self._zip = _directory(self._file)
            infos = [info for info in self._zip.infolist() if not info.is_dir()]
            _check_entries(self._zip.infolist(), budget)
            _check_overlap(self._file, self._zip)
            self.names = unique(checked(info.orig_filename) for info in infos)
        except BaseException:
            self._file.close()
            raise
        self._infos = dict(zip(self.names, infos, strict=True))

    @contextmanager
    def open(self, member: str) -> Iterator[Readable]:
        """The bytes of a member, checked against its size and checksum at the end."""
        info = self._infos[member]
        self._budget.check(member, info.file_size, info.compress_size)
        try:
            unpacked = self._zip.open(info)
        except DAMAGE as error:
            raise ArchiveRefused(f"{member} cannot be unpacked: {error}") from error
        with unpacked:
            yield Metered(_Entry(unpacked, info), member, info.compress_size, self._budget)

    def digest(self) -> str:
        """SHA-256 over the file."""
        self._file.seek(0)
        return hashlib.file_digest(self._file, "sha256").hexdigest()

    def close(self) -> None:
        """Closes the file."""
        self._zip.close()
        self._file.close()


class _Entry:
    """One entry while it is unpacked; what comes out must be as long as the directory says."""

    def __init__(self, stream: Readable, info: zipfile.ZipInfo) -> None:
        self._stream, self._info, self._count = stream, info, 0

    def read(self, size: int, /) -> bytes:
        block = self._stream.read(size)
        self._count += len(block)
        if not block and self._count != self._info.file_size:
            raise zipfile.BadZipFile("it ends before the size given in the directory")
        return block


def _check_directory(file: BinaryIO, size: int, budget: Budget) -> None:
    """Counts the entries from the end-of-directory record and the directory's bytes, before any list of them is built."""
    entries, length, end = _end_record(file, size)
    if length > min(_LARGEST_DIRECTORY, size):
        raise ArchiveRefused(f"The directory of the zip file is too large ({length:,} bytes).")
    file.seek(max(0, end - length))
    counted = file.read(length).count(b"PK\x01\x02")
    if max(entries, counted) > budget.entries:
        raise ArchiveRefused(f"The zip file holds {max(entries, counted):,} entries; at most {budget.entries:,} are read.")


def _end_record(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """Entries, length and end position of the directory, from the (zip64) end record."""
    start = max(0, size - _END.size - 0xFFFF)
    file.seek(start)
    tail = file.read()
    last = len(tail) - _END.size
    at = last if tail[last : last + 4] == b"PK\x05\x06" and tail.endswith(b"\0\0") else tail.rfind(b"PK\x05\x06")
    if at < 0 or at > last:
        raise ArchiveRefused(f"{Path(file.name).name}: the zip file is truncated, or is none: its directory is missing.")
    _, _, _, _, entries, length, _, _ = _END.unpack_from(tail, at)
    return _end_record_64(file, start + at) or (entries, length, start + at)


def _end_record_64(file: BinaryIO, end: int) -> tuple[int, int, int] | None:
    if end < _LOCATOR_64.size + _END_64.size:
        return None
    file.seek(end - _LOCATOR_64.size)
    if file.read(4) != b"PK\x06\x07":
        return None
    position = end - _LOCATOR_64.size - _END_64.size
    file.seek(position)
    record = _END_64.unpack(file.read(_END_64.size))
    return (record[7], record[8], position) if record[0] == b"PK\x06\x06" else None


def _directory(file: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except (*DAMAGE, ValueError, struct.error) as error:
        raise ArchiveRefused(f"The zip file is damaged: {error}") from error


def _check_entries(infos: list[zipfile.ZipInfo], budget: Budget) -> None:
    for info in infos:
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise ArchiveRefused(f"{info.filename} is a link or a device, not a file.")
        if info.flag_bits & _ENCRYPTED:
            raise ArchiveRefused(f"{info.filename} is encrypted.")
    if (total := sum(info.file_size for info in infos)) > budget.total_bytes:
        raise ArchiveRefused(f"The archive unpacks to {total:,} bytes; at most {budget.total_bytes:,} are read.")


def _check_overlap(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Refuses entries that share bytes, by which a small file unfolds to a huge one (CVE-2024-0450)."""
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    ends = [_end_of(file, info) for info in infos]
    for (before, end), (after, _) in pairwise(zip(infos, ends, strict=True)):
        if end > after.header_offset:
            raise ArchiveRefused(f"{before.filename} and {after.filename} overlap in the zip file.")
    if infos and ends[-1] > archive.start_dir:
        raise ArchiveRefused(f"{infos[-1].filename} overlaps the directory of the zip file.")


def _end_of(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    file.seek(info.header_offset)
    header = file.read(_LOCAL_SIZE)
    if len(header) < _LOCAL_SIZE or header[:4] != b"PK\x03\x04":
        raise ArchiveRefused(f"{info.filename} is not where the directory of the zip file says.")
    name_length, extra_length = struct.unpack_from("<2H", header, _LOCAL_SIZE - 4)
    return info.header_offset + _LOCAL_SIZE + int(name_length) + int(extra_length) + info.compress_size
