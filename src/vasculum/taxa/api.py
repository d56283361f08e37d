"""Names looked up by programs, with the routes and field names of GBIF's web service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Body, Router
from ninja.errors import HttpError

from vasculum.harvest.backbones import checklists
from vasculum.names import Answer, BackboneUnusable, Checklists, as_gbif
from vasculum.names.gbif import as_suggestion
from vasculum.names.query import query
from vasculum.specimens.api_parameters import given, whole_number
from vasculum.taxa.rules import MOST_NAMES, MOST_SUGGESTIONS, PARAMETERS, strictly, truth
from vasculum.taxa.shapes import Match, Suggestion
from vasculum.web.problems import ParameterError

router = Router(tags=["species"])
Cells = Mapping[str, Any]
Told = dict[str, Any]


def _described(names: Mapping[str, str]) -> dict[str, Any]:
    schema = {"in": "query", "required": False, "schema": {"type": "string"}}
    return {"parameters": [{"name": name, "description": told, **schema} for name, told in names.items()]}


_PROBLEMS = {400: Told, 404: Told, 503: Told}
_SUGGESTING = {"q": "What was typed.", "limit": "How many names to give.", "checklistKey": PARAMETERS["checklistKey"]}


@router.get("/match", response={200: Match, **_PROBLEMS}, exclude_none=True, by_alias=True, openapi_extra=_described(PARAMETERS))
def match(request: HttpRequest) -> Told:
    """One name looked up in the checklists of this node; what is ambiguous is said to be so, never picked."""
    asked = {name: values[-1] for name, values in given(request, PARAMETERS).items()}
    if not query(asked).name:
        raise ParameterError("name", _("give a name, or the taxa above it"))
    return _answered(asked)


@router.post("/match", response={200: list[Match], **_PROBLEMS}, exclude_none=True, by_alias=True)
def match_many(request: HttpRequest, names: Body[list[dict[str, Any] | str]]) -> list[Told]:  # noqa: ARG001
    """Up to 1,000 names at once, answered in their order: each a text, or an object with the parameters of a single one."""
    if len(names) > MOST_NAMES:
        raise ParameterError("names", _("give at most 1,000 names at once"))
    return [_answered({"name": each} if isinstance(each, str) else each) for each in names]


@router.get(
    "/suggest",
    response={200: list[Suggestion], **_PROBLEMS},
    exclude_none=True,
    by_alias=True,
    openapi_extra=_described(_SUGGESTING),
)
def suggest(request: HttpRequest) -> Sequence[Told]:
    """Names that begin with what was typed: the accepted ones first, in alphabetical order."""
    asked = given(request, _SUGGESTING)
    limit = whole_number(asked, "limit", 20, MOST_SUGGESTIONS)
    found = _checklists(asked.get("checklistKey", [""])[-1]).autocomplete(asked.get("q", [""])[-1], limit)
    return [as_suggestion(usage) | {"checklistKey": key} for key, usage in found]


def _answered(asked: Cells) -> Told:
    answer: Answer = _checklists(str(asked.get("checklistKey") or "")).match(query(asked))
    return as_gbif(strictly(answer) if _yes(asked, "strict") else answer, alternatives=_yes(asked, "verbose"))


def _yes(asked: Cells, name: str) -> bool:
    said = truth(str(asked.get(name) or ""))
    if said is None:
        raise ParameterError(name, _("say true or false"))
    return said


def _checklists(key: str) -> Checklists:
    """All checklists of the node, or the one that was asked for."""
    try:
        held = checklists()
    except BackboneUnusable as error:
        raise HttpError(503, str(error)) from error
    if not held:
        raise Http404("This node has no checklist to look names up in.")
    if key and key not in held.backbones:
        raise ParameterError("checklistKey", _("this node has no such checklist"))
    return held.only(key) if key else held
