"""`./run bench sheets`: from a dropped workbook to its preview, at several sizes, and an answer of a BioCASe provider."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks.figures import Figure, Goal, Size, as_json, at_least, at_most, growth
from benchmarks.harvest import RESULTS, WIDTH, row_counts, script
from benchmarks.machine import machine
from benchmarks.measure import MIB, measure
from benchmarks.table import show

TITLES = {
    "read": "every row read as texts",
    "look": "first rows and a mapping proposed",
    "check": "every row read, mapped and checked",
    "answer": "a BioCASe answer of 100 units",
}


def measured(rows: int, columns: int, console: Console) -> Size:
    """Writes a workbook and reads it, each step in a process of its own."""
    folder = RESULTS / "sheets"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path, size = folder / f"{rows}x{columns}.xlsx", Size(rows)
    _step(size, "write", path, console)
    size.archive_mib = path.stat().st_size / MIB if path.exists() else 0.0
    for key in TITLES:
        _step(size, key, folder / "answer.xml" if key == "answer" else path, console)
    shutil.rmtree(folder)
    return size


def _step(size: Size, key: str, path: Path, console: Console) -> None:
    console.print(f"{key}: {size.rows:,} rows", highlight=False)
    cost = measure(script("sheet_steps", key, path))
    if cost.complaint:
        size.failures[TITLES.get(key, key)] = cost.complaint
    elif key in TITLES:
        told: dict[str, Any] = json.loads(cost.output)
        size.figures[key] = Figure(key, TITLES[key], told["rows"], told["seconds"], told["cpuSeconds"], cost.peak_mib)


def goals_of(sizes: Sequence[Size]) -> Iterator[Goal]:
    """Holds the figures of the largest size, and its memory beside that of the smallest, against the goals."""
    smallest, largest = sizes[0].figures, sizes[-1].figures
    for key in {"read", "check"} & largest.keys():
        yield from at_least(f"rows a CPU-second, {TITLES[key]}", largest[key].rows / largest[key].cpu_seconds, 10_000)
    if "answer" in largest:
        yield from at_most("CPU-seconds for a BioCASe answer of 100 units", largest["answer"].cpu_seconds, 1)
    if "check" in largest and "check" in smallest:
        yield from at_most(
            "memory at the largest size against the smallest", largest["check"].peak_mib / smallest["check"].peak_mib, 1.2
        )
    yield from at_most("cost per row, largest size against smallest", growth(sizes, "check"), 1.2)


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/sheets.json`; returns 1 when any process failed."""
    parser = argparse.ArgumentParser(prog="./run bench sheets", description=__doc__)
    parser.add_argument("--rows", type=row_counts, default=row_counts("50000,200000"), help="sizes, separated by commas")
    parser.add_argument("--columns", type=int, default=50, help="columns of the workbooks")
    asked = parser.parse_args(words)
    console = Console(stderr=True, width=WIDTH)
    sizes = [measured(rows, asked.columns, console) for rows in sorted(asked.rows)]
    goals = list(goals_of(sizes))
    result = json.dumps({"machine": machine(), **as_json(sizes, goals)}, indent=2, ensure_ascii=False)
    RESULTS.joinpath("sheets.json").write_text(result + "\n", encoding="utf-8")
    show(Console(width=max(Console().width, WIDTH)), sizes, goals)
    return 1 if any(size.failures for size in sizes) else 0
