"""The steps of `./run bench quality`, each for a process of its own: `python -m benchmarks.assessing STEP …` prints JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from benchmarks.archives import write_archive
from benchmarks.generator.records import BLOCK, COLUMNS, Collection, record
from benchmarks.generator.repetition import reach_of

SEED = 7


def archive(path: str, rows: str) -> dict[str, float]:
    """Writes the archive that is harvested."""
    write_archive(Path(path), int(rows), SEED)
    return {"rows": int(rows)}


def assessed(path: str, data: str) -> dict[str, float]:
    """Harvests into a new node, all but the search index: everything is understood and judged."""
    return _harvested(path, data)


def bare(path: str, data: str) -> dict[str, float]:
    """The same, but nothing is understood and nothing judged."""
    from vasculum.harvest import kinds
    from vasculum.harvest.assess import Assessment

    unread = replace(kinds.SPECIMENS, assessment=lambda *_: Assessment((), {}, {}))
    with patch("vasculum.harvest.spine.SPECIMENS", unread):
        return _harvested(path, data)


def _harvested(path: str, data: str) -> dict[str, float]:
    os.environ["VASCULUM_DATA"] = data
    from vasculum.site.node import new_node

    node = new_node(Path(data), "10.5072")
    from vasculum.harvest import actions

    with patch("vasculum.harvest.actions.follow_ledgers"):
        started, processed = time.perf_counter(), time.process_time()
        report = actions.harvest(node, Path(path), "bench", lambda *_: None)
        return {"rows": report.read, "seconds": time.perf_counter() - started, "cpuSeconds": time.process_time() - processed}


def dates(rows: str) -> dict[str, float]:
    """Reads the distinct verbatim dates of the generated records."""
    from vasculum.interpret.dates import EVENT_DATE

    texts = _verbatim_dates(int(rows))
    started, processed = time.perf_counter(), time.process_time()
    read = sum(EVENT_DATE.read("", "", "", "", text, "", "").values[0] is not None for text in texts)
    times = {"seconds": time.perf_counter() - started, "cpuSeconds": time.process_time() - processed}
    return {"rows": len(texts), "read": read, **times}


def _verbatim_dates(rows: int) -> list[str]:
    collection, at = Collection(rows, SEED, reach_of(rows), 0), COLUMNS.index("verbatimEventDate")
    found: dict[str, None] = {}
    for block in range(-(-rows // BLOCK)):
        draw = collection.source("record", block).random
        for number in collection.span(block):
            found.setdefault(record(number, collection.reach, draw)[at])
    return list(found)


STEPS: Mapping[str, Callable[..., dict[str, float]]] = {"archive": archive, "assessed": assessed, "bare": bare, "dates": dates}


if __name__ == "__main__":
    json.dump(STEPS[sys.argv[1]](*sys.argv[2:]), sys.stdout)
