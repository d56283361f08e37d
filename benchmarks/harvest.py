"""`./run bench harvest`: what a harvest costs, beside others and the floor, on the same generated files in the same run."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console

from benchmarks import node
from benchmarks.figures import Figure, Goal, Size, as_json, at_least, at_most, growth
from benchmarks.machine import machine
from benchmarks.measure import MIB, Cost, measure
from benchmarks.table import show

RESULTS = Path(__file__).resolve().parent.parent / ".bench"
COUNTS = ("state", "read", "new", "updated", "equal", "gone", "rejected")
CHANGED = 0.01
WIDTH = 110
HARVESTS = {
    "first": "first harvest",
    "unchanged": "again, same file",
    "re-exported": "again, re-exported",
    "changed": "again, 1 % changed",
}


def script(module: str, *arguments: object) -> list[str]:
    """The command that runs a module of the benchmarks in a fresh process."""
    return [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]


def counts_of_harvest(output: str) -> dict[str, Any]:
    """The counts of a harvest report."""
    report = orjson.loads(output)
    return {name: report[name] for name in COUNTS if name in report}


def counts_of_peer(output: str) -> dict[str, Any]:
    """The number of rows that a peer printed."""
    return {"rows": int(output)}


@dataclass(frozen=True, slots=True)
class Bench:
    """One size being measured in a folder of its own; `tell` is told which step runs."""

    folder: Path
    size: Size
    tell: Callable[[str], None]

    def run(self, title: str, command: Sequence[str]) -> Cost:
        """Runs a command in a fresh process; a failure is kept with the size."""
        self.tell(f"{self.size.rows:,} rows: {title}")
        cost = measure(command, node.environment(self.node), RESULTS.parent)
        if cost.complaint:
            self.size.failures[title] = cost.complaint
        return cost

    def step(self, key: str, title: str, command: Sequence[str], counted: Callable[[str], dict[str, Any]]) -> None:
        """Runs a command and keeps its figure when it succeeded."""
        cost = self.run(title, command)
        if cost.complaint:
            return
        try:
            counts = counted(cost.output)
        except ValueError:
            self.size.failures[title] = f"not understood: {cost.output[-300:]!r}"
            return
        self.size.figures[key] = Figure(key, title, self.size.rows, cost.seconds, cost.cpu_seconds, cost.peak_mib, counts)

    def prepare(self) -> None:
        """Writes the archives and the unzipped text, and makes an empty node."""
        variants: Mapping[str, tuple[object, ...]] = {
            "first": (),
            "re-exported": ("--shuffle-seed", 1),
            "changed": ("--changed", CHANGED),
        }
        for name, options in variants.items():
            self.run(f"writing the archive ({name})", script("archives", self.archive(name), "--rows", self.size.rows, *options))
        self.run("unzipping", [sys.executable, "-m", "zipfile", "-e", str(self.archive("first")), str(self.text)])
        self.run("making a node", node.init_command(self.node))
        if self.archive("first").exists():
            self.size.archive_mib = self.archive("first").stat().st_size / MIB

    def harvests(self) -> None:
        """Measures the harvests, one after the other, on one node; one that fails ends the series."""
        for key, title in HARVESTS.items():
            file = self.archive("first" if key == "unchanged" else key)
            self.step(key, title, node.harvest_command(file), counts_of_harvest)
            if key not in self.size.figures:
                return

    def peers(self) -> None:
        """Measures the others on the same file."""
        core, media = self.text / "occurrence.txt", self.text / "multimedia.txt"
        self.step("dwca-reader", "python-dwca-reader", script("peers.dwca_reader", self.archive("first")), counts_of_peer)
        self.step("duckdb-scan", "DuckDB scan", script("peers.duckdb_text", "scan", core), counts_of_peer)
        self.step("floor-parquet", "floor: Parquet", script("peers.duckdb_text", "parquet", core, media), counts_of_peer)
        if "first" in self.size.figures:
            self.bare_index()
        self.size.add_floor()

    def bare_index(self) -> None:
        """Measures bare tantivy on the documents of the first harvest; writing them out is not part of the measurement."""
        documents = self.folder / "documents.jsonl"
        self.run("writing out the documents", script("peers.tantivy_index", "documents", self.node, documents))
        index = script("peers.tantivy_index", "index", documents, self.folder / "floor-index")
        self.step("floor-index", "floor: tantivy", index, counts_of_peer)

    @property
    def node(self) -> Path:
        """The folder of the node."""
        return self.folder / "node"

    @property
    def text(self) -> Path:
        """The folder of the unzipped text."""
        return self.folder / "text"

    def archive(self, name: str) -> Path:
        """The path of an archive."""
        return self.folder / f"{name}.zip"


def measured(rows: int, tell: Callable[[str], None], keep: bool) -> Size:
    """Measures everything at one number of rows; the files are removed unless they are to be kept."""
    folder = RESULTS / "harvest" / str(rows)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bench = Bench(folder, Size(rows), tell)
    bench.prepare()
    bench.harvests()
    bench.peers()
    if not keep:
        shutil.rmtree(folder)
    return bench.size


def goals_of(sizes: Sequence[Size]) -> Iterator[Goal]:
    """Holds the figures of the largest size against the goals of the design."""
    size = max(sizes, key=lambda one: one.rows)
    first = size.figures.get("first")
    yield from at_most("first harvest, CPU-seconds as a multiple of the floor", size.ratio("first"), 2)
    yield from at_least("first harvest, records a second", None if first is None else first.records_per_second, 10_000)
    yield from at_most("first harvest, cost per record, largest size against smallest", growth(sizes, "first"), 1.2)
    yield from at_most(
        "peak memory in MiB of any harvest",
        max((size.figures[k].peak_mib for k in HARVESTS if k in size.figures), default=None),
        1024,
    )
    for key in ("unchanged", "re-exported"):
        yield from at_least(f"{HARVESTS[key]}: times cheaper than the first", size.ratio("first", key), 5)
        yield from at_most(f"{HARVESTS[key]}: new versions", versions(size, key), 0)
    edited = -(-size.rows // round(1 / CHANGED))
    changed = versions(size, "changed")
    yield from at_most(
        f"{HARVESTS['changed']}: versions too many or too few", None if changed is None else abs(changed - edited), 0
    )


def versions(size: Size, key: str) -> int | None:
    """How many versions a harvest made; None when it was not measured."""
    if key not in size.figures:
        return None
    counts = size.figures[key].counts
    return sum(int(counts.get(name, 0)) for name in ("new", "updated", "gone"))


def row_counts(text: str) -> list[int]:
    """Reads the sizes to measure.

    >>> row_counts("100000,20000")
    [20000, 100000]
    """
    return sorted({int(part) for part in text.split(",")})


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/harvest.json`; returns 1 when any process failed."""
    parser = argparse.ArgumentParser(prog="./run bench harvest", description=__doc__)
    parser.add_argument("--rows", type=row_counts, default=row_counts("100000,1000000"), help="sizes, separated by commas")
    parser.add_argument("--keep", action="store_true", help="leave the archives and the nodes in .bench/harvest")
    parser.add_argument("--json", action="store_true", help="print nothing but one JSON document")
    asked = parser.parse_args(words)
    with Console(stderr=True).status("") as status:
        sizes = [measured(rows, status.update, asked.keep) for rows in asked.rows]
    goals = list(goals_of(sizes))
    result = json.dumps({"machine": machine(), **as_json(sizes, goals)}, indent=2, ensure_ascii=False)
    RESULTS.joinpath("harvest.json").write_text(result + "\n", encoding="utf-8")
    if asked.json:
        print(result)
    else:
        console = Console(width=max(Console().width, WIDTH))
        console.print(" · ".join(f"{name} {value}" for name, value in machine().items()), highlight=False)
        show(console, sizes, goals)
    return 1 if any(size.failures for size in sizes) else 0
