"""What is new in saved searches, and telling their owners; nobody is told twice, whoever else runs this at the same time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from vasculum.saved_searches.models import SavedSearch
from vasculum.saved_searches.rules import MOST_LISTED, is_due
from vasculum.search.query import Hit, QueryError
from vasculum.specimens import queries
from vasculum.specimens.asking import query_of
from vasculum.web.addresses import with_parameters
from vasculum.web.problems import ParameterError


@dataclass(frozen=True, slots=True)
class News:
    """A search with what is new in it, the latest first; there is `more` than is listed."""

    search: SavedSearch
    hits: Sequence[Hit]
    more: bool


def due(now: dt.datetime) -> Iterator[News]:
    """The searches whose owners are to be told something now; one that nothing is new in is asked again next time."""
    for search in SavedSearch.objects.exclude(digest="never").exclude(account__email=None).filter(account__is_active=True):
        if is_due(search.digest, search.seen, now) and (found := list(islice(_new(search), MOST_LISTED + 1))):
            yield News(search, found[:MOST_LISTED], len(found) > MOST_LISTED)


def _new(search: SavedSearch) -> Iterator[Hit]:
    """What was added or changed since its owner was told; nothing where the question cannot be asked any more."""
    try:
        query = replace(query_of(search.asked), sort="changed", cursor="")
        yield from takewhile(lambda hit: _changed(hit) > search.seen, queries.all_hits(query))
    except (ParameterError, QueryError):
        return


def _changed(hit: Hit) -> dt.datetime:
    told = hit.card.get("modified")
    return dt.datetime.fromisoformat(str(told)) if told else dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def tell(news: News, now: dt.datetime, base: str) -> bool:
    """Writes to the owner; whether the message left. One that could not be sent is tried again next time."""
    search = news.search
    mine = SavedSearch.objects.filter(pk=search.pk, seen=search.seen).update(seen=now)
    if not mine:
        return False
    if _sent(news, base):
        return True
    SavedSearch.objects.filter(pk=search.pk, seen=now).update(seen=search.seen)
    return False


def _sent(news: News, base: str) -> bool:
    search = news.search
    with translation.override(search.account.language):
        told = {
            "news": news,
            "lines": [_line(hit, base) for hit in news.hits],
            "address": base + with_parameters(f"/{search.account.language}/search", {**search.asked, "sort": ["changed"]}),
            "keep": f"{base}/{search.account.language}/account/searches",
        }
        body = render_to_string("saved_searches/email/digest.txt", told)
        subject = _("New in “%(name)s”") % {"name": " ".join(search.name.split())}
        try:
            return EmailMessage(subject, body, to=[str(search.account.email)]).send() > 0
        except (SMTPException, OSError):
            return False


def _line(hit: Hit, base: str) -> str:
    card = hit.card
    told = (card.get("scientificName"), card.get("catalogNumber"), card.get("locality"), card.get("recordedBy"))
    words = " ".join(", ".join(str(part) for part in told if part).split())
    return f"{words}\n{base}/{hit.pid}".strip()
