"""Usages: the names of a checklist, read from rows in the columns of GBIF, Darwin Core Taxon or ColDP NameUsage."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from vasculum.names.parsing import parse
from vasculum.names.ranks import HIGHER, is_synonym, rank, status

Row: TypeAlias = Mapping[str, str]
_EPITHETS = ("specificEpithet", "infraspecificEpithet")


class Usage(NamedTuple):
    """A name as a checklist uses it.

    `canonical_name` has neither authorship nor rank mark. `accepted_key` is the key of the accepted usage, empty for an accepted
    name and where the checklist does not tell; `parent_key` that of the taxon above. `species` is the accepted species.
    """

    key: str
    scientific_name: str
    canonical_name: str
    authorship: str = ""
    rank: str = ""
    status: str = ""
    accepted_key: str = ""
    parent_key: str = ""
    kingdom: str = ""
    phylum: str = ""
    class_: str = ""
    order: str = ""
    family: str = ""
    genus: str = ""
    species: str = ""

    @property
    def is_synonym(self) -> bool:
        """Whether another name is the accepted one."""
        return is_synonym(self.status)

    @property
    def classification(self) -> dict[str, str]:
        """The taxa above by rank, `kingdom` to `genus`, and the accepted `species`; only those that are known."""
        names = zip((*HIGHER, "species"), self[8:15], strict=True)
        return {rank: name for rank, name in names if name}


def usages_of_csv(path: Path) -> Iterator[Usage]:
    """The usages of a text file with commas or tabs; its heading tells which columns it has.

    Raises ValueError when the heading is of no kind that is known or the text is not UTF-8, and OSError when the file
    cannot be read.
    """
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading = file.readline()
        dialect = {"delimiter": "\t", "quoting": csv.QUOTE_NONE} if "\t" in heading else {"delimiter": ","}
        columns = next(csv.reader([heading], **dialect), [])
        read = _reader(columns)
        for row in csv.DictReader(file, columns, restval="", **dialect):
            yield read(row)


def usages_of_rows(rows: Iterable[Row]) -> Iterator[Usage]:
    """The usages of rows whose columns are called as in a GBIF backbone, a Darwin Core Taxon core or a ColDP NameUsage file.

    A prefix is no part of a name of a column: `dwc:taxonID` is `taxonID`, `col:ID` is `ID`. Raises ValueError when the
    columns of the first row are of no kind that is known.
    """
    read: Callable[[Row], Usage] | None = None
    for row in rows:
        if read is None:
            read = _reader(list(row))
        yield read(row)


def _reader(columns: list[str]) -> Callable[[Row], Usage]:
    names = {column.rpartition(":")[2].strip(): column for column in columns}
    kinds = {"usageKey": _of_gbif, "taxonID": _of_darwin_core, "ID": _of_coldp, "id": _of_darwin_core}
    kind = next((kind for known, kind in kinds.items() if known in names), None)
    if kind is None or "scientificName" not in names:
        raise ValueError("A checklist has a column scientificName and one of usageKey, taxonID and ID.")
    chosen = kind
    return lambda row: chosen({name: (row.get(column) or "").strip() for name, column in names.items()})


def _of_gbif(row: Row) -> Usage:
    name = row["scientificName"] or row.get("canonicalName", "")
    authorship = row.get("authorship") or row.get("scientificNameAuthorship", "")
    accepted = row.get("acceptedUsageKey", "")
    return _usage(row, row["usageKey"], name, authorship, row.get("rank", ""), row.get("status", ""), accepted)


def _of_darwin_core(row: Row) -> Usage:
    key = row.get("taxonID") or row.get("id", "")
    stated = row.get("taxonomicStatus", "")
    accepted = row.get("acceptedNameUsageID", "")
    if not stated and accepted:
        stated = "ACCEPTED" if accepted == key else "SYNONYM"
    authorship = row.get("scientificNameAuthorship", "")
    return _usage(row, key, row["scientificName"], authorship, row.get("taxonRank", ""), stated, accepted)


def _of_coldp(row: Row) -> Usage:
    """A synonym of ColDP names its accepted usage as its parent."""
    stated, parent = row.get("status", ""), row.get("parentID", "")
    accepted = parent if is_synonym(status(stated)) else ""
    return _usage(row, row["ID"], row["scientificName"], row.get("authorship", ""), row.get("rank", ""), stated, accepted)


def _usage(row: Row, key: str, name: str, authorship: str, ranked: str, stated: str, accepted: str) -> Usage:
    canonical, authorship = _parts(row, name, authorship)
    parent = row.get("parentNameUsageID") or row.get("parentKey") or row.get("parentID", "")
    written = name if not authorship or authorship in name else f"{name} {authorship}"
    shown = (accepted if accepted != key else "", parent if parent != accepted else "")
    above = tuple(row.get(column, "") for column in (*HIGHER, "species"))
    return Usage._make((key, written, canonical, authorship, rank(ranked), status(stated), *shown, *above))


def _parts(row: Row, name: str, authorship: str) -> tuple[str, str]:
    """The canonical name and the authorship: as the row gives them, else as the parser finds them."""
    canonical = row.get("canonicalName") or _composed(row)
    if canonical and name.startswith(canonical) and not authorship:
        return canonical, name[len(canonical) :].strip(" ,")
    if canonical and (authorship or canonical == name):
        return canonical, authorship
    parsed = parse(name)
    return canonical or parsed.canonical_name or name, authorship or parsed.authorship


def _composed(row: Row) -> str:
    """The canonical name from the words a row gives one by one; empty when it does not."""
    if row.get("cultivarEpithet") or row.get("infragenericEpithet"):
        return ""
    genus = row.get("genericName", "")
    words = (genus, *(row.get(epithet, "") for epithet in _EPITHETS))
    return row.get("uninomial", "") or (" ".join(word for word in words if word) if genus and words[1] else "")
