"""Who may ask for what: every route as every role, at one's own institution and at another, against one table.

The table is `tests/cases/permissions.csv`: a line for each route and method, with an address to ask (`{institution}`,
`{membership}`, `{invitation}`, `{collection}` and `{pid}` stand for one at the institution in question), the act, and for each
role `yes`, `own` (only at one's own institution) or `no`.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.application.pages.routes import routes
from tests.shared import ROOT
from vasculum.people.access import account_as_actor
from vasculum.people.models import Account, Invitation, Membership
from vasculum.people.policy import ALLOWED, ANYONE, NODE_WIDE, Role, may
from vasculum.publishing.models import Dataset

TABLE = ROOT / "tests" / "cases" / "permissions.csv"
OWN, OTHER = "garden", "empty"
PLACED = ("{institution}", "{membership}", "{invitation}", "{collection}", "{dataset}")
REFUSING = ("/en/account/sign-in", "/en/account/second-factor/activate")
Case = Mapping[str, str]


def cases() -> list[Case]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case_name(case: Case) -> str:
    return f"{case['method']} {case['route']}"


def somebody(role: Role) -> Account | None:
    """An account with a role at its own institution, or at the node, and with a second factor; nobody for `anyone`."""
    if role is Role.ANYONE:
        return None
    account = Account.objects.create(email=f"{role.name.lower()}@example.org", name="Invented Name", password="never typed")
    Membership.objects.create(account=account, institution="" if role in NODE_WIDE else OWN, role=role)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    return account


def parts(institution: str, pid: str) -> dict[str, str]:
    """What stands for the parts of an address at an institution."""
    other = Account.objects.create_user(f"somebody@{institution}.example")
    member = Membership.objects.create(account=other, institution=institution, role=Role.VOLUNTEER)
    invited = Invitation.objects.create(institution=institution, role=Role.VOLUNTEER, invited_by="nobody")
    owned = "herbarium" if institution == OWN else "of-another"
    ids = {"membership": str(member.pk), "invitation": str(invited.pk), "collection": owned, "pid": pid}
    ids["dataset"] = Dataset.objects.create(key=f"of-{institution}", scope="collection", of=owned, institution=institution).key
    return {"institution": institution, **ids}


def asked(account: Account | None, case: Case, path: str) -> HttpResponseBase:
    """The answer to one request, whose effect is taken back."""
    client = Client(headers={"accept": "text/html"})
    if account:
        client.force_login(account)
    with transaction.atomic():
        answer = client.generic(case["method"], path)
        if answer.streaming:
            answer.close()
        transaction.set_rollback(True)
    return answer


def refused(answer: HttpResponseBase, path: str) -> bool:
    """Whether an answer turns somebody away: by status, or to sign-in or the second factor and back."""
    leads = urlsplit(answer.headers.get("Location", ""))
    by_status = {401, 403} if path.startswith("/api/") else {403}
    return answer.status_code in by_status or (leads.path in REFUSING and "next=" in leads.query)


def expected(cell: str, institution: str) -> bool:
    return {"yes": True, "own": institution == OWN, "no": False}[cell]


def test_every_route_and_its_act_stand_in_the_table() -> None:
    told = {(case["route"], case["act"]) for case in cases()}
    there = {(route.name, route.act) for route in routes()}
    missing = [f"{route.name},GET,{route.path},{route.act},…" for route in routes() if (route.name, route.act) not in told]
    assert not missing, "add to tests/cases/permissions.csv:\n" + "\n".join(missing)
    assert told <= there, f"no longer there: {told - there}"


def test_every_method_of_the_api_stands_in_the_table() -> None:
    told = {(case["route"], case["method"]) for case in cases()}
    assert {(route.name, method) for route in routes() for method in route.methods} <= told


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_the_table_says_what_the_policy_says(role: Role) -> None:
    account = somebody(role)
    actor = account_as_actor(account) if account else ANYONE
    for case in cases():
        places = (OWN, OTHER) if any(part in case["path"] for part in PLACED) else ("",)
        for place in places:
            assert may(actor, case["act"], place) == expected(case[role], place), (case_name(case), place)
    assert {case["act"] for case in cases()} <= set(ALLOWED)


@pytest.mark.slow
@pytest.mark.parametrize("case", cases(), ids=case_name)
def test_each_role_gets_what_the_table_grants_and_no_more(case: Case, pid: str) -> None:
    people = {role: somebody(role) for role in Role}
    for institution in (OWN, OTHER):
        path = case["path"].format(**parts(institution, pid))
        for role, account in people.items():
            answer = asked(account, case, path)
            granted = not refused(answer, path)
            assert granted == expected(case[role], institution), (role, institution, answer.status_code, path)
            assert answer.status_code < 500


@pytest.mark.usefixtures("served")
def test_staff_without_a_second_factor_is_led_to_setting_it_up() -> None:
    account = somebody(Role.MANAGER)
    Authenticator.objects.filter(user=account).delete()
    answer = asked(account, {"method": "GET"}, f"/en/people/{OWN}")
    assert answer.headers["Location"].startswith("/en/account/second-factor/activate?next=")


@pytest.mark.usefixtures("served")
def test_a_program_without_a_key_is_told_401_and_one_without_the_right_403() -> None:
    program = Client(headers={"accept": "application/json"})
    first = program.get(f"/en/people/{OWN}")
    assert (first.status_code, first.headers["WWW-Authenticate"], first.json()["status"]) == (401, "Bearer", 401)
    curator = somebody(Role.CURATOR)
    assert curator is not None
    program.force_login(curator)
    second = program.get(f"/en/people/{OWN}")
    assert (second.status_code, second.headers["Content-Type"]) == (403, "application/problem+json")
