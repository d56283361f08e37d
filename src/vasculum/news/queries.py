"""What is asked about news."""

from __future__ import annotations

from django.utils import timezone

from vasculum.news.models import Article


def published(most: int = 100) -> list[Article]:
    """The articles that everybody may read, the latest first."""
    return list(Article.objects.filter(published__lte=timezone.now())[:most])


def drafts() -> list[Article]:
    """Those that only their writers see, the latest first."""
    return list(Article.objects.filter(published=None).order_by("-changed"))


def article(key: str, *, with_drafts: bool) -> Article | None:
    """The article of a key; None where there is none to be read."""
    found = Article.objects.filter(key=key).first()
    return found if found is not None and (found.published or with_drafts) else None
