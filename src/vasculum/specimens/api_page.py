"""The page about the API, for people."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from vasculum.search.query import FILTERS, Query
from vasculum.specimens import queries
from vasculum.specimens.api_examples import LANGUAGES, examples
from vasculum.web.layout import in_language_of_address, page

INVENTED = "10.5072/000-000-01D"


@require_safe
@in_language_of_address
def about(request: HttpRequest) -> HttpResponse:
    """What the API offers, with examples that run as they stand."""
    base = request.build_absolute_uri("/").rstrip("/")
    hits = queries.find_beside(Query(size=1)).hits
    context = {
        "base": base,
        "examples": examples(base, hits[0].pid if hits else INVENTED),
        "code_languages": LANGUAGES,
        "filters": FILTERS,
        "per_minute": settings.REQUESTS_PER_MINUTE,
    }
    return page(request, "specimens/api.html", context)
