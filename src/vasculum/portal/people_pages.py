"""Pages of people: who collected and who identified, as the labels name them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vasculum.portal.portraits import address_of, counted, portrait
from vasculum.search.query import Bucket, Query
from vasculum.specimens import queries
from vasculum.specimens.asking import query_of
from vasculum.web.addresses import with_parameters
from vasculum.web.charts import Point, shares
from vasculum.web.layout import page
from vasculum.web.problems import ParameterError, problem_page

CHARTS = ("family", "country", "institution", "determiner", "typeStatus")
MOST_COMPANIONS = 20


@require_safe
def collectors(request: HttpRequest) -> HttpResponse:
    """The people who gathered most, and those whose name begins like what is asked for."""
    asked = request.GET.get("q", "").strip()[:100]
    everybody = queries.find(Query(size=0), ("collector",)).facets["collector"]
    context = {
        "asked": asked,
        "alike": _alike(asked) if asked else [],
        "people": shares([_point(each) for each in everybody]),
    }
    return page(request, "portal/collectors.html", context)


def _alike(asked: str) -> list[Point]:
    found = [each for each in queries.suggestions(asked, 40) if each.field == "collector"]
    return [Point(each.value, each.count, address_of("collector", each.value)) for each in found]


def _point(bucket: Bucket) -> Point:
    return Point(bucket.value, bucket.count, address_of("collector", bucket.value))


@require_safe
def collector(request: HttpRequest) -> HttpResponse:
    """One person: what they gathered, when, where and with whom, and what they identified; 404 where nobody is named so."""
    try:
        name = "".join(request.GET.getlist("name")[-1:]).strip()
        gathered = query_of({"collector": [name]}, size=0)
        identified = query_of({"determiner": [name]}, size=0)
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    if not name:
        raise Http404
    determined = queries.find(identified).total
    shown = portrait(gathered if queries.find(gathered).total else identified, CHARTS)
    if not shown["total"]:
        return problem_page(request, 404, _("No specimen here names this person."))
    return page(request, "portal/portrait.html", {**_of_a_person(name, gathered, determined), **shown})


def _of_a_person(name: str, gathered: Query, determined: int) -> dict[str, Any]:
    companions = [each for each in counted(gathered, "collector") if each.value != name][:MOST_COMPANIONS]
    return {
        "title": name,
        "kind": _("People"),
        "kind_address": reverse("collectors"),
        "note": _("As the labels spell it: one person may stand under several spellings, and one spelling for several people."),
        "determined": determined,
        "determined_address": with_parameters(reverse("search"), {"determiner": [name]}),
        "linked_title": _("Gathered with"),
        "linked": shares([_point(each) for each in companions]),
    }
