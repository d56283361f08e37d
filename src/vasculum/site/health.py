"""Liveness: whether the web process answers and reaches its database."""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vasculum.web.problems import problem


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """`{"status": "ok"}`, or the problem 503 when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return problem(503, "The database does not answer.")
    return JsonResponse({"status": "ok"})
