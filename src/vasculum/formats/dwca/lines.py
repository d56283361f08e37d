"""Lines: a text cut where its rows end, in pieces of bounded size.

A file declared with one of the usual line ends may hold the others too; `hard` is the one that surely ends a row, the others
end one only where the row on each side is whole (see rows). A line end of the publisher's own invention is taken literally.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_USUAL = (b"\n", b"\r", b"\r\n")
_ANY = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Ends:
    """How the rows of a file end: `hard` always does; `soft` says that the other usual line ends may."""

    hard: bytes
    soft: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole lines without the last line's end, or (`overlong`) the start of one line that is too long to be read."""

    data: bytes
    overlong: bool = False


def ends_of(declared: bytes, start: bytes) -> Ends:
    """The line ends of a file that begins with `start`: the declared ones if they occur there, else those that do."""
    if declared not in _USUAL and (declared in start or not _ANY.search(start)):
        return Ends(declared, soft=False)
    if declared == b"\r\n" and declared in start:
        return Ends(b"\r\n", soft=True)
    only_pairs = start.count(b"\r") == start.count(b"\r\n")
    if declared == b"\r" and b"\r" in start and not only_pairs:
        return Ends(b"\r", soft=True)
    return Ends(b"\n" if b"\n" in start or b"\r" not in start else b"\r", soft=True)


def pieces(blocks: Iterable[bytes], ends: Ends, limit: int) -> Iterator[Piece]:
    """The text in pieces that end where a line ends; a line of more than `limit` bytes is cut off and told as overlong."""
    tail, skipping = b"", False
    for block in blocks:
        tail += block
        if skipping:
            skipping, tail = _skipped(tail, ends.hard)
        cut = _last_end(tail, ends, limit)
        if cut >= 0:
            yield Piece(tail[:cut])
            tail = tail[cut:].removeprefix(_end_at(tail, cut, ends))
        if len(tail) > limit:
            yield Piece(tail[:limit], overlong=True)
            skipping, tail = True, tail[-len(ends.hard) :]
    if tail and not skipping:
        yield Piece(tail)


def split(data: bytes, ends: Ends) -> list[bytes]:
    """The lines of a piece, at hard line ends alone; CR LF counts as the one of the two that is hard."""
    if ends.soft and ends.hard != b"\r\n" and b"\r" in data:
        data = data.replace(b"\r\n", ends.hard)
    lines = data.split(ends.hard)
    if ends.hard == b"\n" and lines[-1].endswith(b"\r"):
        lines[-1] = lines[-1][:-1]
    return lines


def split_anywhere(line: bytes) -> list[bytes]:
    """The parts of a line between line ends of any usual kind."""
    return _ANY.split(line)


def split_keeping_ends(data: bytes, ends: Ends) -> list[bytes]:
    """The lines of a piece with their ends, at every usual line end, or at the publisher's own."""
    if ends.soft:
        return (data + ends.hard).splitlines(keepends=True)
    return [line + ends.hard for line in data.split(ends.hard)]


def without_end(line: bytes, ends: Ends) -> bytes:
    """A line without the end it was kept with."""
    return line.rstrip(b"\r\n") if ends.soft else line.removesuffix(ends.hard)


def sample(start: bytes, ends: Ends) -> list[bytes]:
    """The lines at the start of a file, at every end they may have."""
    return split_anywhere(start) if ends.soft else start.split(ends.hard)


def _end_at(tail: bytes, cut: int, ends: Ends) -> bytes:
    """The whole line end at a cut; of CR LF none of the two is left over."""
    found = _ANY.match(tail, cut) if ends.soft else None
    return found[0] if found else ends.hard


def _last_end(tail: bytes, ends: Ends, limit: int) -> int:
    is_half = ends.soft and tail.endswith(b"\r")
    cut = tail.rfind(ends.hard, 0, len(tail) - is_half)
    if cut < 0 and ends.soft and len(tail) > limit:
        return max(tail.rfind(b"\n"), tail.rfind(b"\r", 0, len(tail) - is_half))
    return cut


def _skipped(tail: bytes, hard: bytes) -> tuple[bool, bytes]:
    """Whether the overlong line still goes on, and what is left of the text."""
    end = tail.find(hard)
    return (True, tail[-len(hard) :]) if end < 0 else (False, tail[end + len(hard) :])
