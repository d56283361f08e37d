"""The rows of a session's file, with their heading, as its mapping sees them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from vasculum.formats.sheets import Heading, Noticed, Row, Sheet, open_sheets
from vasculum.intake.models import ImportSession
from vasculum.intake.queries import mapping_of_session
from vasculum.mapping.applying import Applying
from vasculum.mapping.archiving import chosen_sheet, headed
from vasculum.mapping.checking import Checking
from vasculum.mapping.document import Mapping


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is being read: its mapping, its sheets and which is read, its heading, the rows under it, what was noticed."""

    mapping: Mapping
    sheets: tuple[Sheet, ...]
    sheet: str
    heading: Heading
    rows: Iterator[Row]
    noticed: Noticed

    def checking(self) -> Checking:
        """The check of its rows, as the mapping applies to its heading."""
        columns = {term: rule.columns[0] for rule in self.mapping.rules if not rule.row_type for term in rule.to}
        return Checking(Applying(self.mapping, self.heading.names), columns, bool(self.mapping.specimen))


@contextmanager
def reading(session: ImportSession, work: str) -> Iterator[Reading]:
    """The rows of a session's file; `work` names a folder of its own. Raises ArchiveRefused."""
    mapping, noticed = mapping_of_session(session), Noticed()
    with closing(open_sheets(session.file, session.folder / work)) as book:
        sheet = chosen_sheet(book, mapping)
        heading, rows = headed(book, sheet, mapping, noticed)
        yield Reading(mapping, book.sheets, sheet, heading, rows, noticed)
