"""Changing the registry on pages: two editors at once, wrong values, a figure, a state, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from vasculum.people.models import Account, AuditEntry, Membership
from vasculum.people.policy import Role
from vasculum.registry.models import Collection, Contact, Identifier, Institution, Measure, SetAsideEdit, StatusPeriod
from vasculum.site.messages import compile_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def shells() -> Collection:
    """A collection of a museum, with a keeper and a size of 2012."""
    compile_all()
    cache.clear()
    museum = Institution.objects.create(key="museum", names={"en": "Museum", "la": "Museum"}, country="BE")
    Identifier.objects.create(institution=museum, scheme="ror", value="https://ror.org/01h1jbk91")
    made = Collection.objects.create(key="shells", institution=museum, names={"en": "Shells"}, note={"nl": "Oud"})
    Contact.objects.create(collection=made, role="keeper", name="Ida Verzonnen", email="ida@example.org")
    Measure.objects.create(collection=made, counted="held", unit="lots", best=1200, as_of="2012", is_current=True)
    return made


def signed_in(role: Role, name: str = "somebody") -> Client:
    account = Account.objects.create(email=f"{name}@example.org", name="Invented Name", password="never typed")
    Membership.objects.create(account=account, institution="museum", role=role)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    client = Client(headers={"accept": "text/html"})
    client.force_login(account)
    return client


def filled(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send from the form at an address, with some fields changed."""
    form = client.get(address).context["form"]
    told = {}
    for field in form:
        value = field.field.prepare_value(field.value()) if hasattr(field.field, "prepare_value") else field.value()
        told[field.html_name] = "" if value is None else value
    return {**told, **changes}


def test_a_curator_changes_a_collection_and_the_trail_says_what(shells: Collection) -> None:
    curator = signed_in(Role.CURATOR)
    data = filled(curator, "/en/collections/shells/edit", names_nl="Schelpen", other_names="Conchs\n\nMolluscs ")
    answer = curator.post("/en/collections/shells/edit", data)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/collections/shells")
    shells.refresh_from_db()
    assert (shells.names, shells.other_names, shells.version) == ({"nl": "Schelpen", "en": "Shells"}, ["Conchs", "Molluscs"], 2)
    assert shells.note == {"nl": "Oud"}
    entry = AuditEntry.objects.get(act="edit collection")
    assert entry.before == {"names": {"en": "Shells"}, "other_names": []}


def test_saving_what_stands_there_changes_nothing(shells: Collection) -> None:
    curator = signed_in(Role.CURATOR)
    curator.post("/en/collections/shells/edit", filled(curator, "/en/collections/shells/edit"))
    shells.refresh_from_db()
    assert shells.version == 1


@pytest.mark.usefixtures("shells")
def test_of_two_editors_the_second_is_told_and_sees_both_texts() -> None:
    first, second = signed_in(Role.CURATOR, "first"), signed_in(Role.CURATOR, "second")
    mine = filled(second, "/en/collections/shells/edit", names_en="Molluscs")
    first.post("/en/collections/shells/edit", filled(first, "/en/collections/shells/edit", names_en="Shells of the North Sea"))
    told = second.post("/en/collections/shells/edit", mine)
    page = told.content.decode()
    assert told.status_code == 409
    assert "Somebody else saved in between" in page
    assert "en: Shells of the North Sea" in page
    assert 'value="Molluscs"' in page
    assert SetAsideEdit.objects.get().fields["names"] == {"en": "Molluscs"}
    assert Collection.objects.get().names == {"en": "Shells of the North Sea"}
    again = second.post("/en/collections/shells/edit", {**mine, "version": "2"})
    assert again.status_code == 302
    assert Collection.objects.get().names == {"en": "Molluscs"}


@pytest.mark.parametrize(
    ("language", "wrong"),
    [("en", "Give a name in at least one language."), ("nl", "Geef een naam in minstens één taal."),
     ("fr", "Donnez un nom dans au moins une langue."), ("de", "Geben Sie einen Namen in mindestens einer Sprache an.")],
)  # fmt: skip
def test_a_form_keeps_what_was_typed_and_says_what_is_wrong_in_the_visitors_language(
    shells: Collection, language: str, wrong: str
) -> None:
    curator, address = signed_in(Role.CURATOR), f"/{language}/collections/{shells.key}/edit"
    answer = curator.post(address, filled(curator, address, names_en="", code="K-7", homepage="not an address"))
    page = answer.content.decode()
    assert (answer.status_code, wrong in page) == (400, True)
    assert 'value="K-7"' in page
    assert 'value="not an address"' in page
    assert Collection.objects.get().version == 1


def test_a_collection_cannot_be_a_part_of_its_own_part(shells: Collection) -> None:
    part = Collection.objects.create(key="snails", institution=shells.institution, names={"en": "Snails"}, part_of=shells)
    curator, address = signed_in(Role.CURATOR), "/en/collections/shells/edit"
    answer = curator.post(address, filled(curator, address, part_of=part.pk))
    assert (answer.status_code, "This is a part of the collection itself." in answer.content.decode()) == (400, True)


def test_a_manager_changes_an_institution_and_other_languages_stay(shells: Collection) -> None:
    manager, address = signed_in(Role.MANAGER), "/en/institutions/museum/edit"
    changes = {"names_nl": "Het museum", "systems": "Axiell | https://axiell.example.org\nExcel", "founding_year": "1898"}
    assert manager.post(address, filled(manager, address, **changes)).status_code == 302
    museum = Institution.objects.get(key=shells.institution.key)
    assert museum.names == {"la": "Museum", "nl": "Het museum", "en": "Museum"}
    assert museum.systems == [{"name": "Axiell", "address": "https://axiell.example.org"}, {"name": "Excel", "address": ""}]
    assert museum.founding_year == 1898


@pytest.mark.usefixtures("shells")
def test_a_figure_is_read_as_it_was_written_and_replaces_an_older_one() -> None:
    curator, address = signed_in(Role.CURATOR), "/en/collections/shells/measure"
    older = Measure.objects.get()
    data = {
        "counted": "held",
        "unit": "lots",
        "printed": "ongeveer 1,5K",
        "basis": "sampled",
        "as_of": "2024",
        "supersedes": older.pk,
    }
    assert curator.post(address, data).status_code == 302
    stated = Measure.objects.exclude(pk=older.pk).get()
    assert (stated.best, stated.printed_step, stated.qualifier, stated.verbatim) == (1500, 100, "about", {"und": "ongeveer 1,5K"})
    assert (stated.supersedes, stated.is_current) == (older, True)
    assert AuditEntry.objects.filter(act="edit collection").count() == 1
    page = curator.get("/en/collections/shells").content.decode()
    assert "about 1,500 lots" in page
    assert "ongeveer 1,5K" in page


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"printed": "quite a lot"}, "This figure could not be read"),
        ({}, "Give a figure, or ? where it is not known."),
        ({"low": "90", "best": "10"}, "At least, best and at most must go up."),
        ({"best": "10", "as_of": "last year"}, "This is no date"),
    ],
)
def test_a_figure_that_cannot_be_meant_is_not_entered(shells: Collection, changes: dict[str, str], wrong: str) -> None:
    curator = signed_in(Role.CURATOR)
    answer = curator.post(
        f"/en/collections/{shells.key}/measure", {"counted": "held", "unit": "lots", "basis": "unknown", **changes}
    )
    assert (answer.status_code, wrong in answer.content.decode()) == (400, True)
    assert Measure.objects.count() == 1


def test_a_state_with_unknown_dates_is_set_and_said(shells: Collection) -> None:
    curator = signed_in(Role.CURATOR)
    data = {
        "status": "at_risk",
        "begins_state": "unknown",
        "ends_state": "ongoing",
        "reason_en": "Leaking roof.",
        "retires_on": "2027-06",
    }
    assert curator.post("/en/collections/shells/status", data).status_code == 302
    stated = StatusPeriod.objects.get()
    assert (stated.begins_state, stated.ends_state, stated.reason) == ("unknown", "ongoing", {"en": "Leaking roof."})
    assert Collection.objects.get(pk=shells.pk).status == "at_risk"
    page = curator.get("/en/collections/shells").content.decode()
    assert "At risk: still so; since when is not known. Leaking roof. The keeper retires: June 2027." in page


def test_a_state_without_the_date_it_speaks_of_is_refused(shells: Collection) -> None:
    curator = signed_in(Role.CURATOR)
    answer = curator.post(
        f"/en/collections/{shells.key}/status", {"status": "closed", "begins_state": "stated", "ends_state": "not_stated"}
    )
    assert (answer.status_code, "Give a date, or say that it is not known." in answer.content.decode()) == (400, True)
    assert not StatusPeriod.objects.exists()


def test_only_staff_sees_addresses_of_people_and_the_way_to_edit(shells: Collection) -> None:
    address = f"/en/collections/{shells.key}"
    public = Client(headers={"accept": "text/html"}).get(address).content.decode()
    assert "Ida Verzonnen" in public
    assert "ida@example.org" not in public
    assert "/edit" not in public
    staff = signed_in(Role.CURATOR).get(address).content.decode()
    assert "ida@example.org" in staff
    assert f'href="{address}/edit"' in staff


def test_identifiers_are_links(shells: Collection) -> None:
    page = Client(headers={"accept": "text/html"}).get(f"/en/institutions/{shells.institution.key}").content.decode()
    assert '<a href="https://ror.org/01h1jbk91" rel="external">' in page
