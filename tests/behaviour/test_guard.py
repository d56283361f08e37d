"""The guard: a harvest that would mint or lose too much waits for a curator's word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.behaviour.archives import Export, changed, specimens
from tests.behaviour.conftest import Museum
from tests.behaviour.state import files, histories, hits
from vasculum.harvest.models import Harvest, Source

KNOWN = specimens(40)
RENAMED = specimens(40, occurrenceID="BR{}")
TOO_MUCH = {
    "60 % of the identifiers new": (Export(KNOWN + specimens(60, occurrenceID="BR{}")), "60 of 100 records are new"),
    "every identifier another": (Export(RENAMED), "none of the 40 known specimens"),
    "a third gone": (Export(KNOWN[:26]), "14 of 40 known specimens are no longer there"),
    "a file without rows": (Export([]), "none of the 40 known specimens"),
}


@pytest.fixture
def known(museum: Museum) -> Museum:
    assert museum.hand_over(Export(KNOWN)).state == "committed"
    return museum


def everything(museum: Museum) -> list[dict[str, str]]:
    return [files(museum.node, room) for room in ("lake", "search")]


@pytest.mark.parametrize("case", TOO_MUCH)
def test_too_much_at_once_is_held_with_a_reason_and_writes_nothing(known: Museum, case: str) -> None:
    export, reason = TOO_MUCH[case]
    before = everything(known)
    report = known.hand_over(export)
    assert (report.state, report.snapshot) == ("held", None)
    assert reason in report.why
    assert everything(known) == before
    last = Harvest.objects.order_by("-pk")[0]
    assert (last.state, last.why) == ("held", report.why)


def test_a_curators_word_commits_what_was_held(known: Museum) -> None:
    export = Export(KNOWN + specimens(60, occurrenceID="BR{}"))
    held, approved = known.hand_over(export), known.hand_over(export, approved=True)
    assert (held.new, held.equal) == (approved.new, approved.equal) == (60, 40)
    assert (approved.state, len(list(hits(known.node)))) == ("committed", 100)


def test_a_source_may_be_allowed_more(known: Museum) -> None:
    Source.objects.update(largest_gone_share=0.9)
    assert known.hand_over(Export(KNOWN[:26])).state == "committed"


@pytest.mark.parametrize("size", [1, 19, 21, 300])
def test_a_first_harvest_is_never_held(museum: Museum, size: int) -> None:
    assert museum.hand_over(Export(specimens(size))).state == "committed"


def test_a_small_source_may_double(museum: Museum) -> None:
    museum.hand_over(Export(KNOWN[:5]))
    assert museum.hand_over(Export(KNOWN[:12])).state == "committed"


def test_the_last_specimen_of_a_small_source_does_not_go_unnoticed(museum: Museum) -> None:
    museum.hand_over(Export(KNOWN[:3]))
    assert museum.hand_over(Export([])).state == "held"
    assert {len(history) for history in histories(museum.node)} == {1}


def test_a_dry_run_counts_and_writes_nothing(known: Museum) -> None:
    before = everything(known)
    edition = Export([*changed(KNOWN, 0, scientificName="Salix")[:39], *RENAMED[:2]])
    dry = known.hand_over(edition, dry_run=True)
    assert (dry.state, dry.new, dry.updated, dry.equal, dry.gone) == ("held", 2, 1, 38, 1)
    assert everything(known) == before
    wet = known.hand_over(edition)
    assert (wet.state, wet.new, wet.updated, wet.equal, wet.gone) == ("committed", 2, 1, 38, 1)


def test_a_dry_run_of_a_new_source_makes_no_ledger(museum: Museum) -> None:
    assert museum.hand_over(Export(KNOWN), dry_run=True).new == 40
    assert everything(museum) == [{}, {}]


def test_nothing_is_left_in_the_work_folder(known: Museum) -> None:
    known.hand_over(Export(RENAMED))
    assert [path for path in known.node.work.rglob("*")] == list[Path]()
