"""A card index: cards on disk, found by the spelling of one of their first fields, read straight from mapped memory.

The cards stand behind the pages of a SQLite file, which reads as many pages as its header says and nothing beyond. Three tables
follow them: where each card begins, the hashes of all spellings in their order with the number of the card, and where the hashes
with the same first bits begin. So a card costs two looks into memory and nothing is loaded beforehand.
"""

from __future__ import annotations

import mmap
import os
import struct
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

BETWEEN_FIELDS = "\x1f"
SPELLINGS = 3
_END = struct.Struct("<8s5Q")
_MARK = b"VASCARDS"
_NUMBER = (1 << 32) - 1


class CardsUnusable(ValueError):
    """The file has no cards."""


def append_cards(cards: Iterable[Sequence[str]], file: Path) -> None:
    """Puts cards behind what a file holds, numbered from 0; those of their first fields that are not empty find them again.

    No field may hold the character that separates them.
    """
    begins, spellings = array("Q"), array("Q")
    with file.open("ab") as stream:
        start = stream.seek(0, os.SEEK_END)
        for number, fields in enumerate(cards):
            begins.append(stream.tell())
            stream.write(BETWEEN_FIELDS.join(fields).encode())
            spellings.extend(crc32(text.encode(), at) << 32 | number for at, text in enumerate(fields[:SPELLINGS]) if text)
        begins.append(stream.tell())
        spellings = array("Q", sorted(spellings))
        bits = max(1, len(spellings).bit_length())
        stream.write(bytes(-stream.tell() % 8))
        tables = stream.tell()
        for table in (begins, spellings, _starts(spellings, bits)):
            stream.write(table.tobytes())
        stream.write(_END.pack(_MARK, start, tables, len(begins), len(spellings), bits))


def _starts(spellings: array[int], bits: int) -> array[int]:
    """Where the hashes with each possible beginning of so many bits begin, and after them the end."""
    starts = array("Q", bytes(8 * ((1 << bits) + 1)))
    for hashed in spellings:
        starts[(hashed >> (64 - bits)) + 1] += 1
    for at in range(1, len(starts)):
        starts[at] += starts[at - 1]
    return starts


class Cards:
    """The cards of a file, for any number of threads and processes at once."""

    def __init__(self, file: Path) -> None:
        """Maps the file; raises CardsUnusable when it has no cards, and OSError."""
        with file.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            if size < _END.size:
                raise CardsUnusable(file.name)
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        mark, _, tables, begins, spellings, bits = _END.unpack_from(self._bytes, size - _END.size)
        if mark != _MARK:
            raise CardsUnusable(file.name)
        numbers = memoryview(self._bytes)[tables : size - _END.size].cast("Q")
        self._begins = numbers[:begins]
        self._spellings = numbers[begins : begins + spellings]
        self._starts = numbers[begins + spellings :]
        self._rest = 32 - bits

    def __len__(self) -> int:
        return len(self._begins) - 1

    def __getitem__(self, number: int) -> list[str]:
        """The fields of one card."""
        return self._bytes[self._begins[number] : self._begins[number + 1]].decode().split(BETWEEN_FIELDS)

    def spelled(self, field: int, text: str) -> list[list[str]]:
        """The cards with just this text in a field, in their order."""
        return [card for number in self.alike(field, text) if (card := self[number])[field] == text]

    def alike(self, field: int, text: str) -> list[int]:
        """The numbers of the cards with this text in a field, and, very rarely, of one with another text of the same hash."""
        hashed = crc32(text.encode(), field)
        bucket = hashed >> self._rest
        start, end = self._starts[bucket], self._starts[bucket + 1]
        if start == end:
            return []
        return [entry & _NUMBER for entry in self._spellings[start:end].tolist() if entry >> 32 == hashed]

    def close(self) -> None:
        """Lets go of the file."""
        for table in (self._begins, self._spellings, self._starts):
            table.release()
        self._bytes.close()
