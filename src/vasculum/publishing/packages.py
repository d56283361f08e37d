"""Records as the tables of a Darwin Core Data Package: the material, the event it was gathered in, its names and its media."""

from __future__ import annotations

from collections.abc import Mapping

from vasculum.downloads.archive import Rows, identifier_of
from vasculum.engine.kernel import literal, quoted
from vasculum.lake.columns import column_of_extension
from vasculum.terms.dwc_dp import Field, tables

GATHERING = "material collection"
# What was understood, under the field that the package has for it; a reading that is no number of the allowed size stays out.
_UNDERSTOOD: Mapping[str, str] = {
    "eventDate": "event_date",
    "countryCode": "country_code",
    "decimalLatitude": "decimal_latitude",
    "decimalLongitude": "decimal_longitude",
    "coordinateUncertaintyInMeters": "coordinate_uncertainty",
    "coordinatePrecision": "coordinate_precision",
    "minimumElevationInMeters": "minimum_elevation",
    "maximumElevationInMeters": "maximum_elevation",
    "minimumDepthInMeters": "minimum_depth",
    "maximumDepthInMeters": "maximum_depth",
}
_CALLED: Mapping[str, str] = {"collectedBy": "recordedBy", "collectedByID": "recordedByID", "collectorNumber": "recordNumber"}
# What the museum wrote goes where the package keeps verbatim text, unless it wrote something there itself.
_VERBATIM: Mapping[str, str] = {
    "verbatimEventDate": "eventDate",
    "verbatimLatitude": "decimalLatitude",
    "verbatimLongitude": "decimalLongitude",
    "verbatimIdentification": "scientificName",
}
_MULTIMEDIA: Mapping[str, tuple[str, ...]] = {
    "mediaType": ("dcterms:type", "dc:type"),
    "title": ("dcterms:title", "dc:title"),
    "description": ("dcterms:description",),
    "caption": ("ac:caption",),
    "accessURI": ("ac:accessURI", "dcterms:identifier"),
    "format": ("dcterms:format", "dc:format"),
    "createDate": ("xmp:CreateDate", "dcterms:created"),
    "furtherInformationURL": ("ac:furtherInformationURL", "dcterms:references"),
}


def package_tables(rows: Rows) -> dict[str, str]:
    """The SQL of each table, its columns in the order of the fields."""
    key = identifier_of(rows)
    told = {"event": _table(rows, "event", _event(key)), "material": _table(rows, "material", _material(key))}
    told["identification"] = _identifications(rows, key)
    media = _media(rows, key)
    if media:
        told["media"] = f"SELECT {_cells('media', _of_medium())} FROM ({media})"
        links = {"media_fk": "media_pk", "materialEntity_fk": "id"}
        told["material-media"] = f"SELECT {_cells('material-media', links)} FROM ({media})"
    return told


def _event(key: str) -> dict[str, str]:
    return {"event_pk": f"'gathering of ' || {key}", "eventCategory": literal(GATHERING)}


def _material(key: str) -> dict[str, str]:
    return {
        "materialEntity_pk": key,
        "digitalSpecimenID": "'https://doi.org/' || pid",
        "collectionEvent_fk": f"'gathering of ' || {key}",
        "modified": "strftime(modified, '%Y-%m-%dT%H:%M:%SZ')",
    }


def _table(rows: Rows, table: str, given: Mapping[str, str]) -> str:
    known = {**{field.name: _cell(rows, field) for field in tables()[table]}, **given}
    return f"SELECT {', '.join(known[field.name] for field in tables()[table])} FROM {rows.relation}"


def _cells(table: str, given: Mapping[str, str]) -> str:
    return ", ".join(given.get(field.name, "NULL") for field in tables()[table])


def _cell(rows: Rows, field: Field) -> str:
    """What the records say of a field, as it must be written there; NULL where they say nothing."""
    understood = _UNDERSTOOD.get(field.name, "")
    column = f"dwc:{_CALLED.get(field.name, field.name)}"
    if understood in rows.columns:
        return _within(field, quoted(understood))
    also = f"dwc:{_VERBATIM.get(field.name, '')}"
    said = [quoted(each) for each in (column, also) if each in rows.columns]
    if not said or field.name.endswith(("_fk", "_pk")):
        return "NULL"
    return _within(field, f"coalesce({', '.join(said)})")


def _within(field: Field, value: str) -> str:
    if field.type == "string":
        return f"{value}::VARCHAR"
    if field.type == "boolean":
        return f"CASE lower({value}::VARCHAR) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' END"
    number = f"TRY_CAST({value} AS {'INTEGER' if field.type == 'integer' else 'DOUBLE'})"
    least, most = field.constraints.get("minimum"), field.constraints.get("maximum")
    bounds = [f"{number} >= {least}"] * (least is not None) + [f"{number} <= {most}"] * (most is not None)
    finite = [f"isfinite({number}::DOUBLE)"]
    return f"CASE WHEN {' AND '.join(finite + bounds)} THEN {number} END"


def _identifications(rows: Rows, key: str) -> str:
    """The name of each record as its accepted identification, then those of its history."""
    now = {
        "identification_pk": f"{key} || '#identification'",
        "materialEntity_fk": key,
        "isAcceptedIdentification": "'true'",
        "identificationID": "NULL",
    }
    current = (
        f'{_table(rows, "identification", now)} WHERE "dwc:scientificName" IS NOT NULL'
        if "dwc:scientificName" in rows.columns
        else ""
    )
    column = column_of_extension("dwc:Identification")
    if column not in rows.columns:
        return current or f"SELECT {_cells('identification', {})} WHERE false"
    given = {
        field.name: _within(field, f"json_extract_string(said, {literal('/dwc:' + field.name)})")
        for field in tables()["identification"]
        if not field.name.endswith(("_fk", "_pk"))
    }
    given |= {"identification_pk": "id || '#identification-' || place", "materialEntity_fk": "id"}
    history = f"SELECT {_cells('identification', given)} FROM ({_unnested(rows, column, key)})"
    return f"{current} UNION ALL {history}" if current else history


def _media(rows: Rows, key: str) -> str:
    """Every medium in the extensions for media: `id`, `media_pk` and what was `said`."""
    found = [column_of_extension(row_type) for row_type in ("gbif:Multimedia", "ac:Multimedia")]
    told = [
        f"SELECT id, id || {literal(f'#media{at}-')} || place AS media_pk, said FROM ({_unnested(rows, column, key)})"
        for at, column in enumerate(found)
        if column in rows.columns
    ]
    return " UNION ALL ".join(told)


def _of_medium() -> dict[str, str]:
    said = {
        name: f"coalesce({', '.join(f'json_extract_string(said, {literal(chr(47) + term)})' for term in terms)})"
        for name, terms in _MULTIMEDIA.items()
    }
    return {"media_pk": "media_pk", **said}


def _unnested(rows: Rows, column: str, key: str) -> str:
    array = f"""from_json({quoted(column)}, '["JSON"]')"""
    each = f"SELECT {key} AS id, {array} AS rows FROM {rows.relation} WHERE {quoted(column)} IS NOT NULL"
    return f"SELECT id, unnest(rows) AS said, unnest(range(1, len(rows) + 1)) AS place FROM ({each})"
