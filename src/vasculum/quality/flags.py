"""GBIF's occurrence flags on a record: from its remarks, from rules over distinct texts, and from patterns on each row.

The names and what a node decides of them stand in `terms/flags/occurrence_issues.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from vasculum.quality.flags_dates import date_flags
from vasculum.quality.flags_frame import RowFlag, ValueFlags
from vasculum.quality.flags_heights import DEPTH, ELEVATION
from vasculum.quality.flags_place import PLACE
from vasculum.quality.flags_record import RECORD
from vasculum.quality.flags_table import flags_of_remarks, in_order

_ADDRESS = '(?i:(?:https?|ftp)://[^ \\t\\r\\n|<>"/?#]|(?:www\\.)?[a-z0-9-]+(?:\\.[a-z0-9-]+)+/)[^ \\t\\r\\n|<>"]*'
_REFERENCE = f'(?:{_ADDRESS}|(?i:urn|doi|info|ark|hdl|lsid):[^ \\t\\r\\n|<>"]+)'
_BLANK, _BETWEEN = "[ \\t\\r\\n]*", "[ \\t\\r\\n|]+"

ROW_FLAGS = (
    RowFlag(
        "COORDINATE_ROUNDED",
        ("dwc:decimalLatitude", "dwc:decimalLongitude"),
        f"{_BLANK}[-+]?[0-9]*[.,][0-9]{{6}}[0-9]*[1-9][0-9]*{_BLANK}",
        raised_by_match=True,
    ),
    RowFlag("REFERENCES_URI_INVALID", ("dcterms:references",), f"{_BLANK}{_REFERENCE}{_BLANK}", raised_by_match=False),
    RowFlag(
        "MULTIMEDIA_URI_INVALID",
        (
            "dwc:associatedMedia",
            "gbif:Multimedia/dcterms:identifier",
            "gbif:Image/dcterms:identifier",
            "ac:Multimedia/ac:accessURI",
        ),
        f"{_BLANK}{_ADDRESS}(?:{_BETWEEN}{_ADDRESS})*[ \\t\\r\\n|]*",
        raised_by_match=False,
    ),
)


def value_flags(today: date) -> tuple[ValueFlags, ...]:
    """The rules over distinct texts, for a day that is taken as today."""
    return (*RECORD, *PLACE, ELEVATION, DEPTH, *date_flags(today))


def flags(cells: Mapping[str, str], remarks: Iterable[str], today: date) -> tuple[str, ...]:
    """The flags of one record, each once, in the order of the table.

    `cells` holds its texts under the names that the rules ask for: terms, terms of extensions, text columns of the ledger.

    >>> said = {"dwc:basisOfRecord": "PreservedSpecimen", "dwc:minimumDepthInMeters": "40 ft", "occurrence_status": "present"}
    >>> flags(said, ["TYPE_STATUS_UNKNOWN dwc:typeStatus"], date(2026, 1, 31))
    ('DEPTH_NOT_METRIC', 'DEPTH_NON_NUMERIC', 'TYPE_STATUS_INVALID')
    """
    found = list(flags_of_remarks(remarks))
    rules: tuple[ValueFlags | RowFlag, ...] = (*value_flags(today), *ROW_FLAGS)
    for rule in rules:
        found += rule.read(*(cells.get(name, "") for name in rule.inputs))
    return in_order(found)
