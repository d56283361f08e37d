"""Budgets: how much an archive may unfold to before it is taken for an attack, and the meter that counts it."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import Protocol

from vasculum.formats.dwca.refusal import ArchiveRefused

MIB = 1 << 20

DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits on one archive, in bytes unless said otherwise.

    `ratio` is the largest expansion of a member (unpacked to packed), looked at once `ratio_from` bytes came out;
    `entries` counts members, `columns` cells of a row; `elements` and `depth` bound the XML documents.
    """

    total_bytes: int = 64 * 1024 * MIB
    ratio: int = 250
    ratio_from: int = 32 * MIB
    entries: int = 10_000
    descriptor_bytes: int = 8 * MIB
    elements: int = 100_000
    depth: int = 100
    columns: int = 4096
    cell_bytes: int = MIB
    row_bytes: int = 4 * MIB

    def check(self, member: str, unpacked: int, packed: int) -> None:
        """Refuses the archive when so many bytes from so few are beyond the budget."""
        if unpacked > self.total_bytes:
            raise ArchiveRefused(f"{member} unpacks to more than {self.total_bytes:,} bytes.")
        if unpacked > self.ratio_from and unpacked > packed * self.ratio:
            raise ArchiveRefused(f"{member} unpacks to more than {self.ratio} times its packed size.")


class Readable(Protocol):
    """Anything that gives bytes, at most `size` at a time and none at its end."""

    def read(self, size: int, /) -> bytes: ...


class Metered:
    """A stream that counts what really comes out of a member, and refuses the archive beyond its budget or when damaged."""

    def __init__(self, stream: Readable, member: str, packed: int, budget: Budget) -> None:
        self._stream, self._member, self._packed, self._budget = stream, member, packed, budget
        self.count = 0

    def read(self, size: int, /) -> bytes:
        """The next bytes of the member."""
        try:
            block = self._stream.read(size)
        except DAMAGE as error:
            raise ArchiveRefused(f"{self._member} cannot be unpacked: {error}") from error
        self.count += len(block)
        self._budget.check(self._member, self.count, self._packed)
        return block


def read_whole(stream: Readable, member: str, limit: int) -> bytes:
    """All bytes of a small member; refuses the archive when it has more than `limit`."""
    blocks: list[bytes] = []
    left = limit + 1
    while left > 0 and (block := stream.read(min(left, MIB))):
        blocks.append(block)
        left -= len(block)
    if left <= 0:
        raise ArchiveRefused(f"{member} is larger than {limit:,} bytes.")
    return b"".join(blocks)
