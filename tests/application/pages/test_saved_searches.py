"""Searches that are kept: by address and feed for everybody, under names and with messages for those who have signed in."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.application.pages.signing_in import signed_in
from tests.application.pages.test_portal import text
from vasculum.people.access import account_as_actor
from vasculum.people.actions import erase, own_data
from vasculum.people.models import Account
from vasculum.people.policy import Role
from vasculum.saved_searches.digest import due, tell
from vasculum.saved_searches.models import SavedSearch

pytestmark = pytest.mark.usefixtures("served")
KEEP = "/en/search/keep?q=rosa&country=BE"


def kept(digest: str = "never") -> tuple[Client, SavedSearch]:
    """Somebody who keeps a search for roses."""
    owner = signed_in(Role.VISITOR)
    assert owner.post(KEEP, {"name": "Roses", "digest": digest}).status_code == 302
    return owner, SavedSearch.objects.get()


def test_a_visitor_keeps_a_search_by_its_address_and_its_feed() -> None:
    page = Client().get(KEEP).content.decode()
    assert "http://testserver/en/search?q=rosa&amp;country=BE" in page
    assert "http://testserver/feeds/search.atom?q=rosa&amp;country=BE" in page
    assert "<form method" not in page.partition("<main")[2]


def test_every_result_leads_to_keeping_it() -> None:
    assert 'href="/en/search/keep?q=rosa"' in Client().get("/en/search?q=rosa").content.decode()


def test_a_search_is_found_again_under_its_name_and_leads_to_the_same_question() -> None:
    owner, _ = kept()
    page = owner.get("/en/account/searches").content.decode()
    assert "Roses" in page
    assert "http://testserver/en/search?q=rosa&amp;country=BE" in page


def test_the_same_name_replaces_and_letting_go_removes() -> None:
    owner, search = kept()
    owner.post("/en/search/keep?q=viola", {"name": "Roses", "digest": "never"})
    assert SavedSearch.objects.get().asked == {"q": ["viola"]}
    owner.post(f"/en/account/searches/{search.pk}", {"let-go": "1"})
    assert not SavedSearch.objects.exists()


def test_nobody_touches_the_searches_of_another() -> None:
    _, search = kept()
    other = signed_in(Role.VISITOR, "other")
    assert "Roses" not in text(other.get("/en/account/searches"))
    for fields in ({"let-go": "1"}, {"digest": "daily"}):
        assert other.post(f"/en/account/searches/{search.pk}", fields).status_code == 404
    assert SavedSearch.objects.get().digest == "never"


def test_the_owner_is_told_once_of_what_is_new_and_not_again() -> None:
    kept("daily")
    SavedSearch.objects.update(seen=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    now = timezone.now()
    (news,) = due(now)
    assert len(news.hits) == 3
    assert tell(news, now, "https://node.example")
    assert not tell(news, now, "https://node.example")
    (message,) = mail.outbox
    assert message.to == ["bo@example.org"]
    assert "Rosa canina" in message.body
    assert "https://node.example/10.5072/" in message.body
    assert list(due(now + dt.timedelta(days=2))) == []


def test_nobody_is_written_to_who_does_not_want_to_or_when_nothing_is_new() -> None:
    kept("never")
    SavedSearch.objects.update(seen=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert list(due(timezone.now())) == []
    SavedSearch.objects.update(digest="weekly", seen=timezone.now())
    assert list(due(timezone.now() + dt.timedelta(days=8))) == []


def test_a_message_that_cannot_be_sent_is_tried_again(settings: object) -> None:
    _, search = kept("daily")
    long_ago = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    SavedSearch.objects.update(seen=long_ago)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    now = timezone.now()
    (news,) = due(now)
    assert not tell(news, now, "https://node.example")
    assert SavedSearch.objects.get(pk=search.pk).seen == long_ago


def test_a_search_that_can_no_longer_be_asked_breaks_nothing() -> None:
    owner, _ = kept("daily")
    SavedSearch.objects.update(asked={"midsLevel": ["purple"]}, seen=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    assert "This search can no longer be asked" in text(owner.get("/en/account/searches"))
    assert list(due(timezone.now())) == []


def test_a_person_is_told_of_their_searches_and_they_go_with_the_person() -> None:
    kept()
    account = Account.objects.get(email="bo@example.org")
    assert [each["name"] for each in own_data(account)["saved_searches"]] == ["Roses"]
    erase(account_as_actor(account), account)
    assert not SavedSearch.objects.exists()


def test_what_cannot_be_asked_cannot_be_kept() -> None:
    assert Client().get("/en/search/keep?midsLevel=purple").status_code == 400
