"""The way of one person: invited, registered, protected by a second factor, at work, on record, and gone again."""

from __future__ import annotations

import csv
import io
import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test import Client

from tests.application.people.conftest import PASSWORD, invited
from vasculum.people.actions import erase, own_data
from vasculum.people.audit import faults_of_the_trail
from vasculum.people.invitations import path_of
from vasculum.people.models import Account, AuditEntry, Invitation, Membership
from vasculum.people.policy import SYSTEM, Role
from vasculum.people.refusal import NotAllowed


def register(browser: Client, invitation: Invitation, email: str = "ada@example.org", name: str = "Ada Verzonnen") -> Account:
    """Follows the link and fills in the form."""
    assert browser.get(path_of(invitation)).status_code == 200
    answer = browser.post("/en/account/sign-up", {"email": email, "password1": PASSWORD, "name": name})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/account"), answer.content
    return Account.objects.get(email=email)


def code_for(secret: str) -> str:
    """What an authenticator app would show now."""
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def confirm(browser: Client, path: str) -> str:
    """The page at a path, after the password was asked for where that is due."""
    answer = browser.get(path)
    if answer.status_code == 302 and "/account/confirm" in answer.headers["Location"]:
        browser.post(answer.headers["Location"], {"password": PASSWORD, "next": path})
        answer = browser.get(path)
    return answer.content.decode()


def set_up_second_factor(browser: Client) -> str:
    """Activates the code as an authenticator app would; gives its secret."""
    page = confirm(browser, "/en/account/second-factor/activate")
    found = re.search(r'value="([A-Z2-7]{32})"', page)
    assert found, page
    answer = browser.post("/en/account/second-factor/activate", {"code": code_for(found[1])})
    assert answer.status_code == 302, answer.content
    return found[1]


def trail_of_garden(browser: Client) -> str:
    answer = browser.get("/en/people/garden/audit.csv")
    assert answer.headers["Content-Type"].startswith("text/csv")
    return b"".join(answer).decode("utf-8-sig")


def test_an_administrator_registers_protects_the_account_works_is_on_record_and_leaves(browser: Client) -> None:
    ada = register(browser, invited(Role.ADMINISTRATOR))
    assert EmailAddress.objects.get(user=ada).verified
    assert ada.password.startswith("argon2$")
    assert browser.get("/en/people").headers["Location"].startswith("/en/account/second-factor/activate")
    secret = set_up_second_factor(browser)
    assert secret not in str(Authenticator.objects.get(user=ada, type="totp").data)
    answer = browser.post("/en/people/garden", {"email": "Bo@example.org", "role": "curator", "language": "nl"})
    assert "/nl/account/invitation/" in answer.content.decode()
    assert mail.outbox[-1].subject == "Vasculum: u bent uitgenodigd"
    assert "conservator bij De garden" in mail.outbox[-1].body
    trail = browser.get("/en/people/audit").content.decode()
    assert "Ada Verzonnen" in trail
    acts = list(csv.DictReader(io.StringIO(trail_of_garden(browser))))
    assert [(row["act"], row["who"], row["institution"]) for row in acts] == [("invite", str(ada.pk), "garden")]
    register(Client(), invited(Role.ADMINISTRATOR, email="cy@example.org"), "cy@example.org", "Cy Nobody")
    confirm(browser, "/en/account/erase")
    gone = browser.post("/en/account/erase", {"sure": "on"})
    assert "Your account has been erased" in gone.content.decode()
    assert browser.get("/en/account").status_code == 302
    assert list(faults_of_the_trail()) == []
    assert AuditEntry.objects.filter(who=str(ada.pk)).count() >= 3


def test_signing_in_takes_the_code_beside_the_password(browser: Client) -> None:
    register(browser, invited(Role.MANAGER, "garden"))
    secret = set_up_second_factor(browser)
    browser.post("/en/account/sign-out")
    first = browser.post("/en/account/sign-in", {"login": "ada@example.org", "password": PASSWORD})
    assert first.headers["Location"] == "/en/account/second-factor/code"
    assert browser.get("/en/people/garden").status_code == 302
    wrong = browser.post("/en/account/second-factor/code", {"code": "000000"})
    assert "wrong" in wrong.content.decode()
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    cache_free = browser.post("/en/account/second-factor/code", {"code": later_code(secret)})
    assert cache_free.headers["Location"] == "/en/account"
    assert browser.get("/en/people/garden").status_code == 200


def later_code(secret: str) -> str:
    """The code of the next half minute, which has not been used yet and is still taken."""
    *_, last = yield_hotp_counters_from_time()
    return f"{hotp_value(secret, last):06}"


def test_an_invitation_works_once(browser: Client) -> None:
    invitation = invited(Role.CURATOR, "garden")
    link = path_of(invitation)
    register(browser, invitation)
    invitation.refresh_from_db()
    assert invitation.email == ""
    assert Client(headers={"accept": "text/html"}).get(link).status_code == 410


def test_an_altered_link_invites_nobody(browser: Client) -> None:
    first, second = invited(Role.CURATOR, "garden"), invited(Role.ADMINISTRATOR)
    link = path_of(first)
    raised = link.replace(f"/{first.pk}:", f"/{second.pk}:")
    assert raised != link
    assert browser.get(raised).status_code == 410
    assert browser.get(link[:-1] + ("A" if link[-1] != "A" else "B")).status_code == 410


def test_an_invitation_ends_after_the_days_of_the_setting(browser: Client, settings: LazySettings) -> None:
    link = path_of(invited(Role.CURATOR, "garden"))
    settings.INVITATION_DAYS = -1
    assert browser.get(link).status_code == 410
    assert browser.get("/en/account/sign-up").content.decode().count("<form") == 1


def test_nobody_registers_without_an_invitation(browser: Client) -> None:
    assert "by invitation" in browser.get("/en/account/sign-up").content.decode()
    browser.post("/en/account/sign-up", {"email": "ada@example.org", "password1": PASSWORD})
    assert not Account.objects.exists()


def test_whoever_is_signed_in_accepts_with_the_account_they_have(browser: Client) -> None:
    ada = register(browser, invited(Role.CURATOR, "garden"))
    answer = browser.post(path_of(invited(Role.CONTRIBUTOR, "museum")))
    assert answer.headers["Location"] == "/en/account"
    assert set(Membership.objects.filter(account=ada).values_list("institution", "role")) == {
        ("garden", "curator"),
        ("museum", "contributor"),
    }


def test_another_address_than_the_invited_one_must_be_confirmed_first(browser: Client) -> None:
    browser.get(path_of(invited(Role.CURATOR, "garden")))
    answer = browser.post("/en/account/sign-up", {"email": "other@example.org", "password1": PASSWORD})
    assert answer.headers["Location"] == "/en/account/email/sent"
    assert browser.get("/en/account").status_code == 302
    link = re.search(r"/en/account/email/confirm/\S+", str(mail.outbox[-1].body))
    assert link
    browser.post(link[0])
    assert EmailAddress.objects.get(email="other@example.org").verified


def everything_kept() -> str:
    """Every value of every table, as text; sessions decoded."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    return repr(rows) + repr([session.get_decoded() for session in Session.objects.all()])


def test_erasing_a_person_leaves_no_name_and_no_address_anywhere_and_keeps_what_they_did(browser: Client) -> None:
    ada = register(browser, invited(Role.CURATOR, "garden"))
    browser.post("/en/account", {"name": "Ada Later Verzonnen", "language": "fr"})
    from vasculum.people.access import account_as_actor
    from vasculum.people.audit import record

    ada.refresh_from_db()
    record(
        account_as_actor(ada),
        "edit collection",
        "collection/x",
        {"contact": "ada@example.org"},
        {"contact": "Ada Later Verzonnen"},
    )
    before = AuditEntry.objects.count()
    assert "ada@example.org" in everything_kept()
    erase(SYSTEM, ada)
    kept = everything_kept()
    assert "ada@example.org" not in kept
    assert "Verzonnen" not in kept
    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.filter(who=str(ada.pk)).exists()
    assert list(faults_of_the_trail()) == []


def test_an_erased_person_who_comes_back_is_somebody_new(browser: Client) -> None:
    ada = register(browser, invited(Role.CURATOR, "garden"))
    erase(SYSTEM, ada)
    again = register(Client(headers={"accept": "text/html"}), invited(Role.VISITOR, "garden"))
    assert again.pk != ada.pk
    assert own_data(again)["acts"][0]["act"] == "make account"
    assert {row["who"] for row in AuditEntry.objects.filter(subject=f"account/{ada.pk}").values("who")} != {str(again.pk)}


def test_the_only_administrator_can_not_leave(browser: Client) -> None:
    ada = register(browser, invited(Role.ADMINISTRATOR))
    with pytest.raises(NotAllowed):
        erase(SYSTEM, ada)
    confirm(browser, "/en/account/erase")
    assert "only administrator" in browser.post("/en/account/erase", {"sure": "on"}).content.decode()


def test_my_data_are_complete_and_mine_alone(browser: Client) -> None:
    ada = register(browser, invited(Role.CURATOR, "garden"))
    register(Client(), invited(Role.CURATOR, "museum", "bo@example.org"), "bo@example.org", "Bo Bedacht")
    told = browser.get("/en/account/my-data.json")
    assert told.headers["Content-Disposition"].startswith("attachment")
    data = told.json()
    assert (data["id"], data["name"], data["email"]) == (str(ada.pk), "Ada Verzonnen", "ada@example.org")
    assert [role["institution"] for role in data["roles"]] == ["garden"]
    assert "Bo" not in told.content.decode()


def test_a_manager_changes_and_takes_roles_of_the_own_institution_and_no_higher(browser: Client) -> None:
    register(browser, invited(Role.MANAGER, "garden"))
    set_up_second_factor(browser)
    bo = register(Client(), invited(Role.CURATOR, "garden", "bo@example.org"), "bo@example.org", "Bo Bedacht")
    place = Membership.objects.get(account=bo)
    assert browser.post(f"/en/people/membership/{place.pk}", {"role": "contributor"}).status_code == 302
    assert browser.post(f"/en/people/membership/{place.pk}", {"role": "administrator"}).status_code == 403
    assert browser.post(f"/en/people/membership/{place.pk}", {"role": "king"}).status_code == 400
    place.refresh_from_db()
    assert place.role == "contributor"
    assert browser.post(f"/en/people/membership/{place.pk}", {"role": ""}).status_code == 302
    assert not Membership.objects.filter(account=bo).exists()
    changes = AuditEntry.objects.filter(act="change role").order_by("number").values_list("before__role", "after__role")
    assert list(changes) == [("curator", "contributor"), ("contributor", None)]


def test_a_form_keeps_what_was_typed_and_says_what_is_wrong_in_the_visitors_language(browser: Client) -> None:
    register(browser, invited(Role.MANAGER, "garden"))
    set_up_second_factor(browser)
    page = browser.post("/nl/people/garden", {"email": "geen adres", "role": "curator", "language": "nl"}).content.decode()
    assert 'value="geen adres"' in page
    assert "geldig e-mailadres" in page
    assert 'aria-invalid="true"' in page


def test_too_many_wrong_passwords_are_stopped(browser: Client) -> None:
    register(Client(), invited(Role.CURATOR, "garden"))
    for _ in range(6):
        page = browser.post("/en/account/sign-in", {"login": "ada@example.org", "password": "guess"}).content.decode()
    assert "Too many failed login attempts" in page
    assert browser.post("/en/account/sign-in", {"login": "ada@example.org", "password": PASSWORD}).status_code == 200


@pytest.mark.parametrize("place", ["//evil.example", r"\\evil.example", "https://evil.example", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(browser: Client, place: str) -> None:
    register(Client(), invited(Role.CURATOR, "garden"))
    answer = browser.post("/en/account/sign-in", {"login": "ada@example.org", "password": PASSWORD, "next": place})
    assert answer.headers["Location"] == "/en/account"


def test_every_form_asks_for_the_csrf_token(browser: Client) -> None:
    register(browser, invited(Role.CURATOR, "garden"))
    strict = Client(enforce_csrf_checks=True, headers={"accept": "text/html"})
    strict.force_login(Account.objects.get())
    for path in ("/en/account", "/en/account/sign-out", "/en/account/tokens", "/en/account/erase"):
        answer = strict.post(path, {"name": "x", "language": "en", "sure": "on"})
        assert answer.status_code == 403, path
        assert "fresh page" in answer.content.decode()


def test_a_visitor_gets_no_session_and_nobody_signed_in_is_cached(browser: Client) -> None:
    answer = browser.get("/en/help")
    assert set(answer.cookies) <= {"django_language"}
    assert "Cookie" in answer.headers["Vary"]
    assert not Session.objects.exists()
    register(browser, invited(Role.CURATOR, "garden"))
    assert "no-store" in browser.get("/en/account").headers["Cache-Control"]
    assert "Ada Verzonnen" in browser.get("/en/help").content.decode()
