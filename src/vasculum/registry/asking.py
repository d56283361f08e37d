"""What a program asks of the registry: words, place, discipline, and which part of the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vasculum.registry.grscicoll_terms import DISCIPLINES
from vasculum.registry.models import Collection, Institution
from vasculum.registry.queries import SHOWN_LEVELS
from vasculum.web.problems import ParameterError

USUAL, MOST, FARTHEST = 20, 1000, 1_000_000
INSTITUTION_PARAMETERS = ("q", "country", "city", "discipline", "limit", "offset")
COLLECTION_PARAMETERS = (*INSTITUTION_PARAMETERS, "institutionKey")

_DESCRIBED: Mapping[str, str] = {
    "q": "Words that must all occur in a name, a code or a key.",
    "country": "Two letters of ISO 3166-1: where the institution is.",
    "city": "The city of the institution.",
    "discipline": "A discipline, by the registry's code or GRSciColl's concept.",
    "institutionKey": "The institution that owns the collection.",
    "limit": "How many results to give.",
    "offset": "How many results to pass over.",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; an empty text asks nothing."""

    q: str = ""
    country: str = ""
    city: str = ""
    discipline: str = ""
    institution: str = ""
    limit: int = USUAL
    offset: int = 0


def question_of(request: HttpRequest, allowed: Iterable[str]) -> Question:
    """The question of a request; raises ParameterError for a parameter that does not exist or cannot be used."""
    known = tuple(allowed)
    for name in request.GET:
        if name not in known:
            raise ParameterError(name[:80], _("there is no such parameter"))
    asked = {name: request.GET.get(name, "").strip()[:200] for name in known}
    return Question(
        asked["q"].casefold(),
        asked["country"].upper(),
        asked["city"],
        asked["discipline"],
        asked.get("institutionKey", ""),
        _number("limit", asked["limit"], USUAL, MOST),
        _number("offset", asked["offset"], 0, FARTHEST),
    )


def _number(name: str, text: str, usual: int, most: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit()) or int(text[:10]) > most:
        raise ParameterError(name, _("this number is not possible here"))
    return int(text)


def institutions_asked(question: Question) -> QuerySet[Institution]:
    """The public institutions that answer a question, by key."""
    found = Institution.objects.filter(hidden=False, **_place(question, "")).order_by("key")
    if not (question.q or question.discipline):
        return found
    rows = found.values_list("pk", "key", "names", "acronym", "disciplines")
    return found.filter(pk__in=_fitting(question, rows))


def collections_asked(question: Question) -> QuerySet[Collection]:
    """The collections of public institutions that answer a question, by the keys of both; cells of a survey are left out."""
    about = Q(institution__hidden=False, level__in=SHOWN_LEVELS, **_place(question, "institution__"))
    if question.institution:
        about &= Q(institution__key=question.institution)
    found = Collection.objects.filter(about).order_by("institution__key", "key")
    if not (question.q or question.discipline):
        return found
    rows = ((pk, key, names, code, [*many, one]) for pk, key, names, code, many, one in found.values_list(*_COLLECTION_ROW))
    return found.filter(pk__in=_fitting(question, rows))


_COLLECTION_ROW = ("pk", "key", "names", "code", "disciplines", "discipline")


def _place(question: Question, of: str) -> dict[str, str]:
    place = {f"{of}country": question.country, f"{of}city__iexact": question.city}
    return {name: value for name, value in place.items() if value}


def _fitting(question: Question, rows: Iterable[tuple[Any, ...]]) -> list[int]:
    codes = {question.discipline} | {code for code, meant in DISCIPLINES.items() if question.discipline in meant}
    words = question.q.split()
    return [
        pk
        for pk, key, names, code, disciplines in rows
        if (not question.discipline or codes & set(disciplines)) and _has(words, f"{key} {code} {' '.join(names.values())}")
    ]


def _has(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def described(names: Iterable[str]) -> list[dict[str, Any]]:
    """These parameters for OpenAPI."""
    return [
        {"name": name, "in": "query", "required": False, "description": _DESCRIBED[name], "schema": _schema(name)}
        for name in names
    ]


def _schema(name: str) -> dict[str, Any]:
    limits = {"limit": {"minimum": 0, "maximum": MOST}, "offset": {"minimum": 0, "maximum": FARTHEST}}
    return {"type": "integer", **limits[name]} if name in limits else {"type": "string"}
