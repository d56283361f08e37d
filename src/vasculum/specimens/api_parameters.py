"""The parameters of the API: taken from the address, described for OpenAPI, refused when they do not exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vasculum.search.query import FILTERS, NARROWING, SORTS
from vasculum.specimens.asking import MOST_HITS
from vasculum.web.problems import ParameterError

QUESTION = ("q", *NARROWING, "yearFrom", "yearTo")
PAGING = ("sort", "cursor", "size")

# Names of DiSSCo's API for filters of ours (https://disscover.dissco.eu/api).
DISSCO_NAMES: Mapping[str, str] = {
    "countryCode": "country",
    "topicDiscipline": "discipline",
    "specimenName": "name",
    "organisationID": "institution",
    "sourceSystemID": "source",
    "pageSize": "size",
}

_DESCRIPTIONS: Mapping[str, str] = {
    "q": "Words that must all occur, phrases in quotes, and field:value with the filters below.",
    "eventDate": "A date or a span such as 1900-05..1901; the specimen may have been collected in it.",
    "bbox": "A box west,south,east,north in degrees; west is greater than east across the antimeridian.",
    "polygon": "An area as WKT (POLYGON, MULTIPOLYGON) or as corners: lon lat,lon lat,lon lat.",
    "sort": "The order of the hits.",
    "cursor": "Where to go on: the cursor of the page before.",
    "size": "How many hits to give.",
    "pageSize": "How many hits to give.",
    "pageNumber": "The page, from 1; only among the first 1,000 hits.",
    "facet": "A field whose values are counted.",
    "year": "A year or a range such as 1880..1910, either end open.",
    "as": "The form of the file.",
    "fields": "Names of terms, separated by commas: only these members are given.",
    "term": "The field whose values are wanted.",
    "value": "What the values begin with.",
    "limit": "How many results to give.",
    "offset": "How many results to pass over.",
    "detail": "How finely coasts and borders are drawn: coarse is enough for half the Earth and a quarter of the size.",
}
_ENUMS: Mapping[str, Collection[str]] = {
    "sort": SORTS,
    "facet": [name for name in FILTERS],
    "as": ("csv", "xlsx", "dwca", "parquet", "jsonl"),
    "detail": ("coarse", "fine"),
    "hasMedia": ("true", "false"),
    "hasCoordinates": ("true", "false"),
}
_COUNTS = {"size": MOST_HITS, "pageSize": MOST_HITS, "pageNumber": 1000, "limit": 1000}


def given(request: HttpRequest, allowed: Collection[str]) -> dict[str, list[str]]:
    """The parameters of the address by name; raises ParameterError for one that the route does not know."""
    for name in request.GET:
        if name not in allowed:
            raise ParameterError(name[:80], _("there is no such parameter"))
    return {name: request.GET.getlist(name) for name in request.GET}


def whole_number(parameters: Mapping[str, list[str]], name: str, usual: int, most: int) -> int:
    """A parameter that counts, from 0 to `most`; raises ParameterError for anything else."""
    text = parameters.get(name, [""])[-1] or str(usual)
    if not (text.isascii() and text.isdigit()) or int(text[:10]) > most:
        raise ParameterError(name, _("this number is not possible here"))
    return int(text)


def in_our_names(parameters: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """DiSSCo's names replaced by ours."""
    return {DISSCO_NAMES.get(name, name): values for name, values in parameters.items()}


def described(names: Iterable[str], required: Collection[str] = ()) -> dict[str, Any]:
    """The description of these parameters for OpenAPI."""
    return {"parameters": [_described(name, name in required) for name in names]}


def _described(name: str, required: bool) -> dict[str, Any]:
    schema = _schema(name)
    description = _DESCRIPTIONS.get(name, "Keeps what has this value; given more than once, any of the values.")
    return {"name": name, "in": "query", "required": required, "description": description, "schema": schema}


def _schema(name: str) -> dict[str, Any]:
    if name in _COUNTS:
        return {"type": "integer", "minimum": 1, "maximum": _COUNTS[name]}
    if name == "offset":
        return {"type": "integer", "minimum": 0}
    value: dict[str, Any] = {"type": "string", **({"enum": list(_ENUMS[name])} if name in _ENUMS else {})}
    return {"type": "array", "items": value} if name in NARROWING or name == "facet" else value
