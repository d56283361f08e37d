"""Parts: a staged table is cut into files of whole rows, so that the stages after it work on batches of bounded size."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

PART_BYTES = 100_000_000


class Parts:
    """Writes blocks of whole rows, beginning a new file when one is full; the first file is `into` itself."""

    def __init__(self, into: Path, part_bytes: int = PART_BYTES) -> None:
        self.paths: list[Path] = []
        self._into = into
        self._part_bytes = part_bytes
        self._written = 0
        self._file = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
        if error is not None:
            for path in self.paths:
                path.unlink(missing_ok=True)

    def write(self, rows: bytes) -> None:
        """Writes a block of whole rows."""
        if self._written >= self._part_bytes:
            self._file.close()
            self._file = self._begin()
        self._file.write(rows)
        self._written += len(rows)

    def _begin(self) -> BinaryIO:
        number = len(self.paths)
        self.paths.append(self._into if number == 0 else self._into.with_name(f"{self._into.name}.{number}"))
        self._written = 0
        return self.paths[-1].open("wb")
