"""News: the list, an article, writing one, and the feed."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from vasculum.news import queries
from vasculum.news.actions import WRITE, Changed, remove, rewrite, write
from vasculum.news.forms import ArticleForm, initial_of
from vasculum.news.models import Article
from vasculum.people.access import actor_of, allowed
from vasculum.people.policy import may
from vasculum.web.addresses import language_of
from vasculum.web.atom import Feed, entry, feed, written
from vasculum.web.layout import current_language, page

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Everything that was published, the latest first, and for its writers the drafts."""
    writes = may(actor_of(request), WRITE)
    drafts = queries.drafts() if writes else []
    context = {"articles": _shown(queries.published()), "drafts": _shown(drafts), "writes": writes, "feed": _feed_address()}
    return page(request, "news/news.html", context)


def _shown(articles: list[Article]) -> list[tuple[Article, str, str]]:
    language = current_language()
    return [(each, each.title_in(language), each.text_in(language)) for each in articles]


def _feed_address() -> str:
    return f"{reverse('news-feed')}?lang={current_language()}"


@require_safe
def article(request: HttpRequest, key: str) -> HttpResponse:
    """One article; a draft is there for its writers alone."""
    writes = may(actor_of(request), WRITE)
    found = queries.article(key, with_drafts=writes)
    if found is None:
        raise Http404
    language = current_language()
    context = {"article": found, "title": found.title_in(language), "text": found.text_in(language), "writes": writes}
    return page(request, "news/article.html", context)


@form_page
@never_cache
@allowed(WRITE)
def new(request: HttpRequest) -> HttpResponse:
    """Writing an article."""
    form = ArticleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("article", key=write(actor_of(request), form.written).key)
    return _form(request, form, {})


@form_page
@never_cache
@allowed(WRITE)
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Changing an article, or taking it away."""
    found = queries.article(key, with_drafts=True)
    if found is None:
        raise Http404
    if request.method == "POST" and "remove" in request.POST:
        remove(actor_of(request), found)
        messages.success(request, _("Taken away."))
        return redirect("news")
    form = ArticleForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            rewrite(actor_of(request), found, form.cleaned_data["version"] or 0, form.written)
        except Changed:
            form.add_error(None, _("Somebody else saved this meanwhile. Open it again in another window and compare."))
        else:
            return redirect("article", key=key)
    return _form(request, form, {"article": found})


def _form(request: HttpRequest, form: ArticleForm, context: dict[str, Any]) -> HttpResponse:
    return page(request, "news/form.html", {"form": form, **context}, 422 if form.errors else 200)


@require_safe
def news_feed(request: HttpRequest) -> HttpResponse:
    """The news as Atom (RFC 4287), in the language of `lang`."""
    with translation.override(language_of(request) or translation.get_language()):
        language, articles = current_language(), queries.published(50)
        address = request.build_absolute_uri(reverse("news"))
        made = feed(Feed(request.build_absolute_uri(), _("News"), language, address, [each.changed for each in articles]))
        for each in articles:
            _entry(made, request, each, language)
    return written(made)


def _entry(made: ET.Element, request: HttpRequest, each: Article, language: str) -> None:
    address = request.build_absolute_uri(reverse("article", args=[each.key]))
    entry(made, address, each.title_in(language), each.changed, each.text_in(language))
