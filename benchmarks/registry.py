"""`./run bench registry`: what the registry's questions and pages cost with 5,000 collections and 50,000 figures."""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.machine import machine

RESULTS = Path(__file__).resolve().parent.parent / ".bench"
GOAL_MS = 50.0
AFTER_A_CHANGE = "totals of everything, after a change"
PAGES = {
    "page: institutions": "/en/institutions",
    "page: an institution": "/en/institutions/institution-7",
    "page: collections": "/en/collections",
    "page: collections, words": "/en/collections?q=collection+49",
    "page: collections behind a number": "/en/collections?described=holdings&counted=held&unit=sheets",
    "page: a collection": "/en/collections/collection-7",
    "page: dashboard": "/en/dashboard",
    "page: dashboard, a discipline opened": "/en/dashboard?discipline=botany&unit=sheets",
    "page: dashboard of two institutions": "/en/dashboard?institution=institution-7&institution=institution-8",
}
ANEW = "page: dashboard, after a change"
PAGE_GOAL_MS, DASHBOARD_GOAL_MS = 100.0, 300.0
GOALS = {
    AFTER_A_CHANGE: 150.0,
    ANEW: DASHBOARD_GOAL_MS,
    **{name: DASHBOARD_GOAL_MS if "dashboard" in name else PAGE_GOAL_MS for name in PAGES},
}
TIMES = 7
UNITS = ("specimens", "sheets", "samples", "accessions", "unknown")
KINDS = ("held", "recorded", "imaged", "types", "mids_0", "mids_1", "mids_2", "mids_3")


def furnish(institutions: int, collections: int, figures: int) -> None:
    """Fills the registry of this process' node: a tenth of the collections are parts, one in forty is kept elsewhere.

    A fifth of the figures of what is held are older ones that another supersedes; every other collection stands on the axes.
    """
    from vasculum.registry.measuring import choose_current
    from vasculum.registry.models import Allocation, Collection, Identifier, Institution, Measure

    owners = Institution.objects.bulk_create([Institution(**_institution(n)) for n in range(institutions)])
    Identifier.objects.bulk_create(
        [Identifier(institution=owner, scheme="isil", value=f"BE-{owner.key[-4:]}") for owner in owners]
    )
    made = Collection.objects.bulk_create([Collection(**_collection(n, owners)) for n in range(collections)], batch_size=500)
    for n in range(0, collections, 10):
        made[n].part_of = made[(n + institutions) % collections]
    Collection.objects.bulk_update(made[::10], ["part_of"], batch_size=500)
    codes = ("vertebrates_birds", "geology_rocks", "macroscopic_plants_seed_plants")
    Allocation.objects.bulk_create(
        [
            Allocation(collection=each, discipline=codes[n % 3], storage="preserved_dried", realm="europe")
            for n, each in enumerate(made[::2])
        ]
    )
    each = max(figures // collections, 1)
    Measure.objects.bulk_create([_figure(c, n) for c in made for n in range(each)], batch_size=500)
    choose_current({("collection", collection.pk) for collection in made})


def _institution(n: int) -> dict[str, Any]:
    place = {"latitude": 50.0 + n % 15 / 10, "longitude": 3.0 + n % 28 / 10}
    return {"key": f"institution-{n}", "names": {"en": f"Institution {n}"}, "acronym": f"I{n}", **place}


def _collection(n: int, owners: Sequence[Any]) -> dict[str, Any]:
    discipline = ("botany", "zoology", "geology", "palaeontology", "microbiology")[n % 5]
    keeper = owners[(n + 1) % len(owners)] if n % 40 == 0 else None
    names = {language: f"Collection {n}" for language in ("en", "nl", "fr", "de")}
    return {
        "key": f"collection-{n}",
        "institution": owners[n % len(owners)],
        "names": names,
        "discipline": discipline,
        "hosted_at": keeper,
    }


def _figure(collection: Any, n: int) -> Any:
    from vasculum.registry.models import Measure

    size, number = 1000 + (collection.pk * 37) % 90_000, collection.pk
    held = {"low": int(size * 0.9), "best": size, "high": int(size * 1.2)} if number % 3 else {"best": size}
    counted = "held" if n in {0, 1} else KINDS[n % len(KINDS)]
    unit, qualifier = UNITS[number % len(UNITS)], "about" if number % 7 else "plain"
    return Measure(
        collection=collection, counted=counted, unit=unit, qualifier=qualifier, as_of=str(2012 + n), source=f"survey {n}", **held
    )


def questions() -> Mapping[str, Callable[[], object]]:
    """The questions that the pages ask, by name."""
    from vasculum.registry import queries
    from vasculum.registry.axis_sums import cells
    from vasculum.registry.side_by_side import figures_of_collection
    from vasculum.registry.sums import Chosen, totals_by, totals_of

    everything = Chosen()
    one = Chosen(institutions=("institution-7",))
    first = queries.collection("collection-7")
    owner = queries.institution("institution-7")
    assert first is not None
    assert owner is not None
    return {
        "institutions": queries.institutions,
        "one institution": lambda: queries.institution("institution-7"),
        "collections of an institution": lambda: queries.collections_of(owner),
        "a page of 50 collections": lambda: queries.collection_page(0, 50),
        "one collection": lambda: queries.collection("collection-7"),
        "figures of a collection side by side": lambda: figures_of_collection(first),
        "totals of an institution": lambda: totals_of(one),
        "totals of everything": lambda: totals_of(everything),
        AFTER_A_CHANGE: lambda: _anew(lambda: totals_of(everything)),
        "totals by institution": lambda: totals_by(everything, "institution", "sheets"),
        "cells of the discipline axis": lambda: cells("discipline", everything),
    }


def pages() -> Mapping[str, Callable[[], object]]:
    """The pages, asked as a visitor's browser does, by name."""
    from django.test import Client

    visitor = Client(headers={"accept": "text/html", "host": "localhost"})

    def shown(address: str) -> object:
        answer = visitor.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")
        return answer

    asked: dict[str, Callable[[], object]] = {name: partial(shown, address) for name, address in PAGES.items()}
    return {**asked, ANEW: lambda: _anew(partial(shown, "/en/dashboard"))}


def _anew(ask: Callable[[], object]) -> object:
    """Asks right after a change of one collection, so that nothing kept in memory answers."""
    from vasculum.registry.models import Collection

    Collection.objects.get(key="collection-9").save()
    return ask()


def milliseconds(ask: Callable[[], object]) -> float:
    """Median processor time of a question, asked once beforehand."""
    ask()
    spent = []
    for _ in range(TIMES):
        started = time.process_time()
        ask()
        spent.append((time.process_time() - started) * 1000)
    return statistics.median(spent)


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/registry.json`; returns 1 when a question costs more than its goal."""
    parser = argparse.ArgumentParser(prog="./run bench registry", description=__doc__)
    parser.add_argument("--institutions", type=int, default=50)
    parser.add_argument("--collections", type=int, default=5_000)
    parser.add_argument("--figures", type=int, default=50_000)
    parser.add_argument("--json", action="store_true", help="print nothing but one JSON document")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        from vasculum.site.node import new_node

        new_node(Path(folder), "10.5072")
        furnish(asked.institutions, asked.collections, asked.figures)
        gc.collect()
        gc.freeze()
        costs = {name: milliseconds(ask) for name, ask in {**questions(), **pages()}.items()}
    RESULTS.mkdir(exist_ok=True)
    result = json.dumps(
        {"machine": machine(), "goalMilliseconds": {name: GOALS.get(name, GOAL_MS) for name in costs}, "cpuMilliseconds": costs},
        indent=2,
    )
    RESULTS.joinpath("registry.json").write_text(result + "\n", encoding="utf-8")
    if asked.json:
        print(result)
    else:
        _show(costs)
    return int(any(cost > GOALS.get(name, GOAL_MS) for name, cost in costs.items()))


def _show(costs: Mapping[str, float]) -> None:
    table = Table("question", "CPU ms", "goal", title="The registry's questions and pages")
    for name, cost in costs.items():
        table.add_row(
            name, f"{cost:.1f}", "reached" if cost <= GOALS.get(name, GOAL_MS) else f"missed ({GOALS.get(name, GOAL_MS):.0f})"
        )
    Console(file=sys.stdout).print(table)
