"""The checklists of the node that this process serves."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from vasculum.harvest.node import BACKBONES
from vasculum.names import Checklists, checklists_in
from vasculum.names.checklists import SUFFIX

_State = tuple[tuple[str, int, int], ...]


def checklists() -> Checklists:
    """All of them, opened once; one that is added, replaced or removed meanwhile is noticed. Raises BackboneUnusable."""
    folder = Path(settings.NODE) / BACKBONES
    return _opened(folder, _state(folder))


def _state(folder: Path) -> _State:
    """What tells whether the folder is still as it was: files, their inodes, and when they were written."""
    files = [(file.name, file.stat()) for file in sorted(folder.glob(f"*{SUFFIX}"))]
    return tuple((name, told.st_ino, told.st_mtime_ns) for name, told in files)


@lru_cache(1)
def _opened(folder: Path, state: _State) -> Checklists:  # noqa: ARG001
    return checklists_in(folder)
