"""What costs most to make of the boundaries: mended and cut surfaces, tables of cells, middles; made at set-up and read back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely  # type: ignore[import-untyped]
from numpy.typing import NDArray

from vasculum.interpret.boundaries_cells import Cells, Ground
from vasculum.interpret.boundaries_tiles import Tiles, tiles_of

Arrays = Mapping[str, NDArray[Any]]
Middles = Mapping[str, tuple[tuple[float, float], ...]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Countries and land in tiles, what is known of cells, and the middles of countries."""

    countries: Tiles
    land: Tiles
    cells: Cells
    middles: Middles


def write(prepared: Prepared, path: Path, stamp: str) -> None:
    """Keeps it in a file; `stamp` says of what it was made."""
    told = {
        "stamp": stamp,
        "middles": prepared.middles,
        "grounds": [
            (sole, known if known is None else sorted(known), inshore) for sole, known, inshore in prepared.cells.grounds
        ],
    }
    arrays = {**_of_tiles("countries", prepared.countries), **_of_tiles("land", prepared.land), "cells": prepared.cells.table}
    np.savez_compressed(path, told=_bytes(orjson.dumps(told)), **arrays)  # type: ignore[arg-type]


def read(path: Path, stamp: str) -> Prepared | None:
    """What is in a file; None where there is none, or one that was made of something else."""
    if not path.is_file():
        return None
    with np.load(path) as arrays:
        told = orjson.loads(arrays["told"].tobytes())
        if told["stamp"] != stamp:
            return None
        grounds = [Ground(sole, None if known is None else frozenset(known), shore) for sole, known, shore in told["grounds"]]
        middles = {country: tuple((north, east) for north, east in found) for country, found in told["middles"].items()}
        return Prepared(_tiles("countries", arrays), _tiles("land", arrays), Cells(arrays["cells"], grounds), middles)


def stamp(sources: Sequence[bytes]) -> str:
    """A digest of the files that boundaries are read from and of the code that prepares them."""
    code = sorted((file for file in files("vasculum.interpret").iterdir() if file.name.startswith("boundaries")), key=str)
    said = [*sources, *(file.read_bytes() for file in code), shapely.__version__.encode(), shapely.geos_version_string.encode()]
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in said)).hexdigest()


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)


def _of_tiles(name: str, tiles: Tiles) -> Arrays:
    pieces = shapely.to_wkb(tiles.pieces).tolist()
    sizes = np.array([len(piece) for piece in pieces])
    return {f"{name} pieces": _bytes(b"".join(pieces)), f"{name} sizes": sizes, f"{name} owners": tiles.owners}


def _tiles(name: str, arrays: Arrays) -> Tiles:
    written, ends = arrays[f"{name} pieces"].tobytes(), np.cumsum(arrays[f"{name} sizes"]).tolist()
    pieces = [written[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return tiles_of(shapely.from_wkb(np.array(pieces, dtype=object)), arrays[f"{name} owners"])
