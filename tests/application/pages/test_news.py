"""News: written by coordinators, published in four languages, read on pages and in a feed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.application.pages.signing_in import signed_in
from tests.application.pages.test_portal import LANGUAGES, text
from vasculum.news.models import Article
from vasculum.people.policy import Role

pytestmark = pytest.mark.usefixtures("served")
ATOM = "{http://www.w3.org/2005/Atom}"
WHOLE = {f"{part}_{code}": f"{part} {code}" for part in ("title", "text") for code in LANGUAGES}


def published() -> tuple[Client, Article]:
    """A coordinator with an article that everybody reads."""
    writer = signed_in(Role.COORDINATOR)
    assert writer.post("/en/news/new", {**WHOLE, "is_published": "on"}).status_code == 302
    return writer, Article.objects.get()


def test_a_draft_is_read_by_nobody_else() -> None:
    writer = signed_in(Role.COORDINATOR)
    writer.post("/en/news/new", {"title_nl": "Nieuwe schelpen"})
    (draft,) = Article.objects.all()
    assert draft.published is None
    assert writer.get(f"/en/news/{draft.key}").status_code == 200
    assert Client().get(f"/en/news/{draft.key}").status_code == 404
    assert "Nieuwe schelpen" not in text(Client().get("/nl/news"))


def test_only_what_speaks_four_languages_is_published() -> None:
    writer = signed_in(Role.COORDINATOR)
    answer = writer.post("/en/news/new", {**WHOLE, "text_fr": "", "is_published": "on"})
    assert answer.status_code == 422
    assert "Français" in text(answer)
    assert not Article.objects.exists()


def test_an_article_is_read_in_the_language_of_the_page_and_on_the_home_page() -> None:
    _, article = published()
    for code in LANGUAGES:
        assert f"text {code}" in text(Client().get(f"/{code}/news/{article.key}"))
        assert f"title {code}" in text(Client().get(f"/{code}/"))


def test_the_feed_has_what_is_published_in_the_language_asked_for() -> None:
    published()
    feed = ET.fromstring(Client().get("/feeds/news.atom?lang=fr").content)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["title fr"]
    assert feed.findtext(f"{ATOM}updated", "") > "2026"


def test_two_who_write_at_once_do_not_overwrite_each_other() -> None:
    writer, article = published()
    first = {**WHOLE, "title_en": "First", "version": "1", "is_published": "on"}
    assert writer.post(f"/en/news/{article.key}/edit", first).status_code == 302
    second = writer.post(f"/en/news/{article.key}/edit", {**first, "title_en": "Second"})
    assert second.status_code == 422
    assert "Somebody else saved this" in text(second)
    assert Article.objects.get().title["en"] == "First"


def test_the_day_of_publication_stays_when_an_article_is_changed() -> None:
    writer, article = published()
    writer.post(f"/en/news/{article.key}/edit", {**WHOLE, "title_en": "Changed", "version": "1", "is_published": "on"})
    assert Article.objects.get().published == article.published


def test_an_article_can_be_taken_away() -> None:
    writer, article = published()
    writer.post(f"/en/news/{article.key}/edit", {"remove": "1"})
    assert Client().get(f"/en/news/{article.key}").status_code == 404


def test_scripts_in_an_article_are_text() -> None:
    writer = signed_in(Role.COORDINATOR)
    writer.post("/en/news/new", {**WHOLE, "text_en": "<script>alert(1)</script> https://example.org/x", "is_published": "on"})
    page = Client().get(f"/en/news/{Article.objects.get().key}").content.decode()
    assert "<script>alert" not in page
    assert '<a href="https://example.org/x" rel="nofollow">' in page


def test_a_curator_writes_no_news() -> None:
    assert signed_in(Role.CURATOR).get("/en/news/new").status_code == 403
