"""Keeping a search: by its address for everybody, under a name for those who have signed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from vasculum.people.access import allowed, signed_in
from vasculum.people.models import Account
from vasculum.people.policy import OWN_ACCOUNT
from vasculum.saved_searches.actions import TooMany, change_digest, keep, let_go
from vasculum.saved_searches.models import SavedSearch
from vasculum.search.query import Query
from vasculum.specimens.asking import parameters_of, query_of
from vasculum.specimens.in_words import in_words
from vasculum.web.addresses import with_parameters
from vasculum.web.layout import current_language, page
from vasculum.web.problems import ParameterError, problem_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


class KeepForm(forms.Form):
    """The name of a search, and how often its owner is written to."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    digest = forms.ChoiceField(label=gettext_lazy("Tell me of new specimens by e-mail"), choices=SavedSearch.Digest.choices)


@form_page
@never_cache
def keep_search(request: HttpRequest) -> HttpResponse:
    """The address and the feed of a search, and for who has signed in a form to keep it; 400 for what cannot be asked."""
    try:
        query = query_of({name: request.GET.getlist(name) for name in request.GET})
    except ParameterError as error:
        return problem_page(request, 400, f"{error.parameter}: {error.reason}", parameter=error.parameter)
    me = signed_in(request)
    form = KeepForm(request.POST or None, initial={"name": in_words(query)[:120], "digest": SavedSearch.Digest.NEVER})
    if request.method == "POST":
        if me is None:
            return redirect(with_parameters(reverse("account_login"), {"next": [request.get_full_path()]}))
        if form.is_valid() and _kept(me, query, form):
            messages.success(request, _("Kept."))
            return redirect("saved-searches")
    context = {"form": form if me else None, "words": in_words(query), **_addresses(request, query)}
    return page(request, "saved_searches/keep.html", context, 422 if form.errors else 200)


def _kept(me: Account, query: Query, form: KeepForm) -> bool:
    try:
        keep(me, form.cleaned_data["name"], parameters_of(query), form.cleaned_data["digest"])
    except TooMany:
        form.add_error(None, _("You keep as many searches as one may: let one go first."))
        return False
    return True


def _addresses(request: HttpRequest, query: Query) -> dict[str, str]:
    asked = parameters_of(query)
    search = with_parameters(reverse("search"), asked)
    feed = with_parameters(reverse("search-feed"), {**asked, "sort": [], "lang": [current_language()]})
    sign_in = with_parameters(reverse("account_login"), {"next": [request.get_full_path()]})
    return {"search": request.build_absolute_uri(search), "feed": request.build_absolute_uri(feed), "sign_in": sign_in}


@require_http_methods(["GET", "HEAD"])
@never_cache
@allowed(OWN_ACCOUNT)
def saved_searches(request: HttpRequest) -> HttpResponse:
    """The searches that I keep, each with its feed, how often I am written to, and letting it go."""
    kept = [_shown(request, each) for each in SavedSearch.objects.filter(account=_me(request))]
    return page(request, "saved_searches/list.html", {"kept": kept, "choices": SavedSearch.Digest.choices})


def _shown(request: HttpRequest, search: SavedSearch) -> dict[str, Any]:
    try:
        query = query_of(search.asked)
    except ParameterError:
        return {"saved": search, "words": "", "search": "", "feed": ""}
    return {"saved": search, "words": in_words(query), **_addresses(request, query)}


@require_POST
@allowed(OWN_ACCOUNT)
def change_search(request: HttpRequest, number: int) -> HttpResponse:
    """Changing how often I am written to about a search, or letting it go."""
    me, digest = _me(request), request.POST.get("digest", "")
    if "let-go" in request.POST:
        done = let_go(me, number)
    else:
        done = digest in SavedSearch.Digest.values and change_digest(me, number, digest)
    if not done:
        raise Http404
    messages.success(request, _("Saved."))
    return redirect("saved-searches")


def _me(request: HttpRequest) -> Account:
    me = signed_in(request)
    if me is None:
        raise Http404
    return me
