"""The yearly reminders: who is due, who is written to, and who is left in peace."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.core import mail
from django.utils import timezone

from tests.application.survey.conftest import SignIn
from tests.application.survey.test_form import SHELLS, form_of
from vasculum.cli import main
from vasculum.model.measure import Measure as Told
from vasculum.people.models import Account, AuditEntry
from vasculum.people.policy import ANYONE, SYSTEM, Role
from vasculum.people.refusal import NotAllowed
from vasculum.registry.editing import state_measure
from vasculum.registry.models import Collection, Institution
from vasculum.survey.reminding import due, send

TODAY = dt.date(2026, 11, 23)


def keys(today: dt.date = TODAY) -> list[str]:
    return [each.collection.key for each in due(today)]


def test_a_collection_of_which_nothing_was_said_for_a_year_is_due() -> None:
    found = {each.collection.key: (each.last, each.name, each.email) for each in due(TODAY)}
    assert found == {"bones": (None, "", ""), "shells": (dt.date(2012, 12, 31), "Ida Vermeersch", "ida@example.org")}


@pytest.mark.parametrize(("as_of", "is_due"), [("2024", True), ("2025", False), ("2025-11-22", True), ("2025-11-23", False)])
def test_a_figure_counts_until_a_year_after_its_date(shells: Collection, as_of: str, is_due: bool) -> None:
    state_measure(SYSTEM, shells, Told("held", "lots", best=1300, qualifier="plain", as_of=as_of))
    AuditEntry.objects.all().delete()
    assert ("shells" in keys()) == is_due


def test_a_form_sent_back_without_any_change_is_a_confirmation(as_role: SignIn) -> None:
    curator = as_role()
    curator.post(SHELLS, {**form_of(curator, SHELLS), "enter": "1"})
    today = timezone.localdate()
    assert "shells" not in keys(today)
    assert "shells" in keys(today.replace(year=today.year + 1, day=28) + dt.timedelta(days=5))


def test_closed_collections_and_hidden_institutions_are_left_alone() -> None:
    Collection.objects.filter(key="shells").update(status="closed")
    assert keys() == ["bones"]
    Institution.objects.filter(key="museum").update(hidden=True)
    assert keys() == []


def test_one_message_goes_to_each_address_about_all_its_collections_and_not_again() -> None:
    Institution.objects.filter(key="museum").update(email="info@museum.example")
    Account.objects.create(email="ida@example.org", language="nl")
    written = send(SYSTEM, due(TODAY), "https://node.example", "fr")
    assert {email: [each.collection.key for each in theirs] for email, theirs in written.items()} == {
        "info@museum.example": ["bones"],
        "ida@example.org": ["shells"],
    }
    messages = {message.to[0]: message for message in mail.outbox}
    assert "https://node.example/nl/survey/shells" in messages["ida@example.org"].body
    assert "Beste Ida Vermeersch," in messages["ida@example.org"].body
    assert "https://node.example/fr/survey/bones" in messages["info@museum.example"].body
    assert send(SYSTEM, due(TODAY), "https://node.example", "fr") == {}
    assert len(mail.outbox) == 2
    assert keys() == ["bones", "shells"]


def test_only_who_steers_the_node_reminds() -> None:
    with pytest.raises(NotAllowed):
        send(ANYONE, due(TODAY), "https://node.example", "en")


def test_a_coordinator_sees_who_is_due_on_a_page_and_as_csv(as_role: SignIn) -> None:
    coordinator = as_role(Role.COORDINATOR)
    page = html.unescape(coordinator.get("/nl/survey/reminders").content.decode())
    assert "Schelpen" in page
    assert "ida@example.org" in page
    answer = coordinator.get("/nl/survey/reminders.csv")
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert lines[2] == "museum,shells,Schelpen,2012-12-31,Ida Vermeersch,ida@example.org,"


def test_the_command_lists_and_sends_only_when_asked_to(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VASCULUM_DATA", str(settings.NODE))
    monkeypatch.setattr("vasculum.site.registry.this_node", lambda: None)
    listed = CliRunner().invoke(main, ["registry", "remind"])
    assert listed.stdout.splitlines() == ["museum  bones  never  no address", "museum  shells  2012-12-31  ida@example.org"]
    assert not mail.outbox
    sent = CliRunner().invoke(main, ["registry", "remind", "--send"])
    assert sent.stderr.splitlines() == ["1 messages about 1 collections sent"]
    assert len(mail.outbox) == 1
