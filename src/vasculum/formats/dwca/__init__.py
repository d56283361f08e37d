"""Darwin Core Archives: read as the TDWG text guide allows, refused with a reason where it does not.

`open_archive` reads what the archive says about itself; `stage` copies a table into one canonical text file and hands over
the rows that cannot be used; `select` is the query that reads that file.
"""

from vasculum.formats.dwca.archive import Archive, open_archive
from vasculum.formats.dwca.budget import Budget
from vasculum.formats.dwca.metadata import Contact, Metadata
from vasculum.formats.dwca.refusal import ArchiveRefused
from vasculum.formats.dwca.staged import Staged, select
from vasculum.formats.dwca.staging import stage
from vasculum.formats.dwca.table import Column, Table

__all__ = [
    "Archive",
    "ArchiveRefused",
    "Budget",
    "Column",
    "Contact",
    "Metadata",
    "Staged",
    "Table",
    "open_archive",
    "select",
    "stage",
]
