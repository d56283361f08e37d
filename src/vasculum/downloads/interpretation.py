"""What was understood of a record, as a table of an archive beside the record as the museum wrote it."""

from __future__ import annotations

from collections.abc import Mapping

from vasculum.engine.kernel import literal, quoted
from vasculum.specimens.record import COLUMN_OF

_LAST = "urn:vasculum:terms:"
UNDERSTOOD: Mapping[str, str] = {
    **COLUMN_OF,
    "dwc:coordinatePrecision": "coordinate_precision",
    "dwc:minimumElevationInMeters": "minimum_elevation",
    "dwc:maximumElevationInMeters": "maximum_elevation",
    "dwc:minimumDepthInMeters": "minimum_depth",
    "dwc:maximumDepthInMeters": "maximum_depth",
    "dwc:recordedByID": "recorded_by_id",
    "dwc:identifiedByID": "identified_by_id",
    "dwc:sex": "sex",
    "dwc:lifeStage": "life_stage",
    "dwc:establishmentMeans": "establishment_means",
    "dwc:occurrenceStatus": "occurrence_status",
    "dwc:preparations": "preparations",
    "gbif:issue": "issues",
    f"{_LAST}midsLevel": "mids_level",
}
_ALWAYS = {
    "dwc:digitalSpecimenID": "'https://doi.org/' || pid",
    "dcterms:modified": "strftime(modified, '%Y-%m-%dT%H:%M:%SZ')",
    f"{_LAST}version": "version::VARCHAR",
}


def interpretation(columns: Mapping[str, str], identifier: str, relation: str) -> tuple[list[str], str]:
    """The terms of the table, and the SQL of its rows over a relation that has `columns` with these types."""
    known = {term: column for term, column in UNDERSTOOD.items() if column in columns}
    cells = {**_ALWAYS, **{term: _text(column, columns[column]) for term, column in known.items()}}
    return list(cells), f"SELECT {identifier}, {', '.join(cells.values())} FROM {relation}"


def _text(column: str, kind: str) -> str:
    if kind == "VARCHAR[]":
        return f"nullif(array_to_string({quoted(column)}, {literal(' | ')}), '')"
    return f"{quoted(column)}::VARCHAR"
