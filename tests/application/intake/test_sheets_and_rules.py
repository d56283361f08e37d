"""Sheets are chosen and hidden ones named; columns are joined, parted, taken apart and replaced by form alone, with a preview."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.application.intake.test_import import curator as curator
from tests.application.intake.test_import import node as node
from vasculum.harvest.node import Node
from vasculum.intake.making_rules import given, rule_of, said_of, with_rule
from vasculum.intake.models import ImportSession
from vasculum.intake.queries import mapping_of_session
from vasculum.intake.working import work_once
from vasculum.lake.history import versions
from vasculum.mapping.reading import mapping_of

pytestmark = pytest.mark.django_db(transaction=True)

HEADING = ["Nr", "Genus", "Soort", "Leg. & date", "Foto"]
ROWS = [["H1", "Rosa", "canina", "A. Janssens, 12.VI.1904", "a.jpg; b.jpg"], ["H2", "Poa", "annua", "unknown", ""]]


def book(sheets: dict[str, tuple[bool, list[list[str]]]]) -> SimpleUploadedFile:
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content)
    for name, (is_hidden, rows) in sheets.items():
        sheet = made.add_worksheet(name)
        for line, cells in enumerate([HEADING, *rows]):
            sheet.write_row(line, 0, cells)
        if is_hidden:
            sheet.hide()
    made.close()
    return SimpleUploadedFile("herbarium.xlsx", content.getvalue())


def drop(curator: Client, **sheets: tuple[bool, list[list[str]]]) -> str:
    file = book(sheets or {"Data": (False, ROWS)})
    return str(curator.post("/en/import", {"institution": "museum", "file": file}).headers["Location"])


def text_of(curator: Client, address: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", curator.get(address).content.decode()))


def test_hidden_sheets_are_named_and_another_sheet_is_read_when_it_is_chosen(curator: Client, node: Node) -> None:
    more = [["Z1", "Abies", "alba", "", ""]]
    address = drop(curator, Data=(False, ROWS), Old=(True, more), Lists=(False, [["ex.", "", "", "", ""]]))
    found = text_of(curator, address)
    assert "Data · read" in found
    assert "Old · hidden in the workbook · not read" in found
    assert "Lists · not read" in found
    assert curator.post(address, {"act": "sheet", "sheet": "Old"}).status_code == 302
    chosen = text_of(curator, address)
    assert "Old · hidden in the workbook · read" in chosen
    assert "Abies" in chosen
    assert "canina" not in chosen
    curator.post(
        address, {"act": "check", "new_collection": "Old herbarium", "heading": HEADING, "column-0": "dwc:catalogNumber"}
    )
    assert work_once(node)
    assert (ImportSession.objects.get().state, ImportSession.objects.get().report["new"]) == ("checked", 1)


def test_a_sheet_that_is_not_there_is_refused_on_the_page(curator: Client) -> None:
    address = drop(curator, Data=(False, ROWS), Old=(True, ROWS))
    answer = curator.post(address, {"act": "sheet", "sheet": "Nowhere"})
    assert answer.status_code == 422
    assert "There is no sheet" in answer.content.decode()
    assert ImportSession.objects.get().state == "found"


def test_a_file_with_one_sheet_asks_nothing_about_sheets(curator: Client) -> None:
    assert "The sheets of the workbook" not in text_of(curator, drop(curator))


def form(curator: Client, address: str, **said: Any) -> dict[str, Any]:
    state = re.search(r'name="state" value="(\w+)"', curator.get(f"{address}/rules").content.decode())
    assert state
    return {"state": state[1], "join": " ", "keep": "1", **said}


PARTED: dict[str, Any] = {
    "column": ["Leg. & date"],
    "patterns": "{who}, {when}",
    "piece": ["who", "when"],
    "term": ["dwc:recordedBy", "dwc:verbatimEventDate"],
}


def test_a_column_is_taken_apart_by_a_pattern_and_seen_before_it_is_kept(curator: Client) -> None:
    address = drop(curator)
    before = ImportSession.objects.get().mapping
    shown = curator.post(f"{address}/rules", form(curator, address, preview="1", **PARTED)).content.decode()
    preview = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown.partition('id="preview"')[2]))
    assert "A. Janssens" in preview
    assert "12.VI.1904" in preview
    assert "no pattern fits; it keeps its heading" in preview
    assert ImportSession.objects.get().mapping == before
    assert curator.post(f"{address}/rules", form(curator, address, **PARTED)).status_code == 302
    [rule] = [each for each in mapping_of_session(ImportSession.objects.get()).rules if "Leg. & date" in each.columns]
    assert (rule.names, rule.to) == (("who", "when"), ("dwc:recordedBy", "dwc:verbatimEventDate"))
    assert "by a rule" in text_of(curator, address)


def test_what_rules_say_is_what_is_brought_in(curator: Client, node: Node) -> None:
    address = drop(curator)
    joined = {"column": ["Genus", "Soort"], "term": ["dwc:scientificName"], "piece": [""]}
    pictures = {"column": ["Foto"], "term": ["ac:accessURI"], "piece": [""], "in": "ac:Multimedia", "each": ";"}
    for each in (PARTED, joined, pictures):
        answer = curator.post(f"{address}/rules", form(curator, address, **each))
        assert answer.status_code == 302, answer.content.decode()
    constants = {"constant": ["dwc:country", ""], "text": ["Belgium", ""], "constants": "1"}
    assert curator.post(f"{address}/rules", form(curator, address, **constants)).status_code == 302
    named = {"heading": HEADING, "column-0": "dwc:catalogNumber", "kind": "PreservedSpecimen"}
    curator.post(address, {"act": "check", "collection": "herbarium", **named})
    assert work_once(node)
    curator.post(address, {"act": "commit"})
    assert work_once(node)
    said = versions(node.lake, "herbarium", 0)[-1].verbatim
    assert [said[f"dwc:{name}"] for name in ("scientificName", "recordedBy", "verbatimEventDate", "country")] == [
        "Rosa canina", "A. Janssens", "12.VI.1904", "Belgium",
    ]  # fmt: skip
    assert said["Leg. & date"] == "A. Janssens, 12.VI.1904"
    assert versions(node.lake, "herbarium", 1)[-1].verbatim["Leg. & date"] == "unknown"


def test_naming_the_other_columns_leaves_rules_as_they_are(curator: Client) -> None:
    address = drop(curator)
    curator.post(f"{address}/rules", form(curator, address, **PARTED))
    named = {"heading": HEADING, "column-3": "dwc:locality", "column-1": "dwc:recordedBy"}
    curator.post(address, {"act": "check", "preview": "1", **named})
    rules = mapping_of_session(ImportSession.objects.get()).rules
    assert next(each for each in rules if each.columns == ("Leg. & date",)).to == ("dwc:recordedBy", "dwc:verbatimEventDate")
    assert next(each for each in rules if each.columns == ("Genus",)).perhaps == "dwc:recordedBy"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"column": []}, "Choose at least one column"),
        ({"patterns": "{who"}, "This pattern cannot be read"),
        ({"term": ["dwc:recordedBy", ""]}, "Say what this piece is"),
        ({"piece": ["who", "where"]}, "No pattern has a piece of this name: where"),
        ({"patterns": ""}, "Several things need a sign"),
        ({"term": ["dwc:recordedBy", "dwc:recordedBy"]}, "Something else is this already"),
        ({"each": ";"}, "Say what kind of rows"),
        ({"each": ";", "in": "ac:Multimedia"}, "Where a cell holds several"),
        ({"values": "no sign"}, "Write a replacement as"),
        ({"column": ["Nowhere"], "skip": "on"}, ""),
    ],
)
def test_a_rule_that_cannot_be_is_told_and_changes_nothing(changed: dict[str, Any], fault: str, curator: Client) -> None:
    address = drop(curator)
    before = ImportSession.objects.get().mapping
    answer = curator.post(f"{address}/rules", form(curator, address, **{**PARTED, **changed}))
    if fault:
        assert answer.status_code == 422
        assert fault in answer.content.decode()
        assert ImportSession.objects.get().mapping == before
    else:
        assert curator.get(address).status_code == 200


@pytest.mark.parametrize("wanted", ["check", "mend", "again", "sheet", "rules"])
def test_nothing_is_changed_after_bringing_in_so_that_it_can_be_undone(wanted: str, curator: Client) -> None:
    address = drop(curator)
    ImportSession.objects.update(state="committed", collection="herbarium")
    before = ImportSession.objects.values().get()
    if wanted == "rules":
        answer = curator.post(f"{address}/rules", form(curator, address, **PARTED))
    else:
        answer = curator.post(address, {"act": wanted, "collection": "herbarium", "column": "Nr", "wrong": "H1", "right": "H2"})
    assert answer.status_code == 422
    assert "undo it first" in answer.content.decode()
    assert ImportSession.objects.values().get() == before


def test_two_who_change_the_columns_do_not_overwrite_each_other(curator: Client) -> None:
    address = drop(curator)
    mine = form(curator, address, **PARTED)
    curator.post(f"{address}/rules", form(curator, address, column=["Foto"], skip="on"))
    answer = curator.post(f"{address}/rules", mine)
    assert answer.status_code == 422
    assert "Somebody changed the columns meanwhile" in answer.content.decode()


def test_a_rule_is_taken_away_and_its_columns_keep_their_headings(curator: Client) -> None:
    address = drop(curator)
    joined = {"column": ["Genus", "Soort"], "term": ["dwc:scientificName"], "piece": [""]}
    curator.post(f"{address}/rules", form(curator, address, **joined))
    rules = mapping_of_session(ImportSession.objects.get()).rules
    at = next(place for place, rule in enumerate(rules) if len(rule.columns) == 2)
    assert 'value="dwc:scientificName" selected' in curator.get(f"{address}/rules?rule={at}").content.decode()
    curator.post(f"{address}/rules", form(curator, address, at=at, remove="1"))
    left = {rule.columns: rule.to for rule in mapping_of_session(ImportSession.objects.get()).rules}
    assert (left[("Genus",)], left[("Soort",)]) == ((), ())


def test_the_page_speaks_four_languages(curator: Client) -> None:
    address = drop(curator)
    titles = {curator.get(f"{address.replace('/en/', f'/{code}/')}/rules").content.decode().partition("<h1>")[2][:40]
              for code in ("en", "nl", "fr", "de")}  # fmt: skip
    assert len(titles) == 4


EVERYTHING = """vasculum mapping: 1
columns:
- {column: A, to: catalogNumber}
- {columns: [B, C], join: "; ", to: locality}
- {column: D, split: "/", to: [genus, specificEpithet]}
- {column: E, pattern: ["*{n:digits}cz*", "{n}"], to: {n: recordNumber}}
- {column: F, values: {ex.: specimens}, to: preparations}
- {column: G, each: ";", in: ac:Multimedia, to: ac:accessURI}
- {column: H, in: dwc:Identification, row: second, to: scientificName}
- {column: I, unit: m, to: verbatimElevation}
- {column: J, skip: true}
"""


def test_whatever_a_mapping_file_can_say_comes_through_the_form_as_it_was() -> None:
    mapping = mapping_of(EVERYTHING)
    for at, rule in enumerate(mapping.rules):
        again = rule_of(said_of(rule))
        assert (again.columns, again.to, again.names, again.split, again.each) == (
            rule.columns, rule.to, rule.names, rule.split, rule.each,
        )  # fmt: skip
        assert (again.row_type, again.row, dict(again.values), again.unit, again.skip) == (
            rule.row_type, rule.row, dict(rule.values), rule.unit, rule.skip,
        )  # fmt: skip
        assert [each.columns for each in with_rule(mapping, at, again).rules] == [each.columns for each in mapping.rules]


def test_a_preview_shows_rows_that_fill_the_columns() -> None:
    rule = mapping_of(EVERYTHING).rules[2]
    [one] = given(rule, ["X", "D"], [(1, ["x", ""]), (2, ["y", "Rosa/canina"]), (3, ["z"])])
    assert (one.number, one.becomes) == (2, [("", "dwc:genus", "Rosa"), ("", "dwc:specificEpithet", "canina")])
