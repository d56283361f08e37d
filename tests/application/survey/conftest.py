"""An institution with a collection, and its people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from vasculum.model.inventory import Allocation, CollectionDescription, InstitutionDescription, StatusPeriod
from vasculum.model.inventory import Contact as ToldContact
from vasculum.model.measure import Measure as Told
from vasculum.model.period import ONGOING, STATED, Period
from vasculum.people.models import Account, Membership
from vasculum.people.policy import NODE_WIDE, Role
from vasculum.registry.actions import take_in
from vasculum.registry.inventory import Inventory
from vasculum.registry.models import Collection
from vasculum.site.messages import compile_all

SignIn = Callable[..., Client]
SHELLS = CollectionDescription(
    "shells",
    "museum",
    {"en": "Shells", "nl": "Schelpen"},
    description={"en": "Shells of the coast,\nin drawers."},
    disciplines=("zoology",),
    department="Malacology",
    contacts=(ToldContact("keeper", "Ida Vermeersch", "ida@example.org", key="p1"),),
    statuses=(StatusPeriod("at_risk", reason={"en": "No replacement"}, retires_on="2027", successor="none"),),
    collecting=Period("1870", "", STATED, ONGOING),
    allocations=(Allocation("invertebrates_molluscs", "preserved_dried", share=0.7),),
    measures=(
        Told("held", "lots", 1000, 1200, 1300, "about", "sampled", "2012", verbatim={"en": "about 1.2K"}),
        Told("recorded", "lots", best=300, qualifier="plain", as_of="2012"),
    ),
)
BONES = CollectionDescription("bones", "museum", {"nl": "Beenderen"}, measures=(Told("held", qualifier="pro_memoria"),))


@pytest.fixture(autouse=True)
def museum(db: None) -> None:  # noqa: ARG001
    """Two institutions; the museum has shells and bones."""
    compile_all()
    cache.clear()
    places = (InstitutionDescription("museum", {"en": "Museum"}), InstitutionDescription("garden", {"en": "Garden"}))
    take_in(Inventory("a letter", places, (SHELLS, BONES)), "letter")


@pytest.fixture
def shells() -> Collection:
    """The shells."""
    return Collection.objects.get(key="shells")


@pytest.fixture
def as_role() -> SignIn:
    """Signs somebody in who has a role at the museum, or at the node."""

    def sign_in(role: Role = Role.CURATOR, name: str = "bo") -> Client:
        account = Account.objects.create(email=f"{name}@example.org", name="Invented Name", password="never typed")
        place = "" if role in NODE_WIDE else "museum"
        Membership.objects.create(account=account, institution=place, role=role)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
        client = Client(headers={"accept": "text/html"})
        client.force_login(account)
        return client

    return sign_in
