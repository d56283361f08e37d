"""Guessing what columns are, on headings as museums write them: tests/cases/headings.csv, a third of it held out from tuning."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from vasculum.mapping.content import column_of
from vasculum.mapping.guessing import CRITICAL, Guess, guess

CASES = Path(__file__).parents[2] / "cases" / "headings.csv"
# A sheet whose other headings tell in which language it is.
BESIDE = {
    "en": ("Remarks", "Collected by", "Habitat notes"),
    "nl": ("Opmerkingen", "Vindplaats", "Verzameld door"),
    "fr": ("Remarques", "Lieu de récolte", "Récolté par"),
    "de": ("Bemerkungen", "Fundort", "Gesammelt von"),
    "la": (),
}


def cases(part: str) -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8") as table:
        return [row for row in csv.DictReader(table) if row["part"] == part]


def alone(row: dict[str, str]) -> Guess:
    others = [other for other in BESIDE[row["language"]] if guess([other])[0].term != row["term"]]
    return guess([row["heading"], *others])[0]


def test_there_are_three_hundred_headings_in_four_languages() -> None:
    rows = cases("tuned") + cases("held out")
    assert len(rows) >= 300
    assert {row["language"] for row in rows} == set(BESIDE)


@pytest.mark.parametrize("part", ["tuned", "held out"])
def test_nine_of_ten_headings_are_guessed_right_at_first(part: str) -> None:
    rows = cases(part)
    wrong = [(row["heading"], found.term, row["term"]) for row in rows if (found := alone(row)).term != row["term"]]
    assert len(wrong) <= 0.1 * len(rows), wrong


@pytest.mark.parametrize("part", ["tuned", "held out"])
def test_no_identifier_name_day_person_or_coordinate_is_guessed_wrong_without_asking(part: str) -> None:
    found = [(row["heading"], each, row["term"]) for row in cases(part) if (each := alone(row)).term != row["term"]]
    silent = [case for case in found if case[1].term and not case[1].asks and ({case[1].term, case[2]} & CRITICAL)]
    assert silent == []


def of_cells(heading: str, *cells: str) -> Guess:
    return guess([heading], [column_of(cells)])[0]


@pytest.mark.parametrize(
    ("heading", "cells", "term", "asks"),
    [
        ("Datum", ["12/3/1998", "5.VI.1904", "1911"], "dwc:eventDate", True),
        ("Vinddatum", ["vijver", "bos", "heide"], "dwc:eventDate", True),
        ("Soort", ["canina", "arvensis", "repens"], "dwc:specificEpithet", False),
        ("Soort", ["Rosa canina L.", "Rubus caesius", "Poa annua"], "dwc:scientificName", True),
        ("Nr", ["1", "2", "3", "4", "5"], "dwc:catalogNumber", True),
        ("Geslacht", ["♂", "♀", "m"], "dwc:sex", False),
        ("x1", ["Belgium", "France", "Kenya"], "dwc:country", False),
        ("x2", ["a.jpg", "b.jpg", "c.tif"], "dwc:associatedMedia", False),
        ("x3", ["Rosa canina", "Poa annua", "Rubus caesius L."], "dwc:scientificName", True),
        ("Latitude", ["noord", "zuid", "oost"], "dwc:decimalLatitude", True),
    ],
)
def test_the_cells_have_their_say(heading: str, cells: Sequence[str], term: str, asks: bool) -> None:
    found = of_cells(heading, *cells)
    assert (found.term, found.asks) == (term, asks), found


def test_what_was_decided_before_is_guessed_again() -> None:
    found = guess(["Kode"], remembered={"kode": "dwc:catalogNumber"})[0]
    assert (found.term, found.reason, found.asks) == ("dwc:catalogNumber", "REMEMBERED", False)


def test_of_two_columns_for_one_term_one_is_asked_about() -> None:
    found = guess(["Verzamelaar", "Collector"])
    assert [each.term for each in found] == ["dwc:recordedBy"] * 2
    assert [each.asks for each in found].count(True) == 1
