"""What is the same for everybody until the next harvest: the counts and the coarse map of all there is, worked out once.

So is what has one of the commonest values, such as all plants: these are the questions whose counting costs most, and the
first that somebody asks. All lies in a file beside the index; when it is missing or of an earlier state it is made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import tantivy

from vasculum.search import grid, question
from vasculum.search.counts import Counted, counted
from vasculum.search.grid import Held, held
from vasculum.search.query import FILTERS, Bucket, Query, Spot
from vasculum.search.schema import KEY
from vasculum.search.state import State

LEVEL = 9
CORNERS = 3
LEAST = 100_000
MOST_VALUES = 60
MOST_CELLS = 60_000
"""The engine counts no more cells than this at once."""


@dataclass(frozen=True, slots=True)
class Part:
    """The counts of every facet of some specimens, and the cells of level 9 with what was collected in each."""

    counted: Counted
    cells: Held


@dataclass(frozen=True, slots=True)
class Summary:
    """`lowest` is the lowest key of all; `parts` are what has one value, by `field=value`, everything by no name."""

    lowest: int
    parts: Mapping[str, Part]

    def counts_of(self, query: Query) -> Counted | None:
        """The counts of a question that asks for a part."""
        part = self._part(query)
        return part.counted if part else None

    def cells_of(self, query: Query) -> Held | None:
        """The cells of a question that asks for a part."""
        part = self._part(query)
        return part.cells if part else None

    def _part(self, query: Query) -> Part | None:
        if query.text.strip():
            return None
        asked = [f"{name}={value}" for name, values in query.filters.items() for value in values]
        return self.parts.get(asked[0] if asked else "") if len(asked) < 2 else None


def name_of(state: State) -> str:
    """A name for what belongs to one state of the index."""
    return hashlib.sha256(orjson.dumps(state, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def summary_of(root: Path, state: State, index: tantivy.Index) -> Summary:
    """The summary of a state: read where it was made, else made and kept."""
    file = root / f"summary-{name_of(state)}.json"
    try:
        return _read(file)
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        made = summarised(index)
        _keep(root, file, made)
        return made


def summarised(index: tantivy.Index, least: int = LEAST) -> Summary:
    """The summary of an index; a value that fewer than `least` specimens have is no part of it."""
    searcher, everything = index.searcher(), tantivy.Query.all_query()
    lowest = searcher.aggregate(everything, {"lowest": {"min": {"field": KEY}}})["lowest"]["value"]
    whole = Part(counted(searcher, everything, FILTERS), _cells(index, everything, in_corners=True))
    in_corners = len(whole.cells.cells) > MOST_CELLS
    parts = {"": whole}
    for name, value in _common(whole.counted, least):
        asked = question.value_query(index.schema, name, value)
        parts[f"{name}={value}"] = Part(counted(searcher, asked, FILTERS), _cells(index, asked, in_corners))
    return Summary(int(lowest or 0), parts)


def _common(whole: Counted, least: int) -> Iterator[tuple[str, str]]:
    """The values that most specimens have."""
    found = [(bucket.count, name, bucket.value) for name, buckets in whole.facets.items() for bucket in buckets]
    common = sorted((each for each in found if each[0] >= least), reverse=True)[:MOST_VALUES]
    return ((name, value) for _, name, value in common)


def _cells(index: tantivy.Index, asked: tantivy.Query, in_corners: bool) -> Held:
    """The cells of some specimens; counted corner by corner of the Earth where they are too many for once."""
    corners = [question.in_tile(index.schema, CORNERS, corner) for corner in range(4**CORNERS)] if in_corners else []
    questions = [question.all_of([asked, corner]) for corner in corners] or [asked]
    spots: list[Spot] = [spot for each in questions for spot in grid.cells(index.searcher(), each, LEVEL)]
    return held(spots)


def _read(file: Path) -> Summary:
    kept = orjson.loads(file.read_bytes())
    return Summary(kept["lowest"], {name: _part(part) for name, part in kept["parts"].items()})


def _part(kept: Mapping[str, Any]) -> Part:
    facets = {name: tuple(Bucket(value, count) for value, count in kept["facets"][name]) for name in FILTERS}
    numbers, counts = (np.array(kept[name], dtype=np.int64) for name in ("cells", "counts"))
    return Part(Counted(kept["total"], facets), Held(numbers, counts))


def _keep(root: Path, file: Path, made: Summary) -> None:
    """Writes the file in one step and removes earlier ones; a folder that cannot be written is no hindrance to an answer."""
    aside = file.with_suffix(".new")
    with suppress(OSError):
        aside.write_bytes(orjson.dumps(_kept(made), option=orjson.OPT_SERIALIZE_NUMPY))
        aside.replace(file)
        for other in set(root.glob("summary-*.json")) - {file}:
            other.unlink(missing_ok=True)


def _kept(made: Summary) -> Mapping[str, Any]:
    parts = {
        name: {
            "total": part.counted.total,
            "facets": {facet: [(each.value, each.count) for each in values] for facet, values in part.counted.facets.items()},
            "cells": part.cells.cells,
            "counts": part.cells.counts,
        }
        for name, part in made.parts.items()
    }
    return {"lowest": made.lowest, "parts": parts}
