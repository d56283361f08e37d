"""A consistent copy of a node in one file, and a node made from it again.

The database is copied first. What a harvest commits meanwhile is then in the ledger and not in the database, as after a
crash at that moment, and is tidied in the same way by the next harvest. Of a ledger the log is copied before its files, and
files of a ledger never change: whatever the log lists is there.
"""

from __future__ import annotations

import hashlib
import io
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from vasculum.harvest.node import FILE, Node
from vasculum.lake.ledger import digest_of, sync
from vasculum.site.database_copy import SQLITE, copy_out

CHECKSUMS = "SHA256SUMS"
_LEFT_OUT = {"work", "locks", "search", SQLITE, f"{SQLITE}-wal", f"{SQLITE}-shm"}
_LOG = "_delta_log"


class CopyUnusable(Exception):
    """A copy that cannot be restored; its text says why."""


class _Summed(io.RawIOBase):
    """A file that is read to its end, and the SHA-256 of what was read."""

    def __init__(self, file: Path) -> None:
        self._file, self.digest = file.open("rb"), hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block

    def close(self) -> None:
        self._file.close()
        super().close()


def back_up(node: Node, target: Path) -> int:
    """Writes a copy of the node, as a tar file, and gives the number of files in it.

    The file appears under its name when it is whole. The search index is left out: it can be built again.
    """
    aside = target.with_name(f"{target.name}.partial")
    node.work.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=node.work) as folder, tarfile.open(aside, "w", format=tarfile.PAX_FORMAT) as tar:
        copied = Path(folder)
        sums = [_add(tar, copied / name, name) for name in copy_out(copied)]
        sums += [_add(tar, node.root / name, name) for name in _files(node.root) if (node.root / name).exists()]
        _add_text(tar, CHECKSUMS, "".join(sums))
    aside.chmod(0o600)
    sync(aside)
    aside.replace(target)
    return len(sums)


def unpack(copy: Path, folder: Path) -> None:
    """Unpacks a copy into `folder`, which must not be there yet; raises CopyUnusable for one that is torn or was changed."""
    if folder.exists() and any(folder.iterdir()):
        raise CopyUnusable(f"{folder} is not empty: a copy is restored into a folder of its own")
    aside = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        with tarfile.open(copy) as tar:
            tar.extractall(aside, filter="data")
    except tarfile.TarError as error:
        raise CopyUnusable(f"{copy} is not a whole copy of a node: {error}") from None
    _compare(copy, aside)
    (aside / CHECKSUMS).unlink()
    aside.replace(folder)


def _files(root: Path) -> Iterator[str]:
    """The files of a node by their names below `root`: settings, then logs of ledgers, then all others."""
    kept = (path for path in root.iterdir() if path.name not in _LEFT_OUT)
    found = [file.relative_to(root) for path in kept for file in _below(path)]
    return (str(path) for path in sorted(found, key=lambda path: (path.name != FILE, _LOG not in path.parts, path)))


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (file for file in path.rglob("*") if file.is_file())


def _add(tar: tarfile.TarFile, file: Path, name: str) -> str:
    """Adds a file as long as it is now, and gives its line of checksums."""
    member = tar.gettarinfo(file, name)
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    with _Summed(file) as text:
        tar.addfile(member, text)
    return f"{text.digest.hexdigest()}  {name}\n"


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(text.encode())
    tar.addfile(member, io.BytesIO(text.encode()))


def _compare(copy: Path, folder: Path) -> None:
    listed = folder / CHECKSUMS
    if not listed.exists():
        raise CopyUnusable(f"{copy} is not a whole copy of a node: the list of checksums at its end is missing")
    for line in listed.read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or digest_of(folder / name) != digest:
            raise CopyUnusable(f"{name} in {copy} is not what was copied: its SHA-256 differs")
