"""People without an account: so many forms a day, and nothing kept of them for longer than that."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import RequestFactory
from django.utils import timezone

from vasculum.people.access import Refusal
from vasculum.people.anonymous import AnonymousForm, count_anonymous_act
from vasculum.people.models import AnonymousAct

SUGGEST = "suggest change"


def test_a_sender_may_do_so_much_a_day_and_is_told_when_to_come_back() -> None:
    here = RequestFactory().post("/en/suggest", REMOTE_ADDR="203.0.113.7")
    for _ in range(3):
        count_anonymous_act(here, SUGGEST, most=3)
    with pytest.raises(Refusal) as refusal:
        count_anonymous_act(here, SUGGEST, most=3)
    assert refusal.value.answer.status_code == 429
    assert 0 < int(refusal.value.answer.headers["Retry-After"]) <= 86_400
    count_anonymous_act(RequestFactory().post("/en/suggest", REMOTE_ADDR="203.0.113.8"), SUGGEST, most=3)
    count_anonymous_act(here, "ask for help", most=3)


def test_no_address_is_kept_and_nothing_after_a_day() -> None:
    here = RequestFactory().post("/en/suggest", REMOTE_ADDR="203.0.113.7")
    count_anonymous_act(here, SUGGEST)
    assert "203.0.113.7" not in repr(list(AnonymousAct.objects.values()))
    AnonymousAct.objects.update(when=timezone.now() - dt.timedelta(days=1, minutes=1))
    count_anonymous_act(RequestFactory().post("/en/suggest", REMOTE_ADDR="203.0.113.8"), SUGGEST)
    assert AnonymousAct.objects.count() == 1


def test_a_program_that_fills_in_every_field_is_noticed() -> None:
    assert AnonymousForm({"website": "https://spam.example"}).trapped
    assert not AnonymousForm({"website": ""}).trapped
    assert 'tabindex="-1"' in str(AnonymousForm())
