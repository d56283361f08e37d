"""`./run bench publish`: from a snapshot to a valid, zipped archive that was read back, at several sizes."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence

from rich.console import Console

from benchmarks import node
from benchmarks.figures import Figure, Goal, Size, as_json, at_least, at_most, growth
from benchmarks.harvest import RESULTS, WIDTH, Bench, counts_of_peer, row_counts, script
from benchmarks.machine import machine
from benchmarks.table import show

KEY = "bench"
STEP = "publish"


def measured(rows: int, console: Console, keep: bool) -> Size:
    """Publishes a generated collection of one size, harvested before."""
    folder = RESULTS / "publish" / str(rows)
    bench = Bench(folder, Size(rows), lambda step: console.print(step, highlight=False))
    if not (folder / "harvested").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        bench.run("writing the archive", script("archives", bench.archive("first"), "--rows", rows))
        bench.run("making a node", node.init_command(bench.node))
        bench.run("harvesting", node.harvest_command(bench.archive("first")))
        bench.run("describing", [node.VASCULUM, "dataset", KEY, "--collection", node.COLLECTION, "--title", "Bench"])
        (folder / "harvested").touch()
    shutil.rmtree(bench.node / "archives", ignore_errors=True)
    bench.step(STEP, "publish", [node.VASCULUM, "publish", KEY, "--json"], json.loads)
    made = bench.node / "archives" / KEY / "000001" / "dwca.zip"
    if made.exists():
        bench.size.archive_mib = made.stat().st_size / 2**20
        bench.step("dwca-reader", "python-dwca-reader", script("peers.dwca_reader", made), counts_of_peer)
    if not keep:
        shutil.rmtree(folder)
    return bench.size


def goals_of(sizes: Sequence[Size]) -> list[Goal]:
    """Holds the figures of the largest size against the goals."""
    size = max(sizes, key=lambda one: one.rows)
    done: Figure | None = size.figures.get(STEP)
    per_second = None if done is None else 2 * done.rows / done.cpu_seconds
    return [
        *at_least("records a second, both cores busy", per_second, 50_000),
        *at_most("peak memory in MiB", None if done is None else done.peak_mib, 1024),
        *at_most("cost per record, largest size against smallest", growth(sizes, STEP), 1.2),
    ]


def run(words: Sequence[str]) -> int:
    """Measures, prints, writes `.bench/publish.json`; returns 1 when any process failed."""
    parser = argparse.ArgumentParser(prog="./run bench publish", description=__doc__)
    parser.add_argument("--rows", type=row_counts, default=row_counts("100000,1000000"), help="sizes, separated by commas")
    parser.add_argument("--keep", action="store_true", help="leave the nodes in .bench/publish, to publish them again")
    asked = parser.parse_args(words)
    console = Console(stderr=True, width=WIDTH)
    sizes = [measured(rows, console, asked.keep) for rows in asked.rows]
    goals = goals_of(sizes)
    result = json.dumps({"machine": machine(), **as_json(sizes, goals)}, indent=2, ensure_ascii=False)
    RESULTS.joinpath("publish.json").write_text(result + "\n", encoding="utf-8")
    show(Console(width=max(Console().width, WIDTH)), sizes, goals)
    return 1 if any(size.failures for size in sizes) else 0
