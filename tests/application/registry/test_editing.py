"""Changing the registry by hand: nobody's words are lost, older figures stay, a person can be forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from vasculum.model.inventory import CollectionDescription, InstitutionDescription, StatusPeriod
from vasculum.model.inventory import Contact as ToldContact
from vasculum.model.measure import Measure as Told
from vasculum.model.period import NOT_STATED, ONGOING, STATED, UNKNOWN, Period
from vasculum.people.models import AuditEntry
from vasculum.people.policy import SYSTEM, Actor, Role
from vasculum.people.refusal import NotAllowed
from vasculum.registry.actions import take_in
from vasculum.registry.computed import Computed, compared
from vasculum.registry.editing import Changed, change, erase_contact, set_status, state_measure
from vasculum.registry.inventory import Inventory
from vasculum.registry.models import Collection, Contact, Institution, Measure, SetAsideEdit
from vasculum.registry.queries import declared
from vasculum.registry.side_by_side import figures_of_collection
from vasculum.registry.sums import Chosen, totals_of

pytestmark = pytest.mark.django_db

CURATOR = Actor("first", {"museum": Role.CURATOR})
SECOND = Actor("second", {"museum": Role.CURATOR})
STRANGER = Actor("third", {"elsewhere": Role.CURATOR})
KEEPER = ToldContact("keeper", "Ida Vermeersch", "ida@example.org", key="p1")


def told(**fields: Any) -> Inventory:
    shells = CollectionDescription("shells", "museum", {"en": "Shells"}, contacts=(KEEPER,), **fields)
    return Inventory("a letter", (InstitutionDescription("museum", {"en": "Museum"}),), (shells,))


@pytest.fixture
def shells() -> Collection:
    """A collection of one institution, with a keeper and a size of 2012."""
    take_in(told(measures=(Told("held", "lots", best=1200, qualifier="about", as_of="2012", source="a letter"),)), "letter")
    return Collection.objects.get(key="shells")


def test_the_second_of_two_editors_is_told_and_both_texts_are_kept(shells: Collection) -> None:
    change(CURATOR, shells, 1, {"names": {"en": "Shells of the North Sea"}})
    with pytest.raises(Changed) as raised:
        change(SECOND, shells, 1, {"names": {"en": "Molluscs"}})
    assert (raised.value.found.names, raised.value.found.version) == ({"en": "Shells of the North Sea"}, 2)
    kept = SetAsideEdit.objects.get()
    assert (kept.key, kept.based_on, kept.found, kept.fields, kept.by) == (
        "shells",
        1,
        2,
        {"names": {"en": "Molluscs"}},
        "second",
    )
    assert Collection.objects.get(key="shells").names == {"en": "Shells of the North Sea"}


def test_a_change_that_changes_nothing_makes_no_new_version(shells: Collection) -> None:
    assert change(CURATOR, shells, 1, {"names": {"en": "Shells"}}).version == 1


def test_only_those_of_the_institution_may_change_its_collections(shells: Collection) -> None:
    with pytest.raises(NotAllowed):
        change(STRANGER, shells, 1, {"names": {"en": "Mine"}})
    with pytest.raises(NotAllowed):
        state_measure(STRANGER, shells, Told("held", "lots", best=1))
    with pytest.raises(NotAllowed):
        change(CURATOR, Institution.objects.get(key="museum"), 1, {"names": {"en": "Mine"}})


@pytest.mark.parametrize("field", ["version", "key", "colour"])
def test_a_field_that_is_none_or_is_not_to_be_changed_is_refused(shells: Collection, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        change(CURATOR, shells, 1, {field: "x"})


def test_every_change_is_on_the_trail_with_what_was_there_before(shells: Collection) -> None:
    change(CURATOR, shells, 1, {"department": "Malacology"})
    entry = AuditEntry.objects.latest("number")
    assert (entry.who, entry.act, entry.subject, entry.before, entry.after) == (
        "first", "edit collection", "collection/shells", {"department": ""}, {"department": "Malacology"},
    )  # fmt: skip


def test_a_newer_figure_counts_and_the_older_stays_as_superseded(shells: Collection) -> None:
    older = Measure.objects.get(collection=shells)
    newer = state_measure(CURATOR, shells, Told("held", "lots", 900, 1000, 1100, "about", "sampled"), older)
    assert newer.is_current
    assert declared(Collection.objects.get(key="shells")) == newer.plain
    beside = figures_of_collection(shells)
    assert [(each.told.best, each.is_current, each.is_superseded, each.disagrees) for each in beside] == [
        (1000, True, False, False),
        (1200, False, True, True),
    ]
    assert totals_of(Chosen()).by_unit["lots"].best == 1000


def test_a_corrected_figure_of_the_same_source_supersedes_what_it_said_before(shells: Collection) -> None:
    take_in(told(measures=(Told("held", "lots", best=1300, qualifier="about", as_of="2012", source="a letter"),)), "letter")
    assert [(row.best, row.is_current) for row in Measure.objects.order_by("pk")] == [(1200, False), (1300, True)]
    assert Measure.objects.get(best=1300).supersedes == Measure.objects.get(best=1200)
    assert shells.measures.count() == 2


def test_a_figure_cannot_replace_one_about_something_else(shells: Collection) -> None:
    other = state_measure(SYSTEM, Institution.objects.get(key="museum"), Told("held", "lots", best=5))
    with pytest.raises(ValueError, match="same institution or collection"):
        state_measure(CURATOR, shells, Told("held", "lots", best=6), other)


def test_a_collection_at_risk_says_who_retires_when_and_that_nobody_follows(shells: Collection) -> None:
    keeper = Contact.objects.get(collection=shells)
    risk = StatusPeriod(
        "at_risk", Period("2025", "", STATED, ONGOING), {"en": "No replacement"}, retires_on="2027-06", successor="none"
    )
    stated = set_status(CURATOR, shells, risk, keeper)
    assert (stated.retires, stated.retires_on, stated.successor) == (keeper, "2027-06", "none")
    assert Collection.objects.get(key="shells").status == "at_risk"


@pytest.mark.parametrize(("state", "edtf"), [(ONGOING, "1985/.."), (UNKNOWN, "1985/"), (NOT_STATED, "1985/")])
def test_an_end_may_be_open_unknown_or_not_stated_and_each_stays_what_it_is(state: str, edtf: str) -> None:
    take_in(told(collecting=Period("1985", "", STATED, state)), "letter")
    period = Collection.objects.get(key="shells").period
    assert (period.ends_state, period.as_edtf()) == (state, edtf)


def test_a_forgotten_person_is_gone_from_registry_and_trail_and_does_not_come_back(shells: Collection) -> None:
    change(SYSTEM, shells, 1, {"note": {"en": "ask Ida Vermeersch"}})
    contact = Contact.objects.get()
    erase_contact(SYSTEM, contact)
    take_in(told(), "letter")
    kept = Contact.objects.get()
    assert (kept.role, kept.name, kept.email, kept.erased) == ("keeper", "", "", True)
    assert not [entry for entry in AuditEntry.objects.all() if "Vermeersch" in f"{entry.before}{entry.after}"]


def test_what_an_import_leaves_out_stays(shells: Collection) -> None:
    change(CURATOR, shells, 1, {"department": "Malacology", "names": {"en": "Shells", "nl": "Schelpen"}})
    take_in(told(), "letter")
    kept = Collection.objects.get(key="shells")
    assert (kept.department, kept.names) == ("Malacology", {"en": "Shells", "nl": "Schelpen"})


@pytest.mark.parametrize("key", ["", "No key", "x" * 81, "shells"])
def test_a_key_that_is_none_or_comes_twice_is_refused_by_name(key: str) -> None:
    inventory = told()
    extra = CollectionDescription(key, "museum", {"en": "Other"})
    counts = take_in(Inventory("a letter", inventory.institutions, (*inventory.collections, extra)), "letter")
    assert [each.field for each in counts.rejections] == ["key"]
    assert Collection.objects.count() == 1


def test_more_records_than_are_held_is_a_disagreement_and_fewer_are_not(shells: Collection) -> None:
    state_measure(CURATOR, shells, Told("held", "specimens", best=100, qualifier="plain", as_of="2024"))
    Measure.objects.filter(unit="lots").delete()
    few, many = compared(shells, Computed(recorded=80))[0], compared(shells, Computed(recorded=101))[0]
    assert (few.counted, few.computed, few.disagrees) == ("held", 80, False)
    assert many.disagrees


def test_another_number_of_images_than_declared_is_a_disagreement(shells: Collection) -> None:
    state_measure(CURATOR, shells, Told("imaged", "specimens", best=50, qualifier="plain"))
    by_thing = {each.counted: each for each in compared(shells, Computed(recorded=80, imaged=20, levels={1: 60, 2: 20}))}
    assert (by_thing["imaged"].computed, by_thing["imaged"].disagrees) == (20, True)
    assert (by_thing["mids_2"].computed, by_thing["mids_2"].declared, by_thing["mids_2"].disagrees) == (20, None, False)
