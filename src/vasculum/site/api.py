"""The API as a whole: its parts, its description, and one shape for what goes wrong."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from vasculum.assessment.api import router as quality
from vasculum.downloads.api import router as downloads
from vasculum.events.api import router as events
from vasculum.portal.map_api import router as map_and_charts
from vasculum.portal.queries import counts_by
from vasculum.registry.api import registry_router
from vasculum.search.query import QueryError
from vasculum.specimens.api import digital_specimens
from vasculum.specimens.api_media import digital_media_routes
from vasculum.specimens.api_search import searching
from vasculum.specimens.lines import MEDIA_TYPE as LINES
from vasculum.taxa.api import router as species
from vasculum.web.problems import MEDIA_TYPE as PROBLEM
from vasculum.web.problems import ParameterError, problem

_LINED = ("/api/search", "/api/digital-specimen/v1", "/api/digital-specimen/v1/search", "/api/digital-specimen/v1/latest")
_OTHER_TYPES = {
    "/api/schemas/latimer-core.json": "application/schema+json",
    "/api/base-map.json": "application/geo+json",
}
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameter": {"type": "string"},
    },
}


class DescribedAPI(NinjaAPI):
    """An API whose description also tells what the node itself may answer: problems, and too many requests."""

    def get_openapi_schema(self, **named: Any) -> OpenAPISchema:
        """The OpenAPI 3.1 description."""
        schema = super().get_openapi_schema(**named)
        schema.setdefault("components", {}).setdefault("schemas", {})["Problem"] = _PROBLEM_SCHEMA
        for path, methods in schema["paths"].items():
            for operation in methods.values():
                _complete(path, operation["responses"])
        return schema


def _complete(path: str, responses: dict[Any, Any]) -> None:
    """Gives every fault the form of a problem document; a tombstone is no fault."""
    faults = {int(status) for status in responses if int(status) >= 400 and int(status) != 410} | {400, 404, 429, 503}
    for status in faults:
        told = responses.get(status) or responses.get(str(status)) or {"description": "Problem"}
        responses.pop(str(status), None)
        responses[status] = {**told, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    if path in _OTHER_TYPES:
        responses[200]["content"] = {_OTHER_TYPES[path]: {"schema": {"type": "object"}}}
    if path in _LINED:
        responses[200]["content"][LINES] = {"schema": {"type": "string"}}


api = DescribedAPI(
    title="Vasculum",
    version=version("vasculum"),
    description="Digital specimens, search and the registry of collections of this node. What goes wrong is a problem document.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("/digital-specimen/v1", digital_specimens)
api.add_router("/digital-media/v1", digital_media_routes)
api.add_router("", searching)
api.add_router("", downloads)
api.add_router("", registry_router(counts_by))
api.add_router("", map_and_charts)
api.add_router("", quality)
api.add_router("", events)
api.add_router("/species", species)


@api.exception_handler(ParameterError)
def _parameter(request: HttpRequest, error: ParameterError) -> HttpResponse:  # noqa: ARG001
    return problem(400, str(error), parameter=error.parameter)


@api.exception_handler(QueryError)
def _question(request: HttpRequest, error: QueryError) -> HttpResponse:  # noqa: ARG001
    return problem(400, str(error), parameter=str(error).partition(":")[0])


@api.exception_handler(ValidationError)
def _validation(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    faults = [(str(fault["loc"][-1]), fault["msg"]) for fault in error.errors]
    detail = "; ".join(f"{name}: {message}" for name, message in faults)
    return problem(400, detail, parameter=faults[0][0] if faults else "")


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return problem(404, str(error) or "There is nothing at this address.")


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    return problem(error.status_code, error.message)
