"""When a specimen gets a new version, and when it must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.behaviour.archives import Export, Row, changed, specimens
from tests.behaviour.conftest import Museum
from tests.behaviour.state import content, files, histories, history_of, hits
from vasculum.harvest.actions import harvest
from vasculum.harvest.node import Node
from vasculum.harvest.progress import silent
from vasculum.harvest.report import Report
from vasculum.interpret.record import INTERPRETERS
from vasculum.lake.columns import IDENTITY
from vasculum.model.specimen import Change
from vasculum.quality.assessment import COLUMNS
from vasculum.specimens.differences import differences
from vasculum.terms.darwin_core import of_heading

SHEETS = specimens(6, locality="Meise {}", catalogNumber="BR{}")
OPINIONS: list[Row] = [
    {"id": "urn:sheet:1", "scientificName": "Rosa dumetorum", "identifiedBy": "F. Crépin"},
    {"id": "urn:sheet:1", "scientificName": "Rosa canina", "identifiedBy": "E. Van Heurck"},
    {"id": "urn:sheet:2", "scientificName": "Rosa rubiginosa", "identifiedBy": ""},
]


def counts(report: Report) -> tuple[int, int, int, int, int]:
    """new, updated, equal, gone, rejected."""
    assert report.read == report.new + report.updated + report.equal + report.rejected
    return report.new, report.updated, report.equal, report.gone, report.rejected


def with_opinions(opinions: list[Row]) -> Export:
    return Export(SHEETS, {"dwc:Identification": opinions})


@pytest.fixture
def known(museum: Museum) -> Museum:
    """The museum after its first harvest of six sheets, two of them with identifications."""
    assert counts(museum.hand_over(with_opinions(OPINIONS))) == (6, 0, 0, 0, 0)
    return museum


BLANK: list[Row] = [{**row, "habitat": "", "recordedBy": ""} for row in SHEETS]
SAME = {
    "file renamed": with_opinions(OPINIONS),
    "rows in another order": Export(SHEETS[::-1], {"dwc:Identification": OPINIONS}),
    "columns in another order": Export(SHEETS, {"dwc:Identification": OPINIONS}, columns=list(SHEETS[0])[::-1]),
    "blank columns added": Export(BLANK, {"dwc:Identification": OPINIONS}),
    "extension rows in another order": with_opinions(OPINIONS[::-1]),
    "extension columns in another order": with_opinions([dict(sorted(row.items(), reverse=True)) for row in OPINIONS]),
    "a blank extension row added": with_opinions([*OPINIONS, {"id": "urn:sheet:5", "scientificName": ""}]),
    "an empty extension added": Export(
        SHEETS, {"dwc:Identification": OPINIONS, "gbif:Multimedia": [{"id": "", "identifier": ""}]}
    ),
    "orphan extension rows added": with_opinions([*OPINIONS, {"id": "urn:sheet:99", "scientificName": "Salix"}]),
}


def test_a_heading_of_the_museum_may_be_the_word_for_something_of_ours(node: Node, tmp_path: Path) -> None:
    ours = [*IDENTITY, *(column for each in INTERPRETERS for column in each.columns), "mids_level", "issues", *COLUMNS]
    own = {
        word: f"said of {word}"
        for word in [*ours, "part", "r", "input_0", "found", "content"]
        if ":" not in of_heading(word) and word != "line"
    }
    assert {"remarks", "rights", "version", "number", "pid"} <= own.keys()
    rows = [{**row, **own} for row in SHEETS]
    for edition, order in enumerate((rows, rows[::-1])):
        table = tmp_path / f"{edition}.csv"
        table.write_text("\n".join(",".join(cells) for cells in [list(rows[0]), *(row.values() for row in order)]) + "\n")
        report = harvest(node, table, "herbarium", silent)
        assert counts(report) == ((6, 0, 0, 0, 0) if edition == 0 else (0, 0, 6, 0, 0))
    (version,) = history_of(node, "urn:sheet:1")
    assert {heading: version.verbatim[heading] for heading in own} == own


def test_the_same_said_in_another_way_writes_nothing(known: Museum) -> None:
    before = files(known.node), files(known.node, "search")
    for way, export in SAME.items():
        for unpacked in (False, True):
            report = known.hand_over(export, unpacked=unpacked)
            assert (report.state, counts(report)) == ("unchanged", (0, 0, 6, 0, 0)), way
            assert (files(known.node), files(known.node, "search")) == before, way
    assert report.snapshot == history_of(known.node, "urn:sheet:1")[0].snapshot


def test_one_cell_changed_makes_one_version_that_names_the_term(known: Museum) -> None:
    moved = Export(changed(SHEETS, 3, locality="Gent"), {"dwc:Identification": OPINIONS})
    assert counts(known.hand_over(moved)) == (0, 1, 5, 0, 0)
    assert sorted(map(len, histories(known.node))) == [1, 1, 1, 1, 1, 2]
    before, after = history_of(known.node, "urn:sheet:4")
    [difference] = differences(before, after)
    assert (difference.term, difference.before, difference.after) == ("dwc:locality", "Meise 4", "Gent")
    assert (after.version, after.change, after.pid) == (2, Change.UPDATED, before.pid)
    assert [card["locality"] for card in hits(known.node, "BR4")] == ["Gent"]


def test_a_cell_emptied_and_a_column_left_out_are_told_as_such(known: Museum) -> None:
    bare = [{name: text for name, text in row.items() if name != "locality"} for row in SHEETS]
    assert counts(known.hand_over(Export(bare, {"dwc:Identification": OPINIONS}))) == (0, 6, 0, 0, 0)
    before, after = history_of(known.node, "urn:sheet:2")
    said = [each for each in differences(before, after) if not each.interpreted]
    assert [(each.term, each.before, each.after) for each in said] == [("dwc:locality", "Meise 2", "")]


@pytest.mark.parametrize(
    ("opinions", "updated"),
    [
        ([*OPINIONS[:2], {**OPINIONS[2], "identifiedBy": "B. Dumortier"}], 1),
        ([*OPINIONS, {"id": "urn:sheet:5", "scientificName": "Salix"}], 1),
        (OPINIONS[:1], 2),
        ([*OPINIONS, OPINIONS[0]], 1),
        ([], 2),
    ],
    ids=["one changed", "one added", "two gone", "one said twice", "all gone"],
)
def test_a_change_in_its_extension_rows_is_a_version_of_the_specimen(known: Museum, opinions: list[Row], updated: int) -> None:
    export = with_opinions(opinions) if opinions else Export(SHEETS)
    assert counts(known.hand_over(export)) == (0, updated, 6 - updated, 0, 0)
    for before, after in (each for each in histories(known.node) if len(each) > 1):
        assert [each.term for each in differences(before, after)] == ["dwc:Identification"]


def test_a_row_that_is_gone_leaves_a_tombstone_and_when_back_goes_on_where_it_was(known: Museum) -> None:
    assert counts(known.hand_over(Export(SHEETS[1:], {"dwc:Identification": OPINIONS[2:]}))) == (0, 0, 5, 1, 0)
    assert [card["catalogNumber"] for card in hits(known.node, "BR1")] == []
    again = known.hand_over(with_opinions(OPINIONS))
    assert counts(again) == (0, 1, 5, 0, 0)
    history = history_of(known.node, "urn:sheet:1")
    assert [version.change for version in history] == [Change.NEW, Change.GONE, Change.RETURNED]
    assert [version.version for version in history] == [1, 2, 3]
    assert len({version.pid for version in history}) == 1
    assert content(history[2]) == content(history[0])
    assert [card["pid"] for card in hits(known.node, "BR1")] == [history[0].pid]
    assert len(list(hits(known.node))) == 6


def test_a_specimen_stays_gone_without_a_second_tombstone(known: Museum) -> None:
    fewer = Export(SHEETS[1:], {"dwc:Identification": OPINIONS[2:]})
    known.hand_over(fewer)
    before = files(known.node)
    assert counts(known.hand_over(Export(SHEETS[:0:-1], fewer.extensions))) == (0, 0, 5, 0, 0)
    assert files(known.node) == before


@pytest.mark.parametrize("line", ["urn:sheet:6,too,short", "urn:sheet:6,a,b,c,d,too,long"])
def test_a_known_specimen_whose_row_is_broken_today_is_not_gone(known: Museum, line: str) -> None:
    report = known.hand_over(Export(SHEETS[:5], {"dwc:Identification": OPINIONS}, broken=[line]))
    assert (report.read, counts(report)) == (6, (0, 0, 5, 0, 1))
    assert len(history_of(known.node, "urn:sheet:6")) == 1


def test_a_specimen_is_gone_though_a_broken_extension_row_still_names_it(known: Museum) -> None:
    opinions: list[Row] = [*OPINIONS, {"id": "urn:sheet:6", "scientificName": "Rosa\x00canina"}]
    report = known.hand_over(Export(SHEETS[:5], {"dwc:Identification": opinions}))
    assert counts(report) == (0, 0, 5, 1, 0)


SCHEMES = [
    "http://m.org/{}",
    "https://m.org/{}",
    "HTTPS://M.ORG/{}",
    "https://m.org/{}/",
    "https://m.org/{} ",
    " https://www.m.org/{}",
]


def test_identifiers_in_another_spelling_never_mint(museum: Museum) -> None:
    pids: set[str] = set()
    for spelling in SCHEMES:
        report = museum.hand_over(Export(specimens(30, occurrenceID=spelling)))
        assert counts(report) == ((0, 30, 0, 0, 0) if pids else (30, 0, 0, 0, 0))
        found = {history[0].pid for history in histories(museum.node)}
        pids = pids or found
        assert found == pids
    assert {len(history) for history in histories(museum.node)} == {len(SCHEMES)}
    assert history_of(museum.node, "http://m.org/7")[-1].record_id == " https://www.m.org/7"


def test_an_identifier_that_resembles_two_specimens_is_set_aside_and_neither_is_gone(museum: Museum) -> None:
    museum.hand_over(Export(specimens(1, occurrenceID="BR 1") + specimens(1, occurrenceID="br 1")))
    report = museum.hand_over(Export(specimens(1, occurrenceID="Br 1") + specimens(1, occurrenceID="BR 2")))
    assert (counts(report), dict(report.reasons)) == ((1, 0, 0, 0, 1), {"AMBIGUOUS_IDENTIFIER": 1})
    assert [len(history) for history in histories(museum.node)] == [1, 1, 1]


@pytest.mark.parametrize("twin", ["urn:sheet:3", "URN:Sheet:3"])
def test_of_rows_with_one_identifier_the_first_is_kept_every_time(known: Museum, twin: str) -> None:
    twins: list[Row] = [*SHEETS, {**SHEETS[2], "occurrenceID": twin, "locality": "elsewhere"}]
    reason = "DUPLICATE_IDENTIFIER" if twin == "urn:sheet:3" else "AMBIGUOUS_IDENTIFIER"
    for edition in (twins, [*twins[:2], *twins[3:], twins[2]][::-1] if twin != "urn:sheet:3" else twins):
        report = known.hand_over(Export(edition, {"dwc:Identification": OPINIONS}))
        assert (counts(report), dict(report.reasons)) == ((0, 0, 6, 0, 1), {reason: 1})
    assert len(history_of(known.node, "urn:sheet:3")) == 1


def test_rejected_rows_are_told_again_when_the_same_file_comes_again(known: Museum) -> None:
    export = Export([*SHEETS, SHEETS[0]], {"dwc:Identification": OPINIONS})
    first, second = known.hand_over(export), known.hand_over(export)
    assert counts(first) == counts(second) == (0, 0, 6, 0, 1)
    assert first.rejections == second.rejections != ()


def test_a_new_column_beside_one_that_differs_in_case_keeps_both(known: Museum) -> None:
    for heading in ("Box nr", "box NR", "Box (nr)"):
        assert counts(known.hand_over(Export([{**row, heading: "12"} for row in SHEETS]))) == (0, 6, 0, 0, 0)
    said = [version.verbatim for version in history_of(known.node, "urn:sheet:1")]
    assert [set(cells) - {f"dwc:{name}" for name in SHEETS[0]} for cells in said] == [set(), {"Box nr"}, {"box NR"}, {"Box (nr)"}]
