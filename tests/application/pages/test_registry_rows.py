"""Identifiers, people to ask and addresses changed row by row, and addresses that lead on to a successor."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from vasculum.people.models import Account, AuditEntry, Membership
from vasculum.people.policy import Role
from vasculum.registry.models import Collection, Contact, Identifier, Institution, SetAsideEdit
from vasculum.site.messages import compile_all

pytestmark = pytest.mark.django_db

IDENTIFIERS, CONTACTS = "/en/institutions/museum/identifiers", "/en/collections/shells/contacts"
ROR = "https://ror.org/01h1jbk91"


@pytest.fixture
def shells() -> Collection:
    """A collection of a museum with an identifier, and its keeper."""
    compile_all()
    cache.clear()
    museum = Institution.objects.create(key="museum", names={"en": "Museum"}, country="BE", city="Gent")
    Identifier.objects.create(institution=museum, scheme="ror", value=ROR)
    made = Collection.objects.create(key="shells", institution=museum, names={"en": "Shells"})
    Contact.objects.create(collection=made, role="keeper", name="Ida Verzonnen", email="ida@example.org")
    return made


@pytest.fixture
def manager(shells: Collection) -> Client:
    """Somebody who manages the museum."""
    account = Account.objects.create(email="manager@example.org", name="Invented Name", password="never typed")
    Membership.objects.create(account=account, institution=shells.institution.key, role=Role.MANAGER)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"accept": "text/html"})
    client.force_login(account)
    return client


def rows(*listed: dict[str, Any], initial: int = 0, version: int = 1) -> dict[str, Any]:
    """What a browser sends of a form with rows."""
    sent: dict[str, Any] = {"version": version, "form-TOTAL_FORMS": len(listed), "form-INITIAL_FORMS": initial}
    return sent | {f"form-{number}-{name}": value for number, row in enumerate(listed) for name, value in row.items()}


def first(model: Any) -> int:
    return int(model.objects.get().pk)


def test_an_identifier_is_added_and_another_taken_away(manager: Client) -> None:
    gone = {"id": first(Identifier), "scheme": "ror", "value": ROR, "DELETE": "on"}
    sent = rows(gone, {"scheme": "isil", "value": "BE-A0001"}, {"scheme": "", "value": ""}, initial=1)
    assert manager.post(IDENTIFIERS, sent).status_code == 302
    assert [(each.scheme, each.value) for each in Identifier.objects.all()] == [("isil", "BE-A0001")]
    entry = AuditEntry.objects.get(act="edit institution")
    told = [[each["scheme"] for each in (state or {})["identifiers"]] for state in (entry.before, entry.after)]
    assert told == [["ror"], ["isil"]]
    assert Institution.objects.get().version == 2


@pytest.mark.parametrize(
    ("language", "wrong"),
    [("en", "This does not have the form of this scheme."), ("nl", "Dit heeft niet de vorm van dit schema."),
     ("fr", "Ceci n’a pas la forme de ce système."), ("de", "Das hat nicht die Form dieses Schemas.")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("scheme", "value"),
    [("ror", "https://ror.org/01h1jbk92"), ("wikidata", "Q1"), ("isil", "nothing"), ("index_herbariorum", "Meise")],
)
def test_an_identifier_of_another_form_is_refused_and_kept_as_typed(
    manager: Client, language: str, wrong: str, scheme: str, value: str
) -> None:
    answer = manager.post(IDENTIFIERS.replace("/en/", f"/{language}/"), rows({"scheme": scheme, "value": value}))
    page = answer.content.decode()
    assert (answer.status_code, wrong in page, f'value="{value}"' in page) == (400, True, True)
    assert Identifier.objects.get().value == ROR


def test_the_same_identifier_twice_is_told(manager: Client) -> None:
    answer = manager.post(IDENTIFIERS, rows(*[{"scheme": "isil", "value": "BE-A0001"}] * 2))
    assert (answer.status_code, "stands here twice" in answer.content.decode()) == (400, True)


def test_of_two_who_change_the_people_the_second_is_told_and_both_texts_are_kept(manager: Client) -> None:
    ida = {"id": first(Contact), "role": "keeper", "name": "Ida Verzonnen"}
    assert manager.post(CONTACTS, rows({**ida, "phone": "+32 1"}, initial=1)).status_code == 302
    late = manager.post(CONTACTS, rows({**ida, "phone": "+32 2"}, initial=1))
    page = late.content.decode()
    assert (late.status_code, Contact.objects.get().phone) == (409, "+32 1")
    assert "phone: +32 1" in page
    assert 'value="+32 2"' in page
    assert SetAsideEdit.objects.get().fields["contacts"][0]["phone"] == "+32 2"
    assert manager.post(CONTACTS, rows({**ida, "phone": "+32 2"}, initial=1, version=2)).status_code == 302
    assert Contact.objects.get().phone == "+32 2"


def test_a_contact_has_dates_and_one_that_ended_says_when(manager: Client) -> None:
    ida = {"id": first(Contact), "role": "keeper", "begins": "1998", "ends": "2026-05"}
    assert manager.post(CONTACTS, rows(ida, initial=1)).status_code == 302
    assert Contact.objects.get().period.as_edtf() == "1998/2026-05"
    answer = manager.post(CONTACTS, rows({**ida, "ends": "", "ends_state": "stated"}, initial=1, version=2))
    assert (answer.status_code, "Give a date" in answer.content.decode()) == (400, True)


def test_nobody_reaches_the_people_of_another_collection_through_their_number(manager: Client, shells: Collection) -> None:
    other = Collection.objects.create(key="other", institution=shells.institution, names={"en": "Other"})
    theirs = Contact.objects.create(collection=other, role="keeper", name="Jan Verzonnen")
    assert manager.post(CONTACTS, rows({"id": theirs.pk, "role": "curator", "name": "Changed"})).status_code == 302
    theirs.refresh_from_db()
    assert (theirs.role, theirs.name) == ("keeper", "Jan Verzonnen")


def test_an_erased_person_stays_erased_and_unseen(manager: Client) -> None:
    Contact.objects.update(erased=True, name="", email="")
    assert manager.post(CONTACTS, rows({"role": "curator", "name": "Jan Verzonnen"})).status_code == 302
    assert sorted((each.role, each.erased) for each in Contact.objects.all()) == [("curator", False), ("keeper", True)]


def test_the_address_where_an_institution_lies_is_its_town(manager: Client) -> None:
    sent = rows(
        {"kind": "mailing", "city": "Brussel"}, {"kind": "physical", "street": "Kouter 1", "city": "Aalst", "country": "BE"}
    )
    assert manager.post("/en/institutions/museum/addresses", sent).status_code == 302
    museum = Institution.objects.get()
    assert (museum.city, museum.addresses[1]["street"]) == ("Aalst", "Kouter 1")
    page = manager.get("/en/institutions/museum").content.decode()
    assert "Kouter 1" in page


@pytest.mark.parametrize("spoiled", [{"version": "x"}, {"form-TOTAL_FORMS": "many"}, {"form-TOTAL_FORMS": "100000"}])
def test_a_form_that_was_tampered_with_changes_nothing(manager: Client, spoiled: dict[str, str]) -> None:
    assert manager.post(IDENTIFIERS, rows({"scheme": "isil", "value": "BE-A0001"}) | spoiled).status_code == 400
    assert Identifier.objects.get().value == ROR


def replaced_by(key: str) -> None:
    Institution.objects.create(key="heir", names={"en": "The heir"})
    Institution.objects.filter(key="museum").update(extra={"replaced_by": key}, active=False)


@pytest.mark.usefixtures("shells")
def test_a_replaced_institution_leads_to_the_one_in_its_place_which_says_so(client: Client) -> None:
    replaced_by("heir")
    answer = client.get("/en/institutions/museum")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/institutions/heir?instead-of=museum")
    assert "“Museum” was taken over by this one" in client.get(answer.headers["Location"]).content.decode()
    assert "taken over" not in client.get("/en/institutions/heir?instead-of=heir").content.decode()


@pytest.mark.usefixtures("shells")
@pytest.mark.parametrize("form", ["", ".jsonld", "/latimerCore"])
def test_programs_are_led_on_as_well(client: Client, form: str) -> None:
    replaced_by("heir")
    answer = client.get(f"/api/institution/museum{form}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/api/institution/heir{form}")


def test_an_institution_that_became_a_collection_leads_to_it(client: Client, shells: Collection) -> None:
    Institution.objects.create(key="small", names={"en": "Small"}, extra={"converted_to_collection": shells.key})
    assert client.get("/nl/institutions/small").headers["Location"] == "/nl/collections/shells?instead-of=small"
    assert client.get("/api/institution/small").headers["Location"] == "/api/collection/shells"


@pytest.mark.usefixtures("shells")
@pytest.mark.parametrize("key", ["museum", "nowhere", ""])
def test_a_successor_that_leads_in_a_circle_or_nowhere_is_none(client: Client, key: str) -> None:
    replaced_by(key)
    assert client.get("/en/institutions/museum").status_code == 200
