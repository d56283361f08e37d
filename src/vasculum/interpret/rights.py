"""Rights: what a text on rights says, as the address of a licence or of a statement of rightsstatements.org."""

from __future__ import annotations

import re

from vasculum.interpret.licences import licence
from vasculum.interpret.reading import Interpreter, Reading
from vasculum.interpret.spelling import concepts, folded
from vasculum.model.remark import stored

LONGEST = 2_000
RESERVED = "http://rightsstatements.org/vocab/InC/1.0/"
_STATEMENT = re.compile(
    r"https?://rightsstatements\.org/(?:vocab|page)/([A-Za-z]{2,4}(?:-[A-Za-z]{2,4}){0,2})/1\.0/?", re.IGNORECASE
)
_HELD = re.compile(r"(?:©|\(c\)|copyright)\s?(?:by\s)?\S", re.IGNORECASE)
_TERMS = ("dcterms:rights", "dc:rights", "dcterms:accessRights")


def read_rights(text: str, term: str = _TERMS[0]) -> Reading:
    """The licence or the statement of rights that a text means; a text that only says who holds the copyright reserves all.

    >>> read_rights("CC BY 4.0").values, read_rights("Alle rechten voorbehouden").values
    (('https://creativecommons.org/licenses/by/4.0/',), ('http://rightsstatements.org/vocab/InC/1.0/',))
    >>> read_rights("ask the curator").remarks
    ('RIGHTS_UNKNOWN dcterms:rights',)
    """
    if not text.strip():
        return Reading((None,))
    found = _address(text) if len(text) <= LONGEST else None
    return Reading((found,), () if found else (stored("RIGHTS_UNKNOWN", term),))


def _address(text: str) -> str | None:
    statements = {concept for match in _STATEMENT.finditer(text) if (concept := _known().get(folded(match[1])))}
    if statements or (named := licence(text)) is None:
        return statements.pop() if len(statements) == 1 else _worded(text) if not statements else None
    return named


def _worded(text: str) -> str | None:
    parts = [folded(part) for part in re.split(r"[.;|]", text) if folded(part)]
    known = {_known()[part] for part in [folded(text), *parts] if part in _known()}
    if len(known) == 1:
        return known.pop()
    return RESERVED if not known and _HELD.match(text.strip()) else None


def _known() -> dict[str, str]:
    return dict(concepts("rights"))


def _read(*texts: str) -> Reading:
    for term, text in zip(_TERMS, texts, strict=True):
        if text.strip():
            return read_rights(text, term)
    return Reading((None,))


RIGHTS = Interpreter("rights", _TERMS, {"rights": "VARCHAR"}, _read)
