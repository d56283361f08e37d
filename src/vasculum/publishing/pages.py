"""Data sets as pages: the list, the page of each with its versions, and for curators describing, preview and publishing."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vasculum.harvest.node import Node
from vasculum.people.access import actor_of, require, require_for, standing_for
from vasculum.people.policy import Actor, may, places_of
from vasculum.publishing.actions import ACT, ask_for_publication, describe
from vasculum.publishing.describing import OF_THE_NODE, pid_of, publisher_of
from vasculum.publishing.editions import Edition
from vasculum.publishing.forms import ROLES, DatasetForm, people_of, person_rows
from vasculum.publishing.linked import catalogue, schema_org
from vasculum.publishing.models import Dataset
from vasculum.publishing.preview import preview
from vasculum.publishing.queries import Published, editions_of, published, served
from vasculum.publishing.rules import LICENSES, conflicts
from vasculum.registry.models import Institution
from vasculum.specimens.forms import wanted_form
from vasculum.specimens.labels import institution_name, license_label
from vasculum.specimens.pages import identified
from vasculum.specimens.queries import node
from vasculum.web import negotiation
from vasculum.web.layout import current_language, page
from vasculum.web.problems import problem_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def datasets(request: HttpRequest) -> HttpResponse:
    """The data sets that are published; for curators also those that are not yet."""
    actor, language = actor_of(request), current_language()
    rows = [
        {"key": each.dataset.key, "name": each.dataset.name(language), "house": institution_name(each.dataset.institution),
         "edition": each.edition, "records": each.edition.facts["figures"]["records"]}
        for each in published()
    ]  # fmt: skip
    shown = {row["key"] for row in rows}
    mine = [each for each in Dataset.objects.all() if each.key not in shown and may(actor, ACT, each.institution)]
    drafts = [(each, each.name(language)) for each in mine]
    places = places_of(actor, ACT)
    return page(request, "publishing/datasets.html", {"rows": rows, "drafts": drafts, "may_add": bool(places)})


@require_safe
def dataset(request: HttpRequest, key: str) -> HttpResponse:
    """One data set: what it is, its archive, how to cite it, its versions; 404 before the first unless one may publish it."""
    found = get_object_or_404(Dataset, key=key)
    edition, actor = served(found), actor_of(request)
    may_publish = may(actor, ACT, found.institution)
    versions = editions_of(found)
    if not versions and not may_publish:
        raise Http404
    return page(request, "publishing/dataset.html", _context(request, found, edition, versions, may_publish))


def _context(
    request: HttpRequest, found: Dataset, edition: Edition | None, versions: list[Edition], may_publish: bool
) -> dict[str, Any]:
    language, home = current_language(), node()
    figures = edition.facts["figures"] if edition else {}
    base = request.build_absolute_uri("/").rstrip("/")
    described = schema_org(found, edition, home, base, language) if edition and home else None
    return {
        "dataset": found,
        "title": found.name(language),
        "abstract": [part for part in found.about(language).split("\n\n") if part.strip()],
        "house": institution_name(found.institution) if found.institution else publisher_of(found),
        "pid": pid_of(home, found) if home else "",
        "license": LICENSES[found.license],
        "edition": edition,
        "figures": figures,
        "conflicts": [
            (license_label(name), count) for name, count in conflicts(found.license, figures.get("licenses", {})).items()
        ],
        "versions": versions,
        "may_publish": may_publish,
        "described": _harmless(described) if described else "",
    }


def _harmless(document: dict[str, Any]) -> str:
    """JSON that ends no script element, whatever it holds."""
    return json.dumps(document, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@form_page
@never_cache
@standing_for(ACT)
def new(request: HttpRequest) -> HttpResponse:
    """Describing a data set that is not here yet, at an institution."""
    actor, place = _place(request)
    key = place.key if place else ""
    return _form(request, actor, Dataset(institution=key, language=current_language(), scope=Dataset.Scope.COLLECTION))


def _place(request: HttpRequest) -> tuple[Actor, Institution | None]:
    """Who asks, and the institution named in the address, or the only one they may publish for; None for the node."""
    key = request.GET.get("institution", "")
    mine = places_of(actor_of(request), ACT)
    if not key and len(mine) == 1:
        key = next(iter(mine))
    actor = require(request, ACT, key)
    return actor, get_object_or_404(Institution, key=key) if key else None


@form_page
@never_cache
@standing_for(ACT)
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Describing a data set that is here already."""
    actor, found = require_for(request, ACT, Dataset.objects.filter(key=key).first())
    return _form(request, actor, found)


def _form(request: HttpRequest, actor: Actor, found: Dataset) -> HttpResponse:
    people = people_of(request.POST) if request.method == "POST" else list(found.people)
    form = DatasetForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.said(people)
        if not found.pk:
            found.key = form.cleaned_data["key"]
        found.address = found.address or request.build_absolute_uri("/").rstrip("/")
        describe(actor, found, said, timezone.now())
        messages.success(request, _("Saved. Look at it as the public would see it, then publish."))
        return redirect(reverse("dataset-preview", args=[found.key]))
    context = {
        "dataset": found,
        "form": form,
        "people": person_rows(people),
        "roles": ROLES,
        "house": institution_name(found.institution),
    }
    return page(request, "publishing/form.html", context, 422 if form.errors else 200)


@require_safe
@never_cache
@standing_for(ACT)
def look(request: HttpRequest, key: str) -> HttpResponse:
    """The data set as the public and as GBIF would see it now."""
    found = Dataset.objects.filter(key=key).first()
    require(request, ACT, found.institution if found else "")
    home = node()
    if found is None or home is None:
        raise Http404
    shown = preview(home, found)
    context = {
        "dataset": found,
        "title": found.name(current_language()),
        "preview": shown,
        "headings": [term.partition(":")[2] for term in shown.terms],
        "conflicts": [(license_label(name), count) for name, count in shown.conflicts.items()],
        "licenses": [
            (license_label(name) if name else _("none stated"), count) for name, count in shown.figures.licenses.items()
        ],
        "edition": served(found),
    }
    return page(request, "publishing/preview.html", context)


@require_POST
@standing_for(ACT)
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Asks that a version is made; the worker of the node does it."""
    actor, found = require_for(request, ACT, Dataset.objects.filter(key=key).first())
    ask_for_publication(actor, found, timezone.now())
    messages.success(request, _("It will be published in a moment. The version before is served until then."))
    return redirect(reverse("dataset", args=[found.key]))


@require_safe
def of_pid(request: HttpRequest, prefix: str, suffix: str, ending: str = "") -> HttpResponseBase:
    """A persistent identifier: of a data set it leads to its page, or is answered as JSON-LD or Turtle; else of a specimen."""
    home = node()
    found = _dataset_of(home, f"{prefix}/{suffix}") if home else None
    edition = served(found) if found else None
    if home is None or found is None or edition is None:
        return identified(request, prefix, suffix, ending)
    wanted = wanted_form(request, ending)
    if wanted is None:
        return problem_page(request, 406)
    if wanted == negotiation.HTML:
        answer: HttpResponse = redirect(reverse("dataset", args=[found.key]))
    else:
        base = request.build_absolute_uri("/").rstrip("/")
        answer = _as_data(home, found, edition, base, wanted)
    patch_vary_headers(answer, ["Accept", "Accept-Language"])
    return answer


def _as_data(home: Node, found: Dataset, edition: Edition, base: str, wanted: str) -> HttpResponse:
    if wanted == negotiation.TURTLE:
        graph = catalogue(home, [Published(found, edition)], base)
        return HttpResponse(graph.serialize(format="turtle"), content_type=f"{wanted}; charset=utf-8")
    described = schema_org(found, edition, home, base, current_language())
    return HttpResponse(json.dumps(described, ensure_ascii=False), content_type=wanted)


def _dataset_of(home: Node, pid: str) -> Dataset | None:
    read = home.mint.read(pid)
    return Dataset.objects.filter(pk=read.number).first() if read and read.issuer == OF_THE_NODE else None
