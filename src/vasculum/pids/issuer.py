"""Minting: a source numbers its specimens 0, 1, 2 …; a keyed permutation turns issuer and number into a PID.

No two numbers give the same PID, so nothing needs to be looked up before minting, and the node that holds the key finds
from a PID alone which source and which specimen it names. To everybody else the symbols say nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from vasculum.pids import symbols

BITS = 40
NUMBER_BITS = 27
MAX_ISSUER = 2 ** (BITS - NUMBER_BITS) - 1
MAX_NUMBER = 2**NUMBER_BITS - 1
_MASK = 2**BITS - 1
_SHIFTS = (21, 19)


class Exhausted(ValueError):
    """An issuer has no numbers left, or there are no issuers left."""


@dataclass(frozen=True, slots=True)
class Key:
    """The three odd factors of a node's permutation, each below 2**23 so that a product fits 63 bits."""

    factors: tuple[int, int, int]

    @classmethod
    def of_secret(cls, secret: str) -> Key:
        """The key that belongs to a node's secret."""
        digest = hashlib.sha256(b"vasculum pid key " + secret.encode()).digest()
        first, second, third = (int.from_bytes(digest[i : i + 3], "big") >> 1 | 2**22 | 1 for i in (0, 3, 6))
        return cls((first, second, third))

    def shuffle(self, plain: int) -> int:
        """The 40-bit number that stands for `plain`."""
        first, second, third = self.factors
        mixed = plain * first & _MASK
        mixed ^= mixed >> _SHIFTS[0]
        mixed = mixed * second & _MASK
        mixed ^= mixed >> _SHIFTS[1]
        return int(mixed * third & _MASK)

    def unshuffle(self, mixed: int) -> int:
        """The number that `shuffle` turned into `mixed`."""
        first, second, third = (int(pow(factor, -1, 2**BITS)) for factor in self.factors)
        plain = mixed * third & _MASK
        plain = _undo_shift(plain, _SHIFTS[1]) * second & _MASK
        return int(_undo_shift(plain, _SHIFTS[0]) * first & _MASK)


def _undo_shift(mixed: int, shift: int) -> int:
    plain = mixed
    for _ in range(BITS // shift + 1):
        plain = mixed ^ plain >> shift
    return plain


@dataclass(frozen=True, slots=True)
class Minted:
    """What a PID names: the issuer (a source) and the number of the specimen with that issuer."""

    issuer: int
    number: int


@dataclass(frozen=True, slots=True)
class Mint:
    """The PIDs of one node: its prefix and its key."""

    prefix: str
    key: Key

    def pid(self, minted: Minted) -> str:
        """The PID of a specimen, `<prefix>/XXX-XXX-XXX`; raises Exhausted beyond 134 million numbers or 8,191 issuers."""
        self.require_room(minted.issuer, minted.number)
        suffix = symbols.written(self.key.shuffle(minted.issuer << NUMBER_BITS | minted.number))
        return f"{self.prefix}/{suffix}"

    def read(self, pid: str) -> Minted | None:
        """What a PID names, or None when it is not a PID of this node in form; it may still never have been minted."""
        prefix, _, suffix = pid.rpartition("/")
        mixed = symbols.number_of(suffix)
        if prefix != self.prefix or mixed is None:
            return None
        plain = self.key.unshuffle(mixed)
        return Minted(plain >> NUMBER_BITS, plain & MAX_NUMBER)

    @staticmethod
    def require_room(issuer: int, number: int) -> None:
        """Raises Exhausted when `number` or `issuer` does not fit."""
        if not 0 <= number <= MAX_NUMBER:
            raise Exhausted(f"issuer {issuer} has no number {number:,}: {MAX_NUMBER + 1:,} is all it can give")
        if not 0 <= issuer <= MAX_ISSUER:
            raise Exhausted(f"there is no issuer {issuer:,}: {MAX_ISSUER + 1:,} is all there can be")

    def expression(self, issuer: int, number: str) -> str:
        """The column expression (DuckDB SQL) of the PID of a BIGINT expression `number`; it equals `pid` row by row."""
        first, second, third = self.key.factors
        mixed = f"((({issuer << NUMBER_BITS} + {number}) * {first}) & {_MASK})"
        mixed = f"((xor({mixed}, {mixed} >> {_SHIFTS[0]}) * {second}) & {_MASK})"
        mixed = f"((xor({mixed}, {mixed} >> {_SHIFTS[1]}) * {third}) & {_MASK})"
        return f"'{self.prefix}/' || {_written_expression(mixed)}"


def _written_expression(mixed: str) -> str:
    values = [f"((({mixed}) >> {shift}) & 31)" for shift in range(35, -1, -5)]
    parts = [f"'{symbols.ALPHABET}'[1 + {value}]" for value in values]
    check = f"{list(symbols.weighted(0))}[1 + {values[0]}]"
    for position, value in enumerate(values[1:], start=1):
        check = f"xor({check}, {list(symbols.weighted(position))}[1 + {value}])"
    parts.append(f"'{symbols.ALPHABET}'[1 + {check}]")
    return f"concat({', '.join(parts[:3])}, '-', {', '.join(parts[3:6])}, '-', {', '.join(parts[6:])})"
