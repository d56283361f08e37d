"""What is the same for everybody until the next harvest: the counts of the whole index and its coarse map, worked out once.

They lie in a file beside the index; when it is missing or of an earlier state it is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import tantivy

from vasculum.search import grid, question
from vasculum.search.grid import Held
from vasculum.search.query import FILTERS
from vasculum.search.state import State

LEVEL = 9


@dataclass(frozen=True, slots=True)
class Summary:
    """The engine's counts of every facet, and the cells of level 9 with what was collected in each."""

    facets: Mapping[str, Any]
    cells: Held


def name_of(state: State) -> str:
    """A name for what belongs to one state of the index."""
    return hashlib.sha256(orjson.dumps(state, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def summary_of(root: Path, state: State, searcher: tantivy.Searcher) -> Summary:
    """The summary of a state: read where it was made, else made and kept."""
    file = root / f"summary-{name_of(state)}.json"
    try:
        kept = orjson.loads(file.read_bytes())
        numbers, counts = (np.array(kept[name], dtype=np.int64) for name in ("cells", "counts"))
        return Summary(kept["facets"], Held(numbers, counts))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        made = _made(searcher)
        _keep(root, file, made)
        return made


def _made(searcher: tantivy.Searcher) -> Summary:
    everything = tantivy.Query.all_query()
    facets = searcher.aggregate(everything, question.facet_request(FILTERS))
    return Summary(facets, grid.held(grid.cells(searcher, everything, LEVEL)))


def _keep(root: Path, file: Path, made: Summary) -> None:
    """Writes the file in one step and removes earlier ones; a folder that cannot be written is no hindrance to an answer."""
    aside = file.with_suffix(".new")
    with suppress(OSError):
        kept = {"facets": made.facets, "cells": made.cells.cells, "counts": made.cells.counts}
        aside.write_bytes(orjson.dumps(kept, option=orjson.OPT_SERIALIZE_NUMPY))
        aside.replace(file)
        for other in set(root.glob("summary-*.json")) - {file}:
            other.unlink(missing_ok=True)
