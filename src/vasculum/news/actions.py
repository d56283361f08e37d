"""Acts on news: write, publish, take back. A published article speaks all four languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from vasculum.news.models import Article
from vasculum.people.audit import record
from vasculum.people.policy import Actor
from vasculum.registry.permission import require_act
from vasculum.terms.messages import LANGUAGES

WRITE = "write news"


class Changed(Exception):
    """Somebody else saved the article meanwhile."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote, as language maps, and whether everybody may read it."""

    title: Mapping[str, str]
    text: Mapping[str, str]
    is_published: bool

    @property
    def missing(self) -> list[str]:
        """The languages that lack a title or a text."""
        return [code for code in LANGUAGES if not (self.title.get(code) and self.text.get(code))]


@transaction.atomic
def write(actor: Actor, written: Written) -> Article:
    """A new article; raises NotAllowed."""
    require_act(actor, WRITE)
    now = timezone.now()
    made = Article.objects.create(
        key=_free_key(next((title for title in written.title.values() if title), "")),
        title=dict(written.title), text=dict(written.text), writer=actor.account,
        published=now if written.is_published else None, made=now, changed=now,
    )  # fmt: skip
    record(actor, WRITE, f"news/{made.key}", None, {"published": written.is_published})
    return made


@transaction.atomic
def rewrite(actor: Actor, article: Article, version: int, written: Written) -> None:
    """Saves what somebody wrote who saw a version; the day of publication stays. Raises Changed and NotAllowed."""
    require_act(actor, WRITE)
    now = timezone.now()
    saved = Article.objects.filter(pk=article.pk, version=version).update(
        title=dict(written.title), text=dict(written.text), version=version + 1, changed=now,
        published=(article.published or now) if written.is_published else None,
    )  # fmt: skip
    if not saved:
        raise Changed(article.key)
    record(actor, WRITE, f"news/{article.key}", {"version": version}, {"published": written.is_published})


@transaction.atomic
def remove(actor: Actor, article: Article) -> None:
    """Takes an article away for good; raises NotAllowed."""
    require_act(actor, WRITE)
    article.delete()
    record(actor, WRITE, f"news/{article.key}", {"title": article.title}, None)


def _free_key(title: str) -> str:
    wanted = slugify(title).replace("_", "-")[:70].strip("-") or "news"
    number, key = 1, wanted
    while key == "new" or Article.objects.filter(key=key).exists():
        number += 1
        key = f"{wanted}-{number}"
    return key
