"""The log of one source's snapshots: open, commit in one step, clean up what a crash left.

Only one process writes a ledger at a time (`vasculum.lake.lock`); any number may read it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction, RemoveAction

from vasculum.lake.columns import IDENTITY, delta_fields, delta_schema

LOG = "_delta_log"
_SNAPSHOT_FILE = re.compile(r"snapshot-(\d{9})-\d{4}\.parquet")
_FIXITY = "sha256 of "


class LedgerDamaged(Exception):
    """A ledger that cannot be read or does not belong where it lies; its text says which file and why."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One committed state of a source: its number, and what the harvest noted with it (texts by name)."""

    number: int
    notes: Mapping[str, str]

    def digest_of(self, file: Path) -> str:
        """The SHA-256 a data file had when it was committed; "" when it was not committed with this snapshot."""
        return self.notes.get(_FIXITY + file.name, "")


class Ledger:
    """The versions of the specimens of one source, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        """Whether anything was ever committed or created here."""
        return DeltaTable.is_deltatable(str(self.folder))

    def create(self, issuer: int) -> None:
        """Makes an empty ledger whose PIDs `issuer` numbers; an existing one is left alone."""
        if not self.exists:
            self.folder.mkdir(parents=True, exist_ok=True)
            DeltaTable.create(
                str(self.folder),
                delta_schema(IDENTITY),
                configuration={"delta.appendOnly": "true", "delta.enableExpiredLogCleanup": "false"},
                name=self.folder.name,
                description=f"issuer {issuer}",
            )
            self._sync_log()

    @cached_property
    def _table(self) -> DeltaTable:
        """The table; without a last log entry that was never completed, until `clean_up` removes it."""
        try:
            return DeltaTable(str(self.folder))
        except DeltaError as error:
            entries = self._log_entries()
            if not entries[:-1] or _is_complete(entries[-1]):
                raise self._unreadable(error) from error
            return self._table_at(int(entries[-2].stem))

    def _table_at(self, version: int) -> DeltaTable:
        try:
            return DeltaTable(str(self.folder), version=version)
        except DeltaError as error:
            raise self._unreadable(error) from error

    def _unreadable(self, error: DeltaError) -> LedgerDamaged:
        return LedgerDamaged(f"the log of {self.folder.name} cannot be read: {error}")

    def reload(self) -> None:
        """Sees what was committed since this object first looked."""
        self.__dict__.pop("_table", None)

    def snapshots(self) -> list[Snapshot]:
        """Every snapshot, the newest first; the empty beginning is none."""
        if not self.exists:
            return []
        served = [entry for entry in self._log_entries() if int(entry.stem) <= self._table.version()]
        return [snapshot for entry in reversed(served) for snapshot in _snapshots_in(entry)]

    def latest(self) -> Snapshot | None:
        """The snapshot that is served, or None before the first."""
        return next(iter(self.snapshots()), None)

    def files(self, after: int = 0) -> list[Path]:
        """The data files of all snapshots numbered above `after`, oldest first."""
        if not self.exists:
            return []
        listed = sorted(Path(uri.removeprefix("file://")).name for uri in self._table.file_uris())
        return [self.folder / name for name in listed if snapshot_of(name) > after]

    @property
    def columns(self) -> list[str]:
        """The names of the columns that any snapshot has had."""
        return [field.name for field in self._table.schema().fields]

    def prepare(self, columns: Mapping[str, str]) -> int:
        """Makes room for rows with `columns` (names and DuckDB types) and gives the number of the snapshot they will be."""
        fields = delta_fields(columns, leaving_out=self.columns)
        if fields:
            self._table.alter.add_columns(fields)
            self._sync_log()
            self.reload()
        return self._table.version() + 1

    def path_of(self, number: int, batch: int) -> Path:
        """Where a batch of the rows of snapshot `number` is written."""
        return self.folder / f"snapshot-{number:09d}-{batch:04d}.parquet"

    def absent_path_of(self, number: int) -> Path:
        """Where snapshot `number` keeps how often absent specimens were missed."""
        return self.folder / f"absent-{number:09d}.parquet"

    def beside(self, name: str) -> Path | None:
        """The file of this name that a snapshot noted; None for no name."""
        return self.folder / name if name else None

    def written(self, number: int) -> list[Path]:
        """The batches of snapshot `number` that were written, committed or not."""
        return sorted(self.folder.glob(f"snapshot-{number:09d}-*.parquet"))

    def commit(self, number: int, notes: Mapping[str, str]) -> None:
        """Makes the files written for `number` the newest snapshot, in one step.

        Before this returns, a crash leaves the previous snapshot served; afterwards the new one is durable.
        Raises LedgerDamaged when somebody else committed meanwhile.
        """
        paths = self.written(number)
        for path in (*paths, *self.folder.glob(self.absent_path_of(number).name), self.folder):
            sync(path)
        if self._table.version() + 1 != number:
            raise LedgerDamaged(f"{self.folder.name}: snapshot {number} was expected to follow {self._table.version()}")
        added: list[AddAction | RemoveAction] = [AddAction(path.name, path.stat().st_size, {}, 0, True, "{}") for path in paths]
        fixity = {_FIXITY + path.name: digest_of(path) for path in paths}
        self._table.create_write_transaction(
            added, "append", self._table.schema(), commit_properties=CommitProperties(custom_metadata={**notes, **fixity})
        )
        self._sync_log()
        self.reload()

    def clean_up(self) -> list[Path]:
        """Removes what a crash left: data files no snapshot lists, and a last log entry that was never completed."""
        removed = [*self._remove_torn_log_entry()]
        if self.exists:
            listed = {path.name for path in self.files()}
            latest = self.latest()
            listed.add(latest.notes.get("absent", "") if latest else "")
            unlisted = [path for path in self.folder.glob("*-*.parquet") if path.name not in listed]
            removed += unlisted
            for path in unlisted:
                path.unlink()
        return removed

    def _remove_torn_log_entry(self) -> Sequence[Path]:
        entries = self._log_entries()
        if not entries or _is_complete(entries[-1]):
            return ()
        entries[-1].unlink()
        return entries[-1:]

    def _log_entries(self) -> list[Path]:
        return sorted((self.folder / LOG).glob("*.json"))

    def _sync_log(self) -> None:
        newest = max((self.folder / LOG).glob("*.json"))
        sync(newest)
        sync(self.folder / LOG)


def snapshot_of(name: str) -> int:
    """The number of the snapshot a data file belongs to, from its name.

    >>> snapshot_of("snapshot-000000003-0001.parquet")
    3
    """
    found = _SNAPSHOT_FILE.fullmatch(name)
    if found is None:
        raise LedgerDamaged(f"{name} is not the name of a data file of a ledger")
    return int(found[1])


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, as hexadecimal digits."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _snapshots_in(entry: Path) -> Iterator[Snapshot]:
    for line in entry.read_bytes().splitlines():
        noted = json.loads(line).get("commitInfo", {})
        if noted.get("operation") == "WRITE":
            yield Snapshot(int(entry.stem), {name: text for name, text in noted.items() if isinstance(text, str)})


def _is_complete(entry: Path) -> bool:
    """Whether a log entry lists every file whose fixity it notes, and can be read to its end."""
    try:
        actions = [json.loads(line) for line in entry.read_bytes().splitlines()]
        noted = {name for action in actions for name in action.get("commitInfo", ()) if name.startswith(_FIXITY)}
        added = {_FIXITY + action["add"]["path"] for action in actions if "add" in action}
    except (ValueError, AttributeError):
        return False
    return bool(actions) and noted <= added


def sync(path: Path) -> None:
    """Makes what was written to a file, or the names in a folder, durable."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
