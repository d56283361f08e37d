"""Journeys: collectors go out in their years of activity, day after day, place after place, and their numbers ascend."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from examples.generator.tables import Collector, Place, Plant, collectors, places, plants

TROPICS = frozenset({"lower-congo", "equator", "tshopo", "kivu", "katanga"})


@dataclass(frozen=True, slots=True)
class Gathering:
    """One plant taken by one collector at one place on one day."""

    collector: Collector
    number: int
    day: dt.date
    place: Place
    habitat: str
    plant: Plant


def gatherings(random: Random, total: int) -> list[Gathering]:
    """`total` gatherings, collector after collector, each in the order of the collector's numbers."""
    people = collectors()
    shares = [random.uniform(0.6, 1.6) for _ in people]
    wanted = [round(total * share / sum(shares)) for share in shares]
    wanted[-1] += total - sum(wanted)
    return [item for person, count in zip(people, wanted, strict=True) for item in _life(random, person, count)]


def _life(random: Random, collector: Collector, wanted: int) -> list[Gathering]:
    per_journey = 14 if TROPICS & set(collector.regions) else 7
    starts = sorted(_start(random, collector) for _ in range(2 * wanted // per_journey + 3))
    number = random.randint(1, 40)
    found: list[Gathering] = []
    free_from = dt.date.min
    for start, region in starts:
        if start < free_from:
            continue
        for day, place, habitat, plant in _journey(random, start, region):
            number += random.choice((1, 1, 1, 1, 2, 3))
            found.append(Gathering(collector, number, day, place, habitat, plant))
            free_from = day + dt.timedelta(days=1)
    return sorted(random.sample(found, min(wanted, len(found))), key=lambda item: item.number)


def _start(random: Random, collector: Collector) -> tuple[dt.date, str]:
    region = random.choice(collector.regions)
    months = range(1, 13) if region in TROPICS else (3, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10)
    return dt.date(random.choice(collector.active), random.choice(months), random.randint(1, 28)), region


def _journey(random: Random, start: dt.date, region: str) -> Iterator[tuple[dt.date, Place, str, Plant]]:
    tropical = region in TROPICS
    day = start
    for _ in range(random.randint(5, 11) if tropical else random.randint(1, 4)):
        place = random.choice([place for place in places() if place.region == region])
        habitat = random.choice(place.habitats)
        growing = [plant for plant in plants() if _grows(plant, place, habitat, day.month)]
        for plant in random.sample(growing, min(len(growing), random.randint(2, 6))):
            yield day, place, habitat, plant
        day += dt.timedelta(days=random.randint(1, 4) if tropical else 1)


def _grows(plant: Plant, place: Place, habitat: str, month: int) -> bool:
    return habitat in plant.habitats and month in plant.months and (place.country == "CD") == (plant.flora == "CD")
