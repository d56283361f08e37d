"""`./run bench names`: names matched against a checklist of a million, each step in a process of its own."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.figures import Figure, Goal, Size, as_json, at_least, at_most
from benchmarks.machine import machine
from benchmarks.measure import measure
from benchmarks.table import show

RESULTS = Path(__file__).resolve().parent.parent / ".bench"
WIDTH = 110
TIMES = {"seconds", "cpuSeconds"}
TITLES = {
    "build": "building the backbone",
    "exact": "names as the checklist has them",
    "fuzzy": "names with a typing error",
    "nonsense": "words that are no names",
}


def measured(size: Size, folder: Path, asked: Mapping[str, int]) -> None:
    """Writes a checklist, builds its backbone and looks up names of each kind; a step that fails ends the series."""
    table, backbone = folder / "checklist.csv", folder / "backbone"
    steps = {"checklist": (table, size.rows), "build": (table, backbone), **{kind: (backbone, asked[kind]) for kind in asked}}
    for key, arguments in steps.items():
        cost = measure([sys.executable, "-m", "benchmarks.name_matching", key, *map(str, arguments)], None, RESULTS.parent)
        if cost.complaint:
            size.failures[TITLES.get(key, key)] = cost.complaint
            return
        if key in TITLES:
            told = json.loads(cost.output)
            counts = {name: count for name, count in told.items() if name not in TIMES}
            times = told["seconds"], told["cpuSeconds"]
            size.figures[key] = Figure(key, TITLES[key], told["names"], *times, cost.peak_mib, counts)


def goals_of(size: Size) -> Iterator[Goal]:
    """Holds the figures against the goals of the design."""
    rates = {key: figure.records_per_second for key, figure in size.figures.items()}
    yield from at_least("names as the checklist has them, a second", rates.get("exact"), 50_000)
    yield from at_least("names with a typing error, a second", rates.get("fuzzy"), 2_000)
    if "fuzzy" in size.figures:
        counts = size.figures["fuzzy"].counts
        yield from at_least("share of them found nearly so, in %", 100 * counts.get("FUZZY", 0) / counts["names"], 95)
    if "nonsense" in size.figures:
        counts = size.figures["nonsense"].counts
        yield from at_most("words that are no names and were found", counts["names"] - counts.get("NONE", 0), 0)
    matching = [figure for key, figure in size.figures.items() if key != "build"]
    yield from at_most("peak memory in MiB while matching", max((each.peak_mib for each in matching), default=None), 2048)
    yield from at_most("seconds until the first answer", max((each.counts["ready"] for each in matching), default=None), 5)


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/names.json`; returns 1 when any process failed."""
    parser = argparse.ArgumentParser(prog="./run bench names", description=__doc__)
    parser.add_argument("--usages", type=int, default=1_000_000, help="the size of the checklist")
    parser.add_argument("--names", type=int, default=200_000, help="distinct names to look up as the checklist has them")
    parser.add_argument("--json", action="store_true", help="print nothing but one JSON document")
    asked = parser.parse_args(words)
    folder = RESULTS / "names"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    size = Size(asked.usages)
    with Console(stderr=True).status(f"{asked.usages:,} usages"):
        measured(size, folder, {"exact": asked.names, "fuzzy": asked.names // 10, "nonsense": asked.names // 20})
    shutil.rmtree(folder)
    goals = list(goals_of(size))
    result = json.dumps({"machine": machine(), **as_json([size], goals)}, indent=2, ensure_ascii=False)
    RESULTS.joinpath("names.json").write_text(result + "\n", encoding="utf-8")
    if asked.json:
        print(result)
    else:
        console = Console(width=max(Console().width, WIDTH))
        console.print(" · ".join(f"{name} {value}" for name, value in machine().items()), highlight=False)
        show(console, [size], goals)
    return 1 if size.failures else 0
