"""Collectors and determiners: one text to an ordered list of persons; what cannot be divided safely stays one string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from vasculum.interpret.agent_words import Piece, bare, names_an_organisation, piece_of, words
from vasculum.interpret.reading import Interpreter, Reading
from vasculum.model.remark import stored

LONGEST = 4_000
COLLECTED, DETERMINED = "collected", "determined"
_STRONG = re.compile(r"[|;]")
_JOINED = re.compile(r" ?[&+] ?| (?:and|et|und|en|with|met|avec|mit|cum) ", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:et\.? ?al(?:ii|ia|\b)|e\. ?a\.|u\. ?a\.|and (?:others?|party)\b|en anderen\b|et autres\b|und andere\b)\.?"
    r"|& ?(?:al\b|others?\b|party\b|co\b)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person as written, with what the text says that person did (`collected`, `determined`), if it says so."""

    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Who is named in a text, in its order; whether it speaks of others too, and whether a name may hold several persons."""

    persons: tuple[Person, ...] = ()
    others: bool = False
    undivided: bool = False


def _role_pattern() -> re.Pattern[str]:
    spelled = (
        f"(?P<{role}>{'|'.join(re.escape(word) for word in sorted(words(role), reverse=True))})"
        for role in (COLLECTED, DETERMINED)
    )
    return re.compile(rf"(?:^|(?<=[ ;|,&])|(?P<behind>\())(?:{'|'.join(spelled)})(?:[.:)]{{1,3}}|(?= |$)) ?", re.IGNORECASE)


_ROLE = _role_pattern()


@lru_cache(maxsize=50_000)
def people(text: str) -> People:
    """The persons that a text names, in its order.

    >>> [person.name for person in people("Leonard, J. & Dekeyser, P.L. et al.").persons]
    ['Leonard, J.', 'Dekeyser, P.L.']
    """
    if len(text) > LONGEST:
        return People(undivided=True)
    plain, others = _OTHERS.subn(";", " ".join(text.split()))
    persons: list[Person] = []
    undivided = False
    for part, roles in _by_role(plain):
        names, unsafe = _divided(part)
        persons += [Person(name, roles) for name in names if not says_nobody(name)]
        undivided |= unsafe
    return People(tuple(dict.fromkeys(persons)), others > 0, undivided)


def says_nobody(text: str) -> bool:
    """Whether a text only says that the person is not known.

    >>> says_nobody("[Collector unknown]"), says_nobody("Nemo")
    (True, False)
    """
    inner = bare(text.strip("[]() "))
    return inner in words("unknown") or not any(c.isalpha() for c in inner)


def _by_role(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of a text between words such as *leg.* and *det.*, each with the roles those words give.

    A role stands before its persons; in brackets it stands behind the last of them.
    """
    roles: tuple[str, ...] = ()
    start = 0
    for mark in _ROLE.finditer(text):
        before = text[start : mark.start()].strip(" ,;|&+")
        if before and mark[0].rstrip()[-1] not in ".:)":
            continue
        role = str(mark.lastgroup)
        if before:
            yield before, (*roles, role) if mark["behind"] else roles
            roles = ()
        roles = roles if mark["behind"] else (*roles, role)
        start = mark.end()
    rest = text[start:].strip(" ,")
    if rest:
        yield rest, roles


def _divided(part: str) -> tuple[list[str], bool]:
    names: list[str] = []
    undivided = False
    pieces = [piece.strip(" ,") for piece in _STRONG.split(part)]
    if {Piece.INITIALS, Piece.SURNAME} <= {piece_of(piece) for piece in pieces}:
        return [part], True
    for piece in pieces:
        found, unsafe = _divided_at_words(piece)
        names += found
        undivided |= unsafe
    return names, undivided


def _divided_at_words(piece: str) -> tuple[list[str], bool]:
    if names_an_organisation(piece):
        return _whole(piece)
    parts = [part.strip(" ,") for part in _JOINED.split(piece)]
    kinds = {piece_of(part) for part in parts}
    if len(parts) > 1 and kinds & _NOT_ALONE and kinds != {Piece.INITIALS}:
        return [piece], True
    divided = [_divided_at_commas(part) for part in parts if part]
    return [name for names, _ in divided for name in names], any(unsafe for _, unsafe in divided)


_NOT_ALONE = frozenset({Piece.INITIALS, Piece.TITLE, Piece.SUFFIX})
_BEFORE_INITIALS = frozenset({Piece.SURNAME, Piece.NAMES, Piece.TITLE})
_INVERTED = (
    *([before, Piece.INITIALS] for before in _BEFORE_INITIALS),
    [Piece.SURNAME, Piece.SURNAME],
    [Piece.SURNAME, Piece.GIVEN],
)
_COMPLETE = frozenset({Piece.FULL, Piece.GIVEN, Piece.NAMES})


def _whole(text: str, *, undivided: bool = False) -> tuple[list[str], bool]:
    return ([text] if text else []), undivided


def _divided_at_commas(text: str) -> tuple[list[str], bool]:
    parts = _with_suffixes([part.strip() for part in text.split(",") if part.strip()])
    pieces = [piece_of(part) for part in parts]
    if len(parts) < 2 or _is_one_inverted_name(pieces):
        return _whole(text)
    if all(piece is Piece.SURNAME for piece in pieces):
        return parts, False
    return _paired(parts, pieces) or _whole(text, undivided=True)


def _is_one_inverted_name(pieces: list[Piece]) -> bool:
    """Surname, comma, and what stands before it when the name is not inverted."""
    return pieces in _INVERTED


def _with_suffixes(parts: list[str]) -> list[str]:
    joined: list[str] = []
    for part in parts:
        if joined and piece_of(part) in {Piece.SUFFIX, Piece.TITLE}:
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined


def _paired(parts: list[str], pieces: list[Piece]) -> tuple[list[str], bool] | None:
    """Surnames with the initials behind them, and complete names; None when a part is neither."""
    names: list[str] = []
    position = 0
    while position < len(parts):
        followed_by_initials = position + 1 < len(parts) and pieces[position + 1] is Piece.INITIALS
        if followed_by_initials and pieces[position] in _BEFORE_INITIALS:
            names.append(f"{parts[position]}, {parts[position + 1]}")
            position += 2
        elif pieces[position] in _COMPLETE:
            names.append(parts[position])
            position += 1
        else:
            return None
    return names, False


def _read(term: str, role: str, text: str) -> Reading:
    if not text.strip():
        return Reading((None,))
    found = people(text)
    names = list(dict.fromkeys(person.name for person in found.persons if not person.roles or role in person.roles))
    return Reading((names or None,), tuple(stored(code, term) for code in _remarks(found)))


def _remarks(found: People) -> Iterator[str]:
    if found.undivided:
        yield "PERSONS_NOT_SPLIT"
    if found.others:
        yield "PERSONS_UNNAMED"
    if not found.persons and not found.undivided:
        yield "PERSON_UNKNOWN"


RECORDED_BY = Interpreter(
    "collectors", ("dwc:recordedBy",), {"recorded_by": "VARCHAR[]"}, partial(_read, "dwc:recordedBy", COLLECTED)
)
IDENTIFIED_BY = Interpreter(
    "determiners", ("dwc:identifiedBy",), {"identified_by": "VARCHAR[]"}, partial(_read, "dwc:identifiedBy", DETERMINED)
)
