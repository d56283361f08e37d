"""The boundaries that were fetched at set-up, read once when they are first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import orjson

from vasculum.interpret.boundaries import Boundaries
from vasculum.interpret.boundaries_prepared import read, stamp, write

_FOLDER = files("vasculum.terms").joinpath("boundaries")
NAMES = ("borders.json", "land-50m.json", "countries-50m.json")
PREPARED = "prepared.npz"


@cache
def boundaries() -> Boundaries | None:
    """The boundaries, None when this installation has not fetched them; what was not prepared of them is made when asked for."""
    try:
        sources = _sources()
    except FileNotFoundError:
        return None
    with as_file(_FOLDER.joinpath(PREPARED)) as path:
        borders, land, countries = map(orjson.loads, sources)
        return Boundaries(borders, land, countries, read(path, stamp(sources)))


def prepare(folder: Path) -> None:
    """Makes what costs most of the files in a folder, and keeps it beside them."""
    sources = [folder.joinpath(name).read_bytes() for name in NAMES]
    write(Boundaries(*map(orjson.loads, sources)).prepared(), folder / PREPARED, stamp(sources))


def _sources() -> list[bytes]:
    return [_FOLDER.joinpath(name).read_bytes() for name in NAMES]
