"""The help desk: a question without an account reaches those who can answer, and its asker is forgotten at the end."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.application.pages.signing_in import signed_in
from tests.application.pages.test_portal import LANGUAGES, text
from vasculum.helpdesk.models import Ticket
from vasculum.people.models import AuditEntry
from vasculum.people.policy import Role

pytestmark = pytest.mark.usefixtures("served")
QUESTION = {"kind": "visit", "institution": "garden", "text": "May I see the roses?", "email": "asker@example.org", "website": ""}


def ask(**changed: str) -> Ticket:
    """A visitor's question."""
    answer = Client().post("/nl/help-desk", {**QUESTION, **changed})
    assert answer.status_code == 302, text(answer)
    return Ticket.objects.latest("pk")


def test_a_question_reaches_the_curators_of_the_institution_and_no_others() -> None:
    signed_in(Role.CURATOR, "here")
    signed_in(Role.CURATOR, "elsewhere", "empty")
    signed_in(Role.COORDINATOR, "steering")
    ask()
    staff, asker = mail.outbox
    assert (staff.to, staff.reply_to) == (["here@example.org"], ["asker@example.org"])
    assert "May I see the roses?" in staff.body
    assert asker.to == ["asker@example.org"]
    assert "Goedendag" in asker.body


def test_a_question_without_an_institution_or_for_one_without_curators_reaches_the_node() -> None:
    signed_in(Role.COORDINATOR, "steering")
    for place in ("", "empty"):
        ask(institution=place)
    assert [message.to for message in mail.outbox if "steering@example.org" in message.to] == [["steering@example.org"]] * 2


def test_it_is_to_be_answered_on_the_fifth_working_day() -> None:
    today = timezone.localdate()
    days = [today + dt.timedelta(days=number) for number in range(1, (ask().due - today).days + 1)]
    assert [day.weekday() < 5 for day in days].count(True) == 5
    assert days[-1].weekday() < 5


def test_the_answer_stands_at_the_secret_address_and_goes_out_in_the_askers_language() -> None:
    ticket, curator = ask(), signed_in(Role.CURATOR)
    mail.outbox.clear()
    assert curator.post(f"/en/help-desk/tickets/{ticket.pk}", {"text": "Come on Monday.", "answer": "1"}).status_code == 302
    curator.post(f"/en/help-desk/tickets/{ticket.pk}", {"text": "She is nice.", "note": "1"})
    page = text(Client().get(f"/en/help-desk/{ticket.key}"))
    assert "Come on Monday." in page
    assert "She is nice." not in page
    (message,) = mail.outbox
    assert "Goedendag" in message.body
    assert f"/nl/help-desk/{ticket.key}" in message.body


def test_what_the_asker_adds_makes_an_answered_question_wait_again() -> None:
    ticket, curator = ask(), signed_in(Role.CURATOR)
    curator.post(f"/en/help-desk/tickets/{ticket.pk}", {"text": "Come on Monday.", "answer": "1"})
    ticket.refresh_from_db()
    assert ticket.state == "answered"
    Client().post(f"/en/help-desk/{ticket.key}", {"text": "At what time?", "website": ""})
    ticket.refresh_from_db()
    assert ticket.state == "open"
    assert "At what time?" in text(curator.get(f"/en/help-desk/tickets/{ticket.pk}"))


def test_closing_forgets_the_address_and_nothing_more_can_be_said() -> None:
    ticket, curator = ask(), signed_in(Role.CURATOR)
    curator.post(f"/en/help-desk/tickets/{ticket.pk}", {"close": "1"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.email) == ("closed", "")
    Client().post(f"/en/help-desk/{ticket.key}", {"text": "Late.", "website": ""})
    assert curator.post(f"/en/help-desk/tickets/{ticket.pk}", {"text": "Late too.", "answer": "1"}).status_code == 422
    assert ticket.messages.count() == 1
    assert not AuditEntry.objects.filter(after__icontains="asker@example.org").exists()


def test_a_question_handed_on_is_seen_where_it_went_and_no_more_here() -> None:
    ticket, here = ask(), signed_in(Role.CURATOR, "here")
    there = signed_in(Role.CURATOR, "there", "empty")
    assert there.get(f"/en/help-desk/tickets/{ticket.pk}").status_code == 403
    mail.outbox.clear()
    here.post(f"/en/help-desk/tickets/{ticket.pk}", {"institution": "empty", "hand-on": "1"})
    assert there.get(f"/en/help-desk/tickets/{ticket.pk}").status_code == 200
    assert here.get(f"/en/help-desk/tickets/{ticket.pk}").status_code == 403
    assert mail.outbox[0].to == ["there@example.org"]


def test_the_queue_shows_the_late_ones_first_and_only_ones_own() -> None:
    late, other = ask(text="The old one"), ask(text="Not mine", institution="empty")
    ask(text="The new one")
    Ticket.objects.filter(pk=late.pk).update(due=timezone.localdate() - dt.timedelta(days=1))
    page = text(signed_in(Role.CURATOR).get("/en/help-desk/queue"))
    assert page.index("The old one") < page.index("The new one")
    assert page.count(" late ") == 1
    assert "Not mine" not in page
    assert other.state == "open"


def test_what_looks_like_advertising_waits_without_a_message() -> None:
    signed_in(Role.CURATOR, "here")
    ticket = ask(text="Buy! " + "https://spam.example " * 5)
    assert (ticket.state, mail.outbox) == ("suspected", [])
    assert "Looks like advertising" in text(signed_in(Role.CURATOR, "bea").get("/en/help-desk/queue"))


def test_a_trapped_program_leaves_nothing_and_nobody_asks_all_day() -> None:
    Client().post("/en/help-desk", {**QUESTION, "website": "https://spam.example"})
    assert not Ticket.objects.exists()
    assert {Client().post("/en/help-desk", QUESTION).status_code for _ in range(21)} == {302, 429}


def test_a_report_about_a_specimen_is_a_ticket_of_its_institution(pid: str) -> None:
    Client().post(f"/en/report/{pid}", {"text": "The year is 1889.", "reply_to": "", "website": ""})
    ticket = Ticket.objects.get()
    assert (ticket.kind, ticket.pid, ticket.version, ticket.institution) == ("error", pid, 1, "garden")
    assert pid in text(Client().get(f"/en/help-desk/{ticket.key}"))


@pytest.mark.parametrize("fields", [{"text": ""}, {"kind": "gossip"}, {"institution": "nowhere"}, {"pid": "10.5072/<script>"}])
def test_what_cannot_be_asked_is_said_beside_its_field(fields: dict[str, str]) -> None:
    answer = Client().post("/en/help-desk", {**QUESTION, **fields})
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_speak_four_languages(language: str) -> None:
    for path in ("help-desk", f"help-desk/{ask().key}", "about", "accessibility", "privacy", "news"):
        page = Client().get(f"/{language}/{path}").content.decode()
        assert f'<html lang="{language}">' in page
        assert page.count("<h1") == 1
