"""What goes wrong, told in one shape: problem documents (RFC 9457) for machines, a friendly page for people."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vasculum.web import negotiation
from vasculum.web.layout import page

MEDIA_TYPE = "application/problem+json"

_TITLES: dict[int, Promise] = {
    400: _("This address asks for something we cannot read"),
    401: _("Sign in first"),
    403: _("You may not do this"),
    404: _("There is nothing at this address"),
    405: _("This address can only be read"),
    406: _("We do not offer this form"),
    410: _("This specimen is gone"),
    429: _("That was too much at once"),
    500: _("Something broke on our side"),
    503: _("The search is being made anew"),
}
_ADVICE: dict[int, Promise] = {
    400: _("Check the address, or start from the search page."),
    401: _("Sign in, or ask the institution for an invitation."),
    403: _("Ask the institution's manager for a role that allows it."),
    404: _("It may have been mistyped. Search for a name, a place or a catalogue number instead."),
    405: _("Ask for it with GET or HEAD."),
    406: _("Ask for HTML, JSON, JSON-LD or Turtle."),
    410: _("Its last known description is kept."),
    429: _("Wait a moment and try again."),
    500: _("The fault has been noted. Your data are safe; try again in a moment."),
    503: _("The specimens are all there; only finding them takes a while. Try again in a minute."),
}


class ParameterError(ValueError):
    """A parameter of the address that cannot be used: which one, and why in the visitor's language."""

    def __init__(self, parameter: str, reason: str | Promise) -> None:
        super().__init__(f"{parameter}: {reason}")
        self.parameter = parameter
        self.reason = reason


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """A problem document: its `title` is the name of the status, `more` are further members."""
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JsonResponse(document, status=status, content_type=MEDIA_TYPE)


def problem_page(request: HttpRequest, status: int, detail: str | Promise = "", **more: Any) -> HttpResponse:
    """A page that says what is wrong and what to do, or the problem document where the client prefers that."""
    if wants_document(request):
        return problem(status, str(detail) or HTTPStatus(status).description, **more)
    context = {"status": status, "title": _TITLES[status], "advice": _ADVICE[status], "detail": detail}
    return page(request, "web/problem.html", context, status)


def wants_document(request: HttpRequest) -> bool:
    """Whether a request prefers a problem document to a page; a request to the API always does."""
    if request.path.startswith("/api/"):
        return True
    forms = [negotiation.HTML, MEDIA_TYPE, negotiation.JSON, negotiation.JSON_LD]
    return negotiation.accepted(request.headers.get("Accept", ""), forms) not in {negotiation.HTML, None}


def telling_refused_methods(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The middleware that gives a refused method the shape of every other problem; `Allow` is kept."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return response
        told = problem_page(request, 405)
        told.headers["Allow"] = response.headers.get("Allow", "GET, HEAD")
        return told

    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler400."""
    return problem_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler403."""
    return problem_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler404."""
    return problem_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return problem_page(request, 500)
