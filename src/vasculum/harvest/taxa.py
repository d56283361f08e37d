"""The name of a record looked up in the checklists of the node."""

from __future__ import annotations

from vasculum.interpret.reading import Interpreter, Reading
from vasculum.names.checklists import Checklists
from vasculum.names.columns import TERMS, match_columns

COLUMNS = {
    "taxon_key": "VARCHAR",
    "accepted_key": "VARCHAR",
    "accepted_name": "VARCHAR",
    "name_match_type": "VARCHAR",
    "name_match_confidence": "INTEGER",
    "checklist": "VARCHAR",
}


def taxon(checklists: Checklists) -> Interpreter:
    """Looks names up in some checklists, asked as one."""

    def read(*texts: str) -> Reading:
        *values, remarks = match_columns(checklists, *texts)
        return Reading(tuple(values), remarks)

    return Interpreter("taxon", TERMS, COLUMNS, read)
