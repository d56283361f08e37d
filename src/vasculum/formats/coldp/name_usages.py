"""The table of name usages of a ColDP archive."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path, PurePosixPath

from vasculum.formats.dwca.archive import open_container
from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.refusal import ArchiveRefused

_TABLES = frozenset({"csv", "tsv", "txt"})
_AT_ONCE = 1 << 20


def unpacked_name_usages(path: Path, target: Path, budget: Budget = Budget()) -> bool:  # noqa: B008 - a frozen value
    """Copies the NameUsage table of a folder, zip or tar to `target`; False when the archive is none of ColDP.

    Raises ArchiveRefused for an archive that keeps names and taxa apart (Name, Taxon and Synonym), and for one made to harm.
    """
    with closing(open_container(path, budget)) as container:
        tables = {_entity(name): name for name in container.names if _entity(name)}
        if "nameusage" not in tables:
            if {"name", "taxon"} <= tables.keys():
                raise ArchiveRefused("The archive keeps Name and Taxon apart; export it with a NameUsage table.")
            return False
        with container.open(tables["nameusage"]) as stream, target.open("wb") as copy:
            while piece := stream.read(_AT_ONCE):
                copy.write(piece)
    return True


def _entity(member: str) -> str:
    """What a table is about: its name without ending, hyphens or underscores; empty for a file that is no table."""
    name, _, ending = PurePosixPath(member).name.lower().rpartition(".")
    return name.replace("-", "").replace("_", "") if ending in _TABLES else ""
