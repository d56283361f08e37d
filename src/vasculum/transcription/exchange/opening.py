"""A file of replicate transcripts, whichever of the known forms it has."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

from vasculum.transcription.exchange.icedig import read_exchange, replicates_of
from vasculum.transcription.exchange.replicates import (
    LARGEST_CELL,
    Chosen,
    NotReplicates,
    Replicates,
    first_line,
    is_zooniverse,
    read_table,
)
from vasculum.transcription.exchange.zooniverse import read_zooniverse


def read_replicates(path: Path, chosen: Chosen = Chosen()) -> Replicates:  # noqa: B008 - an immutable value
    """The transcripts of an exchange archive, a Zooniverse export or a plain table.

    Raises NotReplicates, ArchiveRefused, OSError, UnicodeDecodeError and csv.Error.
    """
    csv.field_size_limit(LARGEST_CELL)
    if zipfile.is_zipfile(path):
        found = replicates_of(read_exchange(path), chosen)
    else:
        read = read_zooniverse if is_zooniverse(first_line(path)) else read_table
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = read(file, chosen)
    if not found.sheets:
        raise NotReplicates(f"{path.name} holds no transcripts")
    return found
