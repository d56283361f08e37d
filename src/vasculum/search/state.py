"""Which folder holds the index that is served, and how far it has followed each source; replaced in one step."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import orjson

FILE = "state.json"


@dataclass(frozen=True, slots=True)
class State:
    """`followed` is the last snapshot of each source in the index; `under_way` one whose documents may be in it already.

    `rules` names the rules of protection under which its documents were made; it is empty without any.
    """

    folder: str = ""
    schema: str = ""
    rules: str = ""
    followed: Mapping[str, int] = field(default_factory=dict)
    under_way: Mapping[str, int] = field(default_factory=dict)

    def begun(self, source: str, snapshot: int) -> State:
        """The state while a snapshot is being added."""
        return replace(self, under_way={**self.under_way, source: snapshot})

    def ended(self, source: str, snapshot: int) -> State:
        """The state once it has been."""
        under_way = {key: number for key, number in self.under_way.items() if key != source}
        return replace(self, followed={**self.followed, source: snapshot}, under_way=under_way)


def read_state(root: Path) -> State:
    """The state of the index in `root`; that of no index at all when there is none or it cannot be read."""
    try:
        return State(**orjson.loads((root / FILE).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return State()


def write_state(root: Path, state: State) -> None:
    """Replaces the state durably, in one step."""
    aside = root / f"{FILE}.new"
    with aside.open("wb") as file:
        file.write(orjson.dumps(state))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(root / FILE)
