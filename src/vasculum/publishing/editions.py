"""Editions: the published versions of a data set, a folder each, which appears whole in one step and is never changed.

`archives/<data set>/<version>/` holds the files and `edition.json`, the manifest that is written last. Whatever is not there
was not published: the folder is the truth, so that no database can contradict it.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from vasculum.lake.ledger import digest_of, sync

MANIFEST = "edition.json"
ARCHIVE = "dwca.zip"
WITHDRAWN = "withdrawn.json"


@dataclass(frozen=True, slots=True)
class Edition:
    """One published version: `files` are the SHA-256 of its files by name, `facts` whatever else the manifest tells."""

    folder: Path
    version: int
    made: dt.datetime
    files: Mapping[str, str]
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def archive(self) -> Path:
        """Its archive."""
        return self.folder / ARCHIVE

    @property
    def size(self) -> int:
        """The bytes of its archive; 0 once it is withdrawn."""
        return self.archive.stat().st_size if self.archive.exists() else 0

    @property
    def withdrawn(self) -> str:
        """Why it was withdrawn; "" as long as it is served."""
        file = self.folder / WITHDRAWN
        return str(orjson.loads(file.read_bytes())["why"]) if file.exists() else ""


def editions(archives: Path, key: str) -> list[Edition]:
    """The published versions of a data set, the newest first."""
    try:
        names = sorted((entry.name for entry in (archives / key).iterdir() if entry.name.isdigit()), reverse=True)
    except FileNotFoundError:
        return []
    return [found for name in names if (found := _edition(archives / key / name))]


def newest(archives: Path, key: str) -> Edition | None:
    """The version that is served: the newest that was not withdrawn."""
    return next((edition for edition in editions(archives, key) if not edition.withdrawn), None)


@lru_cache(maxsize=4096)
def _edition(folder: Path) -> Edition | None:
    """A version by its folder, remembered: it never changes."""
    try:
        told = orjson.loads((folder / MANIFEST).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    made = dt.datetime.fromisoformat(told["made"])
    return Edition(folder, told["version"], made, told["files"], told["facts"])


def place(aside: Path, archives: Path, key: str, version: int, made: dt.datetime, facts: Mapping[str, Any]) -> Edition:
    """Makes the files in `aside` the version of this number, in one step; before it, nothing of them is served.

    Raises FileExistsError when there is such a version already.
    """
    files = {file.name: digest_of(file) for file in sorted(aside.iterdir()) if file.is_file()}
    manifest = {"version": version, "made": made.isoformat(), "files": files, "facts": dict(facts)}
    (aside / MANIFEST).write_bytes(orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    for file in aside.iterdir():
        sync(file)
    sync(aside)
    target = archives / key / f"{version:06}"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        raise FileExistsError(f"{key} has a version {version} already")
    aside.rename(target)
    sync(target.parent)
    return Edition(target, version, made, files, facts)


def withdraw(edition: Edition, why: str, when: dt.datetime) -> None:
    """Takes the files of a version away; its number, figures and the reason stay."""
    told = edition.folder / f"{WITHDRAWN}.new"
    told.write_bytes(orjson.dumps({"why": why, "when": when.isoformat()}))
    sync(told)
    told.rename(edition.folder / WITHDRAWN)
    for name in edition.files:
        (edition.folder / name).unlink(missing_ok=True)


def clear(aside: Path) -> Path:
    """An empty folder to write in; what an earlier attempt left there is gone."""
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    return aside


def faults(edition: Edition) -> list[str]:
    """What is wrong with the files of a version: missing ones, and those that are not what was published."""
    if edition.withdrawn:
        return []
    known = ((name, digest, edition.folder / name) for name, digest in edition.files.items())
    return [f"{file}: not what was published" for name, digest, file in known if not file.exists() or digest_of(file) != digest]
