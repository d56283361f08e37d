"""What the index holds of a specimen: one JSON document, made from the columns of the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from vasculum.engine.kernel import Kernel, literal, quoted
from vasculum.pids.issuer import NUMBER_BITS
from vasculum.quality.mids import mapping_set, mids_of_mask

SEARCHED = (
    "dwc:scientificName",
    "dwc:vernacularName",
    "dwc:catalogNumber",
    "dwc:otherCatalogNumbers",
    "dwc:recordNumber",
    "dwc:recordedBy",
    "dwc:identifiedBy",
    "dwc:typeStatus",
    "dwc:institutionCode",
    "dwc:collectionCode",
    "dwc:family",
    "dwc:order",
    "dwc:country",
    "dwc:stateProvince",
    "dwc:county",
    "dwc:municipality",
    "dwc:locality",
    "dwc:verbatimLocality",
    "dwc:waterBody",
    "dwc:habitat",
    "dwc:verbatimEventDate",
    "dwc:eventDate",
    "dwc:formation",
    "dwc:earliestAgeOrLowestStage",
)

UNDERSTOOD = {
    "basis_of_record": "VARCHAR",
    "topic_discipline": "VARCHAR",
    "mids_discipline": "VARCHAR",
    "mids_level": "INTEGER",
    "mids_elements": "INTEGER",
    "event_date": "VARCHAR",
    "event_date_start": "DATE",
    "country_code": "VARCHAR",
    "decimal_latitude": "DOUBLE",
    "decimal_longitude": "DOUBLE",
    "type_status": "VARCHAR[]",
    "recorded_by": "VARCHAR[]",
    "license": "VARCHAR",
}


def documents(
    kernel: Kernel, file: Path, issuer: int, constants: Mapping[str, str], batch: int = 2048
) -> Iterator[list[tuple[str, bool, str | None]]]:
    """The documents of one snapshot's file in batches: PID, whether the index may know it already, the document as JSON.

    A specimen that is gone has no document. `constants` are fields every document of the source has.
    """
    columns = _open_snapshot(kernel, file)
    _name_missing_elements(kernel)
    fields = {**{name: literal(value) for name, value in constants.items()}, **_fields(columns, issuer)}
    sql = (
        f"SELECT pid, version > 1, CASE WHEN change <> 'gone' THEN {_json(fields)} END "
        "FROM snapshot LEFT JOIN missing_elements USING (mids_discipline, mids_elements)"
    )
    yield from kernel.batches(sql, size=batch)


def _open_snapshot(kernel: Kernel, file: Path) -> Collection[str]:
    """Makes the view `snapshot`; a column that came into use after it was written is empty in it."""
    kernel.run(f"CREATE OR REPLACE VIEW snapshot AS FROM read_parquet({literal(str(file))})")
    columns = kernel.columns("snapshot")
    later = ", ".join(f"NULL::{kind} AS {name}" for name, kind in UNDERSTOOD.items() if name not in columns)
    if later:
        kernel.run(f"CREATE OR REPLACE VIEW snapshot AS SELECT *, {later} FROM read_parquet({literal(str(file))})")
    return columns


def _name_missing_elements(kernel: Kernel) -> None:
    pairs = kernel.rows("SELECT DISTINCT mids_discipline, mids_elements FROM snapshot WHERE mids_elements IS NOT NULL")
    missing = [list(mids_of_mask(mask, mapping_set(discipline)).missing) for discipline, mask in pairs]
    kernel.create_table(
        "missing_elements",
        {
            "mids_discipline": ("VARCHAR", [discipline for discipline, _ in pairs]),
            "mids_elements": ("INTEGER", [mask for _, mask in pairs]),
            "missing": ("VARCHAR[]", missing),
        },
    )


def _json(fields: Mapping[str, str]) -> str:
    members = ", ".join(f"""'"{name}":' || to_json({expression})""" for name, expression in fields.items())
    return f"'{{' || concat_ws(',', {members}) || '}}'"


def _fields(columns: Collection[str], issuer: int) -> dict[str, str]:
    said = Said(columns)
    words = ", ".join(("pid", "record_id", *(said.cell(term) for term in SEARCHED if term in columns)))
    name, number = said.cell("dwc:scientificName"), said.cell("dwc:catalogNumber")
    day = "(year(event_date_start) * 10000 + month(event_date_start) * 100 + day(event_date_start))"
    return {
        "pid": "pid",
        "key": f"({issuer << NUMBER_BITS} + number)",
        "text": _composed(f"concat_ws(' ', {words})"),
        "discipline": "topic_discipline",
        "country": "country_code",
        "family": said.cell("dwc:family"),
        "genus": said.cell("dwc:genus"),
        "name": name,
        "collector": "recorded_by",
        "typeStatus": "CASE WHEN len(type_status) > 0 THEN type_status END",
        "basisOfRecord": "basis_of_record",
        "missing": "missing",
        "remark": "list_distinct(list_transform(remarks, lambda remark: split_part(remark, ' ', 1)))",
        "license": "license",
        "year": "year(event_date_start)",
        "decade": "(year(event_date_start) // 10 * 10)",
        "midsLevel": "mids_level",
        "hasMedia": f"{_thumbnail(columns)} IS NOT NULL",
        "hasCoordinates": "decimal_latitude IS NOT NULL",
        "latitude": "decimal_latitude",
        "longitude": "decimal_longitude",
        "sortName": _folded(name),
        "nameStart": _start(name),
        "catalogNumber": number,
        "sortCatalogNumber": _folded(number),
        "catalogNumberStart": _start(number),
        "eventDate": "event_date",
        "locality": said.first("dwc:locality", "dwc:verbatimLocality", "dwc:municipality"),
        "recordedBy": said.cell("dwc:recordedBy"),
        "thumbnail": _thumbnail(columns),
        "dayOrLast": f"coalesce({day}, 99999999)",
        "dayOrFirst": f"coalesce({day}, 0)",
    }


class Said:
    """The verbatim cells of a snapshot, as expressions; a term it does not have is NULL."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns

    def cell(self, term: str) -> str:
        """The text of a term."""
        return quoted(term) if term in self._columns else "NULL::VARCHAR"

    def first(self, *terms: str) -> str:
        """The text of the first of some terms that has one."""
        return f"coalesce({', '.join(self.cell(term) for term in terms)})"


def _thumbnail(columns: Collection[str]) -> str:
    places = []
    if "ac:Multimedia[]" in columns:
        places.append("""json_extract_string("ac:Multimedia[]", '$[0]."ac:accessURI"')""")
    if "gbif:Multimedia[]" in columns:
        places.append("""json_extract_string("gbif:Multimedia[]", '$[0]."dcterms:identifier"')""")
    if "dwc:associatedMedia" in columns:
        places.append("""nullif(trim(split_part("dwc:associatedMedia", '|', 1)), '')""")
    return f"coalesce({', '.join(places)})" if places else "NULL::VARCHAR"


def _folded(expression: str) -> str:
    return f"coalesce(strip_accents(lower({expression})), chr(1114111))"


def _start(expression: str) -> str:
    """The first six bytes of the folded text as a number, in the same order as the text."""
    return f"(('0x' || left(hex(encode(rpad(left({_folded(expression)}, 6), 6, chr(0)))), 12))::BIGINT)"


def _composed(text: str) -> str:
    """A text with letter and accent as one sign, composed only where an accent stands alone: composing is dear."""
    alone = f"strlen({text}) > length({text}) AND regexp_matches({text}, '\\pM')"
    return f"CASE WHEN {alone} THEN nfc_normalize({text}) ELSE {text} END"
