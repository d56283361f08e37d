"""The trail of what was done: in order, complete, and telling when somebody altered it by hand."""

from __future__ import annotations

import pytest
from django.db import transaction

from vasculum.people.audit import blank, faults_of_the_trail, record
from vasculum.people.models import AuditEntry, AuditHead
from vasculum.people.policy import Actor, Role

CURATOR = Actor("0b6c", {"garden": Role.CURATOR})


@pytest.fixture(autouse=True)
def three_acts(node: None) -> None:  # noqa: ARG001
    for size in (1, 2, 3):
        record(CURATOR, "edit collection", "collection/herbarium", {"size": size}, {"size": size + 1}, "garden")


def faults() -> list[str]:
    return list(faults_of_the_trail())


def test_acts_are_numbered_in_order_and_name_the_account() -> None:
    told = list(AuditEntry.objects.order_by("number").values_list("number", "who", "act", "before__size", "after__size"))
    assert told == [(size, "0b6c", "edit collection", size, size + 1) for size in (1, 2, 3)]
    assert faults() == []


@transaction.atomic
def _act_that_fails() -> None:
    record(CURATOR, "edit collection", "collection/herbarium")
    raise ValueError("broken")


def test_an_act_that_fails_leaves_no_entry() -> None:
    with pytest.raises(ValueError, match="broken"):
        _act_that_fails()
    assert AuditEntry.objects.count() == 3
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"after": {"size": 99}}, "audit entry 2 says something else"),
        ({"who": "somebody else"}, "audit entry 2 is not the one"),
        ({"act": "erase person"}, "audit entry 2 is not the one"),
        ({"subject": "collection/shells"}, "audit entry 2 is not the one"),
    ],
)
def test_an_entry_altered_by_hand_is_named(change: dict[str, object], names: str) -> None:
    AuditEntry.objects.filter(number=2).update(**change)
    assert len(faults()) == 1
    assert faults()[0].startswith(names)


def test_an_entry_removed_by_hand_is_named() -> None:
    AuditEntry.objects.filter(number=2).delete()
    assert "audit entry 2 is missing" in faults()


def test_the_last_entries_removed_by_hand_are_noticed() -> None:
    AuditEntry.objects.filter(number__gte=2).delete()
    assert faults() == ["the audit trail ends at entry 1, not where it was left (3)"]


def test_a_trail_emptied_by_hand_is_noticed() -> None:
    AuditEntry.objects.all().delete()
    assert len(faults()) == 1
    AuditHead.objects.all().delete()
    assert faults() == []


def test_blanking_a_name_keeps_the_trail_whole_and_other_words_as_they_are() -> None:
    record(
        CURATOR, "edit collection", "collection/x", {"contacts": [{"name": "Rosa"}]}, {"note": "Rosa canina, by rosa@example.org"}
    )
    assert blank(("Rosa", "rosa@example.org")) == [4]
    entry = AuditEntry.objects.get(number=4)
    assert (entry.before, entry.after) == ({"contacts": [{"name": "erased"}]}, {"note": "erased"})
    record(CURATOR, "edit collection", "collection/x", None, {"note": "Rosa canina"})
    assert blank(("Rosa",)) == []
    assert faults() == []
