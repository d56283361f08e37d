"""Tar files, packed with gzip, bzip2 or xz or not at all: always read forwards, counted while they are unpacked."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Self, cast

from vasculum.formats.dwca.budget import DAMAGE, MIB, Budget, Metered, Readable
from vasculum.formats.dwca.members import checked, unique
from vasculum.formats.dwca.refusal import ArchiveRefused

_NAME_RECORDS = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
_LONGEST_NAME_RECORD = 64 * 1024
_MEMORY = 128 * MIB


class TarContainer:
    """A tar file; each opening of a member unpacks the file up to it, so nothing is kept on disk or in memory."""

    def __init__(self, path: Path, budget: Budget) -> None:
        self._path, self._budget = path, budget
        with path.open("rb") as packed:
            self.names = unique(checked(info.name) for _, info in self._files(packed))

    def _files(self, packed: BinaryIO) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
        """The files in their order; refuses the archive at the first link, device or damage."""
        for count, (archive, info) in enumerate(self._entries(packed), start=1):
            if count > self._budget.entries:
                raise ArchiveRefused(f"The tar file holds more than {self._budget.entries:,} entries.")
            if not (info.isreg() or info.isdir()) or info.issparse():
                raise ArchiveRefused(f"{info.name} is a link, a device or a sparse file.")
            if info.isreg():
                yield archive, info

    def _entries(self, packed: BinaryIO) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
        try:
            stream = Metered(_unpacked(packed), self._path.name, self._path.stat().st_size, self._budget)
            with tarfile.open(fileobj=cast(IO[bytes], stream), mode="r|", tarinfo=_Header) as archive:
                while (info := archive.next()) is not None:
                    yield archive, info
        except (*DAMAGE, ValueError) as error:
            raise ArchiveRefused(f"{self._path.name} is damaged or not a tar file: {error}") from error

    @contextmanager
    def open(self, member: str) -> Iterator[Readable]:
        """The bytes of a member."""
        with self._path.open("rb") as packed:
            for archive, info in self._files(packed):
                if checked(info.name) == member and (unpacked := archive.extractfile(info)):
                    yield Metered(unpacked, member, self._path.stat().st_size, self._budget)
                    return
        raise ArchiveRefused(f"{member} is no longer in {self._path.name}.")

    def digest(self) -> str:
        """SHA-256 over the file."""
        with self._path.open("rb") as packed:
            return hashlib.file_digest(packed, "sha256").hexdigest()

    def close(self) -> None:
        """Nothing stays open between two members."""


class _Header(tarfile.TarInfo):
    """A header that is refused where it would make the reader collect names without end or walk backwards."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        header = super().frombuf(buf, encoding, errors)
        if header.size < 0:
            raise ArchiveRefused("The tar file holds an entry of negative size.")
        if header.type in _NAME_RECORDS and header.size > _LONGEST_NAME_RECORD:
            raise ArchiveRefused("The tar file holds a name or header record that is too long.")
        return header


class _Xz:
    """An xz stream whose dictionary may not outgrow the memory we grant it."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed, self._decompressor = packed, lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY)

    def read(self, size: int, /) -> bytes:
        while not self._decompressor.eof:
            packed = self._packed.read(64 * 1024) if self._decompressor.needs_input else b""
            if not packed and self._decompressor.needs_input:
                raise EOFError("the xz stream is truncated")
            if block := self._decompressor.decompress(packed, size):
                return block
        return b""


def _unpacked(packed: BinaryIO) -> Readable:
    magic = packed.read(6)
    packed.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=packed)
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(packed)
    return _Xz(packed) if magic == b"\xfd7zXZ\0" else packed
