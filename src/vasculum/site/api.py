"""The API as a whole: its parts, its description, and one shape for what goes wrong."""

from __future__ import annotations

from importlib.metadata import version

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from vasculum.assessment.api import router as quality
from vasculum.portal.api import router as registry
from vasculum.search.query import QueryError
from vasculum.specimens.api import digital_specimens, searching
from vasculum.web.problems import ParameterError, problem

api = NinjaAPI(
    title="Vasculum",
    version=version("vasculum"),
    description="Digital specimens, search and the registry of collections of this node. What goes wrong is a problem document.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
api.add_router("/digital-specimen/v1", digital_specimens)
api.add_router("", searching)
api.add_router("", registry)
api.add_router("", quality)


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
