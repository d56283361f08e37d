"""The MIDS of an archive as a table: one row per record, one column of 0 and 1 per element."""

from __future__ import annotations

from vasculum.quality.mids import Mids
from vasculum.quality.mids_sets import MappingSet


def header(set: MappingSet) -> tuple[str, ...]:
    """The headings: `recordID`, `MIDS_level`, then the elements in the order of the set."""
    return ("recordID", "MIDS_level", *(element.name for element in set.elements))


def row(record_id: str, mids: Mids, set: MappingSet) -> tuple[str, ...]:
    """The row of one record under `header(set)`."""
    met = frozenset(mids.met)
    return (record_id, str(mids.level), *("1" if element.name in met else "0" for element in set.elements))
