"""Signs that nobody sees: those that steer a printer or turn the direction of writing are told, a row with NUL is rejected.

Source of the bidirectional signs: Unicode Standard Annex 9, table of explicit formatting characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vasculum.formats.sheets.noticed import Noticed
from vasculum.formats.sheets.sheet import Row
from vasculum.model.rejection import Rejection

_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def readable(rows: Iterator[Row], sheet: str, noticed: Noticed) -> Iterator[Row]:
    """The rows that can be kept as texts; cells with signs that nobody sees are kept as they are, and told."""
    for row in rows:
        text = "".join(row.cells)
        if text.isprintable():
            yield row
        elif "\0" in text:
            noticed.rejected.append(Rejection(sheet, row.number, "NUL_BYTE", value=text.replace("\0", "␀")[:100]))
        else:
            if _UNSEEN.search(text):
                _tell(row, noticed)
            yield row


def _tell(row: Row, noticed: Noticed) -> None:
    for column, cell in enumerate(row.cells):
        if _UNSEEN.search(cell):
            noticed("UNSEEN_SIGNS", row.number, column)
