"""Archives that were never packed: a folder of files, or one text file."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vasculum.formats.dwca.budget import Budget, Metered, Readable
from vasculum.formats.dwca.members import is_debris
from vasculum.formats.dwca.refusal import ArchiveRefused


class FolderContainer:
    """A folder, listed once; a link or a device in it refuses the archive."""

    def __init__(self, path: Path, budget: Budget) -> None:
        self._budget = budget
        self._files = {file.relative_to(path).as_posix(): file for file in _regular_files(path, budget)}
        self.names = tuple(self._files)

    @contextmanager
    def open(self, member: str) -> Iterator[Readable]:
        """The bytes of a member."""
        with _opened(self._files[member], member, self._budget) as stream:
            yield stream

    def digest(self) -> str:
        """SHA-256 over the names and the contents, in the order of the names."""
        total = hashlib.sha256()
        for name in sorted(name for name in self.names if not is_debris(name)):
            with self._files[name].open("rb") as file:
                total.update(f"{name}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
        return total.hexdigest()

    def close(self) -> None:
        """Nothing stays open between two members."""


class FileContainer:
    """A single text file, its own only member."""

    def __init__(self, path: Path, budget: Budget) -> None:
        self._path, self._budget = path, budget
        self.names = (path.name,)

    @contextmanager
    def open(self, member: str) -> Iterator[Readable]:
        """The bytes of the file."""
        with _opened(self._path, member, self._budget) as stream:
            yield stream

    def digest(self) -> str:
        """SHA-256 over the file."""
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def close(self) -> None:
        """Nothing stays open."""


def _regular_files(folder: Path, budget: Budget) -> Iterator[Path]:
    count = 0
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files) + [name for name in folders if Path(parent, name).is_symlink()]:
            count += 1
            if count > budget.entries:
                raise ArchiveRefused(f"The folder holds more than {budget.entries:,} files.")
            file = Path(parent, name)
            if not stat.S_ISREG(file.lstat().st_mode):
                raise ArchiveRefused(f"{file.relative_to(folder)} is a link or a device, not a file.")
            yield file


@contextmanager
def _opened(path: Path, member: str, budget: Budget) -> Iterator[Metered]:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        yield Metered(file, member, path.stat().st_size, budget)
