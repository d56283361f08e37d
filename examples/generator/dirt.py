"""The usual dirt of real data, strewn on purpose over otherwise sound records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from examples.generator.tables import Row

LINES_THAT_STAY = 200
Spoil = Callable[[Row], Row]


def _without_date(record: Row) -> Row:
    return record | dict.fromkeys(("dwc:eventDate", "dwc:year", "dwc:month", "dwc:day", "dwc:verbatimEventDate"), "")


def _year_alone(record: Row) -> Row:
    year = record["dwc:year"]
    return record | {"dwc:eventDate": year, "dwc:month": "", "dwc:day": "", "dwc:verbatimEventDate": f"s.d. [{year}]"}


def _impossible_date(record: Row) -> Row:
    return record | {"dwc:eventDate": f"{record['dwc:year']}-06-31", "dwc:month": "6", "dwc:day": "31"}


def _swapped_date(record: Row) -> Row:
    return record | {"dwc:eventDate": f"{record['dwc:day']}/{record['dwc:month']}/{record['dwc:year']}"}


def _swapped_coordinates(record: Row) -> Row:
    latitude, longitude = record.get("dwc:decimalLatitude", ""), record.get("dwc:decimalLongitude", "")
    return record | {"dwc:decimalLatitude": longitude, "dwc:decimalLongitude": latitude}


def _zero_coordinates(record: Row) -> Row:
    return record | {"dwc:decimalLatitude": "0", "dwc:decimalLongitude": "0"}


def _comma_coordinates(record: Row) -> Row:
    keys = ("dwc:decimalLatitude", "dwc:decimalLongitude")
    return record | {key: record.get(key, "").replace(".", ",") for key in keys}


def _cell(key: str, text: str) -> Spoil:
    return lambda record: record | {key: text}


SPOILS: Mapping[Spoil, int] = {
    _without_date: 70,
    _year_alone: 60,
    _impossible_date: 4,
    _swapped_date: 30,
    _swapped_coordinates: 8,
    _zero_coordinates: 7,
    _comma_coordinates: 12,
    _cell("dwc:country", "Blegium"): 5,
    _cell("dwc:country", "onbekend"): 4,
    _cell("dwc:country", "B."): 9,
    _cell("dwc:basisOfRecord", "Preservedspecimen"): 12,
    _cell("dwc:basisOfRecord", "Herbarium sheet"): 5,
    _cell("dcterms:license", "free for research"): 3,
    _cell("dwc:typeStatus", "typus?"): 2,
    _cell("dwc:recordedBy", "s.coll."): 9,
    _cell("dwc:recordNumber", "s.n."): 25,
}


def strewn(random: Random, records: Sequence[Row], share: float = 1.0) -> list[Row]:
    """The same records, some of them spoiled; `share` scales how many."""
    spoiled = list(records)
    for spoil, wanted in SPOILS.items():
        count = max(1, round(wanted * share))
        for index in random.sample(range(len(spoiled)), count):
            spoiled[index] = spoil(spoiled[index])
    return spoiled


def with_bad_lines(random: Random, lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The same lines with three identifiers that come twice, one line without an identifier and a last one that breaks off.

    Only the first lines are touched, which every edition has in the same order.
    """
    broken = [list(line) for line in lines]
    *twice, nameless, cut = random.sample(range(LINES_THAT_STAY), 5)
    broken[nameless][0] = ""
    repeated = [[*broken[index][:-1], "Entered twice."] for index in twice]
    last = broken.pop(cut)
    return [*broken, *repeated, last[: len(last) // 2]]
