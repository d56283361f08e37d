"""What changed between versions, and who made the change."""

from __future__ import annotations

import datetime as dt
from typing import Any

from vasculum.model.specimen import Change, Version
from vasculum.specimens.differences import Difference, differences, steps


def version(number: int, change: Change = Change.UPDATED, **more: Any) -> Version:
    return Version("10.5072/000-000-01D", "s", "1", number, change, number, dt.datetime(2026, 1, number), 1, **more)


FIRST = version(1, Change.NEW, verbatim={"dwc:locality": "Gent", "dwc:sex": "male"}, interpreted={"sex": "male"})


def test_terms_that_appear_change_and_vanish_are_named() -> None:
    after = version(2, verbatim={"dwc:locality": "Gent, park", "dwc:habitat": "park"}, interpreted={"sex": "male"})
    assert differences(FIRST, after) == [
        Difference("dwc:locality", "Gent", "Gent, park"),
        Difference("dwc:sex", "male", ""),
        Difference("dwc:habitat", "", "park"),
    ]


def test_a_changed_extension_row_is_a_difference() -> None:
    after = version(
        2, verbatim=FIRST.verbatim, interpreted=FIRST.interpreted, extensions={"gbif:Multimedia": ({"dc:title": "x"},)}
    )
    assert [difference.term for difference in differences(FIRST, after)] == ["gbif:Multimedia"]


def test_newer_rules_are_told_from_a_change_by_the_museum() -> None:
    read_again = version(2, verbatim=FIRST.verbatim, interpreted={"sex": "female"})
    edited = version(3, verbatim={"dwc:locality": "Brugge"}, interpreted={"sex": "female"})
    assert [step.cause for step in steps([FIRST, read_again, edited])] == ["harvest", "rules", "harvest"]


def test_a_return_is_compared_with_the_last_content() -> None:
    gone = version(2, Change.GONE)
    back = version(3, Change.RETURNED, verbatim={**FIRST.verbatim, "dwc:locality": "Luik"}, interpreted=FIRST.interpreted)
    latest, tombstone, _ = steps([FIRST, gone, back])
    assert latest.differences == (Difference("dwc:locality", "Gent", "Luik"),)
    assert tombstone.differences == ()
