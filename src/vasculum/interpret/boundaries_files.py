"""The boundaries that were fetched at set-up, read once when they are first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from vasculum.interpret.boundaries import Boundaries

NAMES = ("borders.json", "land-50m.json", "countries-50m.json")


@cache
def boundaries() -> Boundaries | None:
    """The boundaries, None when this installation has not fetched them."""
    try:
        return Boundaries(*map(_read, NAMES))
    except FileNotFoundError:
        return None


def _read(name: str) -> Any:
    return orjson.loads(files("vasculum.terms").joinpath("boundaries", name).read_bytes())
