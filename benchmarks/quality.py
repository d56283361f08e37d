"""`./run bench quality`: what understanding and judging records costs, dates read, names looked up."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import names
from benchmarks.figures import Figure, Goal, Size, as_json, at_least, at_most
from benchmarks.machine import machine
from benchmarks.measure import measure
from benchmarks.table import show

RESULTS = Path(__file__).resolve().parent.parent / ".bench"
WIDTH = 110
NAIVE_DATES = 1_550
"""Dates that the grammar of a general library reads in a CPU-second; ours is held against thirty times as many."""

TITLES = {
    "bare": "records read, compared and written as they are",
    "assessed": "the same, understood and judged",
    "dates": "distinct verbatim dates",
}


def measured(size: Size, folder: Path) -> None:
    """Harvests one archive with and without assessment, and reads its dates; a step that fails ends the series."""
    archive = folder / "archive.zip"
    steps: Mapping[str, tuple[object, ...]] = {
        "archive": (archive, size.rows),
        "bare": (archive, folder / "bare"),
        "assessed": (archive, folder / "assessed"),
        "dates": (size.rows,),
    }
    for key, arguments in steps.items():
        cost = measure([sys.executable, "-m", "benchmarks.assessing", key, *map(str, arguments)], None, RESULTS.parent)
        if cost.complaint:
            size.failures[TITLES.get(key, key)] = cost.complaint
            return
        if key in TITLES:
            told: dict[str, Any] = json.loads(cost.output)
            counts = {"read": told["read"]} if "read" in told else {}
            size.figures[key] = Figure(key, TITLES[key], told["rows"], told["seconds"], told["cpuSeconds"], cost.peak_mib, counts)


def goals_of(size: Size) -> Iterator[Goal]:
    """Holds the figures against the goals of the design."""
    figures = size.figures
    if {"bare", "assessed"} <= figures.keys():
        added = figures["assessed"].cpu_per_million - figures["bare"].cpu_per_million
        yield from at_most("CPU-seconds that the full assessment adds per million records", added, 20)
        yield from at_most("peak memory in MiB", figures["assessed"].peak_mib, 1024)
    if "dates" in figures:
        rate = figures["dates"].rows / figures["dates"].cpu_seconds
        yield from at_least("times the dates a CPU-second of a general grammar", rate / NAIVE_DATES, 30)


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/quality.json`, then measures names; returns 1 when any process failed."""
    parser = argparse.ArgumentParser(prog="./run bench quality", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="records of the archive")
    parser.add_argument("--without-names", action="store_true", help="leave `./run bench names` out")
    asked = parser.parse_args(words)
    folder = RESULTS / "quality"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    size = Size(asked.rows)
    with Console(stderr=True).status(f"{asked.rows:,} records"):
        measured(size, folder)
    shutil.rmtree(folder)
    goals = list(goals_of(size))
    result = json.dumps({"machine": machine(), **as_json([size], goals)}, indent=2, ensure_ascii=False)
    RESULTS.joinpath("quality.json").write_text(result + "\n", encoding="utf-8")
    console = Console(width=max(Console().width, WIDTH))
    console.print(" · ".join(f"{name} {value}" for name, value in machine().items()), highlight=False)
    show(console, [size], goals)
    failed = 1 if size.failures else 0
    return failed if asked.without_names else max(failed, names.run([]))
