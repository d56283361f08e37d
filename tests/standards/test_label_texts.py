"""Texts of real labels, drawn at random and read by a person: what the node reads of them must be what the person read.

Countries: 300 distinct strings out of the look-up table `countryName` of github.com/gbif/parsers (commit 5aa9edb0) and the
label data of github.com/FilteredPush/event_date_qc (commit f8d37e5); dates: 300 distinct strings of the latter, without
one that is a sentence; both Apache-2.0. Drawn with `random.Random(20261123).sample(sorted(strings), 300)` after the rules
were written. An empty answer: nobody can tell for sure.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from vasculum.interpret.countries import read_country
from vasculum.interpret.one_text import interpreted

HERE, SEED, SIZE = Path(__file__).parent, 20261123, 300


def checked(name: str) -> list[tuple[str, str]]:
    with (HERE / f"{name}_checked.csv").open(encoding="utf-8", newline="") as table:
        return [(text, answer) for text, answer in list(csv.reader(table))[1:]]


def lines(path: Path) -> set[str]:
    return {line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}


@pytest.mark.parametrize(("text", "code"), checked("countries"))
def test_a_country_is_read_as_a_person_read_it_or_not_at_all(text: str, code: str) -> None:
    assert read_country(text).values[0] in (None, code or None)


@pytest.mark.parametrize(("text", "date"), checked("dates"))
def test_a_date_is_read_as_a_person_read_it_or_not_at_all(text: str, date: str) -> None:
    assert interpreted("eventDate", text)["value"] in ("", date)


def test_most_of_the_texts_drawn_are_read() -> None:
    assert sum(read_country(text).values[0] is not None for text, _ in checked("countries")) >= 160
    assert sum(interpreted("eventDate", text)["value"] != "" for text, _ in checked("dates")) >= 250


def test_the_texts_are_those_of_the_draw(shared: Path) -> None:
    dates = lines(shared / "verbatim-dates" / "dates.txt")
    drawn = random.Random(SEED).sample(sorted(dates), SIZE)
    assert [text for text, _ in checked("dates")] == [text for text in drawn if not text.startswith("The ")]
    table = (shared / "gbif-dictionaries" / "dictionaries" / "countryName.tsv").read_text(encoding="utf-8").splitlines()
    names = {line.split("\t")[0] for line in table if line.strip() and not line.startswith("#")}
    countries = names | lines(shared / "verbatim-dates" / "countries.txt")
    assert [text for text, _ in checked("countries")] == random.Random(SEED).sample(sorted(countries), SIZE)
