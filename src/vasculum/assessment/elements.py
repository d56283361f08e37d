"""MIDS elements that a record lacks for its next level, told like every other problem."""

from __future__ import annotations

from functools import cache

from vasculum.quality.mids import mapping_set
from vasculum.quality.mids_labels import element_label
from vasculum.quality.mids_sets import CORE, DISCIPLINES, Element
from vasculum.terms.messages import LANGUAGES
from vasculum.terms.remedies import Problem, Remedy

KIND = "mids"
MOST_TERMS = 4
_LACKS = {
    "en": "Missing for MIDS {level}: {label}.",
    "nl": "Ontbreekt voor MIDS {level}: {label}.",
    "fr": "Manque pour MIDS {level} : {label}.",
    "de": "Fehlt für MIDS {level}: {label}.",
}
_SUPPLY = {
    "en": "Fill in one of these: {terms}.",
    "nl": "Vul een van deze in: {terms}.",
    "fr": "Remplir l’un de ceux-ci : {terms}.",
    "de": "Eines davon ausfüllen: {terms}.",
}


@cache
def shortfall(element: str) -> Problem:
    """The problem of lacking an element.

    >>> shortfall("DateCollected").texts["en"]
    'Missing for MIDS 2: Collecting date.'
    """
    level, terms = level_of(element), ", ".join(term.partition(":")[2] for term in terms_of(element))
    remedy = Remedy(element, KIND, {language: _SUPPLY[language].format(terms=terms) for language in LANGUAGES})
    lacks = {each: _LACKS[each].format(level=level, label=element_label(element, each)) for each in LANGUAGES}
    return Problem(KIND, element, "info", remedy, lacks)


@cache
def level_of(element: str) -> int:
    """The MIDS level that asks for an element."""
    return _elements()[element].level


@cache
def terms_of(element: str) -> tuple[str, ...]:
    """The commonest Darwin Core terms, each of which is enough for an element; groups of terms are shown by their members."""
    sets = [mapping_set(discipline) for discipline in DISCIPLINES]
    groups = [group for each in sets for group in each.criteria.get(element, ())]
    alone = [group[0].term for group in groups if len(group) == 1 and group[0].category == CORE]
    members = [cell.term for group in groups for cell in group]
    return tuple(dict.fromkeys(alone or members))[:MOST_TERMS]


@cache
def _elements() -> dict[str, Element]:
    return {element.name: element for discipline in DISCIPLINES for element in mapping_set(discipline).elements}


def elements() -> frozenset[str]:
    """The names of all elements."""
    return frozenset(_elements())
