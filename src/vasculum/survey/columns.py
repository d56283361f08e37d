"""The columns of the survey's table: their headings in four languages, and which column a heading somebody wrote belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from vasculum.survey.questions import codes, folded, label_of
from vasculum.terms.messages import LANGUAGES

KEY, EDITION = "key", "edition"
MOST_PARTS = 60
_FIXED: Mapping[str, Mapping[str, str]] = {
    KEY: {"en": "Key", "nl": "Sleutel", "fr": "Clé", "de": "Schlüssel"},
    EDITION: {"en": "Edition", "nl": "Editie", "fr": "Édition", "de": "Ausgabe"},
}


def heading(code: str, language: str) -> str:
    """What stands above a column."""
    return _FIXED[code][language] if code in _FIXED else label_of(code, language)


@cache
def _headings() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Headings as compared, with their code and the languages in which it is called so."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for code in (KEY, EDITION, *codes(MOST_PARTS)):
        found[code.casefold()] = (code, frozenset(LANGUAGES))
        for language in LANGUAGES:
            said = folded(heading(code, language))
            known = found.get(said, (code, frozenset[str]()))
            if known[0] == code:
                found[said] = (code, known[1] | {language})
    return found


def code_of_heading(written: str) -> str:
    """The code of the column somebody called so, in any language; nothing for a heading of another table.

    >>> code_of_heading("HOEVEEL "), code_of_heading("Share in percent of part 2"), code_of_heading("Remarks of Jan")
    ('how_many', 'part_share_2', '')
    """
    return _headings().get(folded(written), ("", frozenset[str]()))[0]


def language_of_headings(written: Sequence[str], otherwise: str) -> str:
    """The language most headings are written in.

    >>> language_of_headings(["Naam van de collectie", "Hoeveel"], "en")
    'nl'
    """
    counted = Counter(each for one in written for each in _headings().get(folded(one), ("", frozenset[str]()))[1])
    most = max(counted.values(), default=0)
    spoken = [each for each in (otherwise, *LANGUAGES) if counted[each] == most]
    return spoken[0] if most and spoken else otherwise
